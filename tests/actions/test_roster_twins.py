"""A family that may be held already under another spelling is suggested with its reasons, never linked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.desks import add_family
from helpers.sheets import person, r1_with, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.views.people.same import same_family
from pkh_desk.views.upkeep.records import family_records

Take = Callable[..., RosterReport]
KNOWN, TYPED = "3604275203849901", "3604275203849909"
"""Two NIK with one birth date."""


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    def taking(*rows: list[Any], **options: Any) -> RosterReport:
        path = tmp_path / "daftar.xlsx"
        path.write_bytes(xlsx(r1_with(*rows)))
        return import_roster(desk, path, **{"apply": True, **options})

    return taking


def offers(report: RosterReport) -> list[tuple[str, str, str | None]]:
    found = [f for f in report.findings if f.kind == "maybe_same"]
    return [(f.raw, (f.proposal or "").partition("(")[2].rstrip(")"), f.answer) for f in found]


@pytest.mark.parametrize(
    ("held", "row", "words"),
    [
        (("SITI MAEMUNAH", None, None), ("ST. MAEMUNNAH", None, None), "97%, nama mirip, desa sama"),
        (("HJ. UUN BINTI SALEH", KNOWN, None), ("UUN", TYPED, None), "100%, nama sama, desa sama,"),
        (("SARMUNAH", KNOWN, None), ("SARMUNA", TYPED, None), None),
        (("UUN KHOERUNISA", KNOWN, None), ("UUN", TYPED, None), "90%, nama lebih pendek, desa sama,"),
        (("AENI NUR", None, None), ("NUR AENI", None, "3604272002139902"), "95%, nama dibalik, desa sama"),
    ],
)
def test_a_probable_twin_is_told_with_its_reasons(
    desk: Desk, take: Take, held: tuple[Any, ...], row: tuple[Any, ...], words: str | None
) -> None:
    home = add_family(desk, *held)
    report = take(person(*row))
    assert report.families["new"] == 1
    ((name, why, answer),) = offers(report)
    assert (name, answer) == (row[0], home)
    assert why.startswith(words or "")


def test_no_twin_where_birth_dates_or_desa_differ_or_the_name_is_another(desk: Desk, take: Take) -> None:
    add_family(desk, "SARMUNAH", KNOWN, None)
    add_family(desk, "RUMSIAH", None, None, desa_code="36.04.30.2001")
    report = take(
        person("SARMUNAH", "3604275303849909", "3604271406129909"),
        person("RUMSIAH", None, "3604271406129908"),
        person("JUBAEDAH", None, "3604271406129907"),
    )
    assert (report.families["new"], offers(report)) == (3, [])


def test_who_has_no_desa_is_compared_by_name_and_birth_date(desk: Desk, take: Take) -> None:
    placed = add_family(desk, "UUN KHOERUNISA", KNOWN, None)
    placeless = add_family(desk, "SITI MAEMUNAH", None, None, desa_code=None)
    namesake = add_family(desk, "NUR'AENI", None, None, desa_code="36.04.30.2001")
    add_family(desk, "RUMSIAH", KNOWN, None, desa_code=None)
    nowhere = {"desa": None, "kecamatan": None}
    report = take(
        person("UUN KHAERUNISA", TYPED, None, **nowhere),
        person("MAEMUNAH SITI", "3604287101879904", "3604280704159904"),
        person("ST. MAEMUNAH", None, "3604271406129907"),
        person("NUR AENI", None, "3604271406129908", **nowhere),
        person("RUMSIAH", "3604275303849909", "3604271406129909", **nowhere),
    )
    assert report.families["new"] == 5
    assert offers(report) == [
        ("UUN KHAERUNISA", "94%, nama mirip, tanggal lahir di NIK sama", placed),
        ("ST. MAEMUNAH", "90%, nama sama", placeless),
        ("NUR AENI", "90%, nama sama", namesake),
    ]


def test_a_name_of_many_without_a_desa_suggests_nobody(desk: Desk, take: Take) -> None:
    homes = [add_family(desk, "SITI AMINAH", None, None, desa_code=f"36.04.30.200{n}") for n in range(1, 6)]
    row = {"desa": None, "kecamatan": None}
    assert offers(take(person("SITI AMINAH", None, "3604271406129908", **row), apply=False)) == []
    add_family(desk, "SITI AMINAH", KNOWN, None)
    report = take(person("SITI AMINAH", TYPED, "3604271406129908", **row), apply=False)
    assert offers(report)[0][1] == "100%, nama sama, tanggal lahir di NIK sama"
    assert len(homes) == 5


def test_a_twin_that_a_person_chose_is_the_held_family_and_stays_it(desk: Desk, take: Take) -> None:
    home = add_family(desk, "SITI MAEMUNAH", None, None)
    row = person("ST. MAEMUNNAH", "3604287101879904", "3604280704159904")
    (finding,) = [f for f in take(row, apply=False).findings if f.kind == "maybe_same"]
    choices = RowChoices(answers={(finding.sheet, finding.row, finding.kind): home})
    report = take(row, choices=choices)
    assert report.families == {"new": 0, "changed": 1, "same": 0}
    (family,) = family_records(desk)
    assert (family.id, family.name, family.nik, family.no_kk) == (
        home, "ST. MAEMUNNAH", "3604287101879904", "3604280704159904",
    )  # fmt: skip
    assert len(family.members) == 1
    assert take(row, choices=choices).import_id is None


def test_one_held_family_is_not_two_of_the_file(desk: Desk, take: Take) -> None:
    home = add_family(desk)
    report = take(person("SARMUNAH", None, None), person("SARMUNAH", KNOWN, "3604271406129901"))
    answers = {(f.sheet, f.row, f.kind): home for f in report.findings if f.kind == "maybe_same"}
    take(person("SARMUNNAH", None, "3604271406129908"), person(), choices=RowChoices(answers=answers))
    assert len([family for family in family_records(desk) if family.id == home]) == 1


def test_the_office_merges_two_held_families_by_choice_and_can_take_it_back(
    office: Desk, tmp_path: Path
) -> None:
    old = add_family(office, "SARMUNNAH", None, None, note="lama")
    office.clock.forward(minutes=1)  # type: ignore[attr-defined]
    young = add_family(office)
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx(r1_with(person(phone="0812-0000-9901"))))

    def take(**options: Any) -> RosterReport:
        return import_roster(office, path, **options)

    (finding,) = [f for f in take().findings if f.kind == "held_twice"]
    assert (finding.answer, finding.proposal) == (
        old, "Gabungkan dengan SARMUNNAH, Sukadana, Kec. Ciomas (95%, nama mirip, desa sama)",
    )  # fmt: skip
    choices = RowChoices(answers={(finding.sheet, finding.row, finding.kind): old})
    report = take(apply=True, choices=choices)
    (family,) = family_records(office)
    assert (family.id, family.name, family.nik, family.phones) == (old, "SARMUNAH", KNOWN, ["+6281200009901"])
    assert take(apply=True, choices=choices).import_id is None
    undo_act(office, report.import_id or "")
    assert {family.id: family.name for family in family_records(office)} == {
        old: "SARMUNNAH", young: "SARMUNAH",
    }  # fmt: skip


def test_a_family_is_no_twin_of_itself_and_takes_no_others_place(desk: Desk) -> None:
    homes = [add_family(desk, name, None, None) for name in ("SARMUNAH", "SARMUNNAH", "SARMUNA", "SARMUNAAH")]
    likely = [one.id for one in same_family(desk, homes[0]).likely]
    assert sorted(likely) == sorted(homes[1:])


def test_a_laptop_does_not_merge_what_is_held_but_may_ask_the_office_once(desk: Desk, take: Take) -> None:
    old = add_family(desk, "SARMUNNAH", None, None)
    desk.clock.forward(minutes=1)  # type: ignore[attr-defined]
    young = add_family(desk)
    (finding,) = [f for f in take(person()).findings if f.answer]
    assert (finding.kind, finding.answer) == ("held_twice", old)
    choices = RowChoices(answers={(finding.sheet, finding.row, finding.kind): old})
    report = take(person(), choices=choices)
    assert {family.id for family in family_records(desk)} == {old, young}
    (asked,) = same_family(desk, young).proposals
    assert (asked.other_id, asked.answer) == (old, "")
    again = take(person(), choices=choices)
    assert ([f for f in again.findings if f.answer], again.import_id) == ([], None)
    undo_act(desk, report.import_id or "")
    assert same_family(desk, young).proposals == ()
    take(person(), choices=choices)
    assert len(same_family(desk, young).proposals) == 1
