"""JOIN CARD: how a laptop that works alone joins an office."""

from pathlib import Path

from PySide6.QtCore import Signal

from pkh_desk.actions.exchange.enrol import join
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.forms.join import JoinForm
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.label import label

ALONE = (
    "Tanpa kantor pun semua bisa dikerjakan. Setelah bergabung, catatan yang sudah ada ikut dikirim. "
    "Kantor memberi Anda berkas undangan, dan kodenya lewat telepon."
)
WIDTH = 760


class JoinCard(Card):
    """Takes an invitation; `joined` once it was used."""

    joined = Signal()

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__("Gabung ke kantor", padding=18, gap=10)
        self._shell, self._desk = shell, desk
        theme = shell.theme
        self.form = JoinForm(theme, shell.jobs, desk.now, desk.local)
        self.join = Button(theme, "Gabung ke kantor", "primary", on_click=self._join)
        self.missing, self.refused = label("", "caption"), Banner(theme, "", "red")
        for part in (label(ALONE, tone="text2", wrap=True), self.form, self.refused):
            self.body.addWidget(part)
        self.body.addLayout(row(self.join, self.missing, None, gap=12))
        self.form.changed.connect(self._show_missing)
        self._show_missing()

    def take(self, path: Path) -> None:
        """Use this invitation."""
        self.form.take(path)
        self.form.code.setFocus()

    def _join(self) -> None:
        desk, path, code = self._desk, self.form.path, self.form.code.text()
        assert path is not None
        self.join.setEnabled(False)
        self._shell.jobs.write(
            lambda: join(desk, path, code),
            then=self._was_joined,
            failed=self._not_joined,
            owner=self,
        )

    def _was_joined(self, _words: str) -> None:
        self.joined.emit()
        self._shell.toast("Undangan dipakai. Kirim permintaan Anda ke kantor.")

    def _not_joined(self, error: UserError) -> None:
        self._show_missing()
        self.refused.show_words(str(error), "red")

    def _show_missing(self) -> None:
        missing = self.form.missing()
        self.missing.setText(missing)
        self.join.setEnabled(not missing)
        self.refused.show_words("", "red")
