"""What every shape of a config document or of a part of one has in common."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from pkh_desk.domain.text import fold

CODE = r"^[a-z][a-z0-9_]*$"
LONGEST_CODE = 30
Code = Annotated[str, StringConstraints(pattern=CODE, max_length=LONGEST_CODE)]
"""What records keep of a line of a document; it never changes, whatever its words become."""
KNOWN_BY: JsonDict = {"known_by": True}
"""Marks the column by which a line without a code is known again."""

Text = Annotated[str, StringConstraints(max_length=200)]
Said = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Long = Annotated[str, StringConstraints(min_length=1, max_length=1200)]
Lines = Annotated[tuple[Said, ...], Field(max_length=6)]


class Shape(BaseModel):
    """A document or a part of one: no field that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def with_codes(lines: Any, code: str, words: str, taken: Iterable[str] = ()) -> Any:
    """Give each line without a code one made of its words that no other line has, nor is among `taken`."""
    if not isinstance(lines, list | tuple):
        return lines
    used = {*taken, *(str(each[code]) for each in lines if isinstance(each, Mapping) and each.get(code))}
    made = []
    for each in lines:
        if isinstance(each, Mapping) and not each.get(code):
            each = {**each, code: _free(str(each.get(words, "")), used)}
            used.add(each[code])
        made.append(each)
    return made


def said_twice(words: Iterable[str]) -> str:
    """Return the first words that stand there a second time, as a search reads them; "" if none do."""
    seen: set[str] = set()
    for each in words:
        if fold(each) in seen:
            return each
        seen.add(fold(each))
    return ""


def allows(*names: str) -> AfterValidator:
    """Return a check that a text holds no other placeholder than these, each without any trick."""

    def check(text: str) -> str:
        try:
            found = [(name, spec) for _, name, spec, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            raise ValueError("Kurung kurawal tidak berpasangan.") from error
        for name, spec in found:
            if name not in names or spec not in ("", "02", "03", "04"):
                known = ", ".join(f"{{{each}}}" for each in names)
                raise ValueError(f"Isian {{{name}}} tidak dikenal. Yang ada: {known or 'tidak ada'}.")
        return text

    return AfterValidator(check)


def _free(words: str, used: set[str]) -> str:
    folded = "_".join(fold(words).split())
    base = folded if folded[:1].isalpha() else f"a_{folded}"
    code, number = base[:LONGEST_CODE].rstrip("_"), 1
    while code in used:
        number += 1
        code = f"{base[: LONGEST_CODE - 3].rstrip('_')}_{number}"
    return code
