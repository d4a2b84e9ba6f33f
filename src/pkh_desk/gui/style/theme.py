"""THEME: what the program looks like now; one object, handed to every widget that paints or has an icon."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from pkh_desk.gui.style.fonts import load_fonts, ui_font
from pkh_desk.gui.style.icons import IconCache
from pkh_desk.gui.style.look import STEP, Look, fit_percent
from pkh_desk.gui.style.qss import style_sheet
from pkh_desk.gui.style.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens

TERANG, GELAP, SISTEM = "terang", "gelap", "sistem"
# Asked for on Qt's command line: `app.setStyle` would load QStyle and its enums before the first paint.
QT_ARGUMENTS = ["pkh-desk", "-style", "Fusion"]
CHOICES = {TERANG: "Terang", GELAP: "Gelap", SISTEM: "Ikut sistem"}
# Filled, an empty circle would say the opposite.
HOLLOW = frozenset({"circle"})


class Theme(QObject):
    """Tokens, fonts and icons in force. `changed` fires after palette and style sheet were replaced."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = SISTEM, percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._icons = IconCache()
        self._choice = choice
        self._percent = fit_percent(percent)
        self._system = LIGHT
        if choice == SISTEM and _looks_dark(app.palette()):
            self._system = DARK
        load_fonts()
        self.look = Look()
        self.apply()

    def watch_system(self) -> None:
        """Follow the system's wishes from now on: dark or light, high contrast.

        Called once the first window is painted: asking costs the 15 ms of Qt's namespace (flags.py).
        """
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QGuiApplication

        # Both kept: the chained call ends in "Internal C++ object already deleted".
        self._hints = QGuiApplication.styleHints()
        self._wishes = self._hints.accessibility()

        def ask() -> None:
            high = self._wishes.contrastPreference() == Qt.ContrastPreference.HighContrast
            dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
            self.obey(HIGH_CONTRAST if high else DARK if dark else LIGHT)

        self._hints.colorSchemeChanged.connect(ask)
        self._wishes.contrastPreferenceChanged.connect(ask)
        ask()

    def obey(self, system: Tokens) -> None:
        """Take what the system wishes: dark, light, or high contrast (above a person's choice)."""
        if system is not self._system:
            self._system = system
            self.apply()

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self.look.tokens

    @property
    def choice(self) -> str:
        """`terang`, `gelap` or `sistem`, as the person chose."""
        return self._choice

    @property
    def percent(self) -> int:
        """The text size in percent."""
        return self._percent

    def wear(self, choice: str, percent: int) -> None:
        """Take a choice and a text size at once."""
        if (choice, percent) != (self._choice, self._percent):
            self._choice, self._percent = choice, fit_percent(percent)
            self.apply()

    def choose(self, choice: str) -> None:
        """Follow another choice of CHOICES."""
        self._choice = choice
        self.apply()

    def resize(self, percent: int) -> None:
        """Set the text size, kept within 90 to 150 %."""
        self._percent = fit_percent(percent)
        self.apply()

    def bigger(self) -> None:
        """One step larger."""
        self.resize(self._percent + STEP)

    def smaller(self) -> None:
        """One step smaller."""
        self.resize(self._percent - STEP)

    def apply(self) -> None:
        """Rebuild palette and style sheet from the choice, the system's wishes and the text size."""
        look = Look(self._wanted_tokens(), self._percent)
        self.look = look
        self._app.setFont(ui_font(look.px(13)))
        self._app.setPalette(palette(look.tokens))
        self._app.setStyleSheet(style_sheet(look))
        self.changed.emit()

    def px(self, size: float) -> int:
        """Return a size of the design at the present text size."""
        return self.look.px(size)

    def font(self, size: int = 13, weight: int = 400) -> QFont:
        """Return the interface font in a size of the design. Callers must not change it."""
        return ui_font(self.look.px(size), weight)

    def color(self, use: str) -> QColor:
        """Return the colour of a token."""
        return QColor(self.look.tokens.color(use))

    @property
    def ratio(self) -> float:
        """How many pixels of the screen a logical one has."""
        return self._app.devicePixelRatio()

    def pixmap(self, name: str, use: str = "text2", size: int = 20, *, filled: bool = False) -> QPixmap:
        """Return an icon in the colour of a token, at the text size, filled always in high contrast."""
        return self.pixmap_in(name, self.look.tokens.color(use), size, filled=filled)

    def pixmap_in(self, name: str, color: str, size: int = 20, *, filled: bool = False) -> QPixmap:
        """Return an icon in any colour (`#RRGGBB`); for delegates that draw with `tokens.selected()`."""
        heavy = filled or (self.look.tokens.high and name not in HOLLOW)
        return self._icons.pixmap(name, color, self.look.px(size), filled=heavy, ratio=self.ratio)

    def icon(self, name: str, use: str = "text2", size: int = 20, *, filled: bool = False) -> QIcon:
        """Return an icon for a button; disabled it takes the colour of disabled text."""
        icon = QIcon(self.pixmap(name, use, size, filled=filled))
        icon.addPixmap(self.pixmap(name, "disabled", size, filled=filled), QIcon.Mode.Disabled)
        return icon

    def mark(self, size: int) -> QPixmap:
        """Return the program's mark."""
        return self._icons.mark(self.look.px(size), self.ratio)

    def _wanted_tokens(self) -> Tokens:
        if self._system.high or self._choice == SISTEM:
            return self._system
        return DARK if self._choice == GELAP else LIGHT


def _looks_dark(given: QPalette) -> bool:
    """Tell from the palette that the platform made whether it asks for dark."""
    return given.window().color().lightness() < given.windowText().color().lightness()


def palette(tokens: Tokens) -> QPalette:
    """Return the palette that widgets without a rule of their own take their colours from."""
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.surface2,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.red,
        role.PlaceholderText: tokens.text3,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.Accent: tokens.primary,
        role.Link: tokens.primary,
        role.LinkVisited: tokens.primary,
        role.ToolTipBase: tokens.toast,
        role.ToolTipText: tokens.toast_text,
        role.Light: tokens.surface,
        role.Midlight: tokens.line,
        role.Mid: tokens.line2,
        role.Dark: tokens.control,
        role.Shadow: tokens.text3,
    }
    result = QPalette()
    for where, color in colors.items():
        result.setColor(where, QColor(color))
    for where in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.disabled))
    return result
