"""MONEY ROW: an amount in rupiah, read loosely (2,1 jt), said back in words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from pkh_desk.domain.money import in_words, read_rupiah, say_rupiah
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.form_row import FormRow, Line


class MoneyRow(FormRow):
    """A labelled amount. `changed` at every keystroke."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, *, hint: str = "", optional: bool = False) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText("Rp")
        super().__init__(theme, name, self.field, hint=hint, optional=optional)
        self.field.textEdited.connect(self._on_typed)
        self.field.editingFinished.connect(self.judge)

    def value(self) -> int | None:
        """Return the amount in whole rupiah as far as it can be read."""
        return read_rupiah(self.field.text()).value

    def text(self) -> str:
        """Return what stands there."""
        return self.field.text().strip()

    def set_text(self, text: str) -> None:
        """Show what `text()` returned."""
        self.field.setText(text)
        self.judge()

    def judge(self) -> bool:
        """Write a readable amount out and say what is wrong with it; True if nothing is."""
        amount = read_rupiah(self.field.text())
        if amount.problem:
            self.show_line(Line("error", amount.problem))
            return False
        if amount.value is not None:
            self.field.setText(say_rupiah(amount.value))
        self._say(amount.value)
        return True

    def _say(self, amount: int | None) -> None:
        words = f"{in_words(amount)} rupiah".capitalize() if amount is not None else ""
        self.show_line(Line("readback", words) if words else None)

    def _on_typed(self) -> None:
        self._say(self.value())
        self.changed.emit()
