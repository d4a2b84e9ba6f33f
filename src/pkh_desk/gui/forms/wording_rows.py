"""WORDING ROWS: the points of a letter, each with when it is said, and the places where somebody signs."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from pkh_desk.errors import Problem
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_row import Line, LineBelow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_list import ListRow, RowList
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
        found[f"={code}"] = (f"Alasan: {words}", [{"field": "alasan", "one_of": [code]}])
    found["sembako"] = ("Bila juga mundur dari Sembako", [{"field": "program", "one_of": ["sembako"]}])
    return found


class PointRow(ListRow):
    """One point: its text, when it is said, and the buttons that move it or take it out."""

    def __init__(
        self, theme: Theme, value: "str | Mapping[str, Any]", choices: Mapping[str, tuple[str, When]]
    ) -> None:
        super().__init__(theme, "Hapus butir")
        self._choices = dict(choices)
        passage = {"text": value} if isinstance(value, str) else dict(value)
        when = list(passage.get("when", ()))
        chosen = next((key for key, (_, each) in choices.items() if _plain(each) == _plain(when)), KEPT)
        if chosen == KEPT:
            self._choices[KEPT] = ("Bila beberapa hal terpenuhi (tetap)", when)
        self.text = QPlainTextEdit(str(passage.get("text", "")))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(POINT_HIGH))
        self.text.textChanged.connect(self.changed)
        self.when = Combo(
            theme, "Kapan dicetak", [(key, words) for key, (words, _) in self._choices.items()], chosen
        ).make_narrow()
        self.when.activated.connect(lambda _index: self.changed.emit())
        self.number, self.below = label("", "label"), LineBelow(theme)
        self.up, self.down = (Button(theme, words, "link").make_slim() for words in ("Naik", "Turun"))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(3)
        stack.addLayout(row(self.number, None, self.up, self.down, self.remove, gap=4))
        for part in (self.text, self.below, self.when):
            stack.addWidget(part)
        self.show_problem(None)

    def value(self) -> "str | dict[str, Any] | None":
        """Return the point as a template holds it."""
        text, when = " ".join(self.text.toPlainText().split()), self._choices[self.when.value()][1]
        return ({"text": text, "when": when} if when else text) if text else None

    def first_field(self) -> QPlainTextEdit:
        """Return the text."""
        return self.text

    def show_number(self, number: int) -> None:
        """Show its place among the points."""
        self.number.setText(f"{number}.")
        self.text.setAccessibleName(f"Butir {number}")
        self.when.setAccessibleName(f"Kapan butir {number} dicetak")
        self.up.setAccessibleName(f"Naikkan butir {number}")
        self.down.setAccessibleName(f"Turunkan butir {number}")

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong with it."""
        self.below.show_line(Line("error", problem.text) if problem else Line("hint", ""))
        set_state(self.text, "state", "error" if problem else "")


class PointRows(RowList[PointRow]):
    """The points in order; those that say nothing are left out."""

    def __init__(self, theme: Theme, choices: Mapping[str, tuple[str, When]]) -> None:
        super().__init__(theme, "Tambah butir", gap=10)
        self._theme, self._choices = theme, choices

    def make_row(self, value: Any) -> PointRow:
        """Return the fields of one point."""
        made = PointRow(self._theme, value or "", self._choices)
        made.up.clicked.connect(lambda: self.move_row(made, -1))
        made.down.clicked.connect(lambda: self.move_row(made, 1))
        return made

    def count_rows(self) -> None:
        """Number the points."""
        for number, each in enumerate(self.rows, 1):
            each.show_number(number)

    def show_problems(self, problems: Mapping[int, Problem]) -> None:
        """Say at each point what is wrong with it; places as of `values()`."""
        said = [each for each in self.rows if each.value() is not None]
        for at, each in enumerate(said):
            each.show_problem(problems.get(at))


class SignerRow(ListRow):
    """One place to sign; what is not shown of it stays with it."""

    def __init__(self, theme: Theme, signer: Mapping[str, Any], roles: Sequence[tuple[str, str]]) -> None:
        super().__init__(theme, "Hapus penanda tangan")
        self.kept = dict(signer)
        self.role = Combo(theme, "Siapa menandatangani", roles, str(signer.get("role", ""))).make_narrow()
        self.role.activated.connect(lambda _index: self.changed.emit())
        self.lead = QLineEdit(str(signer.get("lead", "")))
        self.lead.setAccessibleName("Kata di atas tanda tangan")
        self.lead.setPlaceholderText("Mengetahui,")
        self.lead.textEdited.connect(lambda _text: self.changed.emit())
        self.meterai, self.always = CheckBox(theme, "Meterai"), CheckBox(theme, "Selalu ada")
        for box, key in ((self.meterai, "meterai"), (self.always, "always")):
            box.setChecked(bool(signer.get(key)))
            box.clicked.connect(lambda _on: self.changed.emit())
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        first = row(self.role, self.remove, gap=6)
        first.setStretch(0, 1)
        second = row(self.lead, self.meterai, self.always, gap=14)
        second.setStretch(0, 1)
        for line in (first, second):
            stack.addLayout(line)

    def value(self) -> dict[str, Any]:
        """Return the place as a template holds it."""
        told: dict[str, Any] = {"role": self.role.value(), "lead": self.lead.text().strip()}
        told |= {"meterai": self.meterai.isChecked(), "always": self.always.isChecked()}
        return {**self.kept, **{key: part for key, part in told.items() if part or key in self.kept}}

    def first_field(self) -> Combo:
        """Return who signs."""
        return self.role


class SignerRows(RowList[SignerRow]):
    """Who signs, from the first to the last."""

    def __init__(self, theme: Theme, roles: Mapping[str, str]) -> None:
        super().__init__(theme, "Tambah penanda tangan", gap=10)
        self._theme = theme
        self._roles = [(role, words[:1].upper() + words[1:]) for role, words in roles.items()]

    def make_row(self, value: Any) -> SignerRow:
        """Return the fields of one place to sign; a new one is a witness's."""
        return SignerRow(self._theme, value or {"role": "saksi", "lead": "Saksi-saksi:"}, self._roles)


def _plain(when: Sequence[Mapping[str, Any]]) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [
        (str(each["field"]), bool(each.get("known", True)), tuple(each.get("one_of", ()))) for each in when
    ]
