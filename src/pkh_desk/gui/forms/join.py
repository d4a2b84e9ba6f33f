"""JOIN FORM: the office's invitation: its file and its code, checked as soon as both are there."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from pkh_desk.actions.exchange.invitation import InvitationView, is_complete, look_at_invitation, tidy_code
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import UserError
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.widgets.word_boxes import WordBoxes

NO_FILE = "Belum ada berkas undangan"
SAME = "Telepon kantor dan minta empat kata di layarnya. Bila sama, undangan ini benar dari kantor."
CODE_HINT = "12 huruf dan angka, dibacakan kantor lewat telepon."


class JoinForm(QWidget):
    """`changed` whenever what `view` or `missing()` say has changed.

    `now` gives the present in ms UTC, `local` an instant in local time.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, jobs: Jobs, now: Callable[[], int], local: Callable[[int], datetime]
    ) -> None:
        super().__init__()
        self._jobs, self._now, self._local = jobs, now, local
        self.path: Path | None = None
        self.view: InvitationView | None = None
        self.file = ElidedLabel(NO_FILE, tone="text2")
        self.choose = Button(theme, "Pilih berkas undangan", icon="folder", on_click=self._choose)
        self.code = QLineEdit()
        self.code.setProperty("code", True)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX")
        self.code.textEdited.connect(self._typed)
        self.code_row = FormRow(theme, "Kode undangan", self.code, hint=CODE_HINT)
        self.boxes, self.same = WordBoxes(), CheckBox(theme, "Petugas kantor menyebut kata yang sama")
        self.same.toggled.connect(lambda _on: self.changed.emit())
        self._proof = Card("Cocokkan dengan kantor", padding=18)
        self._lay_out()

    def take(self, path: Path) -> None:
        """Use this file."""
        self.path = path
        self.file.setText(path.name)
        self._check()

    def missing(self) -> str:
        """Say what is still to be done; empty when the invitation can be used."""
        if self.path is None:
            return "Pilih berkas undangan dulu"
        if self.view is None:
            return "Isi kode undangan dulu" if not is_complete(self.code.text()) else "Undangan belum cocok"
        return "" if self.same.isChecked() else "Cocokkan empat kata dulu"

    def _choose(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chosen, _kind = QFileDialog.getOpenFileName(
            self, "Pilih berkas undangan", folder, "Undangan (*.undangan);;Semua (*)"
        )
        if chosen:
            self.take(Path(chosen))
            self.code.setFocus()

    def _typed(self, text: str) -> None:
        tidy = tidy_code(text)
        if tidy != text and self.code.cursorPosition() == len(text):
            self.code.setText(tidy)
        self._check()

    def _check(self) -> None:
        """Look at the invitation once file and code are there; until then nothing is known of it."""
        self._show(None, None)
        path, code, now = self.path, self.code.text(), self._now()
        if path is None or not is_complete(code):
            return
        self._jobs.read(
            lambda: look_at_invitation(path, code, now),
            then=lambda view: self._show(view, None),
            failed=lambda error: self._show(None, error),
            owner=self,
            replaces="invitation",
        )

    def _show(self, view: InvitationView | None, error: UserError | None) -> None:
        self.view = view
        line = Line("error", str(error)) if error else None
        if view is not None:
            until = say_date(self._local(view.expires_at).date())
            line = Line("ok", f"Undangan untuk {view.name} dari {view.office}. Berlaku sampai {until}.")
            self.boxes.show_words(view.words)
        self.code_row.show_line(line)
        self.same.setChecked(False)
        self._proof.setVisible(view is not None)
        self.changed.emit()

    def _lay_out(self) -> None:
        self._proof.body.addWidget(label(SAME, tone="text2", wrap=True))
        self._proof.body.addWidget(self.boxes)
        self._proof.body.addWidget(self.same)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(12)
        files = row(self.choose, self.file)
        files.setStretch(1, 1)
        grid.addWidget(label("Berkas undangan", "label"), 0, 0)
        grid.addLayout(files, 1, 0)
        grid.addWidget(self.code_row, 2, 0)
        grid.addWidget(self._proof, 3, 0)
        grid.setRowStretch(4, 1)
        self._proof.hide()
