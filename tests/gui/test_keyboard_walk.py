"""The whole walk without a mouse: two people with nothing but a keyboard, from the first start to an answer.

Every key goes to whatever has the focus, as on a real screen: where the focus gets lost, the walk ends.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import destroy
from helpers.pictures import picture
from helpers.sheets import R1, xlsx
from pkh_desk.gui.application import Program
from pkh_desk.settings import Places

SECRET = "telur asin kebun raya"
NAME = "Sarmunah"
CODE = re.compile(r"^[A-Z0-9]{4}(-[A-Z0-9]{4}){2}$")
MANY = 60
MOVING = ("Tab", "Shift+Tab", "F6", "Shift+F6")


class Hands:
    """Somebody at one window who only presses keys, and reads what stands on it."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        program.start()
        self.come()

    def come(self) -> None:
        """Sit down at this window."""
        self.program.window.come_forward()
        self.qtbot.waitUntil(self.program.window.isActiveWindow)
        self.wait()

    def wait(self) -> None:
        """Wait until everything that was begun has ended."""
        for _ in range(2):
            self.qtbot.waitUntil(self.program.jobs.idle)
            QApplication.processEvents()

    @property
    def focused(self) -> QWidget:
        """What the keys go to: on screen, and able to take them."""
        there = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert there is not None, "the focus is lost"
        box = QApplication.activeModalWidget()
        assert not isinstance(box, QMessageBox), box.detailedText()
        assert there.isVisible(), said(there)
        assert there.isEnabled(), said(there)
        return there

    def press(self, *keys: str) -> None:
        """Press keys one after the other, e.g. "Ctrl+K", "Return", "2"; what they do keeps the focus near."""
        for name in keys:
            combination = QKeySequence(name)[0]
            self.qtbot.keyClick(self.focused, combination.key(), combination.keyboardModifiers())
            self.wait()
            if name not in MOVING and (work := self.program.work) is not None:
                around = (work.shell.top, work.shell.status, work.shell.nav)
                strayed = [part for part in around if part.isAncestorOf(self.focused)]
                assert not strayed, f"{name} threw the focus to {said(self.focused)}"

    def type(self, text: str) -> None:
        """Type letter by letter."""
        for letter in text:
            self.qtbot.keyClicks(self.focused, letter)
        self.wait()

    def to(self, name: str) -> None:
        """Press Tab until the thing with this name has the focus."""
        met = []
        for _ in range(MANY):
            if name in said(self.focused):
                return
            met.append(said(self.focused))
            self.press("Tab")
        raise AssertionError(f"no {name!r} among {met}")

    def write(self, name: str, text: str) -> None:
        """Go to a field and replace what stands in it."""
        self.to(name)
        self.press("Ctrl+A")
        self.type(text)

    def push(self, *names: str, key: str = "Return") -> None:
        """Go to buttons and press them."""
        for name in names:
            self.to(name)
            self.press(key)

    def find(self, text: str, *then: str) -> None:
        """Search for something from anywhere, and press keys then."""
        self.press("Ctrl+K")
        self.type(text)
        self.press(*then)

    def texts(self) -> list[str]:
        """Return all the words on the window."""
        labels = self.program.window.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisible() and each.text()]

    def sees(self, words: str) -> bool:
        """Tell whether these words stand on the window."""
        return any(words in text for text in self.texts())


def said(widget: QWidget) -> str:
    """Return what a screen reader says of a widget."""
    name = widget.accessibleName() or QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    return name.replace("\u2009", "")


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system's own dialogs for files bring: the last of these paths."""
    paths: list[Path] = []
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_all: (str(paths[-1]), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_all: ([str(paths[-1])], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(paths[-1]))
    monkeypatch.setattr("pkh_desk.gui.pages.graduation.print_sheet.found_printers", list)
    return paths


@pytest.fixture
def people(tmp_path: Path, qtbot: QtBot, qapp: object) -> Iterator[tuple[Hands, Hands]]:
    """Somebody at the office and somebody at a laptop, each before an empty home."""
    both = [Hands(Program(qapp, Places(tmp_path / name)), qtbot) for name in ("kantor", "laptop")]
    yield both[0], both[1]
    for hands in both:
        hands.program.close()
        destroy(hands.program.window)


def test_the_whole_walk_without_a_mouse(
    people: tuple[Hands, Hands], chosen: list[Path], tmp_path: Path
) -> None:
    office, laptop = people
    laptop.come()
    begin_alone(laptop, chosen, tmp_path)
    visit(laptop)
    graduate(laptop, chosen, tmp_path)
    office.come()
    begin_office(office, chosen, tmp_path)
    code = invite(office, chosen, tmp_path)
    laptop.come()
    words = join(laptop, chosen, tmp_path, code)
    office.come()
    take_in(office)
    approve(office, words)
    apply(office)
    answer(office, chosen, tmp_path / "usb-1")
    laptop.come()
    receive(laptop)
    change_address(laptop, "Kp. Cikujang No. 7")
    send(laptop, chosen, tmp_path / "usb-2")
    office.come()
    change_address(office, "Kp. Sukadana No. 1")
    take_in(office)
    apply(office)
    decide(office)
    answer(office, chosen, tmp_path / "usb-3")
    laptop.come()
    receive(laptop)
    laptop.find(NAME.lower(), "Return", "F2")
    laptop.to("Alamat")
    assert laptop.focused.property("text") == "Kp. Cikujang No. 7"


def begin_alone(laptop: Hands, chosen: list[Path], tmp_path: Path) -> None:
    """A laptop begins without an office, is locked and unlocked, and takes its list in."""
    laptop.write("Nama lengkap", "Wulan Apriyanti")
    laptop.press("Return")
    laptop.push("Nanti saja", key="Space")
    laptop.type(SECRET)
    laptop.write("Ulangi kata sandi", SECRET)
    laptop.press("Return")
    laptop.push("Mulai bekerja")
    laptop.press("Ctrl+L")
    laptop.type(SECRET)
    laptop.press("Return", "Ctrl+2")
    chosen.append(tmp_path / "daftar.xlsx")
    chosen[-1].write_bytes(xlsx(R1))
    laptop.push("Impor dari Excel", "Pilih berkas", "Lanjut", "Terapkan", "Lihat keluarga")
    assert said(laptop.focused) == "Keluarga"


def visit(laptop: Hands) -> None:
    """A family is found from anywhere and visited; the visit is taken back and brought again."""
    laptop.press("Ctrl+1")
    laptop.find(NAME.lower(), "Return", "Ctrl+J")
    laptop.write("Catatan", "Pesanan naik menjelang bazar.")
    laptop.press("Ctrl+S")
    assert laptop.sees(f"Kunjungan {NAME} tersimpan")
    laptop.press("Ctrl+Z")
    assert laptop.sees(f"Diurungkan: Kunjungan baru · {NAME}.")
    laptop.press("Ctrl+Y")
    assert laptop.sees(f"Diulangi: Kunjungan baru · {NAME}.")


def graduate(laptop: Hands, chosen: list[Path], tmp_path: Path) -> None:
    """The family becomes a candidate, is ready, and its letter is printed into a file and signed."""
    laptop.find(NAME.lower(), "Tab")
    laptop.type("usul")
    laptop.press("Return", "Ctrl+S")
    assert laptop.sees("sekarang calon graduasi")
    laptop.press("Ctrl+3", "F2")
    laptop.write("Catatan", "Penghasilan tiga bulan berturut-turut")
    laptop.press("Ctrl+S", "Return")
    laptop.write("Penghasilan", "2,1 jt")
    chosen.append(tmp_path / "surat.pdf")
    laptop.press("Ctrl+P", "Return")
    assert chosen[-1].read_bytes().startswith(b"%PDF")
    chosen.append(tmp_path / "pindai.jpg")
    chosen[-1].write_bytes(picture())
    laptop.press("F2")
    boxes = ("Pembuat pernyataan", "Pendamping", "Kepala desa")
    laptop.push(*boxes, "Pilih berkas", "Meterai", key="Space")
    laptop.press("Ctrl+S")
    assert laptop.sees(f"Tanda tangan {NAME} tercatat")


def begin_office(office: Hands, chosen: list[Path], tmp_path: Path) -> None:
    """An office begins and keeps its key."""
    office.to("Peran")
    office.press("Right")
    office.write("Nama kantor", "Dinsos Kab. Serang")
    office.press("Return")
    office.type(SECRET)
    office.write("Ulangi kata sandi", SECRET)
    office.press("Return")
    chosen.append(tmp_path / "kunci.pdf")
    office.push("Lanjut", "Simpan PDF", "Mulai bekerja")


def invite(office: Hands, chosen: list[Path], tmp_path: Path) -> str:
    """The office writes an invitation; return its code."""
    office.find("pendamping", "Return", "Return")
    office.type("Wulan Apriyanti")
    office.to("Kecamatan")
    office.type("Cip")
    office.push("Desa dampingan", key="Space")
    chosen.append(tmp_path / "wulan.undangan")
    office.push("Simpan undangan")
    code = next(text for text in office.texts() if CODE.match(text))
    office.press("Return")
    return code


def join(laptop: Hands, chosen: list[Path], tmp_path: Path, code: str) -> str:
    """The laptop uses the invitation and sends; return the four words it shows."""
    laptop.press("Ctrl+6", "Return")
    laptop.type(code)
    laptop.push("Petugas kantor", key="Space")
    laptop.push("Gabung")
    send(laptop, chosen, tmp_path / "usb")
    shown = laptop.texts()
    asked = next(i for i, text in enumerate(shown) if text.startswith("Telepon kantor"))
    return " ".join(shown[shown.index("1", asked) + 1 :][:7:2])


def send(laptop: Hands, chosen: list[Path], folder: Path) -> None:
    """What the office lacks is written into a folder."""
    folder.mkdir()
    chosen.append(folder)
    laptop.press("Ctrl+6")
    laptop.push("Folder lain", "Tandai diserahkan")


def take_in(office: Hands) -> None:
    """The folder is looked through."""
    office.press("Ctrl+2")
    office.push("Pilih folder")


def apply(office: Hands) -> None:
    """What fits is applied."""
    office.press("Ctrl+2")
    office.push("Terapkan")


def approve(office: Hands, words: str) -> None:
    """The laptop's words are compared."""
    office.find("pendamping", "Return", "Return")
    office.type(words)
    office.press("Return")
    assert office.sees("disetujui")


def answer(office: Hands, chosen: list[Path], folder: Path) -> None:
    """The answer is written into a folder."""
    folder.mkdir()
    chosen.append(folder)
    office.press("Ctrl+2")
    office.push("Buat jawaban")
    chosen.extend(folder.iterdir())


def receive(laptop: Hands) -> None:
    """The laptop takes the answer."""
    laptop.press("Ctrl+6")
    laptop.push("Pilih berkas", "Terapkan jawaban")
    assert laptop.sees("dipakai")


def change_address(hands: Hands, address: str) -> None:
    """The family's address is changed."""
    hands.find(NAME.lower(), "Return", "F2")
    hands.write("Alamat", address)
    hands.press("Ctrl+S")
    assert hands.sees(f"Data {NAME} tersimpan")


def decide(office: Hands) -> None:
    """The laptop's address is chosen, by its key."""
    office.press("Ctrl+3", "2", "1", "2", "Ctrl+Return")
    assert office.sees(f"Alamat {NAME} diputuskan")
