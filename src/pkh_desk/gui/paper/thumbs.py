"""THUMBS: small square pictures of kept photos, read beside the work the first time one is to be drawn."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel, QToolButton

from pkh_desk.actions.people.photo import held_photo
from pkh_desk.desk import Desk
from pkh_desk.gui.page import Shell
from pkh_desk.gui.style.flags import STRONG_FOCUS
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

RADIUS, PICTURE = 6, 72


class Thumbs(QObject):
    """Pixmaps by SHA-256. `arrived` when another one can be drawn; until then a placeholder stands there."""

    arrived = Signal()

    def __init__(self, shell: Shell, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._desk = shell, desk
        # None: asked for and not read yet, or not at hand.
        self._images: dict[tuple[str, int], QImage | None] = {}
        self._drawn: dict[tuple[str, int, str], QPixmap] = {}

    def pixmap(self, digest: str, size: int, icon: str = "image") -> QPixmap:
        """Return the photo `size` px wide and high (at 100 %), or a placeholder."""
        theme = self._shell.theme
        side = round(theme.px(size) * theme.ratio)
        image = self._image(digest, side) if digest else None
        key = (digest if image else icon, side, "" if image else theme.tokens.sunken)
        if key not in self._drawn:
            self._drawn[key] = self._draw(image, size, icon)
        return self._drawn[key]

    def look_again(self) -> None:
        """Ask again for what was not at hand: a photo may arrive after the row that names it."""
        self._images = {key: image for key, image in self._images.items() if image is not None}

    def _image(self, digest: str, side: int) -> QImage | None:
        key, desk = (digest, side), self._desk
        if key not in self._images:
            self._images[key] = None
            self._shell.jobs.paper(
                lambda: _read(desk, digest, side),
                then=lambda image: self._show(key, image),
                # Whoever opens a damaged photo is told; the placeholder stays meanwhile.
                failed=lambda _error: None,
                owner=self,
            )
        return self._images[key]

    def _show(self, key: tuple[str, int], image: QImage | None) -> None:
        self._images[key] = image
        if image is not None:
            self.arrived.emit()

    def _draw(self, image: QImage | None, size: int, icon: str) -> QPixmap:
        theme = self._shell.theme
        side = theme.px(size)
        pixmap = QPixmap(round(side * theme.ratio), round(side * theme.ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(theme.ratio)
        painter, whole = QPainter(pixmap), QRectF(0, 0, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if image is None:
            draw_round(painter, whole, RADIUS, theme.tokens.sunken, theme.tokens.line)
            drawn = 16 if size < 48 else 24
            inset = (side - theme.px(drawn)) // 2
            painter.drawPixmap(inset, inset, theme.pixmap(icon, "text3", drawn))
        else:
            path = QPainterPath()
            path.addRoundedRect(whole, RADIUS, RADIUS)
            painter.setClipPath(path)
            painter.drawImage(whole, image)
        painter.end()
        return pixmap


def _read(desk: Desk, digest: str, side: int) -> QImage | None:
    """Return the middle of a kept photo, `side` px wide and high; None if it is not at hand."""
    content = held_photo(desk, digest)
    image = QImage.fromData(content) if content is not None else QImage()
    if image.isNull():
        return None
    expanding, smooth = (
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    whole = image.scaled(side, side, expanding, smooth)
    return whole.copy((whole.width() - side) // 2, (whole.height() - side) // 2, side, side)


class Picture(Themed, QLabel):
    """A small photo beside the name of a thing; screen readers pass over it."""

    def __init__(self, thumbs: Thumbs, theme: Theme, digest: str, size: int) -> None:
        super().__init__()
        self._thumbs, self._digest, self._size = thumbs, digest, size
        thumbs.arrived.connect(self.restyle)
        self.follow(theme)

    def restyle(self) -> None:
        """Draw the photo in the present size."""
        self.setPixmap(self._thumbs.pixmap(self._digest, self._size))


class PictureButton(Themed, QToolButton):
    """A photo that can be pressed: to see it large, or, where there is none, to add one."""

    def __init__(self, thumbs: Thumbs, theme: Theme, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._thumbs, self._digest = thumbs, ""
        self.setProperty("focusPolicy", STRONG_FOCUS)
        self.setProperty("kind", "picture")
        self.clicked.connect(lambda: on_click())
        thumbs.arrived.connect(self.restyle)
        self.follow(theme)

    def show_photo(self, digest: str, name: str, may_press: bool) -> None:
        """Show the photo of a thing with this name, or the place for one."""
        self._digest = digest
        words = f"Lihat foto {name}" if digest else f"Tambah foto {name}"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setEnabled(may_press)
        self.restyle()

    def restyle(self) -> None:
        """Draw the photo in the present size."""
        picture = self._thumbs.pixmap(self._digest, PICTURE, "image" if self._digest else "camera")
        icon = QIcon(picture)
        # Switched off it looks the same: a picture is no less a picture.
        icon.addPixmap(picture, QIcon.Mode.Disabled)
        self.setIcon(icon)
        self.setIconSize(QSize(1, 1) * self.theme.px(PICTURE))
