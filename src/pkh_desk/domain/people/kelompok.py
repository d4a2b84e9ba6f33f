"""A kelompok: the group of families that meets for P2K2, with its ketua."""

from pydantic import BaseModel, Field


class KelompokFields(BaseModel, extra="forbid"):
    """A group of one pendamping; `ketua_id` is the household of its chair."""

    name: str = Field(max_length=80)
    desa_code: str | None = Field(default=None, max_length=13)
    ketua_id: str | None = Field(default=None, max_length=32)
    pendamping_id: str | None = Field(default=None, max_length=32)
