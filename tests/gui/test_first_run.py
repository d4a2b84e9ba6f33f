"""The first run: alone, with an invitation, as an office; and what the lock screen knows afterwards."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from helpers.exchange import CHEAP_CODE
from helpers.sheets import R1, xlsx
from pkh_desk.actions.exchange.enrol import invite
from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.actions.upkeep.setup import begin_office
from pkh_desk.desk import Desk, wall_clock
from pkh_desk.gui.application import Program
from pkh_desk.gui.opening.first_run import DATA, KEY, OFFICE, PASSPHRASE, WHO, FirstRunView
from pkh_desk.gui.opening.unlock import UnlockView
from pkh_desk.gui.pages.exchange.sending import SendingPage
from pkh_desk.gui.pages.lists.roster import COLUMNS, RosterPage

Start = Callable[..., Program]
SECRET = "telur asin kebun raya"


@pytest.fixture
def program(start: Start) -> Program:
    """The program on an empty home."""
    return start(with_desk=False)


def view_of(program: Program) -> FirstRunView:
    assert isinstance(program.view, FirstRunView)
    return program.view


def settle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(program.jobs.idle)


def write(entry: QLineEdit, text: str, qtbot: QtBot) -> None:
    entry.clear()
    qtbot.keyClicks(entry, text)


def press(widget: object, program: Program, qtbot: QtBot) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle(program, qtbot)


def choose_passphrase(view: FirstRunView, qtbot: QtBot) -> None:
    write(view.passphrase.passphrase, SECRET, qtbot)
    write(view.passphrase.again, SECRET, qtbot)


def test_alone_with_steps_revisited_and_nothing_written_before_the_last(
    program: Program, qtbot: QtBot
) -> None:
    view = view_of(program)
    qtbot.waitUntil(view.who.name.hasFocus)
    assert (view.next.isEnabled(), view.reason.text()) == (False, "Isi nama dulu")
    qtbot.keyClicks(QApplication.focusWidget(), "Heni Rosdiana")
    qtbot.keyClick(view.who.name, Qt.Key.Key_Return)
    settle(program, qtbot)
    assert view.step == OFFICE
    assert (view.next.isEnabled(), view.reason.text()) == (False, "Pilih berkas undangan dulu")
    press(view.later, program, qtbot)
    assert view.step == PASSPHRASE
    write(view.passphrase.passphrase, "heni1234", qtbot)
    assert view.reason.text() == "Ulangi kata sandi"
    write(view.passphrase.passphrase, "heni 1234", qtbot)
    assert view.passphrase.rows["passphrase"].line.text.startswith("Memuat nama Anda")
    write(view.passphrase.again, "heni 12345", qtbot)
    assert view.reason.text() == "Kedua kata sandi tidak sama"
    choose_passphrase(view, qtbot)
    assert view.passphrase.rows["passphrase"].line.text == "Kuat."
    write(view.passphrase.hint, "sandinya telur asin kebun raya", qtbot)
    assert view.reason.text() == "Petunjuk memuat kata sandi"
    write(view.passphrase.hint, "bekal dan tempat wisata", qtbot)
    for _ in range(2):
        press(view.back, program, qtbot)
    assert (view.step, view.who.typed) == (WHO, "Heni Rosdiana")
    write(view.who.name, "Heni Rosdiana S", qtbot)
    press(view.next, program, qtbot)
    press(view.later, program, qtbot)
    press(view.next, program, qtbot)
    assert view.step == DATA
    assert not program.places.vault.exists()
    press(view.next, program, qtbot)
    assert program.work is not None
    assert program.work.desk.identity.name == "Heni Rosdiana S"
    qtbot.waitUntil(program.work.shell.page.first_steps.isVisible)
    mistype(program, qtbot)


def mistype(program: Program, qtbot: QtBot) -> None:
    program.lock()
    settle(program, qtbot)
    lock = program.view
    assert isinstance(lock, UnlockView)
    write(lock.passphrase, "bukan ini", qtbot)
    qtbot.keyClick(lock.passphrase, Qt.Key.Key_Return)
    settle(program, qtbot)
    assert lock.wrong.words().endswith("Petunjuk Anda: bekal dan tempat wisata")


def test_with_an_invitation_and_a_list(
    program: Program, office: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_office(office)
    office.clock.instant = wall_clock()
    invited = invite(office, "Heni Rosdiana", ["Sukadana"], tmp_path / "heni.undangan", CHEAP_CODE)
    view = view_of(program)
    write(view.who.name, "Heni Rosdiana", qtbot)
    press(view.next, program, qtbot)
    form = view.office.form
    assert form is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(invited.path), ""))
    press(form.choose, program, qtbot)
    write(form.code, "ABCDEFGHJKMN", qtbot)
    settle(program, qtbot)
    assert view.reason.text() == "Undangan belum cocok"
    write(form.code, invited.code, qtbot)
    settle(program, qtbot)
    assert form.boxes.words == own_words(office)
    assert view.reason.text() == "Cocokkan empat kata dulu"
    qtbot.keyClick(form.same, Qt.Key.Key_Space)
    press(view.next, program, qtbot)
    choose_passphrase(view, qtbot)
    press(view.next, program, qtbot)
    roster = tmp_path / "daftar.xlsx"
    roster.write_bytes(xlsx(R1))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(roster), ""))
    press(view.data.choose, program, qtbot)
    press(view.next, program, qtbot)
    assert program.work is not None
    page = program.work.shell.page
    assert isinstance(page, RosterPage)
    assert page._step == COLUMNS
    sending = program.work.shell.go("kirim")
    settle(program, qtbot)
    assert isinstance(sending, SendingPage)
    assert sending.send.boxes.words == own_words(program.work.desk)


def test_an_office_keeps_its_key_on_paper_before_it_begins(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(program)
    qtbot.mouseClick(view.who.role.buttons["kantor"], Qt.MouseButton.LeftButton)
    assert [step.words for step in view.steps.steps] == ["Kenalan", "Kata sandi", "Data KPM", "Kunci kertas"]
    write(view.who.office_name, "Dinsos Kab. Serang", qtbot)
    press(view.next, program, qtbot)
    choose_passphrase(view, qtbot)
    press(view.next, program, qtbot)
    assert view.data.intro.text() == "Mulai dari daftar Excel sekarang. Bisa juga nanti."
    press(view.next, program, qtbot)
    assert view.step == KEY
    assert (view.next.isEnabled(), view.reason.text()) == (False, "Cetak atau simpan kunci dulu")
    assert not view.back.isVisible()
    gone = tmp_path / "tercabut" / "kunci.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(gone), ""))
    press(view.key.to_file, program, qtbot)
    assert view.key.said.words.startswith("Folder tujuan tidak bisa ditulisi")
    assert not view.next.isEnabled()
    monkeypatch.setattr("pkh_desk.gui.paper.printing.has_printer", lambda: False)
    press(view.key.to_paper, program, qtbot)
    assert view.key.said.words.startswith("Printer tidak ditemukan.")
    path = tmp_path / "kunci.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    press(view.key.to_file, program, qtbot)
    document = pdfium.PdfDocument(path.read_bytes())
    assert "KUNCI KERTAS KANTOR" in document[0].get_textpage().get_text_range()
    document.close()
    words = view.key.boxes.words
    press(view.next, program, qtbot)
    assert program.work is not None
    assert program.work.desk.is_office
    assert own_words(program.work.desk) == words


def test_a_home_that_cannot_be_made_is_said_and_what_was_typed_stays(program: Program, qtbot: QtBot) -> None:
    view = view_of(program)
    write(view.who.name, "Heni Rosdiana", qtbot)
    press(view.next, program, qtbot)
    press(view.later, program, qtbot)
    choose_passphrase(view, qtbot)
    press(view.next, program, qtbot)
    program.places.home.mkdir(parents=True, exist_ok=True)
    program.places.vault.write_bytes(b"")
    press(view.next, program, qtbot)
    assert view.wrong.words.startswith("Di folder ini sudah ada PKH Desk.")
    assert program.work is None
    assert view.next.isEnabled()
    program.places.vault.unlink()
    press(view.next, program, qtbot)
    assert program.work is not None
