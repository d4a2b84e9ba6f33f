"""SENDING HISTORY: each file that was made, how far it came, and the fate of each catatan."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from pkh_desk.domain.vocabulary import FATE
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.tab_strip import INSET, TabStrip
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.gui.words.sending_words import (
    FATE_LOOKS,
    STEPS,
    kind_icon,
    kind_words,
    say_content,
    say_names,
    say_result,
)
from pkh_desk.views.exchange.sending import ANSWERED, MADE, RecordFate, SentFile

FILES, RECORDS = "kiriman", "catatan"
NOTHING = "Kiriman pertama akan muncul di sini, dan sampai mana jalannya."
BACK = ("dikembalikan", "ditolak")


class SendingHistory(Card):
    """`handed_over(sequence)` marks a sending, `again(sequence)` asks for it once more, `open_family(id)`
    leads to the family of a catatan, `mend(family, visit)` to the form of a visit that came back."""

    handed_over = Signal(int)
    again = Signal(int)
    open_family = Signal(str)
    mend = Signal(str, str)

    def __init__(self, theme: Theme, local: Callable[[int], datetime], now: Callable[[], datetime]) -> None:
        super().__init__(padding=1, gap=0)
        self.setAccessibleName("Riwayat kiriman")
        self._local, self._now = local, now
        self.tabs = TabStrip(theme, [(FILES, "Riwayat kiriman"), (RECORDS, "Keadaan catatan")])
        self.mark = Button(theme, "Tandai diserahkan", "link", icon="checkmark", on_click=self._mark)
        self.resend = Button(theme, "", "link", icon="arrow_sync", on_click=self._resend)
        self.names = label("", "caption", "text2", wrap=True)
        self.open = Button(theme, "Buka keluarga", "link", icon="people", on_click=self._open)
        self.files: RowTable[SentFile] = RowTable(theme, "Kiriman", self._file_columns(), self._spoken_file)
        self.records: RowTable[RecordFate] = RowTable(
            theme, "Catatan", self._record_columns(), self._spoken_record
        )
        self._body = QStackedWidget()
        self._empty = EmptyState(theme, "arrow_upload", "Belum ada kiriman", NOTHING, tone="gray")
        for part in (self.files, self.records, self._empty):
            part.setMinimumHeight(theme.px(190))
            self._body.addWidget(part)
        head = row(self.tabs, None, self.mark, self.resend, self.open, gap=12)
        head.setContentsMargins(16 - INSET, 6, 16, 0)
        self.body.addLayout(head)
        self.body.addWidget(self._body, 1)
        foot = row(self.names)
        foot.setContentsMargins(16, 4, 16, 8)
        self.body.addLayout(foot)
        self.tabs.picked.connect(lambda _key: self._show_tools())
        self.files.chosen.connect(lambda _row: self._show_tools())
        self.records.chosen.connect(lambda _row: self._show_tools())
        self.files.opened.connect(lambda _row: self._mark())
        self.records.opened.connect(lambda _row: self._open())

    def show_rows(self, files: list[SentFile], records: list[RecordFate]) -> None:
        """Show other files and catatan; what was selected stays so."""
        if list(self.files.rows) != files:
            self.files.show_rows(files)
        if list(self.records.rows) != records:
            self.records.show_rows(records)
        back = sum(record.fate in BACK for record in records)
        self.tabs.set_counts({FILES: str(len(files) or ""), RECORDS: f"{back} kembali" if back else ""})
        self._show_tools()

    def _show_tools(self) -> None:
        records = self.tabs.key() == RECORDS
        shown: QWidget = self.records if records else self.files
        self._body.setCurrentWidget(shown if records or self.files.rows else self._empty)
        file, record = self.files.current, self.records.current
        show_if(self.mark, not records and file is not None and file.step == MADE)
        show_if(self.resend, not records and file is not None)
        show_if(self.names, not records and file is not None)
        if file is not None:
            self.resend.set_text(f"Kirim lagi #{file.sequence}…")
            self.names.setText(say_names(file))
        mends = record is not None and _can_be_mended(record)
        self.open.set_text("Perbaiki kunjungan" if mends else "Buka keluarga")
        show_if(self.open, records and record is not None and bool(record.household_id))

    def _mark(self) -> None:
        file = self.files.current
        if file is not None and file.step == MADE:
            self.handed_over.emit(file.sequence)

    def _resend(self) -> None:
        file = self.files.current
        if file is not None:
            self.again.emit(file.sequence)

    def _open(self) -> None:
        record = self.records.current
        if record is None or not record.household_id:
            return
        if _can_be_mended(record):
            self.mend.emit(record.household_id, record.subject_id)
        else:
            self.open_family.emit(record.household_id)

    def _when(self, instant: int) -> str:
        return say_moment(self._local(instant), self._now())

    def _result(self, file: SentFile) -> Cell:
        waits = file.step not in (ANSWERED, MADE)
        words = say_result(file, self._local(file.made_at), self._now())
        returned = any(file.fates.get(fate) for fate in BACK)
        return Cell(words, "red" if returned else "amber" if waits or file.lacking else "text")

    def _file_columns(self) -> list[RowColumn[SentFile]]:
        return [
            RowColumn("Kiriman", lambda file: Cell(f"#{file.sequence}", bold=True), 76),
            RowColumn("Dibuat", lambda file: Cell(self._when(file.made_at)), 124),
            RowColumn("Isi", lambda file: Cell(say_content(file.records, file.photos)), 160),
            RowColumn("Lewat", lambda file: Cell(file.way or "–", "text2"), 140),
            RowColumn("Keadaan", lambda file: Cell(STEPS[file.step], pips=(file.step, ANSWERED)), 180),
            RowColumn("Hasil", self._result),
        ]

    def _record_columns(self) -> list[RowColumn[RecordFate]]:
        def fate(record: RecordFate) -> Cell:
            icon, use = FATE_LOOKS[record.fate]
            return Cell(FATE[record.fate], icon=icon, icon_use=use, filled=True)

        return [
            RowColumn(
                "Catatan", lambda record: Cell(kind_words(record.kind), icon=kind_icon(record.kind)), 190
            ),
            RowColumn("Keluarga", lambda record: Cell(said_name(record.family), bold=True), 200),
            RowColumn("Ditulis", lambda record: Cell(self._when(record.at)), 130),
            RowColumn("Keadaan", fate, 200),
            RowColumn("Keterangan kantor", lambda record: Cell(record.reason, "text2")),
        ]

    def _spoken_file(self, file: SentFile) -> str:
        content = say_content(file.records, file.photos)
        parts = (f"Kiriman {file.sequence}", self._when(file.made_at), content, file.way)
        return ", ".join(part for part in (*parts, STEPS[file.step], self._result(file).text) if part)

    def _spoken_record(self, record: RecordFate) -> str:
        parts = (kind_words(record.kind), said_name(record.family), FATE[record.fate], record.reason)
        return ", ".join(part for part in parts if part)


def _can_be_mended(record: RecordFate) -> bool:
    """Tell whether a catatan is a visit that waits for its author."""
    return record.kind == "visit" and record.fate in BACK
