"""FIRST RUN STEPS: who, passphrase, list of families, the office's paper key; each says what is missing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.domain.passphrase import SHORTEST_PASSPHRASE, advise, holds_passphrase
from pkh_desk.errors import Problem
from pkh_desk.gui.frame.drops import SHEETS
from pkh_desk.gui.opening.unlock import PassphraseEdit
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.widgets.word_boxes import WordBoxes

ROLES = [("pendamping", "Pendamping PKH"), ("kantor", "Kantor Dinas Sosial")]
NAME_OF = {
    "pendamping": ("Nama lengkap Anda", "Seperti di surat tugas."),
    "kantor": ("Nama kantor", "Seperti di kop surat."),
}
ADVICE = "Empat kata yang mudah diingat. Kata sandi tidak disimpan di mana pun."
HINT = "Ditunjukkan bila kata sandi salah. Jangan tulis kata sandinya."
KEY = (
    "Kunci kertas membuka kiriman pendamping bila komputer kantor rusak atau kata sandi terlupa. "
    "Cetak atau simpan sekarang, lalu kunci di lemari: setelah itu kunci dihapus dari komputer ini."
)


OWN_WORDS = "Pendamping yang diundang mencocokkannya lewat telepon. Kata ini bukan rahasia."


class StepView(QWidget):
    """One step. `changed` when `missing()` may say something else, `done` on Enter in its last field."""

    changed = Signal()
    done = Signal()

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.stack = QVBoxLayout(self)
        self.stack.setContentsMargins(0, 0, 0, 0)
        self.stack.setSpacing(12)
        self.stack.addWidget(label(title, "title"))
        self.intro = label(text, tone="text2", wrap=True)
        self.stack.addWidget(self.intro)
        self.stack.addSpacing(6)

    def missing(self) -> str:
        """Say what is still to be done here; empty when it can go on."""
        return ""

    def first(self) -> QWidget | None:
        """Return what gets the focus."""
        return None


class WhoStep(StepView):
    """Role and name. `restore` asks for a backup instead of a new beginning."""

    restore = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Siapa yang memakai komputer ini?", "Dipakai di surat, kiriman, dan riwayat.")
        self.role = Segmented("Peran", ROLES, "pendamping", switch=True)
        self.name = QLineEdit()
        self._pendamping, self._kantor = (
            FormRow(theme, NAME_OF[role][0], entry, hint=NAME_OF[role][1])
            for role, entry in (("pendamping", self.name), ("kantor", QLineEdit()))
        )
        self.office_name = self._kantor.entry
        for entry in (self.name, self.office_name):
            assert isinstance(entry, QLineEdit)
            entry.textChanged.connect(lambda _text: self.changed.emit())
            entry.returnPressed.connect(self.done)
        self.stack.addWidget(label("Peran", "label"))
        self.stack.addWidget(self.role)
        for each in (self._pendamping, self._kantor):
            self.stack.addWidget(each)
        self.from_backup = Button(
            theme, "Punya cadangan dari laptop lama? Pulihkan", "link", on_click=self.restore.emit
        ).make_slim()
        self.stack.addSpacing(6)
        self.stack.addLayout(row(self.from_backup, None))
        self.stack.addStretch(1)
        self.role.changed.connect(lambda _role: self._show_role())
        self._show_role()

    @property
    def typed(self) -> str:
        """The name for the role that is chosen."""
        entry = self.name if self.role.value() == "pendamping" else self.office_name
        assert isinstance(entry, QLineEdit)
        return entry.text().strip()

    def missing(self) -> str:
        """The name."""
        return "" if self.typed else "Isi nama dulu"

    def first(self) -> QWidget:
        """The name."""
        return self.name if self.role.value() == "pendamping" else self.office_name

    def _show_role(self) -> None:
        self._pendamping.setVisible(self.role.value() == "pendamping")
        self._kantor.setVisible(self.role.value() == "kantor")
        self.changed.emit()


class PassphraseStep(StepView):
    """Passphrase twice, with advice on its strength, and a hint. `name` gives its owner's."""

    def __init__(self, theme: Theme, name: Callable[[], str], title: str = "Buat kata sandi") -> None:
        super().__init__(title, "Data keluarga di komputer ini hanya terbuka dengan kata sandi ini.")
        self._name = name
        self.passphrase, self.again = PassphraseEdit(theme), PassphraseEdit(theme)
        self.again.setAccessibleName("Ulangi kata sandi")
        self.hint = QLineEdit()
        self.rows = {
            "passphrase": FormRow(theme, "Kata sandi", self.passphrase, hint=ADVICE),
            "again": FormRow(theme, "Ulangi kata sandi", self.again),
            "hint": FormRow(theme, "Petunjuk bila lupa", self.hint, hint=HINT, optional=True),
        }
        for each in self.rows.values():
            self.stack.addWidget(each)
        self.stack.addStretch(1)
        for entry in (self.passphrase, self.again, self.hint):
            entry.textChanged.connect(lambda _text: self._judge())
            entry.returnPressed.connect(self.done)

    def missing(self) -> str:
        """What the two fields still lack."""
        if len(self.passphrase.text()) < SHORTEST_PASSPHRASE:
            return f"Kata sandi paling sedikit {SHORTEST_PASSPHRASE} huruf"
        if self.again.text() != self.passphrase.text():
            return "Ulangi kata sandi" if not self.again.text() else "Kedua kata sandi tidak sama"
        return "Petunjuk memuat kata sandi" if self._gives_away() else ""

    def first(self) -> QWidget:
        """The passphrase."""
        return self.passphrase

    def _gives_away(self) -> bool:
        return holds_passphrase(self.hint.text(), self.passphrase.text())

    def _judge(self) -> None:
        text, line = self.passphrase.text(), None
        if len(text) >= SHORTEST_PASSPHRASE:
            advice = advise(text, self._name())
            line = Line("ok" if advice.good else "warning", advice.text)
        self.rows["passphrase"].show_line(line)
        gives = Problem("hint", "Jangan tulis kata sandinya di petunjuk.") if self._gives_away() else None
        self.rows["hint"].show_problem(gives if self.hint.text() else None)
        self.changed.emit()


class DataStep(StepView):
    """A list of families to begin with, or none yet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Data KPM", "")
        self.path: Path | None = None
        self.choose = Button(theme, "Pilih berkas", icon="folder", on_click=self._choose)
        self.drop = DropArea(theme, "arrow_import", "Jatuhkan daftar KPM di sini", (self.choose,))
        self.drop.setMinimumHeight(theme.px(150))
        self.drop.dropped.connect(lambda paths: self.take(paths[0]))
        self.chosen = Banner(theme, "", "info", icon="document_table")
        self.later = Button(theme, "Nanti saja, tanpa daftar", "link", on_click=lambda: self.take(None))
        self.stack.addWidget(self.drop)
        self.stack.addWidget(self.chosen)
        self.stack.addLayout(row(self.later, None))
        self.stack.addStretch(1)
        self.take(None)

    def suit(self, role: str) -> None:
        """Say to whom it is said; only a laptop hears from an office."""
        answer = ", atau bersama jawaban kantor" if role == "pendamping" else ""
        self.intro.setText(f"Mulai dari daftar Excel sekarang. Bisa juga nanti{answer}.")

    def take(self, path: Path | None) -> None:
        """Use this list, or none."""
        self.path = path
        self.chosen.show_words(
            f"{path.name} diperiksa setelah ini. Belum ada yang diterapkan." if path else ""
        )
        self.later.setVisible(path is not None)
        self.changed.emit()

    def first(self) -> QWidget:
        """The way to a file."""
        return self.choose

    def _choose(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        endings = " ".join(f"*{ending}" for ending in SHEETS)
        found, _kind = QFileDialog.getOpenFileName(self, "Pilih daftar KPM", folder, f"Daftar ({endings})")
        if found:
            self.take(Path(found))


class KeyStep(StepView):
    """The office's paper key: saved or printed before the work begins. `save` and `print` ask for it."""

    save = Signal()
    print = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Kunci kertas kantor", KEY)
        self.kept = False
        self.to_file = Button(theme, "Simpan PDF", icon="document_pdf", on_click=self.save.emit)
        self.to_paper = Button(theme, "Cetak", icon="print", on_click=self.print.emit)
        self.said, self.boxes = Banner(theme, "", "info"), WordBoxes()
        self.stack.addLayout(row(self.to_paper, self.to_file, None))
        self.stack.addWidget(self.said)
        self.stack.addSpacing(8)
        self.stack.addWidget(label("Empat kata kantor ini", "card"))
        self.stack.addWidget(label(OWN_WORDS, tone="text2", wrap=True))
        self.stack.addWidget(self.boxes)
        self.stack.addStretch(1)

    def missing(self) -> str:
        """The paper."""
        return "" if self.kept else "Cetak atau simpan kunci dulu"

    def first(self) -> QWidget:
        """The paper."""
        return self.to_paper

    def say(self, text: str, *, kept: bool) -> None:
        """Say how keeping it went."""
        self.kept = self.kept or kept
        self.said.show_words(text, "info" if kept else "red")
        self.changed.emit()
