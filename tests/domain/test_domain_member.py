"""A member: what keeps a person from being saved."""

from datetime import date, timedelta

import pytest

from pkh_desk.domain.people.member import MemberFields, check_member
from pkh_desk.errors import Problem

TODAY = date(2026, 11, 24)


def member(**known: str | date) -> MemberFields:
    """Return Nur'aeni with what is known of her."""
    return MemberFields(household_id="h", **({"name": "NUR'AENI"} | known))


def test_a_name_is_enough() -> None:
    assert check_member(member(), TODAY) == []


def test_all_that_is_known_may_be_saved() -> None:
    whole = member(
        nik="3604274511909902", sex="P", relation="istri", komponen="bumil", born_on=date(1990, 11, 5)
    )
    assert check_member(whole, TODAY) == []
    assert check_member(member(born_on=TODAY), TODAY) == []


@pytest.mark.parametrize(
    ("known", "field", "text"),
    [
        ({"name": " "}, "name", "Nama belum diisi."),
        ({"nik": "360427451190990"}, "nik", "Baru 15 angka, NIK harus 16."),
        ({"nik": "36042745119O9902"}, "nik", "Baru 15 angka, NIK harus 16."),
        ({"born_on": TODAY + timedelta(days=1)}, "born_on", "Tanggal lahir belum terjadi."),
        ({"sex": "W"}, "sex", "W tidak dikenal."),
        ({"relation": "tetangga"}, "relation", "tetangga tidak dikenal."),
        ({"komponen": "sarjana"}, "komponen", "sarjana tidak dikenal."),
    ],
)
def test_what_keeps_a_person_from_being_saved(known: dict[str, str | date], field: str, text: str) -> None:
    assert check_member(member(**known), TODAY) == [Problem(field, text)]


def test_every_wrong_field_is_named_at_once() -> None:
    problems = check_member(member(name="", nik="1", sex="x"), TODAY)
    assert [problem.field for problem in problems] == ["name", "nik", "sex"]
