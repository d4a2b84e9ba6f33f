"""COMMITMENTS: what was found of each member's duty: a row a member, a percentage where there is one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.people.visit import CommitmentDraft
from pkh_desk.domain.dates import say_date
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.form_foot import Fault
from pkh_desk.gui.widgets.form_row import Line, LineBelow
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.widgets.themed import Themed, set_state
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.people.family import MemberView

ANSWERS = (("ya", "Ya", "green"), ("tidak", "Tidak", "red"), ("belum", "Belum dicek"))
KEPT = {"ya": True, "tidak": False}
SCHOOLS = {"sd": "SD", "smp": "SMP", "sma": "SMA"}
DUTIES = {
    "bumil": "Pemeriksaan kehamilan",
    "aud": "Posyandu dan imunisasi",
    "disabilitas": "Pemeriksaan kesehatan disabilitas berat",
    "lansia": "Pemeriksaan kesehatan lansia",
}
ELSEWHERE = "Bulan ini sudah dicek pada kunjungan {}. Ubah di kunjungan itu."
BAD_PERCENT = Line("error", "Persen harus angka bulat 0 sampai 100.")


def duty_of(member: MemberView, limit: int) -> str:
    """Return what a member's komponen asks of them."""
    komponen = member.komponen or ""
    if komponen not in SCHOOLS:
        return DUTIES.get(komponen, "")
    grade = f" kelas {member.grade}" if member.grade else ""
    return f"Sekolah {SCHOOLS[komponen]}{grade}, hadir minimal {limit}%"


class CommitmentRow(Themed, QWidget):
    """One member. A percentage answers by itself; the answer may still be changed by hand, unless the
    month was answered on another visit's day, `elsewhere`."""

    changed = Signal()

    def __init__(self, theme: Theme, member: MemberView, limit: int, elsewhere: date | None = None) -> None:
        super().__init__()
        self.member_id, self.name, self._limit = member.id, said_name(member.name), limit
        self._resting = Line("hint", ELSEWHERE.format(say_date(elsewhere)) if elsewhere else "")
        self.percent = QLineEdit()
        self.percent.setAccessibleName(f"Persen hadir {self.name}")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.answer = Segmented(f"Komitmen {self.name}", ANSWERS, "belum")
        self.below = LineBelow(theme)
        measured = QWidget()
        measured.setLayout(row(self.percent, label("%", tone="text2"), gap=6))
        asked = row(measured, self.answer, gap=10)
        first = QHBoxLayout()
        first.addWidget(line_row(self.name, duty_of(member, limit)), 1)
        first.addLayout(asked)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        stack.addLayout(first)
        stack.addWidget(self.below)
        measured.setVisible(member.komponen in SCHOOLS)
        for part in (self.percent, self.answer):
            part.setEnabled(elsewhere is None)
        self.below.show_line(self._resting)
        self.percent.textEdited.connect(self._on_percent)
        self.percent.editingFinished.connect(self.judge)
        self.answer.changed.connect(lambda _code: self.changed.emit())
        self.follow(theme)

    def restyle(self) -> None:
        """The field follows the text size."""
        self.percent.setFixedWidth(self.theme.px(64))

    def judge(self) -> bool:
        """Say what the percentage means; True unless it cannot be read."""
        text = self.percent.text().strip()
        percent = self._percent()
        line = self._resting
        if line.text:
            return True
        if text and percent is None:
            line = BAD_PERCENT
        elif percent is not None and percent < self._limit:
            words = f"{percent}% di bawah {self._limit}%. Tulis sebabnya di catatan, "
            line = Line("warning", f"{words}supaya kantor tidak perlu bertanya lagi.")
        self.below.show_line(line)
        self.percent.setAccessibleDescription(line.text)
        set_state(self.percent, "state", "error" if line is BAD_PERCENT else "")
        return line is not BAD_PERCENT

    def state(self) -> dict[str, str]:
        """Return what stands there."""
        return {"answer": self.answer.value(), "percent": self.percent.text().strip()}

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned."""
        answer = str(state.get("answer", "belum"))
        self.answer.set_value(answer if answer in self.answer.buttons else "belum")
        self.percent.setText(str(state.get("percent", "")))
        self.judge()

    def draft(self) -> CommitmentDraft | None:
        """Return what was found, None if nothing was checked."""
        answer, percent = self.answer.value(), self._percent()
        if answer == "belum" and percent is None:
            return None
        return CommitmentDraft(self.member_id, KEPT.get(answer), percent)

    def _percent(self) -> int | None:
        text = self.percent.text().strip().removesuffix("%").strip()
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else -1
        return number if 0 <= number <= 100 else None

    def _on_percent(self) -> None:
        percent = self._percent()
        if percent is not None:
            self.answer.set_value("ya" if percent >= self._limit else "tidak")
            self.judge()
        else:
            self.below.show_line(self._resting)
        self.changed.emit()


class CommitmentCard(Card):
    """The rows of all members whose komponen asks something of them."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=14, gap=10)
        self._theme = theme
        self._shown: tuple[tuple[MemberView, ...], int, Mapping[str, date]] = ((), -1, {})
        self.rows: list[CommitmentRow] = []

    def show_members(
        self, members: Sequence[MemberView], limit: int, elsewhere: Mapping[str, date] | None = None
    ) -> None:
        """Show a row for each of these who has a duty; what was answered already stays. `elsewhere`: whose
        month another visit answered, and its day."""
        asked, others = tuple(member for member in members if member.komponen), elsewhere or {}
        if self._shown == (asked, limit, others):
            return
        self._shown = (asked, limit, others)
        before = self.state()
        clear(self.body)
        self.rows = [CommitmentRow(self._theme, member, limit, others.get(member.id)) for member in asked]
        for place, each in enumerate(self.rows):
            if place:
                self.body.addWidget(hairline())
            self.body.addWidget(each)
            each.changed.connect(self.changed)
        if not self.rows:
            words = "Tidak ada anggota yang punya komponen. Lengkapi di data keluarga."
            self.body.addWidget(label(words, tone="text2"))
        self.show_state(before)

    def state(self) -> dict[str, dict[str, str]]:
        """Return what stands in the rows, by member."""
        return {each.member_id: each.state() for each in self.rows}

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned; members who are gone are left out."""
        for each in self.rows:
            each.show_state(state.get(each.member_id, {}))

    def faults(self) -> list[Fault]:
        """Return the rows that cannot be saved."""
        return [Fault(f"Persen {each.name}", each.percent) for each in self.rows if not each.judge()]

    def drafts(self) -> list[CommitmentDraft]:
        """Return what was found."""
        return [found for each in self.rows if (found := each.draft()) is not None]
