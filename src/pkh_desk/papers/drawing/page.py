"""The papers letters are printed on, their margins, and the millimetre."""

from dataclasses import dataclass

from pkh_desk.errors import InvalidInput, Problem

MM = 72 / 25.4
"""One millimetre in points."""

LEFT_MM = 25.0
RIGHT_MM = 20.0
TOP_MM = 18.0
FOOTER_MM = 35.5
"""Height kept free of the letter's body at the foot: QR of 20 mm, its quiet zone, a rule, and 8 mm that
cheap printers cannot reach."""


@dataclass(frozen=True)
class Paper:
    """One size of paper; `code` is what is stored, `name` what is shown."""

    code: str
    name: str
    width_mm: float
    height_mm: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.width_mm * MM

    @property
    def height(self) -> float:
        """Height in points."""
        return self.height_mm * MM

    def turned(self) -> "Paper":
        """Return the same sheet lying on its long side."""
        return Paper(self.code, self.name, self.height_mm, self.width_mm)

    @property
    def left(self) -> float:
        """Where the body begins, in points from the left edge."""
        return LEFT_MM * MM

    @property
    def right(self) -> float:
        """Where the body ends, in points from the left edge."""
        return (self.width_mm - RIGHT_MM) * MM

    @property
    def body_width(self) -> float:
        """Width between the margins in points."""
        return self.right - self.left

    @property
    def body_height(self) -> float:
        """Height in points from the top margin to the footer."""
        return (self.height_mm - TOP_MM - FOOTER_MM) * MM


A4 = Paper("a4", "A4", 210, 297)
F4 = Paper("f4", "F4", 215, 330)
PAPERS = {paper.code: paper for paper in (A4, F4)}


def paper_of(code: str) -> Paper:
    """Return the paper with this stored code. Raises InvalidInput for any other."""
    try:
        return PAPERS[code]
    except KeyError:
        raise InvalidInput([Problem("paper", f"Kertas {code} tidak dikenal. Pilih f4 atau a4.")]) from None
