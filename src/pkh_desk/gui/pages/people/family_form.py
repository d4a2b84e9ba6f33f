"""FAMILY FORM: correcting what is recorded of a family and its pengurus."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.actions.upkeep.draft import FAMILY
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.people.nik import group
from pkh_desk.domain.people.phone import say_phone
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.people.family import FamilyView, family

FIELDS = {
    "name": "Nama pengurus",
    "nik": "NIK",
    "born_on": "Tanggal lahir",
    "occupation": "Pekerjaan",
    "no_kk": "Nomor Kartu Keluarga",
    "no_peserta": "No peserta PKH",
    "phones": "Nomor telepon",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "desa": "Desa",
    "note": "Catatan keluarga",
}
HINTS = {"phones": "Beberapa nomor dipisah koma.", "desa": "Bila namanya ada di dua tempat: Kecamatan/Desa."}


class FamilyForm(Page):
    """One field a row; only what was changed is saved."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str) -> None:
        super().__init__(shell, "Ubah data")
        self.desk, self.family_id = desk, family_id
        self._before: dict[str, str] = {}
        self.rows: dict[str, FormRow] = {
            key: FormRow(shell.theme, words, QLineEdit(), hint=HINTS.get(key, ""))
            for key, words in FIELDS.items()
        }
        self.born_on = DateRow(shell.theme, FIELDS["born_on"], desk.today(), past=True, required=False)
        self.rows["born_on"] = self.born_on
        self.entries = {
            key: each.entry for key, each in self.rows.items() if isinstance(each.entry, QLineEdit)
        }
        for key, entry in self.entries.items():
            entry.textEdited.connect(lambda _text, key=key: self._typed(key))
        self.save = Button(shell.theme, "Simpan", "primary", icon="save", on_click=self._save)
        self.foot = FormFoot(shell.theme, self.save, "Tutup, lanjut nanti", shell.back)
        self.trouble = Banner(shell.theme, "", "red")
        self.keeper = DraftKeeper(self, desk, FAMILY, family_id, self.changes)
        self.born_on.changed.connect(self.keeper.touch)
        self._grid = QGridLayout()
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    def entered(self) -> None:
        """Read the family once; what was typed since stays."""
        if self._before:
            return
        view = family(self.desk, self.family_id)
        self.about = said_name(view.name)
        self._before = recorded(view)
        self.shell.jobs.write(lambda: note_access(self.desk, "lihat", self.family_id, "ubah data"))
        for key, text in self._before.items():
            self.entries[key].setText(text)
        if self.keeper.begin(self._show) is not None:
            self.shell.toast("Isian yang belum disimpan dilanjutkan.", icon="history")
        self.trail_changed.emit()

    def first_focus(self) -> QWidget | None:
        """The first field."""
        return self.entries["name"]

    def set_width_class(self, width: str) -> None:
        """Two columns, or one where it is narrow."""
        columns = 1 if width == STACKED else 2
        for place, part in enumerate(self.rows.values()):
            self._grid.addWidget(part, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)

    def changes(self) -> dict[str, str]:
        """Return the fields that differ from what is recorded."""
        texts = {key: entry.text().strip() for key, entry in self.entries.items()}
        return {key: text for key, text in texts.items() if text != self._before.get(key, "")}

    def about_family(self) -> str:
        """The family whose data are changed."""
        return self.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self.keeper.leave(coming_back)

    def _show(self, values: Mapping[str, str]) -> None:
        for key, entry in self.entries.items():
            if key in values:
                entry.setText(values[key])

    def _typed(self, key: str) -> None:
        if self.rows[key].has_error():
            self.rows[key].show_problem(None)
        self.foot.recount()
        self.keeper.touch()

    def _save(self) -> None:
        changes, desk = self.changes(), self.desk
        if not changes:
            self.shell.back()
            return
        self.keeper.rest()
        self.save.setEnabled(False)
        self.shell.jobs.write(
            lambda: edit_household(desk, self.family_id, changes),
            then=lambda _act: self._saved(),
            failed=self._refused,
            owner=self,
        )

    def _saved(self) -> None:
        name = said_name(self.entries["name"].text())
        self.keeper.forget()
        self.shell.toast(f"Data {name} tersimpan di komputer ini.", self.shell.take_back)
        self.shell.back()

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        self.keeper.rest(False)
        self.keeper.keep()
        problems = error.problems if isinstance(error, InvalidInput) else [Problem("", str(error))]
        for problem in problems:
            if problem.field == "born_on":
                self.born_on.judge()
            elif problem.field in self.rows:
                self.rows[problem.field].show_problem(problem)
        faults = [Fault(FIELDS[p.field], self.entries[p.field]) for p in problems if p.field in FIELDS]
        self.foot.show_faults(faults)
        self.trouble.show_words("" if faults else str(error))
        if faults:
            faults[0].entry.setFocus()

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setLayout(self._grid)
        scroll = ScrollBody()
        scroll.body.addWidget(self.trouble)
        scroll.add_narrow(inside, self.theme.px(820))
        scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(scroll, 1)
        stack.addWidget(self.foot)

    def panes(self) -> Sequence[QWidget]:
        """The form."""
        return (self,)


def recorded(view: FamilyView) -> dict[str, str]:
    """Return the recorded values of FIELDS as a person would type them."""
    who = view.pengurus
    person = {
        "name": who.name if who else "",
        "nik": group(who.nik) if who else "",
        "born_on": say_date(who.born_on) if who and who.born_on else "",
        "occupation": who.occupation if who else "",
    }
    home = {
        "no_kk": group(view.no_kk),
        "no_peserta": view.no_peserta or "",
        "phones": ", ".join(say_phone(number) for number in view.phones),
        "desa": _desa(view),
    }
    plain = {key: getattr(view, key) for key in ("address", "rt", "rw", "note")}
    return {key: "" for key in FIELDS} | person | home | plain


def _desa(view: FamilyView) -> str:
    """Return the desa so that it is read back as the same one."""
    return f"{view.kecamatan}/{view.desa}" if view.desa_code and kecamatan_of(view.desa_code) else view.desa
