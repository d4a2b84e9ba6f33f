"""PRODUCT ENTRY: one movement of stock, typed in a moment: how many, when, why."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from pkh_desk.actions.business import Moved, move_stock
from pkh_desk.desk import Desk
from pkh_desk.domain.business import read_count, signed
from pkh_desk.domain.dates import read_date, say_date, say_day
from pkh_desk.domain.vocabulary import MOVEMENT
from pkh_desk.errors import InvalidInput, UserError
from pkh_desk.gui.drafting import Drafting
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.views.products import ProductRow

NAMES = {"quantity": "Jumlah", "on": "Tanggal", "note": "Catatan"}
HINTS = {"masuk": "misalnya Produksi", "keluar": "misalnya Terjual di warung", "rusak": "misalnya Pecah"}


class ProductEntry(QFrame):
    """Opens for a kind of movement. `saved(words)` after it was recorded, `left` when it was put away."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.kind = ""
        self._product: ProductRow | None = None
        self._drafts = Drafting(shell.jobs, desk, "stok", self)
        theme = shell.theme
        self.entries = {key: QLineEdit() for key in NAMES}
        self.rows = {
            key: FormRow(theme, words, self.entries[key], optional=key == "note")
            for key, words in NAMES.items()
        }
        self.save = Button(theme, "Simpan", "primary", on_click=self._save)
        self.cancel = Button(theme, "Batal", "ghost", on_click=self.give_up)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 4, 0, 4)
        stack.setSpacing(8)
        for part in self.rows.values():
            stack.addWidget(part)
        stack.addLayout(row(None, self.cancel, self.save))
        for key, entry in self.entries.items():
            entry.textEdited.connect(lambda _text, key=key: self._typed(key))
            entry.returnPressed.connect(self._save)
            entry.installEventFilter(self)
        self.rows["on"].fix_clicked.connect(self._take_proposal)
        self.hide()

    def show_product(self, product: ProductRow) -> None:
        """Follow another product; what was left in its entry comes back."""
        if self._product is not None and self._product.id == product.id:
            self._product = product
            return
        self._drafts.flush()
        self._product = product
        draft = self._drafts.find(product.id)
        self.kind = ""
        if draft.get("kind") in MOVEMENT:
            self.open(draft["kind"], draft)
        else:
            self.hide()
            self.left.emit()

    def open(self, kind: str, texts: Mapping[str, str] | None = None) -> None:
        """Open for a kind of movement; from one kind to another what was typed stays."""
        if texts is not None or not self.kind:
            given = texts or {}
            for key, entry in self.entries.items():
                entry.setText(given.get(key, "hari ini" if key == "on" else ""))
                self.rows[key].show_line(None)
        self.kind = kind
        unit = self._product.unit if self._product else ""
        self.entries["quantity"].setPlaceholderText(unit)
        self.entries["quantity"].setAccessibleName(f"Jumlah {MOVEMENT[kind].lower()}, {unit}")
        self.entries["note"].setPlaceholderText(HINTS[kind])
        self.save.set_text(f"Simpan {MOVEMENT[kind].lower()}")
        self.show()
        if self.entries["quantity"].text():
            self._judge("quantity")

    def give_up(self) -> None:
        """Put the entry away, and its draft with it: somebody pressed Batal."""
        if self._product is not None:
            self._drafts.drop(self._product.id)
        self.kind = ""
        self.hide()
        self.left.emit()

    def leave_draft(self) -> Callable[[], object] | None:
        """Return what keeps the draft as the page ends."""
        return self._drafts.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge the field that is left."""
        if event.type() == QEvent.Type.FocusOut:
            key = next((key for key, entry in self.entries.items() if entry is watched), "")
            if key and self.kind:
                self._judge(key)
        return False

    def _typed(self, key: str) -> None:
        if key == "quantity":
            self._judge(key)
        elif self.rows[key].has_error():
            self.rows[key].show_line(None)
        if self._product is not None:
            texts = {name: entry.text() for name, entry in self.entries.items()}
            self._drafts.keep(self._product.id, texts | {"kind": self.kind})

    def _judge(self, key: str) -> None:
        if key == "quantity":
            self.rows[key].show_line(self._judge_quantity())
        elif key == "on":
            self.rows[key].show_line(self._judge_day())

    def _judge_quantity(self) -> Line | None:
        count, product = read_count(self.entries["quantity"].text()), self._product
        if count.problem:
            return Line("error", count.problem)
        if product is None or count.value is None:
            return None
        left = product.stock + signed(self.kind, count.value)
        if left >= 0:
            return Line("hint", f"Stok menjadi {left} {product.unit}.")
        return Line("warning", f"Stok tinggal {product.stock}. Akan tercatat kurang {-left}.")

    def _judge_day(self) -> Line | None:
        reading = read_date(self.entries["on"].text(), self._desk.today(), past=True)
        if reading.problem:
            return Line("error", reading.problem, _fix(reading.proposal))
        if reading.value is not None and reading.value > self._desk.today():
            return Line("error", "Tanggal stok belum terjadi.", _fix(self._desk.today()))
        return Line("readback", say_day(reading.value or self._desk.today()))

    def _take_proposal(self) -> None:
        today = self._desk.today()
        self.entries["on"].setText(say_date(read_date(self.entries["on"].text(), today).proposal or today))
        self._typed("on")
        self._judge("on")

    def _save(self) -> None:
        product = self._product
        if product is None or not self.kind:
            return
        for key in self.rows:
            self._judge(key)
        quantity = read_count(self.entries["quantity"].text()).value
        if not quantity and not self.rows["quantity"].has_error():
            self.rows["quantity"].show_line(Line("error", "Jumlah belum diisi."))
        wrong = next((key for key, part in self.rows.items() if part.has_error()), "")
        if wrong or quantity is None:
            self.entries[wrong].setFocus()
            return
        desk, kind, note = self._desk, self.kind, self.entries["note"].text().strip()
        on = read_date(self.entries["on"].text(), desk.today(), past=True).value
        self.save.setEnabled(False)
        self._shell.jobs.write(
            lambda: move_stock(desk, product.id, kind, quantity, on, note),
            then=lambda moved: self._saved(product, kind, quantity, moved),
            failed=self._refused,
            owner=self,
        )

    def _saved(self, product: ProductRow, kind: str, quantity: int, moved: Moved) -> None:
        self.save.setEnabled(True)
        self._drafts.drop(product.id)
        words = f"{product.name}: {MOVEMENT[kind].lower()} {quantity}, stok {moved.stock} {product.unit}."
        if self._product is not None and self._product.id == product.id:
            self.kind = ""
            self.hide()
            self.left.emit()
        self.saved.emit(words)

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        problems = error.problems if isinstance(error, InvalidInput) else []
        for problem in problems:
            if problem.field in self.rows:
                self.rows[problem.field].show_problem(problem)
        if not problems:
            self.rows["quantity"].show_line(Line("error", str(error)))


def _fix(day: date | None) -> str:
    return f"Pakai {say_date(day)}" if day else ""
