"""A petugas: a pendamping or a clerk of the office, as letters name them."""

from pydantic import BaseModel, Field


class PetugasFields(BaseModel, extra="forbid"):
    """`jabatan` is free text because titles change by decree (Korkab, Ketua Tim, ASN/PPPK ...).

    `role` is what a clerk of the office may do (a code of CLERK_ROLE), empty for everybody else.
    """

    name: str = Field(max_length=120)
    nip: str = Field(default="", max_length=30)
    jabatan: str = Field(default="", max_length=120)
    wilayah: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=20)
    role: str = Field(default="", max_length=20)


class AliasFields(BaseModel, extra="forbid"):
    """Says that `from_id` is the same household or petugas as `to_id`, the older one, while `active`."""

    kind: str = Field(max_length=20)
    from_id: str = Field(max_length=32)
    to_id: str = Field(max_length=32)
    household_id: str | None = Field(default=None, max_length=32)
    active: bool = True


SAME, APART = "gabung", "beda"
MERGE_ANSWER = {SAME: "Satu keluarga, digabungkan", APART: "Dua keluarga yang berbeda"}


class MergeProposalFields(BaseModel, extra="forbid"):
    """Says that `other_id` is probably the same household as `household_id`, the older one.

    `answer` is the office's, a code of MERGE_ANSWER; empty while nobody has decided.
    """

    household_id: str = Field(max_length=32)
    other_id: str = Field(max_length=32)
    reason: str = Field(default="", max_length=300)
    answer: str = Field(default="", max_length=20)
