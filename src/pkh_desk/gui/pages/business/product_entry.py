"""PRODUCT ENTRY: one movement of stock, typed in a moment: how many, when, why."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from pkh_desk.actions.business.product import Moved, move_stock
from pkh_desk.desk import Desk
from pkh_desk.domain.business import read_count, signed
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.vocabulary import MOVEMENT
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.drafting import Drafting
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.views.business.products import ProductRow

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
        self.day = DateRow(theme, "Tanggal", desk.today(), past=True, check=self._check_day)
        quantity, note = QLineEdit(), QLineEdit()
        self.entries: dict[str, QLineEdit] = {"quantity": quantity, "on": self.day.field, "note": note}
        self.rows: dict[str, FormRow] = {
            "quantity": FormRow(theme, "Jumlah", quantity),
            "on": self.day,
            "note": FormRow(theme, "Catatan", note, optional=True),
        }
        self.save = Button(theme, "Simpan", "primary", on_click=self._save)
        self.cancel = Button(theme, "Batal", "ghost", on_click=self.give_up)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 4, 0, 4)
        stack.setSpacing(8)
        for part in self.rows.values():
            stack.addWidget(part)
        stack.addLayout(row(None, self.cancel, self.save))
        for entry in self.entries.values():
            entry.returnPressed.connect(self._save)
        for entry in (quantity, note):
            entry.textEdited.connect(lambda _text: self._typed())
        self.day.changed.connect(self._typed)
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
            for key in ("quantity", "note"):
                self.entries[key].setText(given.get(key, ""))
            self.day.set_text(given.get("on") or "hari ini")
        self.kind = kind
        unit = self._product.unit if self._product else ""
        self.entries["quantity"].setPlaceholderText(unit)
        self.entries["quantity"].setAccessibleName(f"Jumlah {MOVEMENT[kind].lower()}, {unit}")
        self.entries["note"].setPlaceholderText(HINTS[kind])
        self.save.set_text(f"Simpan {MOVEMENT[kind].lower()}")
        self.rows["quantity"].show_line(self._judge_quantity())
        self.show()

    def give_up(self) -> None:
        """Put the entry away, and its draft with it: somebody pressed Batal."""
        if self._product is not None:
            self._drafts.drop(self._product.id)
        self._close()

    def leave_draft(self) -> Callable[[], object] | None:
        """Return what keeps the draft as the page ends."""
        return self._drafts.leave()

    def _typed(self) -> None:
        self.rows["quantity"].show_line(self._judge_quantity())
        if self._product is not None:
            texts = {"quantity": self.entries["quantity"].text(), "note": self.entries["note"].text()}
            self._drafts.keep(self._product.id, {**texts, "on": self.day.text(), "kind": self.kind})

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

    def _check_day(self, day: date) -> Problem | None:
        today = self._desk.today()
        return Problem("on", "Tanggal stok belum terjadi.", say_date(today)) if day > today else None

    def _save(self) -> None:
        product = self._product
        if product is None or not self.kind:
            return
        self.rows["quantity"].show_line(self._judge_quantity())
        self.day.judge()
        quantity = read_count(self.entries["quantity"].text()).value
        if not quantity and not self.rows["quantity"].has_error():
            self.rows["quantity"].show_line(Line("error", "Jumlah belum diisi."))
        wrong = next((key for key, part in self.rows.items() if part.has_error()), "")
        if wrong or quantity is None:
            self.entries[wrong].setFocus()
            return
        desk, kind, note = self._desk, self.kind, self.entries["note"].text().strip()
        on = self.day.value()
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
            self._close()
        self.saved.emit(words)

    def _close(self) -> None:
        # Told before it goes: what is hidden hands its focus to whatever stands beside it.
        self.kind = ""
        self.left.emit()
        self.hide()

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        problems = error.problems if isinstance(error, InvalidInput) else []
        for problem in problems:
            if problem.field in self.rows:
                self.rows[problem.field].show_problem(problem)
        if not problems:
            self.rows["quantity"].show_line(Line("error", str(error)))
