"""DECISION FOOT: below a question what can be done with it: save, put off, or send it back with a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import show_if

NO_REASON = "Pilih alasan"


class DecisionFoot(QFrame):
    """`saved`, `later`, and `sent_back(reason)` with the reason chosen, "" if none was.

    Sending back is asked for in place of the other buttons; nothing is sent before a second press.
    """

    saved = Signal()
    later = Signal()
    sent_back = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setProperty("rule", "above")
        self.setAccessibleName("Tindakan")
        self.back = Button(theme, "Kembalikan…", icon="arrow_undo", on_click=self.ask_back)
        self.wait = Button(theme, "Tunda", "ghost", on_click=self.later.emit)
        self.save = Button(theme, "Simpan", "primary", icon="checkmark", on_click=self.saved.emit)
        self.reason = Combo(theme, "Alasan dikembalikan", [("", NO_REASON)]).make_narrow(24)
        self.send = Button(
            theme, "Kembalikan", "primary", icon="arrow_undo", on_click=lambda: self._send_back()
        )
        self._stop = Button(theme, "Batal", "ghost", on_click=self.close_back)
        self._deciding, self._returning = QWidget(), QWidget()
        self._deciding.setLayout(
            row(self.back, self.wait, None, label("Ctrl Enter", "caption", "text3"), self.save)
        )
        self._returning.setLayout(row(label("Alasan", "label"), self.reason, None, self._stop, self.send))
        line = QVBoxLayout(self)
        line.setContentsMargins(24, 10, 20, 10)
        line.addWidget(self._deciding)
        line.addWidget(self._returning)
        self._returning.hide()

    @property
    def returning(self) -> bool:
        """Whether a reason is being asked for."""
        return not self._returning.isHidden()

    def show_reasons(self, reasons: Sequence[str]) -> None:
        """Offer these reasons."""
        self.reason.set_options([("", NO_REASON), *((each, each) for each in reasons)], self.reason.value())

    def offer(self, can_return: bool, last: bool) -> None:
        """Offer what can be done with another question; `last`: none follows."""
        show_if(self.back, can_return)
        self.save.set_text("Simpan" if last else "Simpan, lanjut")
        if not can_return:
            self.close_back()

    def ask_back(self) -> None:
        """Ask why."""
        self._deciding.hide()
        self._returning.show()
        self.reason.setFocus()

    def close_back(self) -> bool:
        """Ask no more; tell whether it was asked."""
        if not self.returning:
            return False
        had = self._returning.isAncestorOf(self.focusWidget() or self)
        self._returning.hide()
        self._deciding.show()
        self.reason.set_value("")
        self.send.setEnabled(True)
        if had:
            self.back.setFocus()
        return True

    def _send_back(self) -> None:
        self.sent_back.emit(self.reason.value())
