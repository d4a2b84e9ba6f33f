"""Pages of a PDF as pixels: the preview, the printer and the tests see exactly the bytes that were made.

PDFium is not thread-safe (unlocked threads crashed it), so every call here holds one lock. It is imported
with the first page that is painted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_pdfium = Lock()
POINTS_PER_INCH = 72
MM_PER_POINT = 25.4 / POINTS_PER_INCH


class Picture(NamedTuple):
    """A rendered page: `data` holds `height` rows of `stride` bytes, four bytes (B, G, R, unused) a pixel."""

    width: int
    height: int
    stride: int
    data: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages the PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page in millimetres."""
    with _opened(pdf) as document:
        sizes = [document.get_page_size(page) for page in range(len(document))]
    return [(width * MM_PER_POINT, height * MM_PER_POINT) for width, height in sizes]


def page_text(pdf: bytes, page: int = 0) -> str:
    """Return the text of one page as a reader or a search would see it."""
    with _opened(pdf) as document:
        return str(document[page].get_textpage().get_text_range()).replace("\r\n", "\n")


def render_page(pdf: bytes, page: int = 0, *, dpi: float = 0, width_px: int = 0) -> Picture:
    """Paint one page (0-based) at `dpi`, or as wide as `width_px` pixels; exactly one of the two is given.

    The layout of `data` is QImage's Format_RGB32. Raises ValueError if neither or both are given.
    """
    if (dpi > 0) == (width_px > 0):
        raise ValueError("give dpi or width_px")
    with _opened(pdf) as document:
        sheet = document[page]
        scale = dpi / POINTS_PER_INCH if dpi > 0 else width_px / sheet.get_width()
        bitmap = sheet.render(scale=scale, prefer_bgrx=True, maybe_alpha=False)
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


@contextmanager
def _opened(pdf: bytes) -> Iterator["PdfDocument"]:
    from pypdfium2 import PdfDocument

    with _pdfium:
        document = PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
