"""Pengaturan: what is chosen counts at once and stays."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.stopping import jobs_held
from helpers.desks import PASSPHRASE, make_desk
from pkh_desk.actions.upkeep.passphrase import change_passphrase
from pkh_desk.actions.upkeep.preferences import preferences
from pkh_desk.actions.upkeep.setup import open_home
from pkh_desk.errors import InvalidInput, WrongPassphrase
from pkh_desk.gui.frame.facts import SETTINGS
from pkh_desk.gui.pages.upkeep.settings import SettingsPage
from pkh_desk.gui.work import Work
from pkh_desk.store.upkeep import backup

CTRL = Qt.KeyboardModifier.ControlModifier
NEW = "ikan bakar pantai anyar"


def settings(work: Work, qtbot: QtBot) -> SettingsPage:
    page = work.shell.go(SETTINGS)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(work.jobs.idle)
    return page


def test_look_and_text_size_count_at_once_and_are_kept(work: Work, qtbot: QtBot) -> None:
    page = settings(work, qtbot)
    assert [key for key, button in work.shell.nav._buttons.items() if button.isChecked()] == [SETTINGS]
    qtbot.keyClick(page.look.buttons["terang"], Qt.Key.Key_G)
    assert page.theme.choice == "gelap"
    qtbot.keyClick(page, Qt.Key.Key_Plus, CTRL)
    qtbot.mouseClick(page.bigger, Qt.MouseButton.LeftButton)
    assert page.percent.text() == "120%"
    qtbot.waitUntil(lambda: preferences(work.desk).percent == 120)
    assert preferences(work.desk).look == "gelap"
    qtbot.keyClick(page, Qt.Key.Key_0, CTRL)
    qtbot.waitUntil(lambda: preferences(work.desk).percent == 100)
    qtbot.waitUntil(lambda: work.liked.percent == 100 and work.jobs.idle())
    assert page.usual.isHidden()


def test_minutes_to_lock_reach_the_open_window(work: Work, qtbot: QtBot) -> None:
    page = settings(work, qtbot)
    assert page.minutes.value() == "10"
    qtbot.keyClick(page.minutes, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: work.liked.lock_minutes == 5)


def test_the_passphrase_is_changed_and_what_is_wrong_is_said_at_its_field(work: Work, qtbot: QtBot) -> None:
    form = settings(work, qtbot).passphrase
    for entry, text in ((form.old, "bukan yang ini"), (form.new, NEW), (form.again, "lain sekali")):
        qtbot.keyClicks(entry, text)
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    assert form.rows[2].line.text == "Kedua kata sandi baru tidak sama."
    form.again.setText(NEW)
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.rows[0].has_error)
    assert form.new.text() == NEW
    form.old.setText(PASSPHRASE)
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.shell.toasted.startswith("Kata sandi sudah diganti."))
    assert form.old.text() == form.new.text() == form.again.text() == ""
    open_home(work.desk.places, NEW, work.desk.clock).close()
    with pytest.raises(WrongPassphrase):
        open_home(work.desk.places, PASSPHRASE, work.desk.clock)


def test_a_short_or_equal_passphrase_changes_nothing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "laptop")
    before = desk.places.vault.read_bytes()
    for new in ("pendek", PASSPHRASE):
        with pytest.raises(InvalidInput):
            change_passphrase(desk, PASSPHRASE, new)
    assert desk.places.vault.read_bytes() == before
    desk.close()


def test_backups_are_listed_made_here_and_on_a_stick(work: Work, qtbot: QtBot, tmp_path: Path) -> None:
    page = settings(work, qtbot)
    assert not page.backups.none.isHidden()
    qtbot.mouseClick(page.backups.here, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.backups.table.rows) == 1)
    assert page.backups.table.rows[0].why == "Dibuat sendiri"
    stick = tmp_path / "stik"
    stick.mkdir()
    page.back_up_to(stick)
    qtbot.waitUntil(lambda: "di stik" in work.shell.toasted)
    assert len(list(stick.glob("pkh-*.db"))) == 1
    page.back_up_to(tmp_path / "dicabut")
    qtbot.waitUntil(lambda: not page.backups.failed.isHidden())
    assert page.backups.here.isEnabled()
    qtbot.waitUntil(work.jobs.idle)


def test_a_backup_is_stopped_and_nothing_is_left_of_it(
    work: Work, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "LOOKED", 100)
    page = settings(work, qtbot)
    with jobs_held():
        page.backups.here.click()
        assert not page.backups.here.isEnabled()
        page.backups.progress.cancel.click()
        qtbot.waitUntil(lambda: not page.backups.failed.isHidden())
    assert page.backups.failed.words == "Cadangan dibatalkan. Tidak ada berkas yang ditinggalkan."
    assert page.backups.here.isEnabled()
    assert page.backups.progress.isHidden()
    assert work.desk.backups.list() == []


def test_no_line_lies_over_another_when_the_page_is_first_seen(work: Work, qtbot: QtBot) -> None:
    page = settings(work, qtbot)
    inside = page._inside
    qtbot.waitUntil(lambda: inside.height() >= inside.heightForWidth(inside.width()))
    for row in page.passphrase.rows:
        assert row.height() >= row.minimumSizeHint().height()
