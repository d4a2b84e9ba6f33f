"""SIGNATURE: when a letter was signed, and the scan or photo of it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from pkh_desk.actions.letter import page_image
from pkh_desk.actions.scan import Scan, held_scan, hold_scan
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import Problem, UserError
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.label import label

KINDS = "Pindaian atau foto (*.pdf *.jpg *.jpeg *.png *.webp)"
THUMB = 150


class SignatureForm(QWidget):
    """A date and one scan. `changed` at every change by hand; `busy` while a file is being read."""

    changed = Signal()
    busy = Signal(bool)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._shell, self._desk, self._today = shell, desk, desk.today()
        self.digest = ""
        theme = shell.theme
        self.on = DateRow(theme, "Tanggal tanda tangan", self._today, past=True, check=self._check)
        self.choose = Button(theme, "Pilih berkas…", on_click=self._choose)
        self.drop = DropArea(
            theme, "document_text", "Jatuhkan pindaian atau foto surat di sini", (self.choose,)
        )
        self.trouble = Banner(theme, "", "red")
        self._picture, self._words = QLabel(), label("", tone="text2", wrap=True)
        self._picture.setAccessibleName("Pindaian surat")
        self.remove = IconButton(theme, "dismiss", "Buang pindaian", on_click=self._remove)
        self._kept = QWidget()
        self._kept.setLayout(row(self._picture, self._words, None, self.remove, gap=12))
        self._kept.hide()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addWidget(self.on)
        stack.addWidget(self.drop)
        stack.addWidget(self._kept)
        stack.addWidget(self.trouble)
        self.on.changed.connect(self.changed)
        self.drop.dropped.connect(lambda paths: self.take(paths[0]) if paths else None)

    def state(self) -> dict[str, str]:
        """Return what was typed and chosen."""
        return {"signed_on": self.on.text(), "scan": self.digest}

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned; a scan that is gone is left out."""
        self.on.set_text(str(state.get("signed_on", "")))
        digest, desk = str(state.get("scan", "")), self._desk
        if digest and digest != self.digest:
            self._read(lambda: (digest, held_scan(desk, digest)))

    def take(self, path: Path) -> None:
        """Read a file."""
        desk = self._desk
        self._read(lambda: hold_scan(desk, path))

    def content(self) -> bytes | None:
        """Return the scan, None if there is none."""
        scan = held_scan(self._desk, self.digest) if self.digest else None
        return scan.content if scan else None

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "Pilih pindaian atau foto surat", "", KINDS)
        if name:
            self.take(Path(name))

    def _read(self, read: Callable[[], tuple[str, Scan | None]]) -> None:
        side = self._shell.theme.px(THUMB)

        def work() -> tuple[str, Scan | None, QImage]:
            digest, scan = read()
            return digest, scan, _small(scan, side) if scan else QImage()

        self.trouble.show_words("")
        self.busy.emit(True)
        self._shell.jobs.paper(work, then=self._show, failed=self._say, owner=self, replaces="scan")

    def _show(self, made: tuple[str, Scan | None, QImage]) -> None:
        digest, scan, image = made
        self.busy.emit(False)
        if scan is None:
            return
        self.digest = digest
        self._picture.setPixmap(QPixmap.fromImage(image))
        kind = "PDF" if scan.is_pdf else "Foto"
        self._words.setText(f"{kind} surat, {max(1, len(scan.content) // 1000)} KB. Disimpan terkunci.")
        self.drop.hide()
        self._kept.show()
        self.changed.emit()

    def _say(self, error: UserError) -> None:
        self.busy.emit(False)
        self.trouble.show_words(str(error))

    def _remove(self) -> None:
        self.digest = ""
        self._kept.hide()
        self.drop.show()
        self.choose.setFocus()
        self.changed.emit()

    def _check(self, day: date) -> Problem | None:
        if day > self._today:
            return Problem("on", "Tanggal tanda tangan belum terjadi.", say_date(self._today))
        return None


def _small(scan: Scan, side: int) -> QImage:
    """Return the first page as a small picture."""
    if scan.is_pdf:
        page = page_image(scan.content, side)
        drawn = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        # The picture's bytes end with this call; the copy is the image's own.
        return drawn.copy()
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QImage.fromData(scan.content).scaled(side, side, ratio, smooth)
