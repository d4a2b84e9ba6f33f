"""Impor: what a list only suggests is taken by a person, singly or all of one kind, and can be left again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers.desks import add_family
from helpers.lists import R8, r3
from helpers.sheets import R1, person, xlsx
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.draft import find_draft
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.pages.lists.roster import COLUMNS, DONE, RosterPage
from pkh_desk.gui.pages.lists.roster_decisions import RESUMED
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.views.business.products import products


def checked(work: Work, qtbot: QtBot, path: Path) -> RosterPage:
    """Open the check of a file."""
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.import_roster(path)
    qtbot.waitUntil(work.jobs.idle)
    shown = work.shell.page
    assert isinstance(shown, RosterPage)
    press(shown.next, work, qtbot)
    return shown


def press(button: QWidget, work: Work, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)


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


def test_what_was_decided_about_a_list_holds_again_for_that_very_file(
    empty: Work, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "Daftar.xlsx"
    path.write_bytes(xlsx(R1))
    page = checked(empty, qtbot, path)
    select(page, "kk_letter")
    press(page.check.side.offer, empty, qtbot)
    select(page, "nik_lost_digits")
    press(page.check.side.skip, empty, qtbot)
    decided = page.choices.copy()
    assert (len(decided.fixes), len(decided.left_out)) == (1, 1)
    empty.shell.back()
    page = checked(empty, qtbot, path)
    assert (page.choices, page.next.words) == (decided, "Terapkan 3 baris")
    assert empty.shell.toasted == RESUMED
    press(empty.shell._toast.button, empty, qtbot)
    assert (page.choices, page._step) == (RowChoices(), COLUMNS)
    assert find_draft(empty.desk, "impor", "") is None

    press(page.next, empty, qtbot)
    select(page, "kk_letter")
    press(page.check.side.offer, empty, qtbot)
    empty.shell.back()
    content = path.read_bytes()
    path.write_bytes(xlsx([*R1, person("RUKIAH", None, None)]))
    assert checked(empty, qtbot, path).choices == RowChoices()
    empty.shell.back()
    path.write_bytes(content)
    page = checked(empty, qtbot, path)
    assert len(page.choices.fixes) == 1
    press(page.next, empty, qtbot)
    assert (page._step, find_draft(empty.desk, "impor", "")) == (DONE, None)
