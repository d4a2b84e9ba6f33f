"""LOOK: one set of tokens at one text size; what every style sheet, font and delegate is built from."""

from typing import NamedTuple

from pkh_desk.gui.style.tokens import LIGHT, Tokens

SMALLEST, LARGEST, STEP = 90, 150, 10


class Look(NamedTuple):
    """The tokens in force and the text size in percent (90 to 150). Gaps stay, text and targets grow."""

    tokens: Tokens = LIGHT
    percent: int = 100

    def px(self, size: float) -> int:
        """Return a size of the design (logical px at 100 %) at this text size."""
        return round(size * self.percent / 100)


def fit_percent(percent: int) -> int:
    """Return the nearest allowed text size."""
    return max(SMALLEST, min(LARGEST, percent))
