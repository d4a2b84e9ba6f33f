"""The signed table of contents of a bundle: from whom, to whom, what it needs, and the hash of every member.

A manifest is read in two steps. The `Envelope` keeps its meaning in every version of the format, so that an
older program can say whom a newer file is for and that it needs an update; the rest is read only after
`format` and `needs` are known. Fields a reader does not know are ignored: what must not be ignored is named
in `needs`.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from pkh_desk.domain.canon import canonical
from pkh_desk.sync.bundle.limits import Caps
from pkh_desk.sync.bundle.refusals import Refusal
from pkh_desk.sync.bundle.tarball import FILE_NAME, LINES_NAME
from pkh_desk.sync.documents import DeskCode, DeskId, Sha256, ShownName, Signed, Whole
from pkh_desk.sync.enrolment.join import JoinRequest

FORMAT = 1
NAMESPACE = "pkhb-manifest-v1"
BACKUP_AT = "backup_at"
"""In the digest of an up file: the instant of the laptop's last backup, for the office's roll-call."""

Word = Annotated[str, Field(pattern=r"^[0-9A-Za-z_.:-]{1,60}$")]
STRICT = ConfigDict(strict=True, frozen=True, extra="ignore")


class Envelope(BaseModel):
    """What every version of the format says alike. `needs`: capabilities without which not to read on."""

    model_config = STRICT

    format: Whole = FORMAT
    needs: Annotated[list[Word], Field(max_length=20)] = []
    from_desk: DeskId
    to_desk: DeskId
    to_name: ShownName


class Heading(Envelope):
    """All of a manifest that is known before the members are packed.

    `sequence` counts the sender's bundles; `since` and `cursor` are the office's change numbers a `down`
    file builds on and leads to (for `up`: where the laptop is); `answered` names the last answer that the
    sender of an `up` file used; `epoch` changes when the office restores a backup; `part` of `parts` numbers
    the files of one sending, companions from 2 on; `counts` is what is inside, `digest` the sender's state
    (counts and sums); `schema_version` that of the newest txn or row; `made_at` in ms UTC.
    """

    kind: Literal["up", "down", "join"]
    from_name: ShownName
    from_code: DeskCode
    sequence: Annotated[int, Field(ge=1, lt=2**53)]
    epoch: Annotated[str, Field(max_length=64)] = ""
    since: Whole = 0
    cursor: Whole = 0
    answered: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    part: Annotated[int, Field(ge=1, le=9999)] = 1
    parts: Annotated[int, Field(ge=1, le=9999)] = 1
    counts: dict[Word, Signed] = {}
    digest: dict[Word, Signed] = {}
    app: Annotated[str, Field(max_length=40)]
    schema_version: Whole
    made_at: Whole
    join: JoinRequest | None = None

    @model_validator(mode="after")
    def _join_goes_with_its_kind(self) -> "Heading":
        if (self.kind == "join") != (self.join is not None):
            raise ValueError("a join request stands in a bundle of kind join, and only there")
        if self.join is not None and self.join.desk_id != self.from_desk:
            raise ValueError("a desk asks for itself")
        return self


class Member(BaseModel):
    """One member as it must be found: `size` in the tar; for lines their count and size when unpacked."""

    model_config = STRICT

    name: Annotated[str, Field(pattern=rf"^(?:{LINES_NAME}|{FILE_NAME})$")]
    sha256: Sha256
    size: Whole
    lines: Whole = 0
    unpacked: Whole = 0

    @property
    def is_file(self) -> bool:
        """Whether this is a photo or scan; otherwise it holds lines."""
        return re.fullmatch(FILE_NAME, self.name) is not None

    @model_validator(mode="after")
    def _file_is_named_by_its_content(self) -> "Member":
        if self.is_file and (self.name != f"files/{self.sha256}" or self.lines or self.unpacked):
            raise ValueError("a file is named by its content")
        return self


class Manifest(Heading):
    """A heading and its members, in the order in which they stand in the tar."""

    members: list[Member]

    @property
    def files(self) -> int:
        """The number of photos and scans inside."""
        return sum(member.is_file for member in self.members)

    @field_validator("members")
    @classmethod
    def _no_name_twice(cls, members: list[Member]) -> list[Member]:
        if len({member.name for member in members}) != len(members):
            raise ValueError("a member is listed twice")
        return members

    def to_bytes(self) -> bytes:
        """Return the canonical bytes, which are what is signed."""
        return canonical(self.model_dump())


def parse_manifest(fields: dict[str, Any], caps: Caps) -> Manifest:
    """Return the manifest in `fields`, whose envelope was accepted.

    Raises Refusal: `manifest` it is none, `limit` it announces more than `caps` allow.
    """
    try:
        manifest = Manifest.model_validate(fields)
    except ValueError:
        raise Refusal("manifest") from None
    files = [member for member in manifest.members if member.is_file]
    lines = [member for member in manifest.members if not member.is_file]
    within = (
        len(files) <= caps.files
        and all(member.size <= caps.photo for member in files)
        and sum(member.size for member in lines) <= caps.packed
        and sum(member.unpacked for member in lines) <= caps.unpacked
        and sum(member.lines for member in lines) <= caps.lines
    )
    if not within:
        raise Refusal("limit")
    return manifest
