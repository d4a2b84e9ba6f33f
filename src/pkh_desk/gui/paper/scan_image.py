"""SCAN IMAGE: a sheet of a kept scan or photo as it is shown, turned as the person turned it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTransform

from pkh_desk.actions.graduation.scan import sheet_picture

WIDTH = 1240
"""A page of a PDF as it is drawn, in px: A4 at 150 dpi."""


def scan_image(content: bytes, turned: int = 0, sheet: int = 0, width: int = WIDTH) -> QImage:
    """Return a sheet (0-based) of a PDF, `width` px wide, or a photo in its own size."""
    page = sheet_picture(content, sheet, width)
    if page is None:
        image = QImage.fromData(content)
    else:
        drawn = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        # The picture's bytes end with this call; the copy is the image's own.
        image = drawn.copy()
    return turn_image(image, turned)


def turn_image(image: QImage, turned: int) -> QImage:
    """Return an image turned to the right by degrees (0, 90, 180, 270)."""
    return image.transformed(QTransform().rotate(turned)) if turned else image


def small_scan(content: bytes, side: int) -> QImage:
    """Return the first sheet within a square of `side` px."""
    image = scan_image(content, width=side)
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(side, side, ratio, smooth)
