"""Drawing on one page in points from its top left corner, over ReportLab's canvas.

All text of a page goes into one text object; operators are written only when font, colour or spacing change.
"""

import io
from typing import TYPE_CHECKING

from pkh_desk.papers.drawing.fonts import Face, Faces
from pkh_desk.papers.drawing.page import Paper
from pkh_desk.papers.drawing.qr import Modules
from pkh_desk.papers.drawing.text import Line

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

BLACK = 0.0
GREY = 0.38
HAIRLINE = 0.4
PROGRAM = "PKH Desk"


def new_canvas(out: io.BytesIO, paper: Paper, faces: Faces, title: str) -> "Canvas":
    """Return a canvas for this paper that writes equal bytes each time and lists embedded fonts alone."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        out,
        pagesize=(paper.width, paper.height),
        invariant=1,
        pageCompression=0,
        initialFontName=faces.regular.name,  # type: ignore[arg-type]  # the stub takes the name for a size
        lang="id-ID",
    )
    canvas.setTitle(title)
    canvas.setAuthor(PROGRAM)
    canvas.setCreator(PROGRAM)
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


class Pen:
    """Writes one page; call `done` once at its end. `y` of a text is its baseline."""

    def __init__(self, canvas: "Canvas", paper: Paper, faces: Faces) -> None:
        self.faces = faces
        self._canvas = canvas
        self._top = paper.height
        self._text = canvas.beginText()
        self._font: tuple[Face, float] | None = None
        self._spacing = 0.0
        self._shade = BLACK

    def write(self, x: float, y: float, text: str, face: Face, size: float) -> None:
        """Write `text` from `x` rightwards."""
        self._write(x, y, text, face, size, 0.0)

    def write_centred(self, x: float, y: float, text: str, face: Face, size: float) -> None:
        """Write `text` centred on `x`."""
        self._write(x - face.width(text) * size / 2000, y, text, face, size, 0.0)

    def write_before(self, x: float, y: float, text: str, face: Face, size: float) -> None:
        """Write `text` so that it ends at `x`."""
        self._write(x - face.width(text) * size / 1000, y, text, face, size, 0.0)

    def write_justified(self, x: float, y: float, line: Line, face: Face, size: float, width: float) -> None:
        """Write a line so that it fills `width`, unless it ends its paragraph."""
        slack = width - line.width * size / 1000
        spacing = slack / line.gaps if line.gaps and not line.ends else 0.0
        self._write(x, y, line.text, face, size, spacing)

    def shade(self, grey: float) -> None:
        """Set the grey of the texts that follow: 0 is black."""
        if grey != self._shade:
            self._text.setFillGray(grey)
            self._shade = grey

    def rule(
        self, left: float, right: float, y: float, thickness: float = HAIRLINE, grey: float = BLACK
    ) -> None:
        """Draw a horizontal line."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(left, self._top - y, right, self._top - y)

    def upright(self, x: float, top: float, bottom: float) -> None:
        """Draw a vertical hairline."""
        self._canvas.setStrokeGray(BLACK)
        self._canvas.setLineWidth(HAIRLINE)
        self._canvas.line(x, self._top - top, x, self._top - bottom)

    def frame(
        self,
        sides: tuple[float, float, float, float],
        thickness: float,
        colour: tuple[float, float, float],
    ) -> None:
        """Draw a rectangle of (left, top, width, height) in a colour of red, green and blue up to 1."""
        left, top, width, height = sides
        self._canvas.saveState()
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.rect(left, self._top - top - height, width, height)
        self._canvas.restoreState()

    def blank(self, left: float, top: float, width: float, height: float) -> None:
        """Leave a rectangle white, over the lines drawn so far."""
        self._canvas.saveState()
        self._canvas.setFillGray(1)
        self._canvas.rect(left, self._top - top - height, width, height, stroke=0, fill=1)
        self._canvas.restoreState()

    def image(self, picture: "ImageReader", left: float, top: float, side: float) -> None:
        """Draw a picture within a square, in its own proportions and in the middle of it."""
        wide, high = picture.getSize()
        scale = side / max(wide, high)
        width, height = wide * scale, high * scale
        x, y = left + (side - width) / 2, top + (side - height) / 2
        self._canvas.drawImage(picture, x, self._top - y - height, width, height)

    def dotted(self, left: float, right: float, y: float) -> None:
        """Draw a dotted line to write on."""
        self._canvas.saveState()
        self._canvas.setStrokeGray(GREY)
        self._canvas.setLineWidth(0.9)
        self._canvas.setLineCap(1)
        self._canvas.setDash([0, 2.6])
        self._canvas.line(left, self._top - y, right, self._top - y)
        self._canvas.restoreState()

    def dashed_box(self, left: float, top: float, width: float, height: float) -> None:
        """Draw a dashed rectangle with its top left corner at (`left`, `top`)."""
        self._canvas.saveState()
        self._canvas.setStrokeGray(GREY)
        self._canvas.setLineWidth(0.6)
        self._canvas.setDash([2.4, 1.8])
        self._canvas.rect(left, self._top - top - height, width, height)
        self._canvas.restoreState()

    def qr(self, left: float, top: float, side: float, modules: Modules) -> None:
        """Draw a QR symbol, without quiet zone, `side` points wide, as one path of black rectangles."""
        unit = side / modules.size
        path = [
            f"{left + x * unit:.3f} {self._top - top - (y + 1) * unit:.3f} {run * unit:.3f} {unit:.3f} re"
            for x, y, run in modules.runs
        ]
        self._canvas.saveState()
        self._canvas.setFillGray(BLACK)
        self._canvas.addLiteral("n " + " ".join(path) + " f")
        self._canvas.restoreState()

    def done(self) -> None:
        """Put the texts on the page. Spacing ends at zero, for the next page's sake."""
        if self._spacing:
            self._text.setWordSpace(0)
        self._canvas.drawText(self._text)

    def _write(self, x: float, y: float, text: str, face: Face, size: float, spacing: float) -> None:
        if self._font != (face, size):
            self._text.setFont(face.name, size)
            self._font = (face, size)
        if abs(spacing - self._spacing) > 1e-9:
            self._text.setWordSpace(round(spacing, 4))
            self._spacing = spacing
        self._text.setTextOrigin(round(x, 3), round(self._top - y, 3))
        self._text.textOut(text)
