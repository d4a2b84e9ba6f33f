"""The two faces of the paper font, loaded once, with cached widths.

A ReportLab TTFont keeps a reading position while it makes a subset, so two papers must not be made at once:
`drawing` is held by whoever uses the faces. ReportLab itself is imported with the first paper: a window that
makes none does not carry it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import RLock

from pkh_desk.settings import resource

drawing = RLock()
WORDS_KEPT = 20_000


@dataclass(frozen=True, eq=False)
class Face:
    """One face of the paper font. Widths are in thousandths of the font size."""

    name: str
    glyphs: frozenset[str]
    width: Callable[[str], float]


@dataclass(frozen=True)
class Faces:
    """The faces a paper is set in."""

    regular: Face
    bold: Face

    def missing(self, text: str) -> str:
        """Return the characters of `text` that one of the faces cannot print, sorted, once each."""
        return "".join(sorted(set(text) - self._common))

    @cached_property
    def _common(self) -> frozenset[str]:
        return self.regular.glyphs & self.bold.glyphs


@lru_cache(maxsize=1)
def paper_faces() -> Faces:
    """Load and register Liberation Serif from `resources/fonts`; later calls return the same faces."""
    with drawing:
        return Faces(_load("LiberationSerif-Regular"), _load("LiberationSerif-Bold"))


def _load(name: str) -> Face:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    widths: dict[int, float] = font.face.charWidths
    default: float = font.face.defaultWidth

    @lru_cache(maxsize=WORDS_KEPT)
    def width(text: str) -> float:
        return sum(widths.get(ord(char), default) for char in text)

    return Face(name, frozenset(map(chr, widths)), width)
