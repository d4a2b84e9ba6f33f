"""Impor sebelumnya: what was taken in, the rows that failed as a file, and taking one back days later."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from helpers.sheets import R1, person, r1_with, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.people.household import edit_household
from pkh_desk.gui.pages.lists.roster import CHECK, DONE, RosterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.views.people.families import family_ids


def opened(work: Work, qtbot: QtBot, path: Path | None = None) -> RosterPage:
    families = work.shell.page
    assert isinstance(families, FamiliesPage)
    families.import_roster(path)
    qtbot.waitUntil(work.jobs.idle)
    page = work.shell.page
    assert isinstance(page, RosterPage)
    return page


def click(qtbot: QtBot, work: Work, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)


def test_an_import_is_taken_back_days_later_but_for_what_was_touched(
    empty: Work, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "KPM Ciomas.xlsx"
    path.write_bytes(xlsx(R1))
    page = opened(empty, qtbot)
    assert page.history.isHidden()
    import_roster(empty.desk, path, apply=True)
    homes = family_ids(empty.desk, "sarmunah")
    edit_household(empty.desk, homes[0], {"rt": "099"})
    page.history.ask()
    qtbot.waitUntil(empty.jobs.idle)
    history = page.history
    (row,) = history.table.rows
    assert (row.file, row.new) == ("KPM Ciomas.xlsx", 4)
    assert "4 baris: 4 baru" in history.table.rows_model._spoken(row)
    click(qtbot, empty, history.undo)
    assert history.said.text().startswith("Impor diurungkan")
    assert "Tetap: Sarmunah. Keluarga ini sudah punya catatan lain." in history.said.text()
    assert family_ids(empty.desk) == homes
    assert history.undo.isHidden()
    assert history.table.rows[0].stands == ""


def test_the_rows_that_failed_are_saved_at_the_end_of_an_import(
    empty: Work, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = tmp_path / "daftar.xlsx", tmp_path / "masalah.xlsx"
    path.write_bytes(xlsx(r1_with(person(), person(""))))
    page = opened(empty, qtbot, path)
    page._show_step(CHECK)
    click(qtbot, empty, page.next)
    assert page._step == DONE
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    click(qtbot, empty, page.done.save_bad)
    assert empty.shell.toasted == "1 baris tersimpan di masalah.xlsx."
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert "Nama kosong" in str(rows[1][-1])
