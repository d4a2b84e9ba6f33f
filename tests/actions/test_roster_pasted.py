"""Minimal lists, pasted text, and columns that a person names: known people told, nobody made of a number."""

from pathlib import Path

import pytest

from helpers.layouts import HELD, hold
from helpers.sheets import R1_HEAD, person, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_layouts import every_field
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.desk import Desk
from pkh_desk.errors import NoListFound
from pkh_desk.rosters.lists.families import FAMILIES
from pkh_desk.rosters.reading.pasted import Pasted
from pkh_desk.views.upkeep.records import family_records

KNOWN, UNKNOWN = HELD["RUMSIAH"], HELD["SARMUNAH"]


def paste(desk: Desk, text: str, choices: RowChoices | None = None) -> RosterReport:
    report = import_roster(desk, Pasted(text), apply=True, choices=choices)
    assert report.read == sum(sheet["read"] for sheet in report.sheets)
    return report


def test_numbers_alone_tell_who_is_known_and_make_nobody(desk: Desk) -> None:
    hold(desk, ["RUMSIAH"])
    before = family_records(desk)
    report = paste(desk, f"{KNOWN[0]}\n{UNKNOWN[0]}\n{KNOWN[0]}\n360427520384990", RowChoices())
    assert (report.rows["same"], report.skipped, report.refused) == (1, 1, 2)
    assert {(f.row, f.kind, f.detail) for f in report.findings if f.row} == {
        (2, "number_alone", ""), (3, "repeated", ""), (4, "nik_length", "15 angka"), (4, "name_missing", ""),
    }  # fmt: skip
    assert report.sight is not None
    assert [row.name for row in report.sight.rows.values()] == ["RUMSIAH", "", "", ""]
    assert family_records(desk) == before
    assert paste(desk, f"No KK\n{KNOWN[1]}").rows["same"] == 1


@pytest.mark.parametrize(
    "text", [f"{UNKNOWN[0]}\tSARMUNAH", f"SARMUNAH\t{UNKNOWN[1]}", f"1. Sarmunah {UNKNOWN[0]}"]
)
def test_a_number_with_a_name_is_a_family(desk: Desk, text: str) -> None:
    assert paste(desk, text).rows["new"] == 1
    (family,) = family_records(desk)
    assert (family.nik or family.no_kk) in UNKNOWN
    assert paste(desk, text).rows == {"new": 0, "changed": 0, "same": 1}


def test_nothing_pasted_is_said(desk: Desk) -> None:
    for text in ("", " \n ", "besok rapat jam 9"):
        with pytest.raises(NoListFound):
            paste(desk, text)


def test_a_column_that_a_person_names_is_remembered_for_lists_of_that_form(
    desk: Desk, tmp_path: Path
) -> None:
    head = ["NO", "NAMA", "NIK", "NO. KK", "X1", "TEMPAT"]
    rows = [head, [1, "SARMUNAH", *UNKNOWN, None, "KP CIPARI"]]
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(rows))
    report = import_roster(desk, path, choices=RowChoices())
    assert report.sight is not None
    (column,) = (guess for guess in report.sight.columns if guess.text == "TEMPAT")
    assert column.read_as == ""
    choices = RowChoices(columns={column.form: {column.at: "address"}})
    import_roster(desk, path, apply=True, choices=choices)
    assert [family.address for family in family_records(desk)] == ["KP CIPARI"]

    rows[1][-1] = "KP HILIR"
    path.write_bytes(xlsx(rows))
    import_roster(desk, path, apply=True)
    assert [family.address for family in family_records(desk)] == ["KP HILIR"]


def test_a_column_of_a_list_without_a_header_is_not_remembered_for_another(desk: Desk) -> None:
    first, second = f"{UNKNOWN[0]}\tSARMUNAH", f"{KNOWN[0]}\tRUMSIAH"
    report = import_roster(desk, Pasted(first), choices=RowChoices())
    assert report.sight is not None
    (column,) = (guess for guess in report.sight.columns if guess.field == "nik")
    paste(desk, first, RowChoices(columns={column.form: {column.at: "no_kk"}}))
    paste(desk, second)
    assert {(family.name, family.nik, family.no_kk) for family in family_records(desk)} == {
        ("SARMUNAH", None, UNKNOWN[0]), ("RUMSIAH", KNOWN[0], None),
    }  # fmt: skip


def test_a_field_that_the_list_cannot_have_is_left_out(desk: Desk) -> None:
    text = f"NIK\tNAMA\tWARNA\n{UNKNOWN[0]}\tSARMUNAH\tbiru"
    report = import_roster(desk, Pasted(text), choices=RowChoices())
    assert report.sight is not None
    form = report.sight.columns[0].form
    for field in every_field(FAMILIES):
        choices = RowChoices(columns={form: {2: field}})
        report = import_roster(desk, Pasted(text), choices=choices)
        assert report.read == 1, field


def test_a_sheet_a_desa(desk: Desk, tmp_path: Path) -> None:
    without = [cell for cell in R1_HEAD if cell not in ("DESA/KEL", "KECAMATAN")]
    row = [cell for at, cell in enumerate(person()) if R1_HEAD[at] not in ("DESA/KEL", "KECAMATAN")]
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx([["KECAMATAN CIOMAS"], without, row], name="Sukabares"))
    report = import_roster(desk, path, apply=True, hold=True)
    assert [(f.row, f.kind, f.proposal) for f in report.findings] == [
        (0, "desa_of_sheet", "Sukabares, Kec. Ciomas")
    ]
    assert [family.desa_code for family in family_records(desk)] == ["36.04.27.2005"]
