"""A school's attendance form taken in: commitment months of known children, a new child only by choice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from helpers.desks import add_family
from helpers.lists import R3_FIRST, add_child, r3, verkom_csv
from helpers.sheets import ods, xls, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.store.people.household import Member
from pkh_desk.store.people.visit import Commitment

Take = Callable[..., RosterReport]


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    def taking(content: bytes, name: str = "verkom.csv", **options: Any) -> RosterReport:
        path = tmp_path / name
        path.write_bytes(content)
        report = import_roster(desk, path, **{"apply": True, **options})
        assert report.read == sum(report.rows.values()) + report.skipped + report.refused
        return report

    return taking


def months(desk: Desk) -> dict[str, tuple[Any, ...]]:
    with desk.read() as session:
        rows = session.exec(select(Commitment).order_by(Commitment.month)).all()
    return {
        row.month: (row.kept, row.percent, row.effective_days, row.alpa, row.izin, row.sakit, row.jml)
        for row in rows
    }


R3_MONTHS = {
    "2026-04": (True, 91, 22, 1, 0, 1, 20),
    "2026-05": (False, 80, 20, 4, 0, 0, 16),
    "2026-06": (True, 100, 18, 0, 0, 0, 18),
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", verkom_csv(r3())),
        ("b.csv", verkom_csv(r3(), ",")),
        ("a.xlsx", xlsx(r3())),
        ("a.xls", xls(r3())),
        ("a.ods", ods(r3())),
    ],
)
def test_a_form_becomes_the_months_of_a_known_child(
    desk: Desk, take: Take, name: str, content: bytes
) -> None:
    home = add_family(desk)
    add_child(desk, home)
    report = take(content, name)
    assert [(s["layout"], s["read"]) for s in report.sheets] == [("R3", 2)]
    assert (report.rows, report.skipped) == ({"new": 1, "changed": 0, "same": 0}, 1)
    assert [(f.row, f.kind) for f in report.findings] == [
        (8, "nisn_lost_zero"),
        (8, "attendance_empty"),
        (8, "pupil_twice"),
        (7, "attendance_low"),
    ]
    assert report.findings[-1].raw == "80%"
    assert months(desk) == R3_MONTHS
    again = take(content, name)
    assert (again.rows, again.import_id) == ({"new": 0, "changed": 0, "same": 1}, None)


def test_a_changed_form_edits_and_an_emptied_cell_blanks_nothing(desk: Desk, take: Take) -> None:
    add_child(desk, add_family(desk))
    first = take(verkom_csv(r3(R3_FIRST)))
    later = [*R3_FIRST[0]]
    later[8:13], later[13:18] = (0, 0, 1, 21, 95), ("", "", "", "", 90)
    report = take(verkom_csv(r3([later])))
    assert report.rows == {"new": 0, "changed": 1, "same": 0}
    assert months(desk) == {
        **R3_MONTHS,
        "2026-04": (True, 95, 22, 0, 0, 1, 21),
        "2026-05": (True, 90, 20, 4, 0, 0, 16),
    }
    assert first.import_id
    undo_act(desk, report.import_id or "")
    assert months(desk) == R3_MONTHS


def test_an_unknown_child_is_a_member_only_by_choice(desk: Desk, take: Take) -> None:
    home = add_family(desk)
    report = take(verkom_csv(r3(R3_FIRST)))
    (offer,) = report.findings
    assert (offer.kind, offer.answer) == ("pupil_new", home)
    assert "SARMUNAH" in (offer.proposal or "")
    assert (report.skipped, report.import_id, months(desk)) == (1, None, {})
    choices = RowChoices(answers={(offer.sheet, offer.row, offer.kind): home})
    report = take(verkom_csv(r3(R3_FIRST)), choices=choices)
    assert report.rows["new"] == 1
    with desk.read() as session:
        (child,) = session.exec(select(Member).where(Member.name == "M. RAFLI")).all()
    assert (child.household_id, child.nik, child.sex, child.komponen, child.relation) == (
        home, "3604270207139908", "L", "sd", "anak",
    )  # fmt: skip
    assert (child.born_on, child.school, child.grade) == (date(2013, 7, 2), "SDN CONTOH CIOMAS", "Kelas 6")
    assert months(desk) == R3_MONTHS
    assert take(verkom_csv(r3(R3_FIRST))).import_id is None


def test_a_child_without_nik_is_known_in_its_family_by_name(desk: Desk, take: Take) -> None:
    add_child(desk, add_family(desk), "RAFLI", nik=None)
    row = [*R3_FIRST[0]]
    row[3], row[5] = "", "rafli"
    report = take(verkom_csv(r3([row])))
    assert report.rows["new"] == 1
    assert months(desk) == R3_MONTHS


def test_a_stranger_is_left_out_and_a_like_name_only_suggested(desk: Desk, take: Take) -> None:
    report = take(verkom_csv(r3(R3_FIRST)))
    assert [f.kind for f in report.findings] == ["pupil_family_unknown"]
    home = add_family(desk, "SARMUNAH", nik=None)
    (offer,) = take(verkom_csv(r3(R3_FIRST))).findings
    assert (offer.kind, offer.answer) == ("pupil_new", home)
    assert months(desk) == {}


def test_what_was_taken_back_comes_with_the_file_again(desk: Desk, take: Take) -> None:
    add_child(desk, add_family(desk))
    undo_act(desk, take(verkom_csv(r3(R3_FIRST))).import_id or "")
    with desk.read() as session:
        assert all(row.deleted for row in session.exec(select(Commitment)))
    take(verkom_csv(r3(R3_FIRST)))
    with desk.read() as session:
        assert not any(row.deleted for row in session.exec(select(Commitment)))
    assert months(desk) == R3_MONTHS
