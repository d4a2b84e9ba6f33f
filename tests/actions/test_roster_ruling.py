"""Kemensos' decision list at the office: each waiting proposal answered with its SK, everything else told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from helpers.cases import bring_to
from helpers.desks import add_family
from helpers.sheets import Rows, csv_text, ods, xls, xlsx
from pkh_desk.actions.lists.roster import Pasted, import_roster
from pkh_desk.actions.lists.roster_problems import write_problems
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.rosters.lists.ruling import read_decision, read_titles
from pkh_desk.store.graduation.case import StageEvent
from pkh_desk.views.graduation.cases import cases_of

WAITING = {
    "SARMUNAH": ("3604275203849901", "3604271406129901"),
    "RUMSIAH": ("3604305708799903", "3604300109119903"),
    "JUBAEDAH": ("3604066902929906", "3604062307189906"),
    "ENOK WATI": ("3604356512589910", "3604351501099910"),
}
SK = "12/HUK/2026"
HEAD = ("No.", "Nama KPM", "NIK", "No. KK", "Keputusan", "Alasan")
ROWS: Rows = (
    (1, "Sarmunah ", "'3604275203849901", None, "DISETUJUI", None),
    (2, "RUMSIAH (alm?)", None, "3604 3001 0911 9903", "Ditolak", "Masih ada lansia"),
    (3, "JUBAEDAH", "3604066902929906", "3604062307189906", "tidak layak", None),
    (4, "UUN KHOERUNISA", "3604136005769905", None, "Disetujui", None),
    (5, "SITI ROHMAH", "3604356512589910", None, "Disetujui", None),
)
LIST: Rows = (
    ("LAMPIRAN KEPUTUSAN DIREKTUR JAMINAN SOSIAL",),
    (f"NOMOR : {SK}", None, "TANGGAL 3 NOPEMBER 2026"),
    (),
    HEAD,
    *ROWS,
    ("Jumlah", 5),
    ("Mengetahui, Kepala Dinas Sosial",),
)
Take = Callable[..., RosterReport]


@pytest.fixture
def take(office: Desk, tmp_path: Path) -> Take:
    def taking(content: bytes | str, name: str = "sk.xlsx", **options: Any) -> RosterReport:
        if isinstance(content, str):
            return import_roster(office, Pasted(content), **{"apply": True, **options})
        path = tmp_path / name
        path.write_bytes(content)
        report = import_roster(office, path, **{"apply": True, **options})
        assert report.read == sum(report.rows.values()) + report.skipped + report.refused
        return report

    return taking


def add_waiting(desk: Desk) -> dict[str, str]:
    homes = {name: add_family(desk, name, *numbers) for name, numbers in WAITING.items()}
    for home in homes.values():
        bring_to(desk, home, "diverifikasi")
    return homes


def stages(desk: Desk, homes: dict[str, str]) -> dict[str, str | None]:
    with desk.read() as session:
        cases = cases_of(session.connection(), list(homes.values()))
    return {name: cases[home].stage for name, home in homes.items()}


def kinds(report: RosterReport) -> set[tuple[int, str]]:
    return {(one.row, one.kind) for one in report.findings}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", xlsx(LIST)),
        ("a.xls", xls(LIST)),
        ("a.ods", ods(LIST)),
        ("a.csv", csv_text(LIST).encode("utf-8-sig")),
        ("b.csv", csv_text(LIST, ",").encode("cp1252")),
        ("", csv_text(LIST, "\t")),
    ],
)
def test_what_waits_is_answered_with_the_sk_and_the_rest_is_told(
    office: Desk, take: Take, name: str, content: bytes | str
) -> None:
    homes = add_waiting(office)
    report = take(content, name)
    assert {each["layout"] for each in report.sheets} == {"keputusan"}
    assert (report.rows, report.skipped, report.refused) == ({"new": 2, "changed": 0, "same": 0}, 2, 1)
    assert stages(office, homes) == {
        "SARMUNAH": "graduasi",
        "RUMSIAH": "ditolak",
        "JUBAEDAH": "diverifikasi",
        "ENOK WATI": "diverifikasi",
    }
    with office.read() as session:
        events = session.exec(select(StageEvent).where(StageEvent.sk_number == SK)).all()
    told = {(one.stage, one.reason, one.on, one.sk_on) for one in events}
    day = date(2026, 11, 3)
    assert told == {("graduasi", "", day, day), ("ditolak", "Masih ada lansia", day, day)}
    first = min(row for row, kind in kinds(report) if kind == "decision_unclear")
    assert {(row - first, kind) for row, kind in kinds(report)} >= {
        (0, "decision_unclear"),
        (1, "decision_unknown"),
        (2, "decision_name"),
    }
    again = take(content, name)
    assert (again.rows, again.import_id) == ({"new": 0, "changed": 0, "same": 2}, None)
    undo_act(office, report.import_id or "")
    assert set(stages(office, homes).values()) == {"diverifikasi"}


def test_what_was_asked_is_done_once_a_person_answers_and_problems_come_back(
    office: Desk, take: Take, tmp_path: Path
) -> None:
    homes = add_waiting(office)
    looked = take(xlsx(LIST), apply=False)
    assert set(stages(office, homes).values()) == {"diverifikasi"}
    answers = {(f.sheet, f.row, f.kind): f.answer for f in looked.findings if f.answer}
    report = take(xlsx(LIST), choices=RowChoices(answers=answers))
    assert (report.rows["new"], report.skipped, report.refused) == (4, 0, 1)
    assert stages(office, homes)["ENOK WATI"] == "graduasi"
    assert stages(office, homes)["JUBAEDAH"] == "ditolak"
    assert write_problems(report, tmp_path / "sk.xlsx", tmp_path / "masalah.csv") == 1
    assert "UUN KHOERUNISA" in (tmp_path / "masalah.csv").read_text("utf-8-sig")


def test_rows_that_contradict_or_come_too_early_decide_nothing(office: Desk, take: Take) -> None:
    homes = add_waiting(office)
    early = add_family(office, "NUR'AENI", "3604274511909902", "3604272002139902")
    bring_to(office, early, "ditandatangani")
    rows: Rows = (
        ("NIK", "Nama", "Keputusan", "No SK", "Tgl SK", "Alasan Penolakan"),
        ("3604275203849901", "SARMUNAH", "Disetujui", SK, "3/11/2026", None),
        ("3604275203849901", "SARMUNAH", "Ditolak", SK, "3/11/2026", None),
        ("3604305708799903", "RUMSIAH", "Disetujui", SK, "3/11/2026", None),
        ("3604305708799903", "RUMSIAH", "Disetujui", SK, "3/11/2026", None),
        ("3604066902929906", "JUBAEDAH", "belum diproses", SK, None, None),
        ("3604356512589910", "ENOK WATI", "ditolak", SK, "3/12/2027", None),
        ("3604274511909902", "NUR AENI", "disetujui", SK, "3/11/2026", None),
    )
    report = take(xlsx(rows))
    assert kinds(report) >= {
        (2, "decision_twice"), (3, "decision_twice"), (5, "repeated"), (6, "decision_pending"),
        (7, "decision_date_unreadable"), (7, "decision_reason"), (8, "decision_early"),
    }  # fmt: skip
    assert (report.rows["new"], report.skipped) == (2, 5)
    assert stages(office, {"early": early}) == {"early": "ditandatangani"}
    chosen = take(xlsx(rows[:3]), choices=RowChoices(left_out={("KPM", 3)}))
    assert (chosen.rows["new"], chosen.skipped) == (1, 1)
    other = take(xlsx([rows[0], ("3604305708799903", "RUMSIAH", "Ditolak", SK, None, "lain")]))
    assert (kinds(other), other.import_id) == ({(2, "decision_differs")}, None)
    assert stages(office, homes)["RUMSIAH"] == "graduasi"


def test_only_the_office_answers(desk: Desk, tmp_path: Path) -> None:
    home = add_family(desk)
    (tmp_path / "sk.csv").write_text("NIK;Nama;Keputusan\n3604275203849901;SARMUNAH;Disetujui\n")
    report = import_roster(desk, tmp_path / "sk.csv", apply=True)
    assert (kinds(report), report.skipped, report.import_id) == ({(2, "decision_office")}, 1, None)
    with desk.read() as session:
        assert cases_of(session.connection(), [home]) == {}


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("DISETUJUI ", "graduasi"), ("tidak disetujui", "ditolak"), ("Belum disetujui", "menunggu"),
        ("Tolak - data ganda", "ditolak"), ("Tidak Layak", ""), ("Tidak layak graduasi", "ditolak"),
        ("Graduasi Mandiri", "graduasi"), ("calon graduasi", "menunggu"), ("ok?", ""),
    ],
)  # fmt: skip
def test_the_words_of_a_decision(text: str, decision: str) -> None:
    assert read_decision(text) == decision


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (["SK Nomor 7/3/SK/HK.01/2026 tanggal 03-11-2026"], ("7/3/SK/HK.01/2026", date(2026, 11, 3), "")),
        (
            ["DAFTAR KPM YANG DISETUJUI", "Nomor SK", ": 12/HUK/2026", "Tgl SK", "3 Nopember 2026"],
            ("12/HUK/2026", date(2026, 11, 3), "graduasi"),
        ),
        (["DAFTAR YANG DISETUJUI DAN DITOLAK", "Keputusan No. 5"], ("5", None, "")),
        (["DATA KPM NOMOR 3"], ("", None, "")),
    ],
)
def test_the_titles_name_the_sk(titles: list[str], told: tuple[str, date | None, str]) -> None:
    assert read_titles(titles, date(2026, 11, 24)) == told
