"""SIKS-NG: what changed since a day, for the operator who types it: filtered, exported, marked as typed."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from pkh_desk.actions.office.typing import mark_typed
from pkh_desk.desk import Desk
from pkh_desk.domain.people.nik import mask
from pkh_desk.domain.text import dots, fold
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.office.tick_table import TickTable
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.views.office.typing import KINDS, TypingRow, typing_rows, typing_sheet

EVERY = "Semua"
"""The name of the choice stands above it."""


class TypingPage(Page):
    """Changes by kind, kecamatan, desa and family; what is ticked, or all that is shown, is marked."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Perubahan untuk SIKS-NG")
        self.desk = desk
        self._rows: Sequence[TypingRow] = ()
        self._known = False
        theme, today = shell.theme, desk.today()
        self.since = DateRow(theme, "Sejak", today, past=True)
        self.since.set_day(today.replace(day=1))
        self.until = DateRow(theme, "Sampai", today, past=True, required=False)
        self.kind = Combo(theme, "Jenis perubahan", [("", EVERY), *KINDS.items()]).make_narrow()
        self.kecamatan = Combo(theme, "Kecamatan", [("", EVERY)]).make_narrow()
        self.pendamping = Combo(theme, "Pendamping", [("", EVERY)]).make_narrow()
        self.imports = CheckBox(theme, "Juga dari daftar yang diimpor")
        self.table: TickTable[TypingRow] = TickTable(
            theme, "Perubahan yang belum diketik", _columns(), lambda one: one.key, _spoken
        )
        self.every = Button(theme, "Tandai semua", "link", on_click=self.table.tick_all).make_slim()
        self.count = label("", "caption", "text2")
        self.export = ExportBar(shell, desk, lambda: typing_sheet(self.chosen()))
        self.typed = Button(theme, "Sudah diketik", "primary", icon="checkmark", on_click=self._mark)
        self.empty = EmptyState(
            theme,
            "document_table",
            "Tidak ada yang perlu diketik",
            "Perubahan data keluarga sejak tanggal ini muncul di sini, dengan nilai lama dan baru.",
            tone="gray",
        )
        self._lay_out()
        self._connect()

    def chosen(self) -> list[TypingRow]:
        """Return the ticked changes, all that are shown if none is."""
        keys = set(self.table.chosen_keys())
        return [one for one in self.table.rows if not keys or one.key in keys]

    def panes(self) -> Sequence[QWidget]:
        """Tools, and the list."""
        return (self._tools, self._body) if self.table.rows else (self._tools, self.empty)

    def first_focus(self) -> QWidget | None:
        """The table, else the day."""
        return self.table if self.table.rows else self.since.field

    def exporter(self) -> Callable[[], object]:
        """The list."""
        return self.export.open_bar

    def escape(self) -> None:
        """Close the export."""
        self.export.close_bar()

    def set_width_class(self, width: str) -> None:
        """In a narrow window the last choice stands below the others."""
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(below if width == STACKED else beside)
        for combo in (self.kecamatan, self.pendamping):
            combo.make_narrow(12 if width == FULL else 8)

    def entered(self) -> None:
        """Read what changed."""
        since, until = self.since.value(), self.until.value()
        if since is not None:
            self._read(since, until)

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read it again; ticks stay."""
        self.entered()

    def _read(self, since: date, until: date | None) -> None:
        desk, imports = self.desk, self.imports.isChecked()
        self.shell.jobs.read(
            lambda: typing_rows(desk, since, until, imports), then=self._show, owner=self, replaces="typing"
        )

    def _show(self, rows: Sequence[TypingRow]) -> None:
        first, self._known = not self._known, True
        self._rows = rows
        for combo, name in ((self.kecamatan, "kecamatan"), (self.pendamping, "pendamping")):
            found = sorted({getattr(one, name) for one in rows} - {""}, key=fold)
            combo.set_options([("", EVERY), *((each, said_name(each)) for each in found)], combo.value())
        self._filter()
        if first and self.isVisible() and self.table.rows:
            self.table.setFocus()

    def _filter(self) -> None:
        kind, kecamatan, pendamping = self.kind.value(), self.kecamatan.value(), self.pendamping.value()
        shown = [
            one
            for one in self._rows
            if kind in ("", one.kind)
            and kecamatan in ("", one.kecamatan)
            and pendamping in ("", one.pendamping)
        ]
        self.table.show_ticked(shown)
        self._body.setVisible(bool(shown))
        self.empty.setVisible(self._known and not shown)
        self.export.refresh()

    def _judge(self) -> None:
        count, total = len(self.table.ticked), len(self.table.rows)
        families = len({one.household_id for one in self.table.rows})
        self.count.setText(f"{dots(total)} perubahan pada {dots(families)} keluarga, {count} ditandai")
        self.every.set_text("Hapus tanda" if count and count == total else "Tandai semua")
        self.typed.set_text(f"{dots(count)} sudah diketik" if count else "Semua sudah diketik")

    def _mark(self) -> None:
        """Mark what is ticked, or all that is shown, as typed."""
        desk, rows = self.desk, self.chosen()
        if not rows:
            return
        self.table.ticked = set()
        self.shell.jobs.write(
            lambda: mark_typed(desk, rows),
            then=lambda count: self.shell.toast(
                f"{dots(count)} perubahan tercatat sudah diketik.", lambda: self._unmark(rows)
            ),
            failed=lambda error: self.shell.toast(str(error), icon="error_circle"),
        )

    def _unmark(self, rows: Sequence[TypingRow]) -> None:
        desk = self.desk
        self.shell.jobs.write(lambda: mark_typed(desk, rows, typed=False))

    def _connect(self) -> None:
        for day in (self.since, self.until):
            day.changed.connect(self.entered)
        self.imports.toggled.connect(lambda _on: self.entered())
        for combo in (self.kind, self.kecamatan, self.pendamping):
            combo.currentIndexChanged.connect(lambda _at: self._filter())
        self.table.ticks_changed.connect(self._judge)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._mark)

    def _lay_out(self) -> None:
        theme = self.theme
        self._tools = QFrame()
        self._tools.setAccessibleName("Saring perubahan")
        self._tools.setProperty("kind", "bar")
        self._tools.setProperty("rule", "below")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._tools)
        self._line.setContentsMargins(20, 8, 20, 10)
        line = row(gap=12)
        choices = (("Jenis", self.kind), ("Kecamatan", self.kecamatan), ("Pendamping", self.pendamping))
        for part in (self.since, self.until, *(FormRow(theme, name, combo) for name, combo in choices)):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch()
        self._line.addLayout(line, 1)
        self._line.addWidget(self.imports, 0, Qt.AlignmentFlag.AlignVCenter)
        self._body, foot = QWidget(), QFrame()
        self._body.setAccessibleName("Perubahan")
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        tools = row(self.count, self.every, None, self.export.button, self.typed, gap=12)
        tools.setContentsMargins(16, 6, 12, 6)
        foot.setLayout(tools)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.export)
        body.addWidget(self.table, 1)
        body.addWidget(foot)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._tools)
        stack.addWidget(self._body, 1)
        stack.addWidget(self.empty, 1)
        self._body.hide()
        self.empty.hide()


def _columns() -> list[RowColumn[TypingRow]]:
    return [
        RowColumn("Keluarga", lambda one: Cell(said_name(one.name), bold=True, below=_place(one))),
        RowColumn("Jenis", lambda one: Cell(KINDS[one.kind], "text2"), 134),
        RowColumn("Isian", lambda one: Cell(one.label, below=said_name(one.person)), 164),
        RowColumn("Lama", lambda one: Cell(_shown(one, one.old), "text2")),
        RowColumn("Baru", lambda one: Cell(_shown(one, one.new), bold=True)),
    ]


def _place(one: TypingRow) -> str:
    return joined(one.desa, one.kecamatan)


def _shown(one: TypingRow, value: str) -> str:
    return mask(value) if one.number else value


def _spoken(one: TypingRow) -> str:
    change = (
        f"{one.label}, dari {_shown(one, one.old) or 'kosong'} menjadi {_shown(one, one.new) or 'kosong'}"
    )
    return ", ".join(part for part in (said_name(one.name), one.desa, one.person, change) if part)
