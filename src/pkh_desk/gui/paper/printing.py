"""PRINTING: the same PDF on paper, page by page, at the printer's own resolution and the paper's own size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from pkh_desk.actions.graduation.paper_pages import PageSize, page_picture, sizes_of
from pkh_desk.errors import PrinterGone

# Beyond this a page is a third of a gigabyte, and ink shows no difference.
FINEST_DPI = 300
MM_PER_INCH = 25.4
PAGE_MM = {"f4": QSizeF(215, 330), "a4": QSizeF(210, 297)}
# What a print queue shows to everybody in the office: never a name or a code.
JOB_NAME = "Surat PKH Desk"
GONE = "Printer {name} tidak menjawab."
STOPPED = "Printer berhenti sebelum selesai."


@dataclass(frozen=True)
class FoundPrinter:
    """A printer that the system knows. `ready`: it says it can print; `usual`: the system's own choice."""

    name: str
    ready: bool = True
    usual: bool = False

    @property
    def words(self) -> str:
        """The printer as a list shows it."""
        return self.name if self.ready else f"{self.name} (tidak siap)"

    def open(self) -> QPrinter:
        """Return the printer to print on. Raises PrinterGone if it is not there any more."""
        info = QPrinterInfo.printerInfo(self.name)
        if info.isNull():
            raise PrinterGone(GONE.format(name=self.name), "Periksa kabel dan nyalakan, lalu coba lagi.")
        return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def found_printers() -> list[FoundPrinter]:
    """Return every printer of the system, its usual one first; a network printer may take a while."""
    found = [
        FoundPrinter(info.printerName(), info.state() != QPrinter.PrinterState.Error, info.isDefault())
        for info in QPrinterInfo.availablePrinters()
    ]
    return sorted(found, key=lambda each: (not each.usual, each.name))


def has_printer() -> bool:
    """Tell whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def page_size(paper: str) -> QPageSize:
    """Return the paper in exactly its measures: a fuzzy match takes another one of 215.9 mm for F4."""
    return _exactly(PAGE_MM[paper], paper.upper())


def new_printer(paper: str) -> QPrinter:
    """Return a printer set to the letter's paper without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = PAGE_MM[paper]
    _set_page(printer, PageSize(size.width(), size.height()))
    printer.setDocName(JOB_NAME)
    return printer


def ask_printer(printer: QPrinter, parent: QWidget) -> bool:
    """Let the person choose printer and copies by the system's own dialog."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Cetak surat")
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def print_page(pdf: bytes, printer: QPrinter) -> None:
    """Send a PDF to a printer that the person chose by the system's dialog, copies included."""
    print_pages(pdf, printer)


def print_pages(
    pdf: bytes,
    printer: QPrinter,
    copies: int = 1,
    gray: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Print every page at 100 %, upright or lying as it is; copies come as whole sets, one after the other.

    `progress(done, total)` is called after each page and may raise to stop the job. Raises PrinterGone.
    """
    sizes = sizes_of(pdf)
    printer.setDocName(JOB_NAME)
    printer.setColorMode(QPrinter.ColorMode.GrayScale if gray else QPrinter.ColorMode.Color)
    turns = _turns(printer, sizes, copies)
    _set_page(printer, sizes[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterGone(GONE.format(name=printer.printerName()), "Nyalakan printer, lalu cetak lagi.")
    try:
        for done, page in enumerate(turns):
            if done:
                _set_page(printer, sizes[page])
                if not printer.newPage():
                    raise PrinterGone(STOPPED, "Periksa kertas dan printernya, lalu cetak lagi.")
            _paint(painter, printer, pdf, page, sizes[page], gray)
            progress(done + 1, len(turns))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _turns(printer: QPrinter, sizes: Sequence[PageSize], copies: int) -> list[int]:
    """Return the pages in the order in which they go out; a printer that copies by itself gets them once."""
    pages = list(range(len(sizes)))
    if copies > 1 and printer.supportsMultipleCopies():
        printer.setCopyCount(copies)
        printer.setCollateCopies(True)
        return pages
    return pages * copies


def _set_page(printer: QPrinter, size: PageSize) -> None:
    """Set the next page's paper without margins. A paper is an upright one, which may lie."""
    upright = QSizeF(min(size.width, size.height), max(size.width, size.height))
    name = next((code.upper() for code, mm in PAGE_MM.items() if _alike(mm, upright)), "")
    turned = QPageLayout.Orientation.Landscape if size.lies else QPageLayout.Orientation.Portrait
    exact = next((mm for mm in PAGE_MM.values() if _alike(mm, upright)), upright)
    printer.setPageLayout(QPageLayout(_exactly(exact, name), turned, QMarginsF()))
    printer.setFullPage(True)


def _paint(painter: QPainter, printer: QPrinter, pdf: bytes, page: int, size: PageSize, gray: bool) -> None:
    # The size is the page's own, not the printer's: another paper in the tray must not scale the letter.
    width, height = (side / MM_PER_INCH * printer.resolution() for side in (size.width, size.height))
    dpi = min(printer.resolution(), FINEST_DPI)
    picture = page_picture(pdf, page, round(size.width / MM_PER_INCH * dpi))
    image = QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(
        QRectF(0, 0, width, height), image.convertToFormat(QImage.Format.Format_Grayscale8) if gray else image
    )


def _exactly(mm: QSizeF, name: str) -> QPageSize:
    return QPageSize(mm, QPageSize.Unit.Millimeter, name, QPageSize.SizeMatchPolicy.ExactMatch)


def _alike(one: QSizeF, other: QSizeF) -> bool:
    return abs(one.width() - other.width()) < 1 and abs(one.height() - other.height()) < 1
