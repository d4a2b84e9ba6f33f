"""PICTURE VIEW: one picture as large as there is room for, never larger than it is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class PictureView(QWidget):
    """Shows `image`, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self._drawn = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage, name: str) -> None:
        """Show another picture; `name` is what a screen reader says of it."""
        self.image, self._drawn = image, QImage()
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Whatever room there is."""
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture in the middle, sharp on every screen."""
        if self.image.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = (self.size() * ratio).boundedTo(self.image.size())
        fitting = self.image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if self._drawn.size() != fitting:
            self._drawn = self.image.scaled(
                fitting,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._drawn.setDevicePixelRatio(ratio)
        size = self._drawn.deviceIndependentSize()
        painter = QPainter(self)
        painter.drawImage(
            round((self.width() - size.width()) / 2), round((self.height() - size.height()) / 2), self._drawn
        )
        painter.end()
