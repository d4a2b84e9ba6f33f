"""The whole walk by mouse and keyboard: an office and a laptop begin, and a family comes to its graduation.

Two windows on two empty homes hand each other real files; nothing is done behind their backs.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import destroy
from helpers.sheets import R1, xlsx
from pkh_desk.gui.application import Program
from pkh_desk.gui.frame.facts import DECISIONS, FAMILIES, GRADUATION, INBOX, LAPTOPS, PROPOSALS, SENDING
from pkh_desk.gui.opening.first_run import FirstRunView
from pkh_desk.gui.page import Page
from pkh_desk.gui.pages.exchange.sending import SendingPage
from pkh_desk.gui.pages.graduation.graduation_case import CasePage
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.graduation.pipeline import GraduationPage
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.pages.lists.roster import DONE, RosterPage
from pkh_desk.gui.pages.office.inbox import InboxPage
from pkh_desk.gui.pages.office.invite import InvitePage
from pkh_desk.gui.pages.office.laptops import LaptopsPage
from pkh_desk.gui.pages.office.proposals import ProposalsPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.people.visit import VisitPage
from pkh_desk.gui.work import Work
from pkh_desk.settings import Places
from pkh_desk.views.graduation.pipeline import case_card

PageT = TypeVar("PageT", bound=QWidget)
SECRET = "telur asin kebun raya"
CONTROL = Qt.KeyboardModifier.ControlModifier
NAME = "Sarmunah"


class Person:
    """Somebody at one window, who clicks and types there."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        program.start()
        self.wait()

    def wait(self) -> None:
        """Wait until everything that was begun has ended."""
        self.qtbot.waitUntil(self.program.jobs.idle)
        QApplication.processEvents()
        self.qtbot.waitUntil(self.program.jobs.idle)

    def press(self, button: QWidget) -> None:
        """Click a button that can be clicked."""
        assert button.isVisible(), button.accessibleName()
        assert button.isEnabled(), button.accessibleName()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def write(self, entry: QLineEdit, text: str) -> None:
        """Replace what stands in a field."""
        entry.clear()
        self.qtbot.keyClicks(entry, text)
        self.wait()

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
        """Press a key in the window, which comes forward; with Ctrl unless told otherwise."""
        self.program.window.come_forward()
        self.qtbot.waitUntil(self.program.window.isActiveWindow)
        self.qtbot.keyClick(widget, key, modifier)
        self.wait()

    def go(self, place: str, kind: type[PageT]) -> PageT:
        """Press the place in the navigation."""
        self.press(self.work.shell.nav._buttons[place])
        return self.at(kind)

    def at(self, kind: type[PageT]) -> PageT:
        """Return the page on screen."""
        page: Page = self.work.shell.page
        assert isinstance(page, kind), type(page)
        return page

    @property
    def work(self) -> Work:
        """What stands in the window."""
        assert self.program.work is not None
        return self.program.work

    @property
    def first(self) -> FirstRunView:
        """The first run."""
        assert isinstance(self.program.view, FirstRunView)
        return self.program.view

    def choose_passphrase(self) -> None:
        """Type it twice and go on."""
        self.write(self.first.passphrase.passphrase, SECRET)
        self.write(self.first.passphrase.again, SECRET)
        self.press(self.first.next)


@pytest.fixture
def people(tmp_path: Path, qtbot: QtBot, qapp: object) -> Iterator[tuple[Person, Person]]:
    """Somebody at the office and somebody at a laptop, each before an empty home."""
    both = [Person(Program(qapp, Places(tmp_path / name)), qtbot) for name in ("kantor", "laptop")]
    yield both[0], both[1]
    for person in both:
        person.program.close()
        destroy(person.program.window)


class Dialogs:
    """Answers the dialogs for files and folders with the path that is due."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = Path()
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_all: (str(self.path), ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_all: ([str(self.path)], ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(self.path))


def test_from_the_first_start_of_both_to_a_graduation(
    people: tuple[Person, Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, laptop = people
    dialogs = Dialogs(monkeypatch)
    monkeypatch.setattr("pkh_desk.gui.pages.graduation.print_sheet.found_printers", list)
    begin_office(office, dialogs, tmp_path)
    letter, code = invite(office, dialogs, tmp_path)
    begin_laptop(laptop, dialogs, letter, code, tmp_path)
    up = sent_by(laptop, dialogs, tmp_path / "usb")
    approve(office, laptop, up)
    bring(laptop, answered_by(office, dialogs, tmp_path / "usb-1"))
    home = live_with_a_family(laptop)
    sign(laptop, dialogs, home, tmp_path)
    decide(office, sent_by(laptop, dialogs, tmp_path / "usb-2"), home)
    bring(laptop, answered_by(office, dialogs, tmp_path / "usb-3"))
    page = laptop.go(FAMILIES, FamiliesPage)
    page.show_family(home)
    laptop.wait()
    assert page.detail.badge.text == "Graduasi"
    assert laptop.work.shell.status.unsent.words == "Semua sudah terkirim"


def begin_office(office: Person, dialogs: Dialogs, tmp_path: Path) -> None:
    """An office begins; its key is saved before it may go on."""
    view = office.first
    office.press(view.who.role.buttons["kantor"])
    office.write(view.who.office_name, "Dinsos Kab. Serang")
    office.press(view.next)
    office.choose_passphrase()
    office.press(view.next)
    dialogs.path = tmp_path / "kunci.pdf"
    office.press(view.key.to_file)
    office.press(view.next)
    assert dialogs.path.read_bytes().startswith(b"%PDF")


def invite(office: Person, dialogs: Dialogs, tmp_path: Path) -> tuple[Path, str]:
    """The office writes an invitation; return its file and code."""
    office.press(office.go(LAPTOPS, LaptopsPage)._first)
    form = office.at(InvitePage)
    office.write(form.name, "Wulan Apriyanti")
    form.kecamatan.set_value("36.04.27")
    office.key(form.desa, Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier)
    office.key(form.desa, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    dialogs.path = tmp_path / "wulan.undangan"
    office.press(form.save)
    code = form.code.text()
    office.press(form.done)
    return dialogs.path, code


def begin_laptop(laptop: Person, dialogs: Dialogs, letter: Path, code: str, tmp_path: Path) -> None:
    """A laptop begins with the invitation and a list, and takes the list in."""
    view = laptop.first
    laptop.write(view.who.name, "Wulan Apriyanti")
    laptop.press(view.next)
    form = view.office.form
    assert form is not None
    dialogs.path = letter
    laptop.press(form.choose)
    laptop.write(form.code, code)
    laptop.key(form.same, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    laptop.press(view.next)
    laptop.choose_passphrase()
    dialogs.path = tmp_path / "daftar.xlsx"
    dialogs.path.write_bytes(xlsx(R1))
    laptop.press(view.data.choose)
    laptop.press(view.next)
    page = laptop.at(RosterPage)
    for _step in range(2):
        laptop.press(page.next)
    assert page._step == DONE
    laptop.key(page, Qt.Key.Key_2)
    laptop.at(FamiliesPage)


def sent_by(laptop: Person, dialogs: Dialogs, folder: Path) -> Path:
    """The laptop writes what the office lacks into a folder."""
    folder.mkdir()
    dialogs.path = folder
    page = laptop.go(SENDING, SendingPage)
    laptop.press(page.send.folder)
    assert page.send.wrong.words == ""
    return folder


def approve(office: Person, laptop: Person, folder: Path) -> None:
    """The office takes the request in, compares the words, and applies what came along."""
    office.work.shell.dropped.emit([folder])
    office.wait()
    page = office.go(LAPTOPS, LaptopsPage)
    office.write(page.detail.typed, laptop.at(SendingPage).send.boxes.words)
    office.press(page.detail.approve_button)
    take_in(office, folder)


def take_in(office: Person, folder: Path) -> None:
    """What fell on the window is applied."""
    office.work.shell.dropped.emit([folder])
    office.wait()
    page = office.at(InboxPage)
    if page.apply.isEnabled():
        office.press(page.apply)
    assert office.work.shell.nav._buttons[INBOX].accessibleName() == "Kotak masuk"
    assert office.work.shell.nav._buttons[DECISIONS].accessibleName() == "Keputusan"


def answered_by(office: Person, dialogs: Dialogs, folder: Path) -> Path:
    """The office writes its answer into a folder."""
    folder.mkdir()
    dialogs.path = folder
    office.press(office.go(INBOX, InboxPage).answer)
    return folder


def bring(laptop: Person, folder: Path) -> None:
    """The stick with the answer falls on the laptop's window, and the answer is used."""
    laptop.work.shell.dropped.emit([folder])
    laptop.wait()
    page = laptop.at(SendingPage)
    laptop.press(page.receive.use)
    assert page.receive.wrong.words == ""


def live_with_a_family(laptop: Person) -> str:
    """A family is visited and proposed; return it. By keyboard: Ctrl+2, Ctrl+F, Ctrl+J, Ctrl+S."""
    shell = laptop.work.shell
    laptop.key(shell, Qt.Key.Key_2)
    page = laptop.at(FamiliesPage)
    laptop.key(page, Qt.Key.Key_F)
    laptop.qtbot.keyClicks(QApplication.focusWidget(), NAME)
    laptop.qtbot.waitUntil(lambda: laptop.program.jobs.idle() and page.detail.name.text() == NAME)
    laptop.key(page, Qt.Key.Key_J)
    visit = laptop.at(VisitPage)
    laptop.qtbot.keyClicks(visit.form.note, "Pesanan naik menjelang bazar.")
    laptop.key(visit.form.note, Qt.Key.Key_S)
    assert shell.toasted.startswith(f"Kunjungan {NAME} tersimpan")
    home = laptop.at(FamiliesPage).detail.family_id
    page.detail.propose.emit(home)
    laptop.key(shell.page, Qt.Key.Key_S)
    return home


def sign(laptop: Person, dialogs: Dialogs, home: str, tmp_path: Path) -> None:
    """The family is ready, its letter is printed to a file, signed, and its page scanned."""
    board = laptop.go(GRADUATION, GraduationPage)
    board.open_case(home)
    case = laptop.at(CasePage)
    laptop.wait()
    laptop.write(case.why.entry, "Penghasilan tiga bulan berturut-turut")
    laptop.press(case.go_on)
    board.open_case(home)
    laptop.wait()
    laptop.press(laptop.at(CasePage).go_on)
    letter = laptop.at(LetterPage)
    laptop.write(letter.form.entries["income"], "2,1 jt")
    dialogs.path = tmp_path / "surat.pdf"
    laptop.key(letter.form.entries["income"], Qt.Key.Key_P)
    laptop.press(laptop.at(PrintSheet).pdf)
    laptop.go(GRADUATION, GraduationPage).open_case(home)
    laptop.wait()
    case = laptop.at(CasePage)
    laptop.press(case.sign.pages.choose)
    for box in (*case.sign.signers, case.sign.meterai):
        laptop.key(box, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    laptop.press(case.go_on)
    assert case_card(laptop.work.desk, home).case.stage == "ditandatangani"


def decide(office: Person, folder: Path, home: str) -> None:
    """The office takes the signed letter in, accepts it by key, and enters what Kemensos decided."""
    take_in(office, folder)
    page = office.go(PROPOSALS, ProposalsPage)
    office.qtbot.waitUntil(lambda: office.program.jobs.idle() and page.signed.view.seen is not None)
    assert page.signed.view.name.text() == NAME
    office.key(page.signed.view, Qt.Key.Key_Return)
    office.press(page.tabs.buttons["diverifikasi"])
    batch = page.answers
    office.key(batch.table, Qt.Key.Key_A)
    office.qtbot.keyClicks(batch.form.number, "12/SK/2026")
    office.qtbot.keyClicks(batch.form.sk_on.field, "hari ini")
    office.key(batch.form.number, Qt.Key.Key_Return)
    assert case_card(office.work.desk, home).case.stage == "graduasi"
