"""COMBO: a choice from a longer list, with the chevron of the icon set."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed


class Combo(Themed, QComboBox):
    """A drop-down of (code, words); `currentData()` is the code."""

    def __init__(self, theme: Theme, name: str, options: Sequence[tuple[str, str]], value: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        # A page that scrolls under the wheel must not change answers on the way.
        self.setFocusPolicy(self.focusPolicy().StrongFocus)
        self.set_options(options, value)
        self.follow(theme)

    def set_options(self, options: Sequence[tuple[str, str]], value: str = "") -> None:
        """Replace the list; `value` is the code that is chosen then."""
        self.blockSignals(True)
        self.clear()
        for code, words in options:
            self.addItem(words, code)
        self.set_value(value)
        self.blockSignals(False)

    def make_narrow(self, letters: int = 8) -> "Combo":
        """Ask for the width of so many letters instead of that of the longest words."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        return self

    def value(self) -> str:
        """Return the chosen code."""
        return str(self.currentData() or "")

    def set_value(self, code: str) -> None:
        """Choose a code; an unknown one chooses the first."""
        self.setCurrentIndex(max(0, self.findData(code)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box by the style sheet, then the chevron; words that are too long end in an ellipsis."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        side = self.theme.px(16)
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        words = self.currentText() or self.placeholderText()
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, field.width())
        self.setToolTip(words if option.currentText != words else "")
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        chevron = self.theme.pixmap("chevron_down", "text2" if self.isEnabled() else "disabled", 16)
        painter.drawPixmap(self.width() - side - 10, (self.height() - side) // 2, chevron)
