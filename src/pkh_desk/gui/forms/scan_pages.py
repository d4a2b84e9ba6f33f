"""SCAN PAGES: the scans and photos of a signed paper in order: added, turned, moved, taken away."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.scan import Scan, held_scan, hold_scan
from pkh_desk.actions.graduation.signature import ScanPage
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.page import Shell
from pkh_desk.gui.paper.scan_image import small_scan, turn_image
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.label import label

KINDS = "Pindaian atau foto (*.pdf *.jpg *.jpeg *.png *.webp)"
THUMB = 116


class ScanPages(QWidget):
    """The pages of a form. `changed` at every change by hand; `busy` while files are still being read."""

    changed = Signal()
    busy = Signal(bool)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.pages: list[ScanPage] = []
        self.cards: list[PageCard] = []
        self._images: dict[str, QImage] = {}
        self._waiting = 0
        self._gone: tuple[int, ScanPage] | None = None
        theme = shell.theme
        self.choose = Button(theme, "Pilih berkas…", on_click=self._choose)
        title = "Jatuhkan pindaian atau foto surat di sini, urut halamannya"
        self.drop = DropArea(theme, "document_text", title, (self.choose,))
        self.trouble = Banner(theme, "", "red")
        self.restore = Button(theme, "Urungkan", "outline", on_click=self._restore).make_slim()
        self.removed = Banner(theme, "", "note", action=self.restore)
        self._places = QHBoxLayout()
        self._places.setSpacing(8)
        self._places.addStretch()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(self._places)
        for part in (self.drop, self.removed, self.trouble):
            stack.addWidget(part)
        self.drop.dropped.connect(self.take)

    def show_pages(self, pages: Sequence[ScanPage]) -> None:
        """Show these pages; one whose scan is gone is left out."""
        self.pages = list(pages)
        self._gone = None
        self.removed.show_words("")
        self._rebuild()
        for page in pages:
            if page.digest not in self._images:
                self._read(partial(_held, self._desk, page.digest))

    def take(self, paths: Sequence[Path]) -> None:
        """Read these files, in this order; what cannot be read is said."""
        self.trouble.show_words("")
        for path in paths:
            self._read(partial(hold_scan, self._desk, path), new=True)

    def turn(self, place: int) -> None:
        """Turn a page a quarter to the right."""
        page = self.pages[place]
        self.pages[place] = ScanPage(page.digest, (page.turned + 90) % 360)
        self._change(place, "turn")

    def shift(self, place: int, step: int) -> None:
        """Move a page one place earlier or later."""
        self.pages.insert(place + step, self.pages.pop(place))
        self._change(place + step, "before" if step < 0 else "after")

    def remove(self, place: int) -> None:
        """Take a page away; it can be brought back."""
        self._gone = place, self.pages.pop(place)
        self.removed.show_words(f"Halaman {place + 1} dihapus.")
        self._change(min(place, len(self.pages) - 1), "remove")

    def _restore(self) -> None:
        if self._gone is not None:
            place, page = self._gone
            self.pages.insert(place, page)
            self._gone = None
            self.removed.show_words("")
            self._change(place, "remove")

    def _change(self, place: int, button: str) -> None:
        """Show what changed; the focus stays with the page that was worked on."""
        self._rebuild()
        if place < 0:
            self.choose.setFocus()
        else:
            card = self.cards[place]
            wanted: IconButton = getattr(card, button)
            (wanted if wanted.isEnabled() else card.turn).setFocus()
        self.changed.emit()

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, "Pilih pindaian atau foto surat", "", KINDS)
        self.take([Path(name) for name in names])

    def _read(self, read: Callable[[], tuple[str, Scan | None]], new: bool = False) -> None:
        side = self._shell.theme.px(THUMB) * 2

        def work() -> tuple[str, QImage | None]:
            digest, scan = read()
            return digest, small_scan(scan.content, side) if scan else None

        self._wait(1)
        then = partial(self._show, new=new)
        self._shell.jobs.paper(work, then=then, failed=self._say, owner=self)

    def _show(self, made: tuple[str, QImage | None], new: bool) -> None:
        digest, image = made
        self._wait(-1)
        known = digest in {page.digest for page in self.pages}
        if image is None:
            self.pages = [page for page in self.pages if page.digest != digest]
        else:
            self._images[digest] = image
            if new and known:
                self.trouble.show_words("Halaman ini sudah ada.")
            elif new:
                self.pages.append(ScanPage(digest))
        self._rebuild()
        if new and not known:
            self.changed.emit()

    def _say(self, error: UserError) -> None:
        self._wait(-1)
        self.trouble.show_words(str(error))

    def _wait(self, more: int) -> None:
        self._waiting += more
        self.busy.emit(self._waiting > 0)

    def _rebuild(self) -> None:
        for old in self.cards:
            self._places.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [PageCard(self, self._shell, place) for place in range(len(self.pages))]
        for place, card in enumerate(self.cards):
            self._places.insertWidget(place, card)

    def picture(self, place: int) -> QImage | None:
        """Return the small picture of a page as it was scanned; None while it is being read."""
        return self._images.get(self.pages[place].digest)


class PageCard(QFrame):
    """One page: its picture, and the buttons that turn it, move it, take it away."""

    def __init__(self, pages: ScanPages, shell: Shell, place: int) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        theme, words = shell.theme, f"halaman {place + 1}"
        self.picture, side = QLabel(), theme.px(THUMB)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(side, side)
        self.picture.setAccessibleName(words.capitalize())
        image = pages.picture(place)
        if image is not None:
            self.picture.setPixmap(_turned(image, pages.pages[place].turned, side))
        self.before = IconButton(
            theme, "chevron_left", f"Majukan {words}", on_click=lambda: pages.shift(place, -1)
        )
        self.after = IconButton(
            theme, "chevron_right", f"Mundurkan {words}", on_click=lambda: pages.shift(place, 1)
        )
        self.turn = IconButton(theme, "arrow_redo", f"Putar {words}", on_click=lambda: pages.turn(place))
        self.remove = IconButton(theme, "dismiss", f"Hapus {words}", on_click=lambda: pages.remove(place))
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place + 1 < len(pages.pages))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(6, 6, 6, 4)
        stack.setSpacing(2)
        stack.addWidget(label(words.capitalize(), "caption", "text2"))
        stack.addWidget(self.picture)
        stack.addLayout(row(self.before, self.turn, self.after, self.remove, gap=0))


def _held(desk: Desk, digest: str) -> tuple[str, Scan | None]:
    return digest, held_scan(desk, digest)


def _turned(image: QImage, turned: int, side: int) -> QPixmap:
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(turn_image(image, turned).scaled(side, side, ratio, smooth))
