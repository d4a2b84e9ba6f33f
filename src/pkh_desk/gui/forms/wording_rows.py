"""WORDING ROWS: the points of a letter, each with when it is said, and the places where somebody signs."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pkh_desk.errors import Problem
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_row import Line, LineBelow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import set_state
from pkh_desk.gui.widgets.ticks import CheckBox

POINT_HIGH = 58
KEPT = "kept"
KNOWN = {"usaha": "usaha", "pekerjaan": "pekerjaan", "penghasilan": "penghasilan", "modal": "asal modal"}
When = list[dict[str, Any]]


def occasions(reasons: Mapping[str, str]) -> dict[str, tuple[str, When]]:
    """Return when a point may be said, by key: its words and the conditions of a template."""
    found: dict[str, tuple[str, When]] = {"": ("Selalu", [])}
    for field, words in KNOWN.items():
        found[field] = (f"Bila {words} diketahui", [{"field": field}])
        found[f"-{field}"] = (f"Bila {words} tidak diketahui", [{"field": field, "known": False}])
    for code, words in reasons.items():
        found[f"={code}"] = (f"Bila alasannya {words}", [{"field": "alasan", "one_of": [code]}])
    found["sembako"] = ("Bila juga keluar dari Sembako", [{"field": "program", "one_of": ["sembako"]}])
    return found


class PointRow(QWidget):
    """One point: its text, when it is said, and the buttons that move it or take it out."""

    def __init__(
        self, theme: Theme, value: "str | Mapping[str, Any]", choices: Mapping[str, tuple[str, When]]
    ) -> None:
        super().__init__()
        self._choices = dict(choices)
        passage = {"text": value} if isinstance(value, str) else dict(value)
        when = list(passage.get("when", ()))
        chosen = next((key for key, (_, each) in choices.items() if _plain(each) == _plain(when)), KEPT)
        if chosen == KEPT:
            self._choices[KEPT] = ("Bila beberapa hal terpenuhi (tetap)", when)
        self.text = QPlainTextEdit(str(passage.get("text", "")))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(POINT_HIGH))
        self.when = Combo(
            theme, "Kapan dicetak", [(key, words) for key, (words, _) in self._choices.items()], chosen
        ).make_narrow()
        self.number, self.below = label("", "label"), LineBelow(theme)
        self.up, self.down = (Button(theme, words, "link").make_slim() for words in ("Naik", "Turun"))
        self.remove = IconButton(theme, "dismiss", "Hapus butir")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(3)
        stack.addWidget(self.text)
        stack.addWidget(self.below)
        line = row(self.number, self.when, self.up, self.down, self.remove, gap=4)
        line.setStretch(1, 1)
        stack.addLayout(line)
        self.show_problem(None)

    def value(self) -> "str | dict[str, Any]":
        """Return the point as a template holds it."""
        text, when = " ".join(self.text.toPlainText().split()), self._choices[self.when.value()][1]
        return {"text": text, "when": when} if when else text

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong with it."""
        self.below.show_line(Line("error", problem.text) if problem else Line("hint", ""))
        set_state(self.text, "state", "error" if problem else "")


class PointRows(QWidget):
    """The points in order. `changed` at every change, `typed_in(widget, at)` when a point gets the focus."""

    changed = Signal()

    def __init__(self, theme: Theme, choices: Mapping[str, tuple[str, When]]) -> None:
        super().__init__()
        self._theme, self._choices = theme, choices
        self.rows: list[PointRow] = []
        self.add = Button(theme, "Tambah butir", "link", icon="add", on_click=self._add).make_slim()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addLayout(self._lines)
        stack.addLayout(row(self.add, None))
        self.setFocusProxy(self.add)

    def values(self) -> list[Any]:
        """Return the points that say anything."""
        return [each.value() for each in self.rows if each.text.toPlainText().strip()]

    def show_values(self, points: Sequence[Any]) -> None:
        """Show these points instead."""
        for old in list(self.rows):
            self._drop(old)
        for point in points:
            self._append(point)
        self._count()

    def show_problems(self, problems: Mapping[int, Problem]) -> None:
        """Say at each point what is wrong with it; places as of `values()`."""
        said = [each for each in self.rows if each.text.toPlainText().strip()]
        for at, each in enumerate(said):
            each.show_problem(problems.get(at))

    def _append(self, point: Any) -> PointRow:
        made = PointRow(self._theme, point, self._choices)
        made.text.textChanged.connect(self.changed)
        made.when.activated.connect(lambda _index: self.changed.emit())
        made.up.clicked.connect(lambda: self._move(made, -1))
        made.down.clicked.connect(lambda: self._move(made, 1))
        made.remove.clicked.connect(lambda: self._take_out(made))
        self.rows.append(made)
        self._lines.addWidget(made)
        return made

    def _add(self) -> None:
        made = self._append("")
        self._count()
        self.changed.emit()
        made.text.setFocus()

    def _move(self, moved: PointRow, by: int) -> None:
        at = self.rows.index(moved)
        to = max(0, min(len(self.rows) - 1, at + by))
        self.rows.insert(to, self.rows.pop(at))
        self._lines.removeWidget(moved)
        self._lines.insertWidget(to, moved)
        self._count()
        self.changed.emit()

    def _take_out(self, gone: PointRow) -> None:
        self.add.setFocus()
        self._drop(gone)
        self._count()
        self.changed.emit()

    def _drop(self, gone: PointRow) -> None:
        self.rows.remove(gone)
        self._lines.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _count(self) -> None:
        for at, each in enumerate(self.rows, 1):
            each.number.setText(f"{at}.")
            each.text.setAccessibleName(f"Butir {at}")
            each.when.setAccessibleName(f"Kapan butir {at} dicetak")
            each.up.setAccessibleName(f"Naikkan butir {at}")
            each.down.setAccessibleName(f"Turunkan butir {at}")


class SignerRow(QWidget):
    """One place to sign; what is not shown of it stays with it."""

    def __init__(self, theme: Theme, signer: Mapping[str, Any], roles: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.kept = dict(signer)
        self.role = Combo(theme, "Siapa menandatangani", roles, str(signer.get("role", ""))).make_narrow()
        self.lead = QLineEdit(str(signer.get("lead", "")))
        self.lead.setAccessibleName("Kata di atas tanda tangan")
        self.lead.setPlaceholderText("Mengetahui,")
        self.meterai, self.always = CheckBox(theme, "Meterai"), CheckBox(theme, "Selalu ada")
        self.meterai.setChecked(bool(signer.get("meterai")))
        self.always.setChecked(bool(signer.get("always")))
        self.remove = IconButton(theme, "dismiss", "Hapus penanda tangan")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        first = row(self.role, self.lead, self.remove, gap=6)
        first.setStretch(0, 1)
        first.setStretch(1, 1)
        stack.addLayout(first)
        stack.addLayout(row(self.meterai, self.always, None, gap=14))

    def value(self) -> dict[str, Any]:
        """Return the place as a template holds it."""
        told: dict[str, Any] = {"role": self.role.value(), "lead": self.lead.text().strip()}
        told |= {"meterai": self.meterai.isChecked(), "always": self.always.isChecked()}
        return {**self.kept, **{key: part for key, part in told.items() if part or key in self.kept}}


class SignerRows(QWidget):
    """Who signs, from the first to the last. `changed` at every change by hand."""

    changed = Signal()

    def __init__(self, theme: Theme, roles: Mapping[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self._roles = [(role, words[:1].upper() + words[1:]) for role, words in roles.items()]
        self.rows: list[SignerRow] = []
        self.add = Button(theme, "Tambah penanda tangan", "link", icon="add", on_click=self._add).make_slim()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addLayout(self._lines)
        stack.addLayout(row(self.add, None))
        self.setFocusProxy(self.add)

    def values(self) -> list[dict[str, Any]]:
        """Return the places to sign."""
        return [each.value() for each in self.rows]

    def show_values(self, signers: Sequence[Mapping[str, Any]]) -> None:
        """Show these instead."""
        for old in list(self.rows):
            self._drop(old)
        for signer in signers:
            self._append(signer)

    def _append(self, signer: Mapping[str, Any]) -> None:
        made = SignerRow(self._theme, signer, self._roles)
        made.role.activated.connect(lambda _index: self.changed.emit())
        made.lead.textEdited.connect(lambda _text: self.changed.emit())
        for box in (made.meterai, made.always):
            box.clicked.connect(lambda _on: self.changed.emit())
        made.remove.clicked.connect(partial(self._take_out, made))
        self.rows.append(made)
        self._lines.addWidget(made)

    def _add(self) -> None:
        self._append({"role": "saksi", "lead": "Saksi-saksi:"})
        self.changed.emit()

    def _take_out(self, gone: SignerRow) -> None:
        self.add.setFocus()
        self._drop(gone)
        self.changed.emit()

    def _drop(self, gone: SignerRow) -> None:
        self.rows.remove(gone)
        self._lines.removeWidget(gone)
        gone.hide()
        gone.deleteLater()


def _plain(when: Sequence[Mapping[str, Any]]) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [
        (str(each["field"]), bool(each.get("known", True)), tuple(each.get("one_of", ()))) for each in when
    ]
