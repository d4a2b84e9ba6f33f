"""Tables beside each other on one sheet: each row is read once, in its own table, and the balance adds up."""

from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.layouts import R5, hold
from helpers.sheets import Rows, Value, csv_text, ods, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_layouts import LAYOUTS
from pkh_desk.actions.lists.roster_problems import write_problems
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.desk import Desk
from pkh_desk.rosters.columns.lines import Roster, read_lists
from pkh_desk.rosters.columns.titles import place_of_list
from pkh_desk.rosters.reading.reader import Sheet, read_sheets
from pkh_desk.views.upkeep.records import family_records

HEAD = ("NO", "NAMA", "NIK", "NO KK")
SARMUNAH = (1, "SARMUNAH", "3604275203849901", "3604271406129901")
NURAENI = (2, "NUR'AENI", "3604274511909902", "3604272002139902")
RUMSIAH = (1, "RUMSIAH", "3604305708799903", "3604300109119903")
MAEMUNAH = (2, "ST. MAEMUNAH", "3604287101879904", "3604280704159904")
UUN = (3, "HJ. UUN", "3604136005769905", "3604130912109905")


def beside(*tables: Rows, gap: int = 2) -> list[list[Value]]:
    """Return tables as one sheet, with empty columns between them."""
    widths = [max(map(len, table)) for table in tables]
    rows = []
    for parts in zip_longest(*tables, fillvalue=()):
        row: list[Value] = []
        for part, width in zip(parts, widths, strict=True):
            row += [*part, *[None] * (width - len(part) + gap)]
        rows.append(row)
    return rows


def lists(rows: Rows, name: str = "KPM") -> list[Roster]:
    filled = ((number, list(row)) for number, row in enumerate(rows, 1) if any(row))
    return read_lists(Sheet(name, rows=filled), LAYOUTS)


def names(roster: Roster) -> list[Value]:
    return [line.cells[roster.header.columns["name"]] for line in roster.lines]


LEFT: Rows = (("DESA SUKADANA",), HEAD, SARMUNAH, NURAENI)
RIGHT: Rows = (("DESA SUKABARES",), HEAD, RUMSIAH, MAEMUNAH, UUN)


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_two_tables_beside_each_other_are_two_lists_with_their_own_titles(gap: int) -> None:
    first, second = lists([("DATA KPM 2026",), *beside(LEFT, RIGHT, gap=gap)])
    assert (names(first), names(second)) == (["SARMUNAH", "NUR'AENI"], ["RUMSIAH", "ST. MAEMUNAH", "HJ. UUN"])
    assert (first.sheet, second.sheet) == ("KPM", "KPM (tabel 2)")
    assert [place_of_list(one.titles, one.tab)[0] for one in (first, second)] == ["SUKADANA", "SUKABARES"]
    assert "DATA KPM 2026" in second.titles


@pytest.mark.parametrize("later", [0, 1])
def test_a_table_whose_header_stands_lower_than_its_neighbours_is_read(later: int) -> None:
    lower = ((), (), (), *RIGHT)
    tables = (LEFT, lower) if later else (lower, LEFT)
    assert [names(one) for one in lists(beside(*tables))] == [
        ["SARMUNAH", "NUR'AENI"] if table is LEFT else ["RUMSIAH", "ST. MAEMUNAH", "HJ. UUN"]
        for table in tables
    ]


def test_two_empty_tables_are_lists_without_rows() -> None:
    assert [len(one.lines) for one in lists(beside([HEAD], [HEAD]))] == [0, 0]
    assert [names(one) for one in lists(beside([HEAD], RIGHT[1:]))] == [
        ["RUMSIAH", "ST. MAEMUNAH", "HJ. UUN"]
    ]


def test_below_two_tables_a_wide_one_is_one_list_again() -> None:
    wide = (
        ("NO", "NAMA", "NIK", None, None, "NO KK", "NAMA SUAMI", "DESA", "KECAMATAN"),
        (1, "JUBAEDAH", "3604066902929906", None, None, "3604062307189906", "X", "Cokop", "Waringinkurung"),
    )
    found = lists([*beside(LEFT, RIGHT), (), *wide])
    assert sorted(map(len, (one.lines for one in found))) == [1, 2, 3]
    (alone,) = (one for one in found if len(one.lines) == 1)
    assert {"nik", "no_kk", "desa"} <= alone.header.columns.keys()


@pytest.mark.parametrize(
    "rows",
    [
        ((*HEAD[:3], None, "NO KK", "DESA"), (*SARMUNAH[:3], None, SARMUNAH[3], "Sukadana")),
        ((*HEAD, None, "KODE", "ARTI"), (*SARMUNAH, None, "1", "aktif"), (*NURAENI, None, "2", "keluar")),
        ((*HEAD, None, "NIK"), (*SARMUNAH, None, "16 angka"), (*NURAENI, None, "lihat KTP")),
        (HEAD, (*SARMUNAH, None, "No KK"), (*NURAENI, None, "3604272002139902")),
    ],
)
def test_a_gap_in_a_table_and_a_key_beside_it_make_no_second_one(rows: Rows) -> None:
    (roster,) = lists(rows)
    assert len(roster.lines) == len(rows) - 1
    assert "no_kk" in roster.header.columns


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3)), min_size=1, max_size=3),
    st.integers(1, 3),
)
@settings(max_examples=40)
def test_however_many_tables_stand_how_each_row_is_read_once(tables: list[tuple[int, int]], gap: int) -> None:
    serial = iter(range(9000, 9999))
    made = [
        [
            *[()] * above,
            HEAD,
            *((n, f"ORANG {n}", f"360427520384{next(serial)}", f"360427140612{n}901") for n in range(rows)),
        ]
        for rows, above in tables
    ]
    found = lists(beside(*made, gap=gap))
    read = [line.cells[one.header.columns["nik"]] for one in found for line in one.lines]
    assert sorted(map(str, read)) == sorted(
        str(row[2]) for table in made for row in table if row and row[0] != "NO"
    )
    assert len({(one.sheet, line.number) for one in found for line in one.lines}) == len(read)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "ods"])
def test_the_balance_of_two_tables_adds_up_and_only_what_failed_comes_back(
    kind: str, desk: Desk, tmp_path: Path
) -> None:
    rows = beside(
        LEFT, (*RIGHT[:3], (2, "ST. MAEMUNAH", None, "36042807"), (3, None, None, "3604130912109905"))
    )
    path, out = tmp_path / f"daftar.{kind}", tmp_path / "masalah.csv"
    path.write_bytes({"xlsx": xlsx, "ods": ods}.get(kind, lambda all_rows: csv_text(all_rows).encode())(rows))
    choices = RowChoices()
    report = import_roster(desk, path, apply=True, choices=choices)
    lines = sum(len(one.lines) for sheet in read_sheets(path) for one in read_lists(sheet, LAYOUTS))
    assert report.read == lines == 5
    assert sum(sheet["read"] for sheet in report.sheets) == report.read
    assert {one.name for one in family_records(desk)} == {"SARMUNAH", "NUR'AENI", "RUMSIAH", "ST. MAEMUNAH"}
    assert report.sight is not None
    assert len(report.sight.rows) == report.read
    assert write_problems(report, path, out) == report.skipped + report.refused == 1
    assert "(tabel 2)" in out.read_text("utf-8-sig")
    again = import_roster(desk, path)
    assert again.rows["same"] == 4


def test_families_and_their_payments_beside_each_other_land_each_where_they_belong(
    desk: Desk, tmp_path: Path
) -> None:
    hold(desk)
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx(beside(LEFT, R5)))
    report = import_roster(desk, path)
    assert sorted((sheet["layout"], sheet["read"]) for sheet in report.sheets) == [("R1", 2), ("R5", 4)]
