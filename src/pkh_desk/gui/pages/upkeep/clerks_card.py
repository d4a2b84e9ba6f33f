"""CLERKS CARD: at Pengaturan of an office, who works at this computer, in which role."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit

from pkh_desk.actions.office.clerks import (
    add_clerk,
    bring_back_clerk,
    change_clerk,
    remove_clerk,
    renew_clerk,
)
from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN, CLERK_ROLE, OPERATOR, ROLE_HELP
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.opening.unlock import PassphraseEdit
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import HEIGHT, Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.views.office.clerks import ClerkView, clerks

ALONE = "Satu kata sandi untuk semua. Tambahkan petugas supaya tercatat siapa yang memutuskan."
NOT_ADMIN = "Daftar ini diatur admin. Kata sandi Anda sendiri diganti di atas."
NEW = "Petugas baru"


class ClerksCard(Card):
    """A table of clerks and one form: it adds a new one, or changes the one that is chosen.

    What the toast offers takes it back, except one's own right to keep this list and a forgotten passphrase:
    of the first the button asks once more.
    """

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__("Petugas kantor", padding=16, gap=10)
        self._shell, self.desk = shell, desk
        self._editing: ClerkView | None = None
        self._asking: Button | None = None
        theme = shell.theme
        columns = [
            RowColumn[ClerkView](
                "Nama", lambda each: Cell(f"{each.name} (Anda)" if each.me else each.name, bold=True)
            ),
            RowColumn[ClerkView]("Peran", lambda each: Cell(each.words), 130),
        ]
        self.table: RowTable[ClerkView] = RowTable(
            theme,
            "Petugas kantor",
            columns,
            lambda each: f"{each.name}, {each.words}",
            row_id=lambda each: each.id,
        )
        self.table.opened.connect(self.edit)
        self.table.chosen.connect(lambda _row: self._calm())
        self.note = Banner(theme, "", "note")
        self.name, self.passphrase = QLineEdit(), PassphraseEdit(theme)
        self.role = Combo(theme, "Peran", list(CLERK_ROLE.items()))
        self.name_row = FormRow(theme, "Nama", self.name)
        self.role_row = FormRow(theme, "Peran", self.role)
        self.passphrase_row = FormRow(theme, "Kata sandi petugas itu", self.passphrase)
        self.role.currentIndexChanged.connect(lambda _index: self._say_role())
        self.form_title = label(NEW, "label")
        self.save = Button(theme, "Tambah petugas", on_click=self._save)
        self.change = Button(theme, "Ubah", on_click=lambda: self.edit(self.table.current))
        self.remove = Button(theme, "Keluarkan", "danger", on_click=self._remove)
        self.leave = Button(theme, "Batal", "ghost", on_click=lambda: self.edit(None))
        self.body.addWidget(self.table)
        self.body.addWidget(self.note)
        self.body.addLayout(row(self.change, self.remove, None))
        self._form = (self.form_title, self.name_row, self.role_row, self.passphrase_row)
        for part in self._form:
            self.body.addWidget(part)
        self.body.addLayout(row(self.save, self.leave, None))
        self.edit(None)
        self._show_admin(False)

    def read(self) -> None:
        """Read who works here."""
        desk = self.desk
        self._shell.jobs.read(lambda: clerks(desk), then=self._show, owner=self, replaces="clerks")

    def edit(self, clerk: ClerkView | None) -> None:
        """Put a clerk into the form, or an empty new one."""
        self._editing = clerk
        self.form_title.setText(f"Ubah {clerk.name}" if clerk else NEW)
        self.name.setText(clerk.name if clerk else "")
        self.role.set_value(clerk.role if clerk else OPERATOR)
        self.passphrase.clear()
        words = "Kata sandi baru, bila lupa" if clerk else "Kata sandi petugas itu"
        self.passphrase_row.rename(words)
        self.passphrase_row.set_hint("Kosong: tidak diganti." if clerk else "Diketik petugas itu sendiri.")
        show_if(self.leave, clerk is not None)
        self._say_problems(())
        self._say_role()
        if clerk:
            self.name.setFocus()

    def _show(self, found: list[ClerkView]) -> None:
        self.table.show_rows(found)
        self.table.setFixedHeight(self._shell.theme.px(HEIGHT) * (min(len(found), 6) + 1))
        admin = any(each.me and each.role == ADMIN for each in found)
        self._show_admin(admin)
        self.note.show_words(NOT_ADMIN if not admin else ALONE if len(found) == 1 else "")

    def _show_admin(self, admin: bool) -> None:
        for part in (*self._form, self.save, self.change, self.remove):
            show_if(part, admin)
        show_if(self.leave, admin and self._editing is not None)

    def _calm(self) -> None:
        """Ask no more whether someone is sure."""
        self._asking = None
        self.remove.set_text("Keluarkan")
        self.save.set_text("Simpan petugas" if self._editing else "Tambah petugas")

    def _save(self) -> None:
        desk, was = self.desk, self._editing
        name, role, passphrase = self.name.text(), self.role.value(), self.passphrase.text()
        words = f"{name.strip()} tersimpan sebagai {CLERK_ROLE[role].lower()}."
        if was is None:
            self._ask(
                lambda: add_clerk(desk, name, role, passphrase),
                words,
                lambda added: remove_clerk(desk, added),
            )
            return

        def change() -> None:
            change_clerk(desk, was.id, name, role)
            if passphrase:
                renew_clerk(desk, was.id, passphrase)

        steps_down = was.me and was.role == ADMIN != role
        if steps_down and not self._is_sure(self.save, "Ya, saya bukan admin lagi"):
            return
        if passphrase:
            words += " Kata sandi lamanya tidak berlaku lagi."
        back = (
            None if passphrase or steps_down else lambda _done: change_clerk(desk, was.id, was.name, was.role)
        )
        self._ask(change, words, back)

    def _remove(self) -> None:
        """Take out who is chosen; oneself, whom no toast could bring back, only at the second press."""
        desk, chosen = self.desk, self.table.current
        if chosen is None or (chosen.me and not self._is_sure(self.remove, "Ya, keluarkan saya")):
            return
        words = f"{chosen.name} tidak bisa membuka lagi; catatannya tetap."
        back = None if chosen.me else lambda removed: bring_back_clerk(desk, removed)
        self._ask(lambda: remove_clerk(desk, chosen.id), words, back)

    def _is_sure(self, button: Button, words: str) -> bool:
        """Ask by the button itself; True at its second press."""
        if self._asking is button:
            return True
        self._calm()
        self._asking = button
        button.set_text(words)
        return False

    def _ask(self, run: Callable[[], Any], words: str, back: Callable[[Any], object] | None = None) -> None:
        """Do something to the list; `back` takes what it returned and undoes it."""
        jobs, toast = self._shell.jobs, self._shell.toast

        def undone(_done: object) -> None:
            toast("Perubahan petugas diurungkan.", icon="arrow_undo")
            self.read()

        def take_back(what: Any) -> None:
            assert back is not None
            jobs.write(lambda: back(what), then=undone, failed=self._refuse, owner=self)

        def done(what: Any) -> None:
            toast(words, (lambda: take_back(what)) if back else None)
            self.edit(None)
            self.read()

        self.save.setEnabled(False)
        self._shell.jobs.write(run, then=done, failed=self._refuse, owner=self)
        self._shell.jobs.write(lambda: None, then=lambda _none: self.save.setEnabled(True), owner=self)

    def _refuse(self, error: UserError) -> None:
        problems = error.problems if isinstance(error, InvalidInput) else [Problem("", str(error))]
        self._say_problems(problems)
        self.read()

    def _say_problems(self, problems: Sequence[Problem]) -> None:
        rows = {"name": self.name_row, "role": self.role_row, "passphrase": self.passphrase_row}
        for each in rows.values():
            each.show_line(None)
        for problem in problems:
            at = rows.get(problem.field)
            if at is None:
                self._shell.toast(problem.text, icon="error_circle")
                continue
            at.show_line(Line("error", problem.text))
            at.entry.setFocus()

    def _say_role(self) -> None:
        self._calm()
        self.role_row.set_hint(ROLE_HELP[self.role.value()])
        if not self.role_row.has_error():
            self.role_row.show_line(None)
