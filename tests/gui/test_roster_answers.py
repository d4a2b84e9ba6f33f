"""Impor: what a list only suggests is taken by a person, singly or all of one kind, and can be left again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers.desks import add_family
from helpers.lists import R8, r3
from helpers.sheets import xlsx
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.pages.lists.roster import DONE, RosterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.views.business.products import products


def checked(work: Work, qtbot: QtBot, path: Path) -> RosterPage:
    """Open the check of a file."""
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.import_roster(path)
    qtbot.waitUntil(work.jobs.idle, timeout=20_000)
    shown = work.shell.page
    assert isinstance(shown, RosterPage)
    press(shown.next, work, qtbot)
    return shown


def press(button: QWidget, work: Work, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle, timeout=20_000)


def select(page: RosterPage, kind: str) -> None:
    table = page.check.findings
    row = next(at for at, line in enumerate(table.rows) if line.kind == kind)
    table.selectRow(row)


def test_owners_are_taken_one_by_one_and_all_at_once(empty: Work, qtbot: QtBot, tmp_path: Path) -> None:
    for name, nik, desa in (
        ("SARMUNAH", "3604275203849901", "36.04.27.2007"),
        ("NUR'AENI", "3604274511909902", "36.04.27.2005"),
        ("JUBAEDAH", "3604066902929906", "36.04.06.2004"),
    ):
        add_family(empty.desk, name, nik, None, desa_code=desa)
    path = tmp_path / "Bazar.xlsx"
    path.write_bytes(xlsx(R8))
    page = checked(empty, qtbot, path)
    side = page.check.side
    assert not page.next.isEnabled()
    select(page, "owner_suggested")
    assert side.offer.words == "Pakai usulan ini"
    assert "nama sama, kecamatan sama" in side._done.text()
    press(side.offer, empty, qtbot)
    assert page.next.words == "Terapkan 1 baris"
    select(page, "owner_suggested")
    assert side.offer_all.words == "Pakai semua 2 usulan jenis ini"
    press(side.offer_all, empty, qtbot)
    assert page.next.words == "Terapkan 3 baris"

    page.check.cards.button("told").click()
    select(page, "owner_suggested")
    assert side.offer.words == "Batalkan pilihan"
    press(side.offer, empty, qtbot)
    assert page.next.words == "Terapkan 2 baris"
    press(page.next, empty, qtbot)
    assert page._step == DONE
    assert len(products(empty.desk)) == 3


def test_a_new_pupil_is_offered_with_its_family(empty: Work, qtbot: QtBot, tmp_path: Path) -> None:
    add_family(empty.desk)
    path = tmp_path / "Verkom.xlsx"
    path.write_bytes(xlsx(r3()))
    page = checked(empty, qtbot, path)
    select(page, "pupil_new")
    assert "Anggota baru keluarga SARMUNAH" in page.check.side._done.text()
    press(page.check.side.offer, empty, qtbot)
    assert page.next.words == "Terapkan 1 baris"
    assert any(line.kind == "attendance_low" for line in page.check.findings.rows)
