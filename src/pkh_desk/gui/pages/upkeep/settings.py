"""PENGATURAN: look, text size, locking, passphrase, backups, what the program is."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.paper_key import waits_for_paper
from pkh_desk.actions.upkeep.passphrase import change_passphrase
from pkh_desk.actions.upkeep.preferences import LOCK_CHOICES, Preferences, keep_preferences, preferences
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, UserError
from pkh_desk.gui.jobs import Job, Phases
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.office.paper_key import PaperKeyCard, PaperKeyPage
from pkh_desk.gui.pages.upkeep.clerks_card import ClerksCard
from pkh_desk.gui.pages.upkeep.settings_cards import BackupsCard, PassphraseForm, about_card
from pkh_desk.gui.pages.upkeep.settings_office import LimitsCard, OfficeCard
from pkh_desk.gui.paper.paper_doors import open_margin_page
from pkh_desk.gui.style.look import LARGEST, SMALLEST
from pkh_desk.gui.style.theme import CHOICES
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.views.upkeep.backups import BackupView, backups

WIDEST = 760
STOPPED = "Cadangan dibatalkan. Tidak ada berkas yang ditinggalkan."
MARGINS = (
    "Cetak halaman uji sekali untuk tiap printer. Penggaris di halaman itu menunjukkan apakah surat keluar "
    "utuh dan dengan ukuran yang benar, di F4 dan A4."
)


class SettingsPage(Page):
    """Everything is kept as soon as it is chosen; there is nothing to save."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Pengaturan")
        self.desk = desk
        self._job: Job | None = None
        theme = shell.theme
        self.look = Segmented("Warna", list(CHOICES.items()), theme.choice)
        self.look.changed.connect(theme.choose)
        self.percent = label("", "strong")
        self.smaller = IconButton(theme, "zoom_out", "Kecilkan tulisan", key="Ctrl+-", on_click=theme.smaller)
        self.bigger = IconButton(theme, "zoom_in", "Besarkan tulisan", key="Ctrl++", on_click=theme.bigger)
        self.usual = Button(theme, "Kembali ke 100%", "link", on_click=lambda: theme.resize(100)).make_slim()
        minutes = [(str(each), f"{each} menit diam") for each in LOCK_CHOICES]
        self.minutes = Combo(theme, "Terkunci otomatis setelah", minutes)
        self.minutes.currentIndexChanged.connect(lambda _index: self._keep_minutes())
        self.test_page = Button(
            theme, "Halaman uji printer", icon="print", on_click=lambda: open_margin_page(shell, desk)
        )
        self.passphrase = PassphraseForm(theme)
        self.passphrase.submitted.connect(self._change_passphrase)
        self.backups = BackupsCard(theme, desk.local, lambda: desk.local(desk.now()))
        self.backups.make.connect(lambda: self.back_up_to(None))
        self.backups.make_elsewhere.connect(self._choose_folder)
        self.backups.progress.cancelled.connect(self._stop_backup)
        self.paper_key = PaperKeyCard(shell)
        self.paper_key.asked.connect(lambda: shell.open_page(PaperKeyPage(shell, desk)))
        self.office = OfficeCard(shell, desk)
        self.clerks = ClerksCard(shell, desk) if desk.is_office else None
        self.limits = None if desk.is_office else LimitsCard(shell, desk)
        self._of_office = [card for card in (self.clerks, self.office, self.limits) if card is not None]
        self._lay_out()
        theme.changed.connect(self._show_look)
        self._show_look()

    def entered(self) -> None:
        """Read what is kept."""
        desk = self.desk
        for card in self._of_office:
            card.read()
        self.shell.jobs.read(
            lambda: (preferences(desk), backups(desk)), then=self._show, owner=self, replaces="settings"
        )
        if desk.is_office:
            self.shell.jobs.read(
                lambda: waits_for_paper(desk),
                then=self.paper_key.setVisible,
                owner=self,
                replaces="paper key",
            )

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; a backup may have been made."""
        self.entered()

    def panes(self) -> Sequence[QWidget]:
        """The cards, one after the other."""
        return (self._whole,)

    def first_focus(self) -> QWidget | None:
        """The first choice."""
        return self.look.buttons[self.theme.choice]

    def back_up_to(self, folder: Path | None) -> None:
        """Make a backup in the desk's own folder, or in another one."""
        desk = self.desk
        self.backups.say_failed("")
        self.backups.show_busy(True)

        def run(progress: Phases) -> object:
            return back_up(desk, folder, progress=progress)

        self._job = self.shell.jobs.read(
            run,
            then=lambda _made: self._backed_up(folder),
            failed=self._not_backed_up,
            progress=self.backups.progress.show_progress,
            owner=self,
        )

    def _show(self, kept: tuple[Preferences, Sequence[BackupView]]) -> None:
        liked, listed = kept
        self.minutes.blockSignals(True)
        self.minutes.set_value(str(liked.lock_minutes))
        self.minutes.blockSignals(False)
        self.backups.show_rows(listed)

    def _show_look(self) -> None:
        theme = self.theme
        self.look.set_value(theme.choice)
        self.percent.setText(f"{theme.percent}%")
        self.percent.setAccessibleName(f"Ukuran tulisan {theme.percent} persen")
        self.smaller.setEnabled(theme.percent > SMALLEST)
        self.bigger.setEnabled(theme.percent < LARGEST)
        self.usual.setVisible(theme.percent != 100)
        self._inside.setMaximumWidth(theme.px(WIDEST))

    def _keep_minutes(self) -> None:
        desk, minutes = self.desk, int(self.minutes.value())
        self.shell.jobs.write(
            lambda: keep_preferences(desk, lock_minutes=minutes), failed=self._say, owner=self
        )

    def _change_passphrase(self, old: str, new: str) -> None:
        desk = self.desk

        def changed(_nothing: object) -> None:
            self.passphrase.accept()
            self.shell.toast("Kata sandi sudah diganti. Yang lama tidak berlaku lagi.")

        self.shell.jobs.write(
            lambda: change_passphrase(desk, old, new),
            then=changed,
            failed=self.passphrase.refuse,
            owner=self,
        )

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "Pilih USB atau folder untuk cadangan")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.back_up_to(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _stop_backup(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _backed_up(self, folder: Path | None) -> None:
        self.backups.show_busy(False)
        where = f" di {folder.name or folder}" if folder else ""
        self.shell.toast(f"Cadangan dibuat{where} dan sudah diperiksa.")
        self.entered()

    def _not_backed_up(self, error: UserError) -> None:
        self.backups.show_busy(False)
        stopped = isinstance(error, Cancelled)
        self.backups.say_failed(STOPPED if stopped else str(error), "note" if stopped else "red")

    def _say(self, error: UserError) -> None:
        self.shell.toast(str(error), icon="error_circle")

    def _open_licences(self) -> None:
        from pkh_desk.gui.pages.upkeep.licences import LicencesPage

        self.shell.open_page(LicencesPage(self.shell))

    def _lay_out(self) -> None:
        theme = self.theme
        look = Card("Tampilan", padding=16, gap=10)
        look.body.addLayout(row(_named(theme.px(190), "Warna"), self.look, None))
        size = row(
            _named(theme.px(190), "Ukuran tulisan"), self.smaller, self.percent, self.bigger, self.usual, None
        )
        look.body.addLayout(size)
        lock = Card("Keamanan", padding=16, gap=10)
        self.minutes.setMinimumWidth(theme.px(170))
        lock.body.addLayout(row(_named(theme.px(190), "Terkunci otomatis setelah"), self.minutes, None))
        self._inside = QWidget()
        stack = QVBoxLayout(self._inside)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(14)
        paper = Card("Printer dan kertas", padding=16, gap=10)
        paper.body.addWidget(label(MARGINS, tone="text2", wrap=True))
        paper.body.addLayout(row(self.test_page, None))
        about = about_card(Button(theme, "Baca semua lisensi", on_click=self._open_licences))
        cards = (self.paper_key, look, lock, paper, self.passphrase, *self._of_office, self.backups, about)
        for card in cards:
            stack.addWidget(card)
        stack.addStretch()
        self._whole = ScrollBody(margins=(24, 16, 20, 16))
        self._whole.setAccessibleName("Pengaturan")
        self._whole.add_narrow(self._inside, theme.px(WIDEST))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)


def _named(width: int, words: str) -> QWidget:
    name = label(words, "label")
    name.setMinimumWidth(width)
    return name
