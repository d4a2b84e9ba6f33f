"""Marks on the fields of facts: which text a template prints by which name, which code its conditions ask."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, Field

Mark = TypeVar("Mark")
INVISIBLE = ("Cc", "Cf", "Cs", "Co")


@dataclass(frozen=True)
class Placeholder:
    """A text of the letter that templates may print as `{name}`; `label` is what people call it."""

    name: str
    label: str


@dataclass(frozen=True)
class Code:
    """A stored code (or several) that conditions of a template may ask for by `name`."""

    name: str


def printable(text: str) -> str:
    """Return `text` composed (NFC), on one line, with single spaces and without invisible characters."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return "".join(char for char in plain if unicodedata.category(char) not in INVISIBLE).strip()


Text = Annotated[str, AfterValidator(printable), Field(max_length=600)]
Short = Annotated[str, AfterValidator(printable), Field(max_length=160)]


@lru_cache(maxsize=8)
def marked(model: type[BaseModel], kind: type[Mark]) -> dict[str, Mark]:
    """Return the fields of a model of facts that carry a mark of this kind, in order."""
    fields = model.model_fields.items()
    return {name: mark for name, field in fields for mark in field.metadata if isinstance(mark, kind)}
