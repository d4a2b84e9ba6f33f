"""A recap of graduation taken in: cases proposed as calon, ways out and joined rows only by choice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from helpers.desks import add_family
from helpers.lists import R7_ROWS, r7, workbook
from helpers.sheets import csv_text, ods, xls, xlsx
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.rosters.lists.recap import read_stated
from pkh_desk.store.graduation.case import GraduationCase, StageEvent
from pkh_desk.store.people.household import Household
from pkh_desk.views.graduation.cases import cases_of

Take = Callable[..., RosterReport]
STATED = (
    "Graduasi Mandiri, PKH Murni, Sudah Mampu / punya usaha, usaha telor asin, surat 7 Januari 2026, "
    "Rp2.500.000 sebulan, surat ada"
)
ALSO_STATED = (
    "Graduasi Sejahtera, BPNT + PKH, Penghasilan diatas UMK, usaha Telur Asin, surat 7 Januari 2026, "
    "Rp2.500.000 sebulan"
)


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    def taking(content: bytes, name: str = "rekap.xlsx", **options: Any) -> RosterReport:
        path = tmp_path / name
        path.write_bytes(content)
        report = import_roster(desk, path, **{"apply": True, **options})
        assert report.read == sum(report.rows.values()) + report.skipped + report.refused
        return report

    return taking


def add_both(desk: Desk) -> tuple[str, str]:
    other = {"desa_code": "36.04.30.2001", "address": "KP KARANG"}
    return add_family(desk), add_family(desk, "RUMSIAH", "3604305708799903", "3604300109119903", **other)


def evidence(desk: Desk) -> list[str]:
    with desk.read() as session:
        return list(session.exec(select(StageEvent.reason)).all())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", xlsx(r7())),
        ("a.xls", xls(r7())),
        ("a.ods", ods(r7())),
        ("a.csv", csv_text(r7()).encode("utf-8-sig")),
        ("b.csv", csv_text(r7(), ",").encode("cp1252")),
        ("c.csv", csv_text(r7(), "\t").encode("utf-16")),
        ("b.xlsx", workbook({"Sukadana": r7(R7_ROWS[:2]), "ANYER": r7(R7_ROWS[2:])})),
    ],
)
def test_a_recap_proposes_and_decides_nothing(desk: Desk, take: Take, name: str, content: bytes) -> None:
    home, gone = add_both(desk)
    report = take(content, name)
    assert {(s["layout"]) for s in report.sheets} == {"R7"}
    assert (report.rows, report.skipped) == ({"new": 1, "changed": 0, "same": 0}, 2)
    assert sorted((f.kind, f.raw, f.answer) for f in report.findings if f.kind != "desa_guessed") == [
        ("exit_stated", "meninggal", "meninggal"),
        ("person_twice", "SARMUNAH = baris 3", "gabung"),
    ]
    with desk.read() as session:
        (case,) = session.exec(select(GraduationCase)).all()
        assert cases_of(session.connection(), [home, gone])[home].stage == "calon"
        assert session.get_one(Household, gone).status == "aktif"
    assert (case.household_id, case.kind, case.reason) == (home, "mandiri", "ekonomi_membaik")
    assert (case.reason_text, case.opened_on) == ("Sudah Mampu / punya usaha", date(2026, 1, 7))
    assert evidence(desk) == [f"Rekap: {STATED}"]
    again = take(content, name)
    assert (again.rows, again.skipped, again.import_id) == ({"new": 0, "changed": 0, "same": 1}, 2, None)


def test_what_a_person_chose_is_done_and_can_be_undone(desk: Desk, take: Take) -> None:
    _home, gone = add_both(desk)
    looked = take(xlsx(r7()), apply=False)
    answers = {(f.sheet, f.row, f.kind): f.answer for f in looked.findings if f.answer}
    report = take(xlsx(r7()), choices=RowChoices(answers=answers))
    assert (report.rows, report.skipped) == ({"new": 2, "changed": 1, "same": 0}, 0)
    assert evidence(desk) == [f"Rekap: {STATED} | {ALSO_STATED}"[:300]]
    with desk.read() as session:
        row = session.get_one(Household, gone)
        assert len(session.exec(select(GraduationCase)).all()) == 1
    assert (row.status, row.exit_on) == ("meninggal", date(2026, 1, 7))
    assert row.exit_reason == "Rekap: meninggal, PKH, surat 7 Januari 2026"
    assert take(xlsx(r7()), choices=RowChoices(answers=answers)).import_id is None
    undo_act(desk, report.import_id or "")
    with desk.read() as session:
        assert session.get_one(Household, gone).status == "aktif"
        assert [case.deleted for case in session.exec(select(GraduationCase))] == [True]


def test_a_family_on_its_way_is_left_alone_and_a_stranger_is_no_family(desk: Desk, take: Take) -> None:
    home = add_family(desk)
    take_step(desk, home, StepDraft("siap", date(2026, 11, 1)))
    report = take(xlsx(r7()))
    assert (report.rows["same"], report.skipped, report.import_id) == (1, 2, None)
    assert {f.kind for f in report.findings} >= {"case_exists", "leaving_unknown", "person_twice"}


def test_a_name_alone_is_a_suggestion_with_its_reasons(desk: Desk, take: Take) -> None:
    home = add_family(desk, "SARMUNAH BINTI SALEH", nik=None, no_kk=None)
    row = [*R7_ROWS[0]]
    row[2] = row[3] = ""
    report = take(xlsx(r7([row])))
    (offer,) = report.findings
    assert (offer.kind, report.import_id) == ("leaving_named", None)
    assert (offer.proposal or "").endswith("(100%, nama sama, desa sama)")
    answers = {(offer.sheet, offer.row, offer.kind): offer.answer or ""}
    assert take(xlsx(r7([row])), choices=RowChoices(answers=answers)).rows["new"] == 1
    with desk.read() as session:
        assert [case.household_id for case in session.exec(select(GraduationCase))] == [home]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Graduasi Mandiri", ("mandiri", None)),
        ("GRADUASI ALAMI", ("alami", None)),
        ("Calon PPSE", ("ppse", None)),
        ("Graduasi Sejahtera", ("mandiri", None)),
        ("Meninggal Dunia", (None, "meninggal")),
        ("pindah domisili", (None, "pindah")),
        ("data ganda", (None, "ganda")),
        ("tidak ditemui", (None, "tidak_ditemui")),
        ("menolak bantuan", (None, "menolak")),
        ("Tidak Eligible", (None, "tidak_eligible")),
        ("KPM tidak ditemui, tidak eligible", (None, "tidak_ditemui")),
        ("Graduasi Alamiah", ("alami", None)),
        ("Belum Graduasi Mandiri", (None, None)),
        ("tidak pindah", (None, None)),
        ("Aktif", (None, None)),
        ("", (None, None)),
    ],
)
def test_what_a_status_says(text: str, read: tuple[str | None, str | None]) -> None:
    assert read_stated(text) == read
