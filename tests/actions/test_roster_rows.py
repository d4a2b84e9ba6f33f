"""What the window shows of a roster before it is applied: columns with samples, rows with their fate."""

from pathlib import Path

from helpers.sheets import R1, R4, person, r1_with, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RosterSight, RowChoices, finding_lines
from pkh_desk.desk import Desk


def look(
    desk: Desk, path: Path, rows: object, choices: RowChoices | None = None
) -> tuple[RosterReport, RosterSight]:
    path.write_bytes(xlsx(rows))
    report = import_roster(desk, path, choices=choices or RowChoices())
    assert report.sight is not None
    return report, report.sight


def test_columns_say_what_they_are_read_as_and_show_first_values(desk: Desk, tmp_path: Path) -> None:
    _, sight = look(desk, tmp_path / "r1.xlsx", R1)
    columns = {column.text: (column.read_as, column.samples) for column in sight.columns}
    assert columns["NAMA PENGURUS"] == ("Nama", ("SARMUNAH", "NUR'AENI", "RUMSIAH"))
    assert columns["DESA/KEL"][0] == "Desa"
    _, sight = look(desk, tmp_path / "r4.xlsx", R4)
    assert [c.text for c in sight.columns if not c.read_as] == [
        "PROVINSI",
        "KABUPATEN/KOTA",
        "NAMA IBU KANDUNG",
    ]


def test_every_row_has_one_fate_and_what_differs_is_named(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    first, other = person(), person("RUMSIAH", "3604275203849902", "3604271406129902")
    path.write_bytes(xlsx(r1_with(first, other)))
    import_roster(desk, path, apply=True)
    moved = person(kelompok="MELATI 3", desa="Citaman")
    new = person("TARSIH", "3604275203849903", "3604271406129903")
    report, sight = look(desk, path, r1_with(moved, other, other, new, person(None, None)))
    assert [(row.row, row.name, row.fate, row.changed) for row in sight.rows.values()] == [
        (2, "SARMUNAH", "changed", ("Desa", "Kelompok")),
        (3, "RUMSIAH", "same", ()),
        (4, "RUMSIAH", "skipped", ()),
        (5, "TARSIH", "new", ()),
        (6, "", "refused", ()),
    ]
    counted = {fate: sum(row.fate == fate for row in sight.rows.values()) for fate in report.rows}
    assert counted == report.rows
    assert sight.rows["KPM", 2].place == "Citaman"
    lines = finding_lines(report.findings, sight)
    assert [(line.row, line.name, line.kind, line.needs_look) for line in lines] == [
        (6, "", "name_missing", True),
        (4, "RUMSIAH", "repeated", False),
    ]
    assert (lines[0].found, lines[0].done) == ("Nama kosong", "Baris ditolak")


def test_a_person_puts_cells_right_and_leaves_rows_out(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    rows = r1_with(person(nik="360427520384990"), person("RUMSIAH", "3604275203849902", "3604271406129902"))
    report, _ = look(desk, path, rows)
    assert [(f.row, f.column, f.kind) for f in report.findings] == [(2, "NIK PENGURUS", "nik_length")]
    choices = RowChoices(left_out={("KPM", 3)}, fixes={("KPM", 2, "NIK PENGURUS"): "3604275203849901"})
    report, sight = look(desk, path, rows, choices)
    assert report.findings == []
    assert sight.rows["KPM", 2].number == "3604275203849901"
    assert [row.fate for row in sight.rows.values()] == ["new", "skipped"]
    report = import_roster(desk, path, apply=True, choices=choices)
    assert (report.rows["new"], report.skipped, report.refused) == (1, 1, 0)
    report, sight = look(desk, path, rows, RowChoices(hold=True))
    assert [row.fate for row in sight.rows.values()] == ["skipped", "new"]


def test_rows_are_kept_only_when_asked_for(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx(R1))
    assert import_roster(desk, path).sight is None
