"""WORDING FORM: the parts of a letter's wording, one under the other as they stand on the page."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.wording import PARTS, insertable, signer_roles
from pkh_desk.errors import Problem
from pkh_desk.gui.forms.wording_rows import PointRows, SignerRows, occasions
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.entry_rows import EntryRows
from pkh_desk.gui.widgets.form_foot import Fault
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_list import RowList
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.ticks import CheckBox

PASSAGES = ("opening", "statement", "closing", "basis")
LINES = ("title", "addressee")
PAIRS = ("reference", "identity")
SHORT = ("place_date", "footer")
SWITCHES = {
    "letterhead": "Pakai kop surat",
    "show_logo": "Logo pada kop",
    "numbered": "Baris nomor di bawah judul",
}
ORDER = (
    "title", "reference", "addressee", "opening", "identity", "statement", "points", "closing", "basis",
    "place_date", "signers", "footer",
)  # fmt: skip
FORCED = ("opening", "statement", "closing", "basis", "points", "signers", "title", "place_date", "footer")
"""Parts that are asked for even where the wording has none; the others belong to some kinds only."""
SIZES = [(str(size), f"{size} titik") for size in range(9, 15)]
SHOW_LOGO = {"show_logo": True, "numbered": True, "letterhead": False}
INSERT = "Sisipkan isian…"
TALL, LOW = 84, 78


class WordingForm(QWidget):
    """`changed` at every change by hand; `focused(parts)` names the part that is being written.

    `pick_logo` asks for a picture, which comes back by `set_logo`.
    """

    changed = Signal()
    focused = Signal(object)
    pick_logo = Signal()

    def __init__(self, theme: Theme, reasons: Mapping[str, str], data: Mapping[str, Any]) -> None:
        super().__init__()
        self._theme, self._base = theme, copy.deepcopy(dict(data))
        self._last: QLineEdit | QPlainTextEdit | None = None
        self.points, self.signers = PointRows(theme, occasions(reasons)), SignerRows(theme, signer_roles())
        self.switches = {part: CheckBox(theme, words) for part, words in SWITCHES.items()}
        self.logo = Button(theme, "Pilih logo…", icon="add", on_click=self.pick_logo.emit).make_slim()
        self.no_logo = Button(theme, "Hapus logo", "link", on_click=lambda: self.set_logo("")).make_slim()
        self.type_size = Combo(theme, PARTS["size"], SIZES)
        names = [(name, f"{{{name}}}  {words}") for name, words in insertable(data)]
        self.insert = Combo(theme, INSERT, [("", INSERT), *names]).make_narrow()
        self.rows: dict[str, FormRow] = {}
        for part in ORDER:
            if part in FORCED or data.get(part):
                self.rows[part] = FormRow(theme, PARTS[part], self._entry(part))
        self._lay_out()
        self._connect()
        self.show_data(data)

    def data(self) -> dict[str, Any]:
        """Return the wording as it stands in the form; what is not edited stays as it was."""
        found = copy.deepcopy(self._base)
        for part, each in self.rows.items():
            _put(found, part, self._value(part, each.entry))
        for part, box in self.switches.items():
            if part in found or box.isChecked() != SHOW_LOGO[part]:
                found[part] = box.isChecked()
        if "size" in found or self.type_size.value() != "12":
            found["size"] = int(self.type_size.value())
        return found

    def show_data(self, data: Mapping[str, Any]) -> None:
        """Show a wording of the same kind."""
        self._base = copy.deepcopy(dict(data))
        for part, each in self.rows.items():
            self._show(part, each.entry, data.get(part))
        for part, box in self.switches.items():
            box.setChecked(bool(data.get(part, SHOW_LOGO[part])))
        self.type_size.set_value(str(int(data.get("size", 12))))
        self._say_logo()
        self.show_problems(())

    def set_logo(self, logo: str) -> None:
        """Use another picture, or none."""
        self._base["logo"] = logo
        self._say_logo()
        self.changed.emit()

    def show_problems(self, problems: Sequence[Problem]) -> list[Fault]:
        """Say at each part what is wrong with it; return where to go for each."""
        wrong: dict[str, Problem] = {}
        at_points: dict[int, Problem] = {}
        for problem in problems:
            part, _, at = problem.field.partition(".")
            wrong.setdefault(part, problem)
            if part == "points" and at.isdecimal():
                at_points[int(at)] = problem
        self.points.show_problems(at_points)
        faults = []
        for part, each in self.rows.items():
            found = wrong.get(part)
            told = "" if part == "points" and at_points else found.text if found else ""
            if told != (each.line.text if each.has_error() else ""):
                each.show_line(Line("error", told) if told else None)
            if found:
                faults.append(Fault(each.name, self._target(part, each)))
        return faults

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember the field that was written in last, and tell which part it is of."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit | QPlainTextEdit):
            self._last = watched
            self.focused.emit(frozenset(self._part_of(watched)))
        return False

    def _part_of(self, entry: QWidget) -> list[str]:
        for at, each in enumerate(self.points.rows):
            if each.text is entry:
                return [f"points.{at}"]
        return [part for part, each in self.rows.items() if each.isAncestorOf(entry)]

    def _target(self, part: str, each: FormRow) -> QWidget:
        marked = [point.text for point in self.points.rows if point.text.property("state") == "error"]
        return marked[0] if part == "points" and marked else each.entry

    def _entry(self, part: str) -> QWidget:
        if part == "points":
            return self.points
        if part == "signers":
            return self.signers
        if part in PAIRS:
            return EntryRows(self._theme, PARTS[part], [("label", "Nama baris"), ("text", "Isi")])
        if part in SHORT:
            return QLineEdit()
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        text.setFixedHeight(self._theme.px(LOW if part in LINES else TALL))
        return text

    def _value(self, part: str, entry: QWidget) -> Any:
        if isinstance(entry, RowList):
            return entry.values()
        if isinstance(entry, QLineEdit):
            return entry.text().strip()
        assert isinstance(entry, QPlainTextEdit)
        lines = [line.strip() for line in entry.toPlainText().splitlines()]
        if part in LINES:
            return [line for line in lines if line]
        text, before = " ".join(lines).strip(), self._base.get(part)
        return {**before, "text": text} if isinstance(before, dict) and text else text or None

    def _show(self, part: str, entry: QWidget, value: Any) -> None:
        entry.blockSignals(True)
        if isinstance(entry, RowList):
            entry.show_values(value or ())
        elif isinstance(entry, QLineEdit):
            entry.setText(str(value or ""))
        elif isinstance(entry, QPlainTextEdit):
            text = value["text"] if isinstance(value, dict) else value
            entry.setPlainText("\n".join(text or ()) if part in LINES else str(text or ""))
        entry.blockSignals(False)
        self._watch(entry)

    def _watch(self, entry: QWidget) -> None:
        """Follow the focus in every field of a part; rows are made anew as they are shown."""
        for field in (entry, *entry.findChildren(QWidget)):
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.removeEventFilter(self)
                field.installEventFilter(self)

    def _say_logo(self) -> None:
        has = bool(self._base.get("logo"))
        self.logo.set_text("Ganti logo…" if has else "Pilih logo…")
        show_if(self.no_logo, has)

    def _insert(self) -> None:
        name = self.insert.value()
        self.insert.set_value("")
        if not name or self._last is None:
            return
        if isinstance(self._last, QPlainTextEdit):
            self._last.insertPlainText(f"{{{name}}}")
        else:
            self._last.insert(f"{{{name}}}")
            self._last.textEdited.emit(self._last.text())
        self._last.setFocus()

    def _touched(self) -> None:
        for rows in (self.points, self.signers):
            self._watch(rows)
        self.changed.emit()

    def _connect(self) -> None:
        self.insert.activated.connect(lambda _index: self._insert())
        self.type_size.activated.connect(lambda _index: self.changed.emit())
        for box in self.switches.values():
            box.clicked.connect(lambda _on: self.changed.emit())
        for each in self.rows.values():
            entry = each.entry
            if isinstance(entry, RowList):
                entry.changed.connect(self._touched)
            elif isinstance(entry, QLineEdit):
                entry.textEdited.connect(lambda _text: self.changed.emit())
            elif isinstance(entry, QPlainTextEdit):
                entry.textChanged.connect(self.changed)

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addWidget(self.insert)
        stack.addWidget(label(PARTS["letterhead"], "card"))
        for box in self.switches.values():
            stack.addWidget(box)
        stack.addLayout(row(self.logo, self.no_logo, None))
        stack.addLayout(row(label(PARTS["size"], "label"), self.type_size, None))
        for each in self.rows.values():
            stack.addWidget(each)


def _put(data: dict[str, Any], part: str, value: Any) -> None:
    """Write a part, unless it is as empty as it was."""
    if value or data.get(part):
        data[part] = value
