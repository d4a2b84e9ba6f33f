"""Several clerks at one office: who is at work is asked at the lock, kept at Pengaturan, and shown."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.conftest import _working, destroy
from helpers.desks import CHEAP, PASSPHRASE, know_first_clerk, make_desk
from helpers.exchange import give_keys
from pkh_desk.actions.office import clerks as acting
from pkh_desk.actions.office.clerks import add_clerk
from pkh_desk.desk import Desk
from pkh_desk.gui.application import Program
from pkh_desk.gui.frame.facts import SETTINGS
from pkh_desk.gui.opening.unlock import UnlockView
from pkh_desk.gui.pages.upkeep.clerks_card import ClerksCard
from pkh_desk.gui.pages.upkeep.settings import SettingsPage
from pkh_desk.gui.work import Work
from pkh_desk.settings import Places
from pkh_desk.store.upkeep.vault import load_vault, open_vault
from pkh_desk.views.office.clerks import clerks

SITI = "sawah hijau pagi"


@pytest.fixture
def work(office: Desk, qtbot: QtBot, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """The office's window at Pengaturan."""
    monkeypatch.setattr(acting, "Cost", lambda: CHEAP)
    give_keys(office)
    yield from _working(office, qtbot, qapp, SETTINGS)


@pytest.fixture
def program(tmp_path: Path, qapp: object, qtbot: QtBot) -> Iterator[Callable[[], Program]]:
    """The program at the lock of an office with two clerks."""
    desk = make_desk(tmp_path / "kantor", "kantor", "Dinsos Kab. Serang", 2)
    give_keys(desk)
    add_clerk(desk, "Siti Aminah", "operator", SITI, CHEAP)
    desk.close()
    running = Program(qapp, Places(tmp_path / "kantor"))
    running.start()
    yield lambda: running
    running.close()
    destroy(running.window)


def card_of(work: Work) -> ClerksCard:
    page = work.shell.page
    assert isinstance(page, SettingsPage)
    assert page.clerks is not None
    return page.clerks


def test_a_clerk_is_added_changed_and_taken_out(work: Work, office: Desk, qtbot: QtBot) -> None:
    card = card_of(work)
    qtbot.waitUntil(lambda: len(card.table.rows) == 1)
    assert "Satu kata sandi untuk semua" in card.note.words
    card.save.click()
    qtbot.waitUntil(card.name_row.has_error)
    card.name.setText("Siti Aminah")
    card.passphrase.setText("pendek")
    qtbot.waitUntil(card.save.isEnabled)
    card.save.click()
    qtbot.waitUntil(card.passphrase_row.has_error)
    card.passphrase.setText(SITI)
    qtbot.waitUntil(card.save.isEnabled)
    card.save.click()
    # The window notices the row by itself, maybe before it hears that its own act is done.
    qtbot.waitUntil(lambda: len(card.table.rows) == 2 and work.jobs.idle())
    assert card.name.text() == card.passphrase.text() == ""

    card.table.select(clerks(office)[1].id)
    card.change.click()
    card.role.set_value("verifikator")
    card.save.click()
    qtbot.waitUntil(lambda: card.table.rows[1].role == "verifikator" and work.jobs.idle())

    card.table.select(clerks(office)[0].id)
    card.remove.click()
    assert card.remove.words == "Ya, keluarkan saya"
    card.remove.click()
    qtbot.waitUntil(card.role_row.has_error)
    card.table.select(clerks(office)[1].id)
    card.remove.click()
    qtbot.waitUntil(lambda: len(card.table.rows) == 1)


def test_every_change_of_the_list_is_taken_back_by_its_toast(work: Work, office: Desk, qtbot: QtBot) -> None:
    card, toast = card_of(work), work.shell._toast

    def settled() -> None:
        qtbot.waitUntil(work.jobs.idle)

    def listed() -> list[tuple[str, str]]:
        settled()
        return [(each.name, each.role) for each in clerks(office)]

    alone = listed()
    card.name.setText("Siti Aminah")
    card.passphrase.setText(SITI)
    card.save.click()
    both = [*alone, ("Siti Aminah", "operator")]
    assert listed() == both
    toast.button.click()
    assert listed() == alone
    assert open_vault(load_vault(office.places.vault), SITI) is None

    add_clerk(office, "Siti Aminah", "operator", SITI, CHEAP)
    card.read()
    for begin in (lambda: card.remove.click(), lambda: demote(card)):
        qtbot.waitUntil(lambda: len(card.table.rows) == 2 and work.jobs.idle())
        card.table.select(clerks(office)[1].id)
        begin()
        assert listed() != both
        toast.button.click()
        assert listed() == both
    assert open_vault(load_vault(office.places.vault), SITI) is not None


def demote(card: ClerksCard) -> None:
    card.change.click()
    card.role.set_value("verifikator")
    card.save.click()


def test_giving_up_ones_own_rights_is_asked_once_more(work: Work, office: Desk, qtbot: QtBot) -> None:
    know_first_clerk(office)
    add_clerk(office, "Siti Aminah", "admin", SITI, CHEAP)
    card = card_of(work)
    card.read()
    qtbot.waitUntil(lambda: len(card.table.rows) == 2 and work.jobs.idle())
    card.table.select(office.identity.petugas_id)
    demote(card)
    qtbot.waitUntil(work.jobs.idle)
    assert [each.role for each in clerks(office)] == ["admin", "admin"]
    assert card.save.words == "Ya, saya bukan admin lagi"
    card.remove.click()
    qtbot.waitUntil(work.jobs.idle)
    assert (len(clerks(office)), card.remove.words) == (2, "Ya, keluarkan saya")
    card.save.click()
    card.save.click()
    qtbot.waitUntil(work.jobs.idle)
    assert [each.role for each in clerks(office)] == ["verifikator", "admin"]
    assert work.shell._toast.button.isHidden()


def test_the_lock_asks_who_and_the_window_shows_it(program: Callable[[], Program], qtbot: QtBot) -> None:
    running = program()
    view = running.view
    assert isinstance(view, UnlockView)
    assert view.clerk is not None
    names = [view.clerk.itemText(at) for at in range(view.clerk.count())]
    assert names == ["Dinsos Kab. Serang", "Siti Aminah"]
    view.clerk.setCurrentIndex(1)
    view.passphrase.setText(PASSPHRASE)
    qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "belum cocok" in view.wrong.words())
    view.passphrase.setText(SITI)
    qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: running.work is not None and running.work.jobs.idle())
    assert running.work is not None
    assert [each.name for each in clerks(running.work.desk) if each.me] == ["Siti Aminah"]
    page = running.work.shell.go(SETTINGS)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.clerks is not None and len(page.clerks.table.rows) == 2)
    assert page.clerks.save.isHidden()
    assert "diatur admin" in page.clerks.note.words
    running.lock()
    again = running.view
    assert isinstance(again, UnlockView)
    assert again.clerk is not None
    assert again.clerk.currentText() == "Siti Aminah"
