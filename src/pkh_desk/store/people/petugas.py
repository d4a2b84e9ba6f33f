"""Rows of petugas, of the groups they lead, and of aliases between twins."""

from typing import ClassVar

from sqlmodel import Field

from pkh_desk.domain.people.kelompok import KelompokFields
from pkh_desk.domain.people.petugas import AliasFields, MergeProposalFields, PetugasFields
from pkh_desk.store.log.synced import Register


class Petugas(PetugasFields, Register, table=True):
    """A pendamping or clerk; every desk knows all of its district."""

    scope: ClassVar = "district"
    office_fields: ClassVar = frozenset({"role"})


class Kelompok(KelompokFields, Register, table=True):
    """A group of families of one pendamping."""

    scope: ClassVar = "pendamping"
    office_fields: ClassVar = frozenset({"pendamping_id"})

    pendamping_id: str | None = Field(default=None, max_length=32, index=True)


class Alias(AliasFields, Register, table=True):
    """A reversible merge of two households or two petugas; the office decides it."""

    office_only: ClassVar = True
    scope: ClassVar = "district"

    from_id: str = Field(max_length=32, index=True)
    to_id: str = Field(max_length=32, index=True)


class MergeProposal(MergeProposalFields, Register, table=True):
    """A pendamping's word that two of their families are one; the office answers it, an alias merges them.

    Its id derives from the pair, so that a pair is proposed once.
    """

    __tablename__ = "merge_proposal"
    subject: ClassVar = ("household", "household_id")
    office_fields: ClassVar = frozenset({"answer"})

    household_id: str = Field(max_length=32, index=True)
    other_id: str = Field(max_length=32, index=True)
