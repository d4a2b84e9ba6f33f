"""PHOTOS: the pictures of a visit: chosen or let fall, made small beside the work, shown as thumbnails."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pkh_desk.actions.people.photo import held_photo, hold_photo
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import bring_into_view

THUMB = 84
KINDS = "Foto (*.jpg *.jpeg *.png *.webp)"
ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
Reader = Callable[[], tuple[str, bytes | None]]
"""What gives a picture: its SHA-256 and its bytes, none if it is gone."""


def is_photo(path: Path) -> bool:
    """Tell by its ending whether a file may be a photo; what it is is found out when it is read."""
    return path.suffix.lower() in ENDINGS


def _small(content: bytes, side: int) -> QImage:
    image = QImage.fromData(content)
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(side, side, ratio, smooth)


def _held(desk: Desk, digest: str) -> tuple[str, bytes | None]:
    return digest, held_photo(desk, digest)


class Thumb(QFrame):
    """One picture and the button that takes it away."""

    def __init__(self, image: QImage, remove: IconButton, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.remove = remove
        picture = QLabel()
        picture.setPixmap(QPixmap.fromImage(image))
        picture.setAccessibleName(name)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setMinimumSize(THUMB, THUMB)
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 4, 2, 4)
        line.setSpacing(2)
        line.addWidget(picture)
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)


class PhotoStrip(QWidget):
    """The pictures of a form. `changed` when one came or went; `busy` while some are still made small."""

    changed = Signal()
    busy = Signal(bool)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        # By SHA-256; a picture of a draft that is still being read has no thumbnail yet.
        self._thumbs: dict[str, Thumb | None] = {}
        self._waiting = 0
        self.choose = Button(shell.theme, "Tambah foto", icon="camera", on_click=self._choose)
        self.hint = label("atau jatuhkan berkas foto di halaman ini", "caption")
        self.trouble = Banner(shell.theme, "", "red")
        self._places = QHBoxLayout()
        self._places.setSpacing(8)
        self._places.addStretch()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(row(self.choose, self.hint, None, gap=10))
        stack.addWidget(self.trouble)
        stack.addLayout(self._places)

    def state(self) -> list[str]:
        """Return the pictures by their SHA-256."""
        return list(self._thumbs)

    def show_state(self, digests: Sequence[str]) -> None:
        """Show the pictures that a draft names; one that is gone is left out."""
        for old in list(self._thumbs):
            self._drop(old)
        desk = self._desk
        for digest in map(str, digests):
            self._thumbs[digest] = None
            self._run(partial(_held, desk, digest))

    def take(self, paths: Sequence[Path]) -> None:
        """Read these files; what is no photo is said."""
        self.trouble.show_words("")
        desk = self._desk
        for path in paths:
            self._run(partial(hold_photo, desk, path), chosen=True)

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, "Tambah foto", "", KINDS)
        self.take([Path(name) for name in names])

    def _run(self, read: Reader, chosen: bool = False) -> None:
        """Make a picture small and show it; one that was just `chosen` is brought into view."""
        side = THUMB

        def shown(made: tuple[str, QImage | None]) -> None:
            self._show(made)
            thumb = self._thumbs.get(made[0])
            if chosen and thumb is not None:
                bring_into_view(thumb)

        def work() -> tuple[str, QImage | None]:
            digest, content = read()
            return digest, _small(content, side) if content is not None else None

        self._wait(1)
        self._shell.jobs.paper(work, then=shown, failed=self._say, owner=self)

    def _show(self, made: tuple[str, QImage | None]) -> None:
        digest, image = made
        if image is None:
            self._thumbs.pop(digest, None)
        elif self._thumbs.get(digest) is None:
            name = f"Foto {1 + sum(thumb is not None for thumb in self._thumbs.values())}"
            remove = IconButton(
                self._shell.theme, "dismiss", f"Hapus {name}", on_click=lambda: self._remove(digest)
            )
            thumb = self._thumbs[digest] = Thumb(image, remove, name)
            self._places.insertWidget(self._places.count() - 1, thumb)
        self._wait(-1)
        self.changed.emit()

    def _say(self, error: UserError) -> None:
        self.trouble.show_words(str(error))
        bring_into_view(self.trouble)
        self._wait(-1)

    def _wait(self, more: int) -> None:
        self._waiting += more
        self.busy.emit(self._waiting > 0)

    def _remove(self, digest: str) -> None:
        self._drop(digest)
        self.choose.setFocus()
        self.changed.emit()

    def _drop(self, digest: str) -> None:
        old = self._thumbs.pop(digest)
        if old is not None:
            self._places.removeWidget(old)
            old.hide()
            old.deleteLater()
