"""What every shape of a config document or of a part of one has in common."""

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A document or a part of one: no field that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
