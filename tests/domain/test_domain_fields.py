"""All field lists of the records: what holds for each of them, since each becomes a table and a message."""

import importlib
import pkgutil
from datetime import date
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

from pkh_desk import domain

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(domain.__path__, "pkh_desk.domain.")
]
RECORDS = [
    record
    for module in MODULES
    for name, record in vars(module).items()
    if name.endswith("Fields") and record.__module__ == module.__name__
]
WHOLE_DOCUMENTS = {
    ("LetterFields", "facts"),
    ("PrintedTemplateFields", "body"),
    ("PacketFields", "facts"),
    ("PacketRowFields", "entry"),
    ("ConfigFields", "body"),
    ("ErasureFields", "homes"),
    ("ErasureFields", "ids"),
}


def kinds(record: type[BaseModel], name: str) -> set[type]:
    """Return the types that a field may hold."""
    annotation = record.model_fields[name].annotation
    return set(get_args(annotation)) or {annotation}


def test_the_nouns_are_all_here() -> None:
    names = {record.__name__ for record in RECORDS}
    assert {"HouseholdFields", "LetterFields", "NumberBlockFields", "ConfigFields", "ReturnedFields"} <= names
    assert {"KelompokFields", "PetugasFields", "AliasFields", "FileFields"} <= names


@pytest.mark.parametrize("record", RECORDS)
def test_a_field_holds_what_canonical_json_and_any_database_can_hold(record: type[BaseModel]) -> None:
    for name in record.model_fields:
        assert kinds(record, name) <= {str, int, bool, date, type(None)}, name


@pytest.mark.parametrize("record", RECORDS)
def test_every_text_has_a_longest_length(record: type[BaseModel]) -> None:
    for name, field in record.model_fields.items():
        if str in kinds(record, name) and (record.__name__, name) not in WHOLE_DOCUMENTS:
            assert any(getattr(rule, "max_length", None) for rule in field.metadata), name


@pytest.mark.parametrize("record", RECORDS)
def test_a_field_that_nobody_knows_is_refused(record: type[BaseModel]) -> None:
    with pytest.raises(ValidationError, match="unknown"):
        record.model_validate({"unknown": 1})
