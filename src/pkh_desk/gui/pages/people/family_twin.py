"""FAMILY TWIN: a family that is recorded twice: which other one it is, said to the office or merged by it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.people.merge import LONGEST_REASON, say_same
from pkh_desk.desk import Desk
from pkh_desk.domain.people.petugas import APART
from pkh_desk.errors import InvalidInput, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.people.family_picker import FamilyPicker
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.family_list import HEIGHT, FamilyLine, FamilyList
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.people.same import LikelyFamily, MergeView, SameFamily, same_family

MERGE, ASK = "Gabungkan", "Usulkan ke kantor"
NOTES = {
    MERGE: "Catatan keduanya tampil sebagai satu keluarga, yang lebih dulu dicatat. Bisa diurungkan.",
    ASK: "Kantor yang memutuskan. Sampai dijawab, keduanya tetap seperti sekarang.",
}
WIDEST = 560


class TwinPage(Page):
    """Opens on a family; those that are probably the same stand first, any other can be looked up."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str) -> None:
        super().__init__(shell, "Sama dengan keluarga lain")
        self.desk, self.family_id, self._opened = desk, family_id, False
        self._likely: Sequence[LikelyFamily] = ()
        theme = shell.theme
        does = MERGE if desk.is_office else ASK
        self.note = Banner(theme, NOTES[does], "note")
        self.said = Banner(theme, "", "amber")
        self.heading = label("Mungkin sama dengan", "card")
        self.list = FamilyList(theme, "Keluarga yang mungkin sama")
        self.lines: RowsModel[FamilyLine] = RowsModel(FamilyLine.spoken, self)
        self.list.setModel(self.lines)
        self.picker = FamilyPicker(shell, desk, "Keluarga yang sama")
        self.entry = QLineEdit()
        self.entry.setMaxLength(LONGEST_REASON)
        hint = "Misalnya: satu rumah, nama di daftar bansos salah eja."
        self.reason = FormRow(theme, "Alasan", self.entry, optional=True, hint=hint)
        self.trouble = Banner(theme, "", "red")
        self.save = Button(theme, does, "primary", on_click=self._save)
        self.foot = FormFoot(theme, self.save, "Tutup, lanjut nanti", shell.back)
        self._lay_out()
        self.keeper = DraftKeeper(self, desk, "gabung", family_id, self._state)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.list.activated.connect(lambda index: self._take(index.row()))
        self.picker.chosen.connect(lambda _home: self.keeper.touch())
        self.entry.textEdited.connect(lambda _text: self.keeper.touch())
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    def entered(self) -> None:
        """Read what the family is like, and at the first time what was left in the form."""
        self._read()
        if not self._opened:
            self._opened = True
            self.keeper.begin(self._show_state)

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read it again; what was typed stays."""
        self._read()

    def about_family(self) -> str:
        """The family that is recorded twice."""
        return self.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self.keeper.leave(coming_back)

    def first_focus(self) -> QWidget | None:
        """Those that are probably the same, else the field to look one up."""
        return self.picker.entry if self.list.isHidden() else self.list

    def panes(self) -> Sequence[QWidget]:
        """The form and its foot."""
        return (self._scroll, self.foot)

    def _read(self) -> None:
        desk, home = self.desk, self.family_id
        self.shell.jobs.read(
            lambda: same_family(desk, home),
            then=self._show,
            failed=self._refused,
            owner=self,
            replaces="same",
        )

    def _show(self, found: SameFamily) -> None:
        self.about, self._likely = said_name(found.name), found.likely
        self.said.show_words("\n".join(map(_proposed, found.proposals)), "amber")
        self.lines.show_rows([_line(one) for one in found.likely])
        self.list.setFixedHeight(self.theme.px(HEIGHT) * len(found.likely) + 2)
        for part in (self.heading, self.list):
            part.setVisible(bool(found.likely))
        self.trail_changed.emit()

    def _take(self, place: int) -> None:
        self.picker.show_family(self._likely[place].id)

    def _state(self) -> dict[str, Any]:
        return {"other": self.picker.family_id, "reason": self.entry.text()}

    def _show_state(self, state: Mapping[str, Any]) -> None:
        self.picker.show_family(str(state.get("other", "")))
        self.entry.setText(str(state.get("reason", "")))

    def _save(self) -> None:
        other, reason = self.picker.family_id, self.entry.text()
        faults = []
        if not other:
            self.picker.show_problem("Pilih keluarga yang sama.")
            faults.append(Fault("Keluarga yang sama", self.picker.entry))
        self.foot.show_faults(faults)
        if faults or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        self.keeper.rest()
        desk, home = self.desk, self.family_id
        done = "digabung dengan keluarga itu" if desk.is_office else "diusulkan ke kantor untuk digabung"
        words = f"{self.about} {done}."

        def saved(_result: object) -> None:
            self.keeper.forget()
            self.shell.toast(words, self.shell.take_back)
            self.shell.back()

        self.shell.jobs.write(
            lambda: say_same(desk, home, other, reason), then=saved, failed=self._refused, owner=self
        )

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        self.keeper.rest(False)
        self.trouble.show_words(error.problems[0].text if isinstance(error, InvalidInput) else str(error))

    def _lay_out(self) -> None:
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        parts: tuple[QWidget, ...] = (
            self.said, self.note, self.heading, self.list, self.picker, self.reason, self.trouble,
        )  # fmt: skip
        for part in parts:
            fields.addWidget(part)
        for part in (self.heading, self.list):
            part.hide()
        self._scroll = ScrollBody()
        self._scroll.add_narrow(inside, self.theme.px(WIDEST))
        self._scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._scroll, 1)
        stack.addWidget(self.foot)


def _line(one: LikelyFamily) -> FamilyLine:
    name, comma, place = one.words.partition(", ")
    return FamilyLine(f"{said_name(name)}{comma}{place}", ", ".join((f"{one.score}%", *one.reasons)))


def _proposed(one: MergeView) -> str:
    said = (
        "kantor menjawab keduanya keluarga yang berbeda" if one.answer == APART else "menunggu jawaban kantor"
    )
    return f"Usulan gabung dengan {said_name(one.other)}: {said}."
