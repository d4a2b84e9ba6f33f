"""FAMILY EXIT: a family has left the programme in a way that is no graduation: how, since when, why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.people.exit import clear_exit, record_exit
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.people.household import EXIT
from pkh_desk.domain.vocabulary import MEMBERSHIP
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.people.family import FamilyView, family

NOTE = "Keluar dengan cara ini tidak dihitung sebagai graduasi. Catatan keluarga tetap ada."


class ExitPage(Page):
    """Opens on a family; one that has left already can be made active again."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str) -> None:
        super().__init__(shell, "Keluar bukan karena graduasi")
        self.desk, self.family_id, self._opened = desk, family_id, False
        theme = shell.theme
        self.again = Button(theme, "Aktifkan lagi", "outline", on_click=self._clear).make_slim()
        self.left = Banner(theme, "", "amber", action=self.again)
        options = [("", "Pilih sebabnya"), *((code, MEMBERSHIP[code]) for code in EXIT)]
        self.status = Combo(theme, "Sebab keluar", options)
        self.status_row = FormRow(theme, "Sebab keluar", self.status)
        self.on = DateRow(theme, "Keluar sejak", desk.today(), past=True, check=self._check_day)
        self.entry = QLineEdit()
        hint = "Misalnya: pindah ke Kota Cilegon, surat pindah sudah dilihat."
        self.reason = FormRow(theme, "Keterangan", self.entry, hint=hint)
        self.trouble = Banner(theme, "", "red")
        self.save = Button(theme, "Simpan", "primary", on_click=self._save)
        self.foot = FormFoot(theme, self.save, "Tutup, lanjut nanti", shell.back)
        self._lay_out()
        self.keeper = DraftKeeper(self, desk, "keluar", family_id, self._state)
        self.status.activated.connect(lambda _index: self._touched(self.status_row))
        self.entry.textEdited.connect(lambda _text: self._touched(self.reason))
        self.on.changed.connect(self.keeper.touch)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    def entered(self) -> None:
        """Read the family, and at the first time what was left in the form."""
        self._show(family(self.desk, self.family_id))
        if not self._opened:
            self._opened = True
            self.on.set_day(self.desk.today())
            self.keeper.begin(self._show_state)

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read the family again; what was typed stays."""
        desk, home = self.desk, self.family_id
        self.shell.jobs.read(lambda: family(desk, home), then=self._show, owner=self, replaces="exit")

    def about_family(self) -> str:
        """The family that left."""
        return self.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self.keeper.leave(coming_back)

    def first_focus(self) -> QWidget | None:
        """How it left."""
        return self.status

    def panes(self) -> Sequence[QWidget]:
        """The form and its foot."""
        return (self._scroll, self.foot)

    def _show(self, view: FamilyView) -> None:
        self.about = said_name(view.name)
        gone = view.status in EXIT
        since = f" sejak {say_date(view.exit_on)}" if view.exit_on else ""
        why = f": {view.exit_reason}" if view.exit_reason else ""
        words = f"Tercatat keluar ({MEMBERSHIP[view.status]}){since}{why}." if gone else ""
        self.left.show_words(words, "amber")
        self.trail_changed.emit()

    def _state(self) -> dict[str, Any]:
        return {"status": self.status.value(), "on": self.on.text(), "reason": self.entry.text()}

    def _show_state(self, state: Mapping[str, Any]) -> None:
        self.status.set_value(str(state.get("status", "")))
        self.on.set_text(str(state.get("on", "")))
        self.entry.setText(str(state.get("reason", "")))

    def _touched(self, part: FormRow) -> None:
        if part.has_error():
            part.show_line(None)
        self.keeper.touch()

    def _save(self) -> None:
        status, reason = self.status.value(), self.entry.text().strip()
        faults = []
        if not status:
            self.status_row.show_problem(Problem("status", "Pilih sebab keluarnya."))
            faults.append(Fault("Sebab keluar", self.status))
        if not self.on.judge():
            faults.append(Fault("Keluar sejak", self.on.field))
        if not reason:
            words = "Tulis keterangannya, supaya kantor tidak perlu bertanya."
            self.reason.show_problem(Problem("reason", words))
            faults.append(Fault("Keterangan", self.entry))
        self.foot.show_faults(faults)
        if faults or not self.save.isEnabled():
            return
        desk, home, on = self.desk, self.family_id, self.on.value() or self.desk.today()
        words = f"{self.about} tercatat keluar: {MEMBERSHIP[status]}."
        self._run(lambda: record_exit(desk, home, status, on, reason), words)

    def _clear(self) -> None:
        desk, home = self.desk, self.family_id
        self._run(lambda: clear_exit(desk, home), f"{self.about} aktif lagi.")

    def _run(self, write: Callable[[], object], words: str) -> None:
        self.save.setEnabled(False)
        self.keeper.rest()

        def done(_result: object) -> None:
            self.keeper.forget()
            self.shell.toast(words, self.shell.take_back)
            self.shell.back()

        self.shell.jobs.write(write, then=done, failed=self._refused, owner=self)

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        self.keeper.rest(False)
        self.trouble.show_words(error.problems[0].text if isinstance(error, InvalidInput) else str(error))

    def _check_day(self, day: date) -> Problem | None:
        today = self.desk.today()
        return Problem("on", "Tanggal keluar belum terjadi.", say_date(today)) if day > today else None

    def _lay_out(self) -> None:
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        note = Banner(self.theme, NOTE, "note")
        parts: tuple[QWidget, ...] = (self.left, note, self.status_row, self.on, self.reason, self.trouble)
        for part in parts:
            fields.addWidget(part)
        self._scroll = ScrollBody()
        self._scroll.add_narrow(inside, self.theme.px(560))
        self._scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._scroll, 1)
        stack.addWidget(self.foot)
