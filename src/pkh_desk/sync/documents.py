"""Reading JSON that came from another desk: a value or a ValueError, whatever the bytes are."""

import json
from typing import Annotated, Any

from pydantic import Field

from pkh_desk.domain import canon

Whole = Annotated[int, Field(ge=0, lt=2**53)]
Signed = Annotated[int, Field(gt=-(2**53), lt=2**53)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
DeskId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,32}$")]
DeskCode = Annotated[str, Field(pattern=r"^[0-9A-Z]{1,8}$")]
ShownName = Annotated[str, Field(max_length=120)]


def read_json(raw: bytes) -> Any:
    """Return the JSON value that `raw` is. Raises ValueError, also for nesting that exhausts the parser."""
    try:
        return json.loads(raw.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def read_canonical(raw: bytes) -> dict[str, Any]:
    """Return the JSON object whose canonical bytes `raw` is. Raises ValueError (a doubled key among them)."""
    value = canon.read_canonical(raw)
    if not isinstance(value, dict):
        raise ValueError("not a canonical object")
    return value
