"""PROPOSAL PAPER: the scans of a signed letter, one sheet at a time, large enough to read."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.scan import sheet_count
from pkh_desk.actions.people.file import open_file
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.page import Shell
from pkh_desk.gui.paper.scan_image import scan_image
from pkh_desk.gui.widgets.button import IconButton
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.paper_view import PaperView
from pkh_desk.views.people.file import FileView

Sheet = tuple[FileView, int]
"""A scan and which of its sheets."""
PAPER_MM = 215.0
WIDTH = 1600


class PaperPanel(QWidget):
    """Page up and down turn over; each look at a scan is noted in the access trail."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Pindaian surat")
        self._shell, self._desk = shell, desk
        self.sheets: list[Sheet] = []
        self.at = 0
        theme = shell.theme
        self.view = PaperView(theme)
        self.view.setAccessibleName("Pindaian surat")
        self.place, self._zoom = label("", tone="text2"), label("", tone="text2")
        self.before = IconButton(theme, "chevron_left", "Halaman sebelumnya", key="Page Up")
        self.after = IconButton(theme, "chevron_right", "Halaman berikutnya", key="Page Down")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.view.zoomed.connect(lambda percent: self._zoom.setText(f"{percent}%"))
        text = "Kembalikan ke pendamping supaya surat yang ditandatangani dipindai."
        self.absent = EmptyState(theme, "document_text", "Belum ada pindaian", text, tone="gray")
        self._body = QStackedWidget()
        self._body.addWidget(self.view)
        self._body.addWidget(self.absent)
        self._lay_out()

    def show_pages(self, pages: Sequence[FileView]) -> None:
        """Show the scans of another letter, from the first sheet on."""
        self.sheets, self.at = [], 0
        self.view.show_page(QImage(), (), (PAPER_MM, PAPER_MM * 1.5))
        self._body.setCurrentIndex(0 if pages else 1)
        self._say_place()
        if pages:
            desk = self._desk
            self._shell.jobs.write(
                lambda: _open(desk, pages),
                then=self._opened,
                failed=self._refused,
                owner=self,
                replaces="sheet",
            )

    def turn(self, step: int) -> None:
        """Show the sheet so many places on, if there is one."""
        if 0 <= self.at + step < len(self.sheets):
            self.at += step
            self._say_place()
            self._shell.jobs.write(
                partial(_drawn, self._desk, self.sheets[self.at]),
                then=self._show,
                failed=self._refused,
                owner=self,
                replaces="sheet",
            )

    def _opened(self, made: tuple[list[Sheet], QImage]) -> None:
        self.sheets, image = made
        self._say_place()
        self._show(image)

    def _show(self, image: QImage) -> None:
        height = PAPER_MM * image.height() / max(1, image.width())
        self.view.show_page(image, (), (PAPER_MM, height))

    def _refused(self, error: UserError) -> None:
        self.absent.show_words("Pindaian belum bisa dilihat", str(error))
        self._body.setCurrentIndex(1)

    def _say_place(self) -> None:
        count = len(self.sheets)
        self.place.setText(f"Halaman {self.at + 1} dari {count}" if count else "")
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at + 1 < count)

    def _lay_out(self) -> None:
        tools = QFrame()
        tools.setProperty("kind", "bar")
        tools.setProperty("rule", "below")
        theme, view = self._shell.theme, self.view
        line = QHBoxLayout(tools)
        line.setContentsMargins(10, 4, 10, 4)
        line.setSpacing(4)
        for part in (self.before, self.after, self.place):
            line.addWidget(part)
        line.addStretch()
        line.addWidget(IconButton(theme, "zoom_out", "Perkecil", on_click=lambda: view.zoom_by(-1)))
        line.addWidget(self._zoom, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(IconButton(theme, "zoom_in", "Perbesar", on_click=lambda: view.zoom_by(1)))
        line.addWidget(IconButton(theme, "full_screen_maximize", "Selebar layar", on_click=view.fit_width))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(tools)
        stack.addWidget(self._body, 1)


def _open(desk: Desk, pages: Sequence[FileView]) -> tuple[list[Sheet], QImage]:
    """Return every sheet of these scans, and the first as a picture."""
    sheets = [(page, at) for page in pages for at in range(sheet_count(open_file(desk, page.id)))]
    return sheets, _drawn(desk, sheets[0])


def _drawn(desk: Desk, sheet: Sheet) -> QImage:
    page, at = sheet
    return scan_image(open_file(desk, page.id), page.turned, at, WIDTH)
