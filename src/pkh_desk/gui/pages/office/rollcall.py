"""PRESENSI: who has not sent, which files never arrived, what waits, and what each laptop told of itself."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.chips import Chips
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.gui.words.moments import say_near_day
from pkh_desk.views.exchange.rollcall import RollCall, RollCallRow, roll_call, roll_call_report, say_numbers
from pkh_desk.views.office.report import Report

ALL, SILENT = "semua", "belum"
CHIPS = [(SILENT, "Belum mengirim"), (ALL, "Semua laptop")]


class RollCallPage(Page):
    """Opens on those that are silent, if there are any; `show_laptop(desk_id)` leads to one."""

    def __init__(self, shell: Shell, desk: Desk, show_laptop: Callable[[str], object]) -> None:
        super().__init__(shell, "Presensi")
        self.desk = desk
        self.call: RollCall | None = None
        theme = shell.theme
        self.chips = Chips(CHIPS)
        self.chips.picked.connect(lambda _chip: self._show_rows())
        self.print = Button(theme, "Cetak daftar", "primary", icon="print", on_click=self._print)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print.click)
        self.export = ExportBar(
            shell, desk, lambda: self._report().sheet, kind="ghost", report_of=lambda: self._report()
        )
        self.table: RowTable[RollCallRow] = RowTable(
            theme, "Presensi laptop", self._columns(), self._spoken, row_id=lambda one: one.desk_id, tall=True
        )
        self.table.opened.connect(lambda one: show_laptop(one.desk_id))
        self.count = label("", "caption", "text2", wrap=True)
        self.empty = EmptyState(
            theme, "checkmark_circle", "Semua laptop mengirim", "Tidak ada yang perlu dikejar.", tone="green"
        )
        self._lay_out()
        self._ready(False)

    def panes(self) -> Sequence[QWidget]:
        """Choices, and the table."""
        return (self._tools, self.table)

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def exporter(self) -> Callable[[], object] | None:
        """The list, once it is there."""
        return self.export.open_bar if self.call else None

    def escape(self) -> None:
        """Close the export."""
        self.export.close_bar()

    def set_width_class(self, width: str) -> None:
        """A narrow window leaves out what is told of backup and program; the files have it."""
        left_out = {FULL: (), STACKED: ("Program", "Cadangan")}.get(width, ("Program",))
        for at, column in enumerate(self.table.columns):
            self.table.setColumnHidden(at, column.title in left_out)

    def entered(self) -> None:
        """Call the roll."""
        desk = self.desk
        self.shell.jobs.read(lambda: roll_call(desk), then=self._show, owner=self, replaces="rollcall")

    def data_moved(self, tables: frozenset[str]) -> None:
        """Call it again; the filter stays."""
        self.entered()

    def show_silent(self) -> None:
        """Show those that have not sent."""
        self.chips.pick(SILENT)
        self._show_rows()

    def _show(self, call: RollCall) -> None:
        first, self.call = self.call is None, call
        self.chips.set_counts({SILENT: len(call.silent), ALL: len(call.rows)})
        if first:
            self.chips.pick(SILENT if call.silent else ALL)
        self._ready(True)
        self._show_rows()

    def _show_rows(self) -> None:
        if self.call is None:
            return
        rows = self._report().rows
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.count.setText(joined(f"Batas belum mengirim {self.call.limit} hari", *_told(rows)))
        self.export.refresh()

    def _report(self) -> Report[RollCallRow]:
        assert self.call is not None
        return roll_call_report(self.call, only_silent=self.chips.value() == SILENT)

    def _ready(self, ready: bool) -> None:
        self.export.button.setEnabled(ready)
        self.print.setEnabled(ready)

    def _print(self) -> None:
        # What draws paper is imported by whoever prints.
        from pkh_desk.gui.paper.report_print import print_report

        print_report(self.shell, self.desk, self._report())

    def _columns(self) -> list[RowColumn[RollCallRow]]:
        def day(on: object) -> str:
            return say_near_day(on, self.desk.today()) if on else ""  # type: ignore[arg-type]

        return [
            RowColumn("Pendamping", _name_cell),
            RowColumn("Kiriman terakhir", lambda one: _sent_cell(one, day(one.sent_on)), 150),
            RowColumn(
                "Tidak sampai",
                lambda one: Cell(_missed(one), "amber", below=f"{one.photos} foto" if one.photos else ""),
                116,
            ),
            RowColumn(
                "Menunggu di kantor",
                lambda one: Cell(
                    str(one.waiting) if one.waiting else "",
                    below=f"sejak {day(one.waits_since)}" if one.waits_since else "",
                ),
                140,
            ),
            RowColumn("Cadangan", lambda one: Cell(day(one.backup_on) or "belum ada kabar", "text2"), 130),
            RowColumn("Program", lambda one: Cell(one.app or "belum ada kabar", "text2"), 120),
        ]

    def _spoken(self, one: RollCallRow) -> str:
        words = [said_name(one.name), f"{one.days} hari sejak kiriman terakhir"]
        if one.missing:
            words.append(f"tidak sampai nomor {say_numbers(one.missing)}")
        if one.photos:
            words.append(f"{one.photos} foto belum sampai")
        if one.waiting:
            words.append(f"{one.waiting} menunggu di kantor")
        return ", ".join(words)

    def _lay_out(self) -> None:
        self._tools = QFrame()
        self._tools.setProperty("kind", "bar")
        self._tools.setProperty("rule", "below")
        self._tools.setAccessibleName("Saring presensi")
        line = row()
        line.setContentsMargins(20, 9, 14, 9)
        line.addWidget(self.chips, 1)
        line.addWidget(self.export.button)
        line.addWidget(self.print)
        self._tools.setLayout(line)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(24, 8, 20, 8)
        inside.addWidget(self.count)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._tools)
        stack.addWidget(self.export)
        stack.addWidget(self.table, 1)
        stack.addWidget(self.empty, 1)
        stack.addWidget(foot)
        self.empty.hide()


def _name_cell(one: RollCallRow) -> Cell:
    return Cell(said_name(one.name), bold=True, below=joined(one.code, f"{one.families} keluarga", one.phone))


def _missed(one: RollCallRow) -> str:
    """Say which numbers never came; the latest, where they are many."""
    return f"#{say_numbers(one.missing)}" if one.missing else ""


def _told(rows: Sequence[RollCallRow]) -> list[str]:
    """Say what comes by itself of what these laptops sent and the office lacks."""
    lost, photos = sum(bool(one.missing) for one in rows), sum(bool(one.photos) for one in rows)
    said = []
    if lost:
        said.append(f"{lost} laptop dengan kiriman yang tidak sampai; isinya ikut di kiriman berikutnya")
    if photos:
        said.append(f"{photos} laptop dengan foto yang belum sampai; diminta lagi oleh jawaban kantor")
    return said


def _sent_cell(one: RollCallRow, day: str) -> Cell:
    below = joined(f"{one.days} hari lalu" if one.days else "", f"#{one.sequence}" if one.sequence else "")
    if one.silent:
        return Cell(day or "belum pernah", "amber", bold=True, icon="clock", icon_use="amber", below=below)
    return Cell(day, below=below)
