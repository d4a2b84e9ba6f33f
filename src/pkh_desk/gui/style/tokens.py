"""COLOURS: the three token sets of the design (light, dark, high contrast) and the arithmetic of contrast."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """Every colour of the screen by its use, as `#RRGGBB`. Source: design, section 2."""

    name: str
    bg: str
    nav: str
    surface: str
    surface2: str
    sunken: str
    line: str
    line2: str
    control: str
    text: str
    text2: str
    text3: str
    disabled: str
    primary: str
    primary_hover: str
    primary_press: str
    on_primary: str
    primary_soft: str
    on_primary_soft: str
    selection: str
    amber: str
    amber_soft: str
    amber_fill: str
    red: str
    red_soft: str
    red_fill: str
    green: str
    green_soft: str
    green_fill: str
    blue: str
    blue_soft: str
    blue_fill: str
    chart1: str
    chart2: str
    chart3: str
    canvas: str
    paper: str
    toast: str
    toast_text: str
    toast_text2: str
    toast_action: str
    dark: bool = False
    high: bool = False

    def color(self, use: str) -> str:
        """Return the colour of a use by its name, e.g. `color("amber_soft")`."""
        value = getattr(self, use)
        assert isinstance(value, str)
        return value

    def selected(self) -> "Tokens":
        """Return the tokens to draw with on a selected row: in high contrast a selection is inverted."""
        if not self.high:
            return self
        black = "#000000"
        return self._replace(
            text=black,
            text2=black,
            text3=black,
            primary=black,
            amber=black,
            red=black,
            green=black,
            blue=black,
            line=black,
            line2="#5A5A5A",
            on_primary_soft=black,
            green_fill=black,
            amber_fill=black,
            red_fill=black,
            blue_fill=black,
        )


LIGHT = Tokens(
    name="terang",
    bg="#F4F6F4",
    nav="#E9EEEB",
    surface="#FFFFFF",
    surface2="#F8FAF8",
    sunken="#EEF2EF",
    line="#DEE4E0",
    line2="#C6CFCA",
    control="#84918B",
    text="#17211E",
    text2="#45524D",
    text3="#5C6963",
    disabled="#9AA5A0",
    primary="#0B6B60",
    primary_hover="#095A51",
    primary_press="#07483F",
    on_primary="#FFFFFF",
    primary_soft="#E0F0EC",
    on_primary_soft="#0A5248",
    selection="#E3F1ED",
    amber="#8A5200",
    amber_soft="#FCF1DC",
    amber_fill="#BD7A10",
    red="#A8261C",
    red_soft="#FBE9E7",
    red_fill="#CC3D31",
    green="#1A683A",
    green_soft="#E3F3E8",
    green_fill="#2E9156",
    blue="#1F5A96",
    blue_soft="#E6EFF8",
    blue_fill="#3B7FC4",
    chart1="#0B6B60",
    chart2="#4F9D91",
    chart3="#C9DFDA",
    canvas="#DDE3DF",
    paper="#FFFFFF",
    toast="#17211E",
    toast_text="#FFFFFF",
    toast_text2="#B8C3BF",
    toast_action="#8FE0D2",
)

DARK = Tokens(
    name="gelap",
    bg="#111715",
    nav="#0C110F",
    surface="#19211E",
    surface2="#1E2724",
    sunken="#242E2A",
    line="#2C3733",
    line2="#3D4A45",
    control="#75857E",
    text="#E7EEEB",
    text2="#B7C4BF",
    text3="#97A69F",
    disabled="#5E6B65",
    primary="#5CC4B3",
    primary_hover="#76D2C3",
    primary_press="#48AE9E",
    on_primary="#05211C",
    primary_soft="#173830",
    on_primary_soft="#93DFD1",
    selection="#1A362F",
    amber="#F2BE66",
    amber_soft="#382A12",
    amber_fill="#E0981B",
    red="#F49B91",
    red_soft="#42201D",
    red_fill="#E0655A",
    green="#84D39E",
    green_soft="#17351F",
    green_fill="#4CAF74",
    blue="#93C0F2",
    blue_soft="#18304A",
    blue_fill="#5E9BDC",
    chart1="#5CC4B3",
    chart2="#3B7F74",
    chart3="#24443D",
    canvas="#0C110F",
    paper="#FFFFFF",
    toast="#E7EEEB",
    toast_text="#19211E",
    toast_text2="#44504C",
    toast_action="#0B6B60",
    dark=True,
)

HIGH_CONTRAST = Tokens(
    name="kontras",
    bg="#000000",
    nav="#000000",
    surface="#000000",
    surface2="#000000",
    sunken="#000000",
    line="#FFFFFF",
    line2="#FFFFFF",
    control="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#FFFFFF",
    disabled="#A6A6A6",
    primary="#FFE000",
    primary_hover="#FFFFFF",
    primary_press="#FFFFFF",
    on_primary="#000000",
    primary_soft="#000000",
    on_primary_soft="#FFE000",
    selection="#FFFFFF",
    amber="#FFC24D",
    amber_soft="#000000",
    amber_fill="#FFC24D",
    red="#FF9A94",
    red_soft="#000000",
    red_fill="#FF9A94",
    green="#7CFF9B",
    green_soft="#000000",
    green_fill="#7CFF9B",
    blue="#8CC8FF",
    blue_soft="#000000",
    blue_fill="#8CC8FF",
    chart1="#FFE000",
    chart2="#FFFFFF",
    chart3="#8C8C8C",
    canvas="#000000",
    paper="#FFFFFF",
    toast="#FFFFFF",
    toast_text="#000000",
    toast_text2="#000000",
    toast_action="#000000",
    dark=True,
    high=True,
)

# Text needs 4.5, graphics and the borders of inputs 3.0 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT_PAIRS = (
    *(("text", on) for on in ("surface", "surface2", "sunken", "bg", "nav")),
    *(("text2", on) for on in ("surface", "surface2", "sunken", "bg", "nav")),
    *(("text3", on) for on in ("surface", "surface2", "sunken", "bg", "nav")),
    *(("primary", on) for on in ("surface", "bg")),
    *(("on_primary", on) for on in ("primary", "primary_hover", "primary_press")),
    ("on_primary_soft", "primary_soft"),
    ("on_primary_soft", "surface"),
    *((hue, on) for hue in ("amber", "red", "green", "blue") for on in ("surface", f"{hue}_soft", "bg")),
    *((ink, f"{hue}_soft") for ink in ("text", "text2", "text3") for hue in ("primary", "amber", "red")),
    ("toast_text", "toast"),
    ("toast_text2", "toast"),
    ("toast_action", "toast"),
)
SELECTED_TEXT_PAIRS = tuple(
    (ink, "selection")
    for ink in ("text", "text2", "text3", "primary", "on_primary_soft", "amber", "red", "green", "blue")
)
GRAPHIC_PAIRS = (
    ("control", "surface"),
    ("control", "bg"),
    *((f"{hue}_fill", "surface") for hue in ("amber", "red", "green", "blue")),
    ("chart1", "surface"),
    ("chart2", "surface"),
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1.0 to 21.0 (WCAG relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
