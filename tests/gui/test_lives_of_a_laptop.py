"""The lives of a laptop in the window: a forgotten passphrase, a second account, opening that fails."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gui.stopping import jobs_held
from helpers.desks import PASSPHRASE, add_family, make_desk
from helpers.exchange import answer_for, enrol, give_keys
from pkh_desk.actions.exchange.forgotten_office import answer_request
from pkh_desk.actions.exchange.reassign import reassign
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.desk import Desk, wall_clock
from pkh_desk.errors import DiskFull
from pkh_desk.gui.application import NOT_OPENED, TAKEN, Program
from pkh_desk.gui.frame.facts import SENDING
from pkh_desk.gui.opening.accounts import AccountsView
from pkh_desk.gui.opening.first_run import FirstRunView
from pkh_desk.gui.opening.forgotten import ASK, COMPARE, RENEW, ForgottenView
from pkh_desk.gui.opening.homes import accounts, last_account
from pkh_desk.gui.opening.restore import RestoreView
from pkh_desk.gui.opening.single import SingleInstance
from pkh_desk.gui.opening.unlock import UnlockView
from pkh_desk.gui.pages.exchange.sending import SendingPage
from pkh_desk.gui.work import Work
from pkh_desk.settings import Places, places
from pkh_desk.store.upkeep import backup
from pkh_desk.views.exchange.laptops import find_colleague
from pkh_desk.views.people.families import chip_counts, family_ids

NEW = "bebek angon pulang sore"
Begin = Callable[[Places], Program]


@pytest.fixture
def begin(qtbot: QtBot, qapp: object) -> object:
    """Start the program at a home."""
    from gui.conftest import destroy

    running: list[Program] = []

    def start(where: Places) -> Program:
        program = Program(qapp, where)
        program.start()
        running.append(program)
        settle(program, qtbot)
        return program

    yield start
    for program in running:
        program.close()
        destroy(program.window)


def settle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(program.jobs.idle)


def press(widget: object, program: Program, qtbot: QtBot) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle(program, qtbot)


def write(entry: QLineEdit, text: str, qtbot: QtBot) -> None:
    entry.clear()
    qtbot.keyClicks(entry, text)


def lock_of(program: Program) -> UnlockView:
    assert isinstance(program.view, UnlockView)
    return program.view


def unlock(program: Program, qtbot: QtBot) -> None:
    view = lock_of(program)
    write(view.passphrase, PASSPHRASE, qtbot)
    qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
    settle(program, qtbot)


def test_a_forgotten_passphrase_is_asked_for_compared_and_renewed(
    begin: Begin, office: Desk, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_keys(office)
    add_family(desk)
    office.clock.instant = desk.clock.instant = wall_clock()
    enrol(office, desk, tmp_path)
    desk.close()
    program = begin(desk.places)
    press(lock_of(program).forgot, program, qtbot)
    view = program.view
    assert isinstance(view, ForgottenView)
    assert view.ask.intro.text().startswith("Dinsos Kab. Serang bisa membuat kunci baru.")
    assert not view.ask.skip.isVisible()
    usb = tmp_path / "usb"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(usb))
    press(view.ask.save, program, qtbot)
    assert (view.step, view.wrong.words[:14]) == (ASK, "Folder tujuan ")
    usb.mkdir()
    press(view.ask.save, program, qtbot)
    assert view.step == COMPARE
    (asked,) = usb.iterdir()
    view.take(asked)
    settle(program, qtbot)
    assert view.wrong.words.startswith("Berkas ini permintaan dari laptop")
    press(view.back, program, qtbot)
    press(view.back, program, qtbot)
    # The window may be closed meanwhile: the request waits.
    press(lock_of(program).forgot, program, qtbot)
    view = program.view
    press(view.ask.skip, program, qtbot)
    answer_request(office, asked, view.compare.boxes.words, usb / "jawab.kunci")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(usb / "jawab.kunci"), ""))
    press(view.compare.choose, program, qtbot)
    assert (view.step, view.reason.text()) == (RENEW, "Kata sandi paling sedikit 8 huruf")
    write(view.renew.passphrase, NEW, qtbot)
    write(view.renew.again, NEW, qtbot)
    write(view.renew.hint, "lagu masa kecil", qtbot)
    press(view.next, program, qtbot)
    assert program.work is not None
    program.lock()
    settle(program, qtbot)
    unlock(program, qtbot)
    assert lock_of(program).wrong.words().endswith("Petunjuk Anda: lagu masa kecil")


def test_a_laptop_without_an_office_says_that_nobody_else_can_open_it(
    begin: Begin, desk: Desk, qtbot: QtBot
) -> None:
    desk.close()
    program = begin(desk.places)
    assert not lock_of(program).other.isVisible()
    press(lock_of(program).forgot, program, qtbot)
    view = program.view
    assert isinstance(view, ForgottenView)
    assert "laptop ini belum terdaftar di kantor" in view.ask.intro.text()
    assert not view.ask.card.isVisible()


def test_a_second_person_gets_an_account_beside_and_each_opens_only_the_own(
    begin: Begin, qtbot: QtBot, tmp_path: Path
) -> None:
    first = Places(tmp_path / "desk", several=True)
    make_desk(first.home).close()
    program = begin(first)
    view = lock_of(program)
    assert view.other.words == "Bukan Wulan? Ganti akun"
    press(view.other, program, qtbot)
    choice = program.view
    assert isinstance(choice, AccountsView)
    assert list(choice.buttons) == ["Wulan Apriyanti"]
    assert program.window.focusWidget() is choice.buttons["Wulan Apriyanti"]
    press(choice.new, program, qtbot)
    fresh = program.view
    assert isinstance(fresh, FirstRunView)
    assert program.places == Places(tmp_path / "desk-2", several=True)
    make_desk(program.places.home, name="Heni Rosdiana", seed=4).close()
    program.show_lock("")
    unlock(program, qtbot)
    assert program.work is not None
    assert program.work.desk.identity.name == "Heni Rosdiana"
    assert last_account(first).home == tmp_path / "desk-2"
    program.lock()
    settle(program, qtbot)
    other = SingleInstance(first.home)
    assert other.claim()
    press(lock_of(program).other, program, qtbot)
    press(program.view.buttons["Wulan Apriyanti"], program, qtbot)
    assert lock_of(program).passphrase.text() == ""
    assert program.places.home == tmp_path / "desk-2"
    assert [each.text() for each in lock_of(program).findChildren(QLabel) if each.text() == TAKEN]
    other.release()
    press(lock_of(program).other, program, qtbot)
    press(program.view.buttons["Wulan Apriyanti"], program, qtbot)
    unlock(program, qtbot)
    assert program.work.desk.identity.name == "Wulan Apriyanti"


def test_named_homes_know_no_other_account(tmp_path: Path) -> None:
    for name in ("desk", "desk-2", "desk-x"):
        make_desk(tmp_path / name, name=f"Nama {name}").close()
    assert [each.name for each in accounts(places(tmp_path / "desk-2"))] == ["Nama desk-2"]
    assert [each.name for each in accounts(Places(tmp_path / "desk", several=True))] == [
        "Nama desk",
        "Nama desk-2",
    ]
    (tmp_path / "last-account").write_text("desk-x", encoding="utf-8")
    assert last_account(Places(tmp_path / "desk", several=True)).home.name == "desk"


@pytest.mark.parametrize("fault", [RuntimeError("gangguan"), DiskFull("Ruang penuh.")])
def test_pages_that_cannot_be_made_lead_back_to_the_lock(
    begin: Begin, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    desk.close()
    program = begin(desk.places)

    def fails(_work: Work) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(Work, "start", fails)
        broken.setattr("pkh_desk.gui.opening.crash.bug_dialog", lambda *_: NoDialog())
        with qtbot.captureExceptions() as caught:
            unlock(program, qtbot)
    for _kind, error, _trace in caught:
        program.on_bug(error)
    view = lock_of(program)
    assert (program.work, view.enter.isEnabled(), view.enter.words) == (None, True, "Buka")
    assert view.wrong.words() == ("Ruang penuh." if isinstance(fault, DiskFull) else NOT_OPENED)
    unlock(program, qtbot)
    assert program.work is not None


class NoDialog:
    """Stands for the dialog that a person would close."""

    def open(self) -> None:
        """Show nothing."""


def test_a_first_run_begins_from_a_backup_of_another_laptop(
    begin: Begin, office: Desk, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_keys(office)
    add_family(desk)
    enrol(office, desk, tmp_path)
    usb = tmp_path / "usb"
    usb.mkdir()
    made = back_up(desk, usb)
    desk.close()
    monkeypatch.setattr(backup, "LOOKED", 100)
    program = begin(Places(tmp_path / "baru"))
    view = program.view
    assert isinstance(view, FirstRunView)
    press(view.who.from_backup, program, qtbot)
    view = program.view
    assert isinstance(view, RestoreView)
    assert program.window.focusWidget() is view.choose.choose
    assert (view.next.isEnabled(), view.reason.text()) == (False, "Pilih cadangan dulu")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(made.path), ""))
    press(view.choose.choose, program, qtbot)
    write(view.choose.passphrase, "bukan ini", qtbot)
    press(view.next, program, qtbot)
    assert view.wrong.words.startswith("Kata sandi belum cocok. Pakai kata sandi yang berlaku pada hari")
    write(view.choose.passphrase, PASSPHRASE, qtbot)
    qtbot.keyClick(view.choose.passphrase, Qt.Key.Key_Return)
    settle(program, qtbot)
    assert view.check.who.text() == "Wulan Apriyanti · Pendamping PKH"
    assert view.check.when.text().startswith("Dibuat 24 November 2026 08.15.")
    assert view.check.counts.text() == "1 keluarga · 0 kunjungan · 0 surat"
    with jobs_held():
        view.next.click()
        view.progress.cancel.click()
        settle(program, qtbot)
    assert view.wrong.words == "Dibatalkan. Tidak ada yang berubah."
    assert not program.places.vault.exists()
    press(view.next, program, qtbot)
    assert program.work is not None
    assert isinstance(program.work.shell.page, SendingPage)
    assert program.work.shell.page.join.isVisible()
    assert len(family_ids(program.work.desk)) == 1


def test_a_word_of_the_office_stands_above_every_page_until_it_is_put_away(
    begin: Begin, office: Desk, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    give_keys(office)
    home = add_family(desk)
    enrol(office, desk, tmp_path)
    heni = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=6)
    (tmp_path / "heni").mkdir()
    enrol(office, heni, tmp_path / "heni", "Ciomas/Lebak")
    heni.close()
    reassign(office, [home], find_colleague(office, "heni rosdiana").petugas_id, "Terima kasih.")
    receive(desk, answer_for(office, desk, tmp_path))
    # Whom somebody else visits from now on waits for no visit here.
    assert (chip_counts(desk)["semua"], chip_counts(desk)["belum"]) == (1, 0)
    desk.close()
    program = begin(desk.places)
    unlock(program, qtbot)
    assert program.work is not None
    notice = program.work.shell.notice
    assert notice.words.startswith("Kantor memindahkan 1 keluarga dari Anda ke Heni Rosdiana.")
    page = program.work.shell.go(SENDING)
    assert isinstance(page, SendingPage)
    settle(program, qtbot)
    press(page.messages.buttons[0], program, qtbot)
    assert notice.words == ""
    assert page.messages.isHidden()
    program.lock()
    settle(program, qtbot)
    unlock(program, qtbot)
    assert program.work.shell.notice.words == ""
