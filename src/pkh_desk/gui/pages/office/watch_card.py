"""WATCH CARD: which folder the office watches, whether it is there, and the choice of another."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from pkh_desk.desk import Desk
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.office.folder_watch import FolderWatch, WatchState
from pkh_desk.gui.sticks import downloads
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import set_state, show_if
from pkh_desk.gui.words.family_words import joined
from pkh_desk.gui.words.moments import say_clock

NONE = "Kiriman baru di folder yang dipilih diambil sendiri selama jendela ini terbuka."


class WatchCard(Card):
    """A line and two buttons; what is chosen counts at once."""

    def __init__(self, shell: Shell, desk: Desk, watch: FolderWatch) -> None:
        super().__init__("Folder kiriman", padding=14, gap=8)
        self._shell, self._desk, self._watch = shell, desk, watch
        self.line = label("", tone="text2", wrap=True)
        self.choose = Button(shell.theme, "Pantau folder…", icon="folder", on_click=self._choose)
        self.stop = Button(
            shell.theme, "Berhenti", "link", on_click=lambda: self._watch_only(None)
        ).make_slim()
        self.body.addWidget(self.line)
        self.body.addLayout(row(self.choose, self.stop, None))
        watch.moved.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Say what is known of the folder now."""
        state = self._watch.state
        said, tone = self._words(state), "amber" if state.trouble or not state.here else "text2"
        if tone == "amber" and said != self.line.text():
            announce(self, said)
        self.line.setText(said)
        set_state(self.line, "tone", tone)
        self.choose.set_text("Ganti folder…" if state.folder else "Pantau folder…")
        show_if(self.stop, state.folder is not None)

    def _words(self, state: WatchState) -> str:
        if state.folder is None:
            return NONE
        name = state.folder.name or str(state.folder)
        if not state.here:
            return f"Folder {name} sedang tidak ada. Diperiksa lagi sendiri begitu terpasang."
        if state.trouble:
            return state.trouble
        looked = f"diperiksa {say_clock(self._desk.local(state.at))}" if state.at else ""
        unread = f"{state.unread} berkas belum selesai disalin" if state.unread else ""
        return joined(name, looked, unread)

    def _watch_only(self, folder: Path | None) -> None:
        """Watch this folder, or none, instead of the one before."""
        watch, before = self._watch, self._watch.state.folder
        watch.choose(folder)
        words = (
            f"Folder {folder.name or folder} dipantau." if folder else "Tidak ada folder yang dipantau lagi."
        )
        if folder != before:
            self._shell.toast(words, lambda: watch.choose(before))

    def _choose(self) -> None:
        begin = self._watch.state.folder or downloads()
        dialog = QFileDialog(self, "Folder tempat kiriman datang", str(begin))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._watch_only(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
