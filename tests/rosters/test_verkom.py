"""A school's form of attendance: months, repeated headers and children as written, never filled up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from helpers.lists import R3_AGAIN, R3_FIRST, r3, r3_header, verkom_csv
from helpers.sheets import Rows, Value, ods, xls, xlsx
from pkh_desk.rosters.columns.lines import read_lists
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.families import FAMILIES, PEOPLE
from pkh_desk.rosters.lists.list_reader import ListReader
from pkh_desk.rosters.lists.verkom import VERKOM, Attendance, Pupil, VerkomReader, join_pupils
from pkh_desk.rosters.reading.reader import read_sheets
from pkh_desk.store.wilayah import wilayah

LAYOUTS = (VERKOM, PEOPLE, FAMILIES)
TODAY = date(2026, 11, 24)

APRIL = Attendance("2026-04", "APRIL %", 22, 1, 0, 1, 20, 91)
MAY = Attendance("2026-05", "MEI %", 20, 4, 0, 0, 16, 80)
JUNE = Attendance("2026-06", "JUNI %", 18, 0, 0, 0, 18, 100)


def read(folder: Path, content: bytes, name: str = "verkom.csv") -> tuple[list[Pupil], list[Finding]]:
    path, findings = folder / name, list[Finding]()
    path.write_bytes(content)
    pupils: list[Pupil] = []
    for sheet in read_sheets(path):
        for roster in read_lists(sheet, LAYOUTS):
            assert roster.header.layout is VERKOM
            pupils += VerkomReader(ListReader(roster, wilayah(), TODAY, findings)).pupils()
    once, _again = join_pupils(pupils, findings)
    return once, findings


def kinds(findings: list[Finding]) -> list[tuple[int, str, str]]:
    return [(found.row, found.column, found.kind) for found in findings]


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("a.csv", verkom_csv),
        ("b.csv", lambda rows: verkom_csv(rows, ",")),
        ("c.csv", lambda rows: verkom_csv(rows, "\t")),
        ("a.xlsx", xlsx),
        ("a.xls", xls),
        ("a.ods", ods),
    ],
)
def test_the_form_as_written(tmp_path: Path, name: str, build: Callable[[Rows], bytes]) -> None:
    (child,), findings = read(tmp_path, build(r3()), name)
    assert (child.name, child.nik.value, child.nisn) == ("M. RAFLI", "3604270207139908", "0130000908")
    assert (child.pengurus, child.pengurus_nik.value) == ("SARMUNAH", "3604275203849901")
    assert (child.level, child.grade, child.school) == ("SD", "Kelas 6", "SDN CONTOH CIOMAS")
    assert child.months == [APRIL, MAY, JUNE]
    assert kinds(findings) == [
        (8, "NISN", "nisn_lost_zero"),
        (8, "", "attendance_empty"),
        (8, "", "pupil_twice"),
    ]
    assert findings[0].proposal == "0130000908"
    assert findings[1].raw == "APRIL, MEI, JUNI"


def test_old_spellings_of_months_and_a_header_in_the_middle(tmp_path: Path) -> None:
    head = r3_header(("JANUARI", "PEBRUARI", "NOPEMBER"), (21, 20, 22))
    other = [*R3_FIRST[0]]
    other[3:6] = "3604275804159912", "0150000912", "SITI AMALIA"
    pupils, findings = read(tmp_path, verkom_csv(r3(R3_FIRST, [other], header=head)))
    assert [pupil.name for pupil in pupils] == ["M. RAFLI", "SITI AMALIA"]
    for pupil in pupils:
        assert [(told.month, told.effective_days) for told in pupil.months] == [
            ("2026-01", 21), ("2026-02", 20), ("2026-11", 22),
        ]  # fmt: skip
    assert findings == []


def test_a_school_year_has_two_years_and_no_year_is_never_guessed(tmp_path: Path) -> None:
    head = r3_header(("JULI", "AGUSTUS", "JANUARI"))
    (child,), _ = read(
        tmp_path, verkom_csv(r3(R3_FIRST, header=head, title="TAHUN PELAJARAN 2025/2026")), "a.csv"
    )
    assert [told.month for told in child.months] == ["2025-07", "2025-08", "2026-01"]
    (child,), findings = read(tmp_path, verkom_csv(r3(R3_FIRST, title="TRIWULAN 2")), "b.csv")
    assert child.months == []
    assert kinds(findings) == [(7, "", "year_missing")]


@pytest.mark.parametrize(
    ("cells", "percent", "found"),
    [
        ((1, 0, 1, 20, 0.91), 91, None),
        ((0, 0, 0, 22, 1), 100, None),
        ((4, 0, 0, 18, "84,6%"), 84, "percent_differs"),
        ((2, 0, 0, 20, "91 %"), 91, None),
        ((1, 0, 1, 20, "0,91"), 91, None),
        ((2, 0, 0, 20, None), None, "percent_missing"),
        ((2, 0, 0, 20, 120), None, "attendance_unreadable"),
        (("x", 0, 0, 20, 91), 91, "attendance_unreadable"),
        ((4, 0, 0, 18, 100), 100, "percent_differs"),
    ],
)
def test_a_percentage_is_what_was_written(
    tmp_path: Path, cells: tuple[Value, ...], percent: int | None, found: str | None
) -> None:
    row = [*R3_FIRST[0]]
    row[8:13] = cells
    (child,), findings = read(tmp_path, xlsx(r3([row])), "a.xlsx")
    assert child.months[0].percent == percent
    assert child.months[1:] == [MAY, JUNE]
    assert found in [None, *(kind for _, _, kind in kinds(findings))]
    assert (found is None) == (not findings)


def test_a_second_row_fills_months_and_tells_where_it_differs(tmp_path: Path) -> None:
    first, again = [*R3_FIRST[0]], [*R3_AGAIN[0]]
    first[13:18] = [""] * 5
    again[8:13], again[13:18] = (0, 0, 0, 22, 100), (4, 0, 0, 16, 80)
    (child,), findings = read(tmp_path, verkom_csv(r3([first, again])))
    assert sorted(child.months, key=lambda told: told.month) == [APRIL, MAY, JUNE]
    assert (8, "APRIL %", "attendance_differs") in kinds(findings)


def test_a_month_without_absences_and_percents_is_read_for_what_it_has(tmp_path: Path) -> None:
    first, days, labels = r3_header()
    june = labels.index("ALPA") + 10
    header = (first, days, [*labels[:june], "", *labels[june + 1 : june + 4], "", *labels[june + 5 :]])
    ((pupil,), _) = read(tmp_path, verkom_csv(r3(R3_FIRST, header=header)))
    assert [(told.month, told.alpa, told.sakit, told.percent) for told in pupil.months] == [
        ("2026-04", 1, 1, 91),
        ("2026-05", 4, 0, 80),
        ("2026-06", None, 0, None),
    ]
