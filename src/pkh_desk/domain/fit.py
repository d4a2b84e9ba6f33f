"""Filling in the fields of a record: what does not fit into one is said to whoever wrote it."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ValidationError

from pkh_desk.errors import InvalidInput, Problem

FieldsT = TypeVar("FieldsT")

TOO_LONG = "Terlalu panjang. Paling banyak {max_length} huruf."
SENTENCES = {
    "string_too_long": TOO_LONG,
    "too_long": TOO_LONG,
    "greater_than_equal": "Terlalu kecil. Paling sedikit {ge}.",
    "less_than_equal": "Terlalu besar. Paling banyak {le}.",
}


def fit(shape: Callable[..., FieldsT], **values: Any) -> FieldsT:
    """Return the fields of a record with these values. Raises InvalidInput for what does not fit into one."""
    try:
        return shape(**values)
    except ValidationError as error:
        faults = error.errors()
        if any(each["type"] not in SENTENCES for each in faults):
            raise
        raise InvalidInput(
            [
                Problem(str(each["loc"][0]), SENTENCES[each["type"]].format(**each.get("ctx", {})))
                for each in faults
            ]
        ) from None
