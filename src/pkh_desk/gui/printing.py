"""PRINTING: the same PDF on paper, at the printer's own resolution and the letter's own size."""

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from pkh_desk.actions.letter import page_image

# Beyond this a page is a third of a gigabyte, and ink shows no difference.
FINEST_DPI = 300
PAGE_MM = {"f4": QSizeF(215, 330), "a4": QSizeF(210, 297)}


def has_printer() -> bool:
    """Tell whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def page_size(paper: str) -> QPageSize:
    """Return the paper in exactly its measures: a fuzzy match takes another one of 215.9 mm for F4."""
    return QPageSize(
        PAGE_MM[paper], QPageSize.Unit.Millimeter, paper.upper(), QPageSize.SizeMatchPolicy.ExactMatch
    )


def new_printer(paper: str) -> QPrinter:
    """Return a printer set to the letter's paper without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    layout = QPageLayout(page_size(paper), QPageLayout.Orientation.Portrait, QMarginsF())
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    printer.setDocName("Surat PKH Desk")
    return printer


def ask_printer(printer: QPrinter, parent: QWidget) -> bool:
    """Let the person choose printer and copies by the system's own dialog."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Cetak surat")
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def print_page(pdf: bytes, printer: QPrinter) -> None:
    """Send the page to the printer."""
    page = printer.pageLayout().fullRectPixels(printer.resolution())
    width = min(page.width(), round(page.width() / printer.resolution() * FINEST_DPI))
    picture = page_image(pdf, width)
    image = QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, page.width(), page.height()), image)
    painter.end()
