"""Cetak: printer, copies, colour and pages; prints are recorded, and a failing printer loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.papers import PapersMade, papers_pdf
from pkh_desk.desk import Desk
from pkh_desk.errors import PrinterGone
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.paper.print_task import again_task
from pkh_desk.gui.paper.printing import FoundPrinter, print_pages
from pkh_desk.gui.work import Work
from pkh_desk.views.graduation.letters import letters
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family

MM = 25.4 / 72


@dataclass(frozen=True)
class PaperTray(FoundPrinter):
    """Qt's own PDF printer: what would lie in the tray stands in a file. `broken`: it takes no job."""

    tray: Path = Path()
    broken: bool = False

    def open(self) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self.tray / "tidak-ada" / "x.pdf" if self.broken else self.tray))
        return printer


class Unplugged(FoundPrinter):
    """A printer that was there when the sheet was opened."""

    def open(self) -> QPrinter:
        raise PrinterGone("Printer Epson tidak menjawab.", "Periksa kabel.")


Plug = Callable[[list[FoundPrinter]], None]


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    """Say which printers the system knows."""

    def plugged(found: list[FoundPrinter]) -> None:
        monkeypatch.setattr("pkh_desk.gui.pages.graduation.print_sheet.found_printers", lambda: found)

    return plugged


def ready_family(desk: Desk) -> str:
    return next(
        home
        for home in family_ids(desk)
        if (case := family(desk, home).case) is not None and case.stage == "siap"
    )


def sheet_of(work: Work, qtbot: QtBot) -> tuple[PrintSheet, str]:
    """Open the letter of a family that is ready, and its print sheet by Ctrl+P."""
    home = ready_family(work.desk)
    page = LetterPage(work.shell, work.desk, home)
    work.shell.open_page(page)
    qtbot.waitUntil(work.jobs.idle)
    qtbot.keyClick(page.form.entries["income"], Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    sheet = work.shell.page
    assert isinstance(sheet, PrintSheet)
    return sheet, home


def tray_pages(path: Path) -> list[tuple[int, int]]:
    document = pdfium.PdfDocument(path.read_bytes())
    sizes = [document.get_page_size(at) for at in range(len(document))]
    document.close()
    return [(round(width * MM), round(height * MM)) for width, height in sizes]


def test_copies_by_purpose_are_printed_recorded_and_the_case_moves_on(
    work: Work, qtbot: QtBot, plug: Plug, tmp_path: Path
) -> None:
    tray = tmp_path / "baki.pdf"
    plug([PaperTray("Epson L3210", tray=tray)])
    sheet, home = sheet_of(work, qtbot)
    assert sheet.print.hasFocus()
    assert {code: box.isChecked() for code, box in sheet.copies.boxes.items()} == {
        "keluarga": True,
        "arsip": True,
        "kantor": True,
        "desa": False,
    }
    assert sheet.print.words == "Cetak 3 lembar"
    sheet.copies.boxes["arsip"].setChecked(False)
    sheet.also["bukti"].setChecked(True)
    qtbot.waitUntil(work.jobs.idle)
    assert sheet.print.words == "Cetak 4 lembar"
    qtbot.mouseClick(sheet.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert tray_pages(tray) == [(215, 330)] * 4
    assert [(each.kind, each.prints) for each in letters(work.desk, home)] == [
        ("bukti", 1),
        ("pernyataan", 1),
    ]
    assert work.shell.toasted == "2 surat dikirim ke printer."
    assert not isinstance(work.shell.page, PrintSheet | LetterPage)
    assert family(work.desk, home).case.stage == "surat_dicetak"
    work.undoing.undo()
    qtbot.waitUntil(work.jobs.idle)
    assert len(letters(work.desk, home)) == 2


def test_a_printer_that_vanished_costs_no_number(work: Work, qtbot: QtBot, plug: Plug) -> None:
    plug([Unplugged("Epson")])
    sheet, home = sheet_of(work, qtbot)
    plug([])
    qtbot.mouseClick(sheet.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert sheet.banner.words.startswith("Printer tidak ditemukan.")
    assert letters(work.desk, home) == []
    assert (sheet.pdf.property("kind"), sheet.print.isEnabled()) == ("primary", False)


def test_a_printer_that_fails_after_the_letter_was_written_prints_the_same_letter_again(
    work: Work, qtbot: QtBot, plug: Plug, tmp_path: Path
) -> None:
    tray = tmp_path / "baki.pdf"
    plug([PaperTray("Rusak", tray=tmp_path, broken=True), PaperTray("Baik", tray=tray)])
    sheet, home = sheet_of(work, qtbot)
    sheet.printer.set_value("Rusak")
    qtbot.mouseClick(sheet.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    (made,) = letters(work.desk, home)
    assert f"{made.code} sudah tersimpan dan nomornya tetap" in sheet.banner.words
    sheet.printer.set_value("Baik")
    qtbot.mouseClick(sheet.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert [(each.code, each.prints) for each in letters(work.desk, home)] == [(made.code, 2)]
    assert tray_pages(tray) == [(215, 330)] * 3


def test_saving_names_the_file_by_its_code_and_a_bad_folder_costs_no_number(
    work: Work, qtbot: QtBot, plug: Plug, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug([])
    sheet, home = sheet_of(work, qtbot)
    assert sheet.pdf.hasFocus()
    proposed: list[str] = []
    target = [tmp_path / "tercabut" / "x.pdf"]

    def answer(_parent: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(target[0]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    qtbot.mouseClick(sheet.pdf, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert sheet.banner.words.startswith("Folder tujuan tidak bisa ditulisi")
    assert letters(work.desk, home) == []
    # What it stood beside while the file was written does not take the next Enter.
    assert sheet.pdf.hasFocus()
    target[0] = tmp_path / "x.pdf"
    sheet.paper.set_value("a4")
    sheet.paper.currentIndexChanged.emit(1)
    qtbot.waitUntil(work.jobs.idle)
    qtbot.mouseClick(sheet.pdf, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    (made,) = letters(work.desk, home)
    assert set(proposed) == {f"{made.code}.pdf"}
    assert tray_pages(target[0]) == [(210, 297)]
    assert target[0].read_bytes() == papers_pdf(work.desk, PapersMade(letters=(made.id,)))


def test_a_reprint_offers_its_own_paper_alone(work: Work, qtbot: QtBot, plug: Plug, tmp_path: Path) -> None:
    tray = tmp_path / "baki.pdf"
    plug([PaperTray("Epson", tray=tray)])
    home = ready_family(work.desk)
    made = make_letter(work.desk, home, LetterWishes(paper="a4"))
    task = again_task(work.desk, PapersMade((), (made.id,), (made.code,)), "a4", "Surat", home)
    sheet = PrintSheet(work.shell, work.desk, task)
    work.shell.open_page(sheet)
    qtbot.waitUntil(work.jobs.idle)
    assert [sheet.paper.itemData(at) for at in range(sheet.paper.count())] == ["a4"]
    assert sheet.papers.line.text == "Kertas di printer harus A4 juga."
    sheet.copies.number.setText("1")
    qtbot.mouseClick(sheet.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert tray_pages(tray) == [(210, 297)]
    assert letters(work.desk, home)[0].prints == 2


def test_pages_that_lie_are_printed_lying_at_their_size_and_without_colour(
    work: Work, tmp_path: Path
) -> None:
    home = ready_family(work.desk)
    take_step(work.desk, home, StepDraft("calon", work.desk.today()))
    stated = make_letter(work.desk, home, LetterWishes())
    award = make_letter(work.desk, home, LetterWishes(kind="piagam"))
    pdf = papers_pdf(work.desk, PapersMade((), (stated.id, award.id), (stated.code, award.code)))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    tray = tmp_path / "baki.pdf"
    printer.setOutputFileName(str(tray))
    seen: list[tuple[int, int]] = []
    print_pages(pdf, printer, 2, gray=True, progress=lambda done, total: seen.append((done, total)))
    assert tray_pages(tray) == [(215, 330), (330, 215)] * 2
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    document = pdfium.PdfDocument(tray.read_bytes())
    colours = document[1].render(scale=0.5).to_pil().convert("RGB").getcolors(1_000_000)
    document.close()
    assert all(red == green == blue for _count, (red, green, blue) in colours)
    names = {str(value) for value in pdfium.PdfDocument(tray.read_bytes()).get_metadata_dict().values()}
    assert not any(family(work.desk, home).name.split()[0].lower() in name.lower() for name in names)


def test_the_test_page_is_printed_from_the_sheet_and_nothing_is_recorded(
    work: Work, qtbot: QtBot, plug: Plug, tmp_path: Path
) -> None:
    tray = tmp_path / "uji.pdf"
    plug([PaperTray("Epson", tray=tray)])
    sheet, home = sheet_of(work, qtbot)
    qtbot.mouseClick(sheet.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    page = work.shell.page
    assert isinstance(page, PrintSheet)
    assert page.print.words == "Cetak 1 lembar"
    qtbot.mouseClick(page.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert tray_pages(tray) == [(215, 330)]
    assert work.shell.page is sheet
    assert letters(work.desk, home) == []
