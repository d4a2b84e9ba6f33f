"""PAPER PAGES: a paper of one or more pages as it will be printed, with page turning and zoom above it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.paper_pages import PageSize, page_picture, sizes_of
from pkh_desk.errors import UserError
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.graduation.letter_tools import HEIGHT
from pkh_desk.gui.paper.printing import PAGE_MM
from pkh_desk.gui.widgets.button import IconButton
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.paper_view import PaperView
from pkh_desk.gui.widgets.themed import Themed, show_if

ZOOMED_MS = 120
PREVIEW = "paper pages"


@dataclass(frozen=True)
class _Drawn:
    pdf: bytes
    sizes: list[PageSize] = field(default_factory=list)
    at: int = 0
    image: QImage = field(default_factory=QImage)


class PaperPages(Themed, QWidget):
    """`show_paper(make)` has a PDF made on the paper lane and shows it; `drawn(pages)` or `failed(error)`.

    Page up and down turn over.
    """

    drawn = Signal(int)
    failed = Signal(object)

    def __init__(self, shell: Shell, name: str = "Pratinjau cetak") -> None:
        super().__init__()
        self._shell = shell
        self.pdf, self.sizes, self.at = b"", list[PageSize](), 0
        self._making: Callable[[], bytes] | None = None
        theme = shell.theme
        self.setAccessibleName(name)
        self.view = PaperView(theme, whole=True)
        self.view.setAccessibleName(name)
        self.words, self._zoom = label("", tone="text2"), label("", tone="text2")
        self.place = label("", tone="text2")
        self.before = IconButton(
            theme, "chevron_left", "Halaman sebelumnya", key="Page Up", on_click=lambda: self.turn(-1)
        )
        self.after = IconButton(
            theme, "chevron_right", "Halaman berikutnya", key="Page Down", on_click=lambda: self.turn(1)
        )
        self._lay_out()
        self._sharpen = QTimer(self, interval=ZOOMED_MS, singleShot=True)
        self._sharpen.timeout.connect(self._draw_page)
        self.view.zoomed.connect(self._on_zoomed)
        for key, step in ((Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)):
            shortcut = QShortcut(
                QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(lambda step=step: self.turn(step))
        self._say_place()
        self.follow(theme)

    def show_paper(self, make: Callable[[], bytes]) -> None:
        """Have a paper made and shown, from the page that is seen now if it has one."""
        at, pixels = self.at, self.view.pixels()
        self._making = make

        def draw() -> _Drawn:
            pdf = make()
            sizes = sizes_of(pdf)
            page = min(at, len(sizes) - 1)
            return _Drawn(pdf, sizes, page, _image(pdf, page, pixels))

        self._ask(draw)

    def turn(self, step: int) -> None:
        """Show the page so many places on, if there is one."""
        if 0 <= self.at + step < len(self.sizes):
            self.at += step
            self._draw_page()

    def _draw_page(self) -> None:
        if self._making is not None:
            # One that is still being made must not be dropped for a page of the one before.
            self.show_paper(self._making)
        elif self.sizes:
            pdf, sizes, at, pixels = self.pdf, self.sizes, self.at, self.view.pixels()
            self._ask(lambda: _Drawn(pdf, sizes, at, _image(pdf, at, pixels)))

    def _ask(self, draw: Callable[[], _Drawn]) -> None:
        # Its own key: what lies below, laid out anew, must not drop the paper of a sheet on top.
        key = f"{PREVIEW} {id(self)}"
        self._shell.jobs.paper(draw, then=self._show, failed=self._refused, owner=self, replaces=key)

    def _show(self, drawn: _Drawn) -> None:
        fresh, self._making = drawn.pdf is not self.pdf, None
        self.pdf, self.sizes, self.at = drawn.pdf, drawn.sizes, drawn.at
        size = drawn.sizes[drawn.at]
        self.view.show_page(drawn.image, (), (size.width, size.height))
        self._say_place()
        if fresh:
            self.drawn.emit(len(drawn.sizes))

    def _refused(self, error: UserError) -> None:
        self._making = None
        self.failed.emit(error)

    def _on_zoomed(self, percent: int) -> None:
        self._zoom.setText(f"{percent}%")
        self._sharpen.start()

    def _say_place(self) -> None:
        count = len(self.sizes)
        size = self.sizes[self.at] if self.sizes else None
        paper = _paper_words(size) if size else ""
        self.words.setText(f"{paper} · {count} halaman" if size else "")
        self.place.setText(f"{self.at + 1} dari {count}")
        for part in (self.before, self.place, self.after):
            show_if(part, count > 1)
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at + 1 < count)

    def _lay_out(self) -> None:
        theme = self._shell.theme
        self._bar = QFrame()
        self._bar.setProperty("kind", "bar")
        self._bar.setProperty("rule", "below")
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        line.addWidget(self.words)
        line.addStretch()
        for part in (self.before, self.place, self.after):
            line.addWidget(part)
        line.addStretch()
        line.addWidget(IconButton(theme, "zoom_out", "Perkecil", on_click=lambda: self.view.zoom_by(-1)))
        line.addWidget(self._zoom)
        line.addWidget(IconButton(theme, "zoom_in", "Perbesar", on_click=lambda: self.view.zoom_by(1)))
        line.addWidget(
            IconButton(theme, "full_screen_maximize", "Satu halaman penuh", on_click=self.view.fit_whole)
        )
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._bar)
        stack.addWidget(self.view, 1)

    def restyle(self) -> None:
        """The height of the bar follows the text size."""
        self._bar.setFixedHeight(self.theme.px(HEIGHT))


def _image(pdf: bytes, page: int, pixels: int) -> QImage:
    picture = page_picture(pdf, page, pixels)
    image = QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    # The picture's bytes end with this call; the copy is the image's own.
    return image.copy()


def _paper_words(size: PageSize) -> str:
    short = min(size.width, size.height)
    code = min(PAGE_MM, key=lambda each: abs(PAGE_MM[each].width() - short))
    return f"{code.upper()} mendatar" if size.lies else code.upper()
