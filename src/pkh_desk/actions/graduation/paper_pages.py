"""The pages of a paper that was made: how large each is, and what it looks like."""

from dataclasses import dataclass

from pkh_desk.papers.margin import draw_margin_page
from pkh_desk.papers.render import Picture, page_sizes, render_page


@dataclass(frozen=True)
class PageSize:
    """One page in millimetres."""

    width: float
    height: float

    @property
    def lies(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height


def sizes_of(pdf: bytes) -> list[PageSize]:
    """Return the size of every page of a PDF, to a tenth of a millimetre."""
    return [PageSize(round(width, 1), round(height, 1)) for width, height in page_sizes(pdf)]


def page_picture(pdf: bytes, page: int, width_px: int) -> Picture:
    """Return one page (0-based) as pixels, `width_px` wide."""
    return render_page(pdf, page, width_px=width_px)


def margin_page(paper: str) -> bytes:
    """Return the test page for "f4" or "a4", by which a printer's margins and scale are checked."""
    return draw_margin_page(paper)
