"""HELP PANEL: what the page on screen is for and how it is used, beside the page (F1).

The noun picks the file: the text of `pages/visit.py` is `resources/help/visit.md`. A page without a text of
its own shows that of its place, opened below it; what goes for all pages stands in `everywhere.md`.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QFrame, QTextBrowser, QVBoxLayout

from pkh_desk.gui.page import Page
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.settings import resource

WIDTH, READING, NORMAL = 320, 600, 400
EVERYWHERE = "everywhere"


def help_text(pages: Sequence[Page]) -> str:
    """Return the help, as Markdown, for the last of these pages, which lie on top of each other."""
    for page in reversed(pages):
        noun = type(page).__module__.rpartition(".")[2]
        try:
            return _read(noun) + "\n\n" + _read(EVERYWHERE)
        except FileNotFoundError:
            continue
    return _read(EVERYWHERE)


def _read(noun: str) -> str:
    return resource("help", f"{noun}.md").read_text(encoding="utf-8")


class HelpPanel(Themed, QFrame):
    """A column at the right of the page. `left` fires when it is closed by its own button."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._wide = False
        self.setProperty("kind", "bar")
        self.setProperty("rule", "left")
        self.setAccessibleName("Bantuan")
        self.text = QTextBrowser()
        self.text.setProperty("kind", "reading")
        self.text.setAccessibleName("Isi bantuan")
        self.text.setOpenLinks(False)
        close = IconButton(theme, "dismiss", "Tutup bantuan", key="Esc", on_click=self.left.emit)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 12, 8, 8)
        stack.addLayout(row(label("Bantuan", "section"), None, close))
        stack.addWidget(self.text, 1)
        self.follow(theme)
        self.hide()

    @property
    def reading(self) -> bool:
        """Whether the focus is in it."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def show_for(self, pages: Sequence[Page]) -> None:
        """Show the help of the page on top."""
        self.text.setMarkdown(help_text(pages))
        _set_type(self.text.document(), self.theme)

    def set_wide(self, wide: bool) -> None:
        """Take the width of a line that reads well, where it stands alone."""
        self._wide = wide
        self.setMinimumWidth(self.theme.px(WIDTH))
        self.setMaximumWidth(self.theme.px(READING if wide else WIDTH))

    def restyle(self) -> None:
        """Width and words follow the text size."""
        self.set_wide(self._wide)
        self.text.document().setDefaultFont(self.theme.font(13))
        _set_type(self.text.document(), self.theme)


def _set_type(document: QTextDocument, theme: Theme) -> None:
    """Set the text in the type of the design: Qt's own has wide headings and no room between paragraphs."""
    pieces = list(_pieces(document))  # read first: what is written while it is walked crashes
    cursor = QTextCursor(document)
    for start, length, heading, heavy in pieces:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        room, letters = QTextBlockFormat(), QTextCharFormat()
        room.setTopMargin(theme.px(14) if heading and start else 0)
        room.setBottomMargin(theme.px(8))
        letters.setFont(theme.font(16 if heading else 13, 600 if heavy else 400))
        cursor.setBlockFormat(room)
        cursor.setCharFormat(letters)


def _pieces(document: QTextDocument) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield the runs of equal letters: start, length, whether in a heading, whether heavy."""
    block = document.begin()
    while block.isValid():
        heading, piece = block.blockFormat().headingLevel() > 0, block.begin()
        while not piece.atEnd():
            run = piece.fragment()
            yield run.position(), run.length(), heading, heading or run.charFormat().fontWeight() > NORMAL
            piece += 1
        block = block.next()
