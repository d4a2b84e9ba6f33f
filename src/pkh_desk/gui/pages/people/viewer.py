"""VIEWER: the photos of a visit or the scans of a letter, one at a time, as large as the window allows.

Nothing leaves the desk unless the person saves it; looking and saving are noted in the access trail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pkh_desk.actions.people.file import open_file, take_out
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.graduation.save_letter import ask_path, run
from pkh_desk.gui.paper.scan_image import scan_image
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.picture_view import PictureView
from pkh_desk.gui.widgets.scroll_body import ground
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.views.people.file import FileView


@dataclass(frozen=True)
class Album:
    """What is looked at: the page's title, the family, the words for one file, the name a saved one gets.

    `code` is a letter's code or a day, never a person.
    """

    title: str
    family_id: str
    word: str
    code: str


class ViewerPage(Page):
    """Arrow keys turn over, Esc goes back to where one came from."""

    def __init__(self, shell: Shell, desk: Desk, album: Album, files: Sequence[FileView]) -> None:
        super().__init__(shell, album.title)
        self.desk, self.album, self.files, self.at = desk, album, files, 0
        theme = shell.theme
        self.picture = PictureView()
        self.place = label("", tone="text2")
        self.trouble = Banner(theme, "", "red")
        self.before = IconButton(
            theme, "chevron_left", "Sebelumnya", key="Kiri", on_click=lambda: self.turn(-1)
        )
        self.after = IconButton(
            theme, "chevron_right", "Berikutnya", key="Kanan", on_click=lambda: self.turn(1)
        )
        self.save = Button(theme, "Simpan ke berkas…", icon="save", on_click=self._save)
        self._lay_out()
        for key, step in ((Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda step=step: self.turn(step))

    def turn(self, step: int) -> None:
        """Show the file so many places on, if there is one."""
        if 0 <= self.at + step < len(self.files):
            self.at += step
            self._ask()

    def entered(self) -> None:
        """Read the first picture."""
        if self.picture.image.isNull():
            self._ask()

    def escape(self) -> None:
        """Go back."""
        self.shell.back()

    def about_family(self) -> str:
        """The family whose pictures they are."""
        return self.album.family_id

    def first_focus(self) -> QWidget | None:
        """What turns over, else what saves."""
        return self.after if len(self.files) > 1 else self.save

    def panes(self) -> Sequence[QWidget]:
        """The tools; a picture takes no keys."""
        return (self._tools,)

    def _ask(self) -> None:
        desk, file = self.desk, self.files[self.at]
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at + 1 < len(self.files))
        words = f"{self.album.word} {self.at + 1} dari {len(self.files)}"
        self.place.setText(f"{words}, PDF: simpan untuk melihat semua halaman" if file.is_pdf else words)
        self.trouble.show_words("")
        self.shell.jobs.write(
            lambda: scan_image(open_file(desk, file.id), file.turned),
            then=lambda image: self.picture.show_image(image, words),
            failed=self._refused,
            owner=self,
            replaces="picture",
        )

    def _refused(self, error: UserError) -> None:
        self.picture.show_image(QImage(), "")
        self.trouble.show_words(str(error))

    def _save(self) -> None:
        desk, file = self.desk, self.files[self.at]
        ending = "pdf" if file.is_pdf else "jpg"
        name = f"{self.album.word.lower()}-{self.album.code}-{self.at + 1}"
        path = ask_path(self, name, ending)
        if path is not None:
            run(self, lambda: take_out(desk, file.id, path), _saved(self.album.word, path))

    def _lay_out(self) -> None:
        self._tools = QFrame()
        self._tools.setAccessibleName("Alat gambar")
        self._tools.setProperty("kind", "bar")
        self._tools.setProperty("rule", "below")
        line = row(self.before, self.after, self.place, None, self.save)
        line.setContentsMargins(16, 6, 16, 6)
        self._tools.setLayout(line)
        for button in (self.before, self.after):
            show_if(button, len(self.files) > 1)
        body = ground(QWidget(), "canvas")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.addWidget(self.trouble)
        inside.addWidget(self.picture, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._tools)
        stack.addWidget(body, 1)


def _saved(word: str, path: Path) -> str:
    return f"{word} disimpan sebagai {path.name}."
