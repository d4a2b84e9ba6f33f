"""FONTS: Inter 4 as shipped, with digits of equal width."""

import sys
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from pkh_desk.settings import resource

FAMILIES = ["Inter", "Segoe UI", "Noto Sans"]
WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


def load_fonts() -> None:
    """Make the shipped weights of Inter known to Qt. A missing file falls back to the next family."""
    for weight in ("Regular", "Medium", "SemiBold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"Inter-{weight}.ttf")))


@lru_cache(maxsize=64)
def ui_font(pixels: int, weight: int = 400) -> QFont:
    """Return the interface font: a size in px, a weight of 400, 500 or 600. Callers must not change it."""
    font = QFont(FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(WEIGHTS[weight])
    font.setFeature(QFont.Tag("tnum"), 1)
    if sys.platform.startswith("linux"):
        # Inter is drawn for unhinted rendering; hinting makes its stems uneven at 13 px.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
