"""PEMBAGIAN WILAYAH: families dealt out to pendamping by desa, group or list, seen before it is done."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.exchange.reassign import distribute
from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots, fold
from pkh_desk.errors import Cancelled, UserError
from pkh_desk.gui.jobs import Job, Progress
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.pages.lists.roster import RosterPage
from pkh_desk.gui.pages.office.outlook import OutlookPanel, say_owner, say_owners
from pkh_desk.gui.pages.office.tick_table import TickTable
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.lists.distribution import (
    DESA,
    GROUP,
    District,
    Part,
    district,
    outlook,
    shares_of,
)

PANEL_WIDTH = 372
NOBODY, KEEP = "Pilih pendamping", "batal"
CANCELLED = "Pembagian dibatalkan. Tidak ada yang berubah."


class DistributionPage(Page):
    """A plan (part -> pendamping) that is kept until it is applied; the table shows what it does."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Pembagian wilayah")
        self.desk = desk
        self.plan: dict[str, str] = {}
        self._found = District((), (), {}, {})
        self._known = False
        self._job: Job | None = None
        theme = shell.theme
        self.by = Segmented("Bagi menurut", [(DESA, "Desa"), (GROUP, "Kelompok")], DESA, switch=True)
        self.filter = FilterEdit(theme, "Saring desa, pendamping…", "Saring wilayah")
        self.free = CheckBox(theme, "Hanya yang belum punya pendamping")
        self.from_list = Button(theme, "Dari daftar…", icon="arrow_import", on_click=self._open_list)
        self.table: TickTable[Part] = TickTable(
            theme, "Wilayah", self._part_columns(), lambda part: part.key, self._say_part
        )
        self.every = Button(theme, "Tandai semua", "link", on_click=self.table.tick_all).make_slim()
        self.count = label("", "caption", "text2")
        self.to = Combo(theme, "Pendamping untuk yang ditandai", [("", NOBODY)])
        self.assign = Button(theme, "Tetapkan", "outline", on_click=self._assign)
        self.panel = OutlookPanel(theme)
        self.empty = EmptyState(
            theme,
            "people_community",
            "Belum ada keluarga untuk dibagi",
            "Impor daftar KPM se-kabupaten lebih dulu, lalu bagikan di sini.",
            (Button(theme, "Impor daftar", "primary", icon="arrow_import", on_click=self._open_list),),
        )
        self._lay_out()
        self._connect()
        self._show_plan()

    def panes(self) -> Sequence[QWidget]:
        """Tools, parts, and what would become of them."""
        return (self._tools, self._left, self.panel) if self._found.parts else (self._tools, self.empty)

    def first_focus(self) -> QWidget | None:
        """The table, to tick."""
        return self.table if self._found.parts else self.filter

    def filter_field(self) -> QWidget | None:
        """The filter."""
        return self.filter

    def escape(self) -> None:
        """Clear the filter."""
        self.filter.clear()

    def set_width_class(self, width: str) -> None:
        """A narrow window gives the panel less."""
        narrow = width == STACKED
        self.panel.setFixedWidth(self.theme.px(PANEL_WIDTH * (0.8 if narrow else 1)))
        self.panel.set_narrow(narrow)

    def entered(self) -> None:
        """Read whose the families are."""
        desk, by = self.desk, self.by.value()
        self.shell.jobs.read(lambda: district(desk, by), then=self._show, owner=self, replaces="district")

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read it again; the plan stays."""
        self.entered()

    # --- the plan

    def _show(self, found: District) -> None:
        first, self._known = not self._known, True
        self._found = found
        keys = {part.key for part in found.parts}
        self.plan = {key: petugas for key, petugas in self.plan.items() if key in keys}
        options = [
            (one.petugas_id, f"{said_name(one.name)} · {dots(one.families)}") for one in found.receivers
        ]
        self.to.set_options([("", NOBODY), *options, (KEEP, "Tidak dibagi (hapus rencana)")], self.to.value())
        self._show_parts()
        self._show_plan()
        for part in (self._left, self.panel):
            show_if(part, bool(found.parts))
        show_if(self.empty, not found.parts)
        if first and self.isVisible() and found.parts:
            self.table.setFocus()

    def _show_parts(self) -> None:
        words = fold(self.filter.text()).split()
        free, names = self.free.isChecked(), self._found.names
        parts = []
        for part in self._found.parts:
            owners = " ".join(names.get(owner, "") for owner, _ in part.owners)
            key = fold(f"{part.name} {part.place} {owners}")
            if (part.free or not free) and all(word in key for word in words):
                parts.append(part)
        self.table.show_ticked(parts)

    def _show_plan(self) -> None:
        self.panel.show_outlook(outlook(self._found, self.plan, self.free.isChecked()), self._found.names)
        self.table.viewport().update()
        self._judge()

    def _judge(self) -> None:
        count, total = len(self.table.ticked), len(self.table.rows)
        self.count.setText(f"{count} dari {total} ditandai")
        self.every.set_text("Hapus tanda" if count and count == total else "Tandai semua")
        self.assign.setEnabled(bool(count and self.to.value()) and self._job is None)

    def _assign(self) -> None:
        """Plan the ticked parts for the pendamping who is chosen."""
        for key in self.table.chosen_keys():
            if self.to.value() == KEEP:
                self.plan.pop(key, None)
            else:
                self.plan[key] = self.to.value()
        self.table.tick(set())
        self._show_plan()

    def _switched(self) -> None:
        self.plan, self.table.ticked = {}, set()
        self.entered()

    def _filter_free(self) -> None:
        self._show_parts()
        self._show_plan()

    # --- doing it

    def _apply(self) -> None:
        if not self.panel.apply.isEnabled():
            return
        desk, by, plan, free = self.desk, self.by.value(), dict(self.plan), self.free.isChecked()
        note, shell = self.panel.note.text(), self.shell

        def run(progress: Progress) -> int:
            return distribute(desk, shares_of(desk, by, plan, free), note, progress)

        def done(count: int) -> None:
            if shiboken6.isValid(shell):
                shell.toast(f"{dots(count)} keluarga dibagikan.", shell.take_back)
            if shiboken6.isValid(self):
                self.plan = {}
                self.panel.note.clear()
                self._end()

        def failed(error: UserError) -> None:
            stopped = isinstance(error, Cancelled)
            text = CANCELLED if stopped else str(error)
            if shiboken6.isValid(self):
                self._end()
                self.panel.trouble.show_words(text, "note" if stopped else "red")
            elif shiboken6.isValid(shell):
                shell.toast(text, icon="error_circle")

        def told(count: int, total: int) -> None:
            if shiboken6.isValid(self):
                self.panel.progress.show_progress(count, total)

        # The page may be left meanwhile: the act goes on, so it belongs to no page.
        self._job = shell.jobs.write(run, then=done, failed=failed, progress=told)
        self.panel.show_busy(True)
        self._judge()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.panel.show_busy(False)
        self.entered()

    def _open_list(self) -> None:
        self.shell.open_page(RosterPage(self.shell, self.desk))

    # --- what is shown

    def _part_columns(self) -> list[RowColumn[Part]]:
        def planned(part: Part) -> Cell:
            target = self.plan.get(part.key)
            return (
                Cell(
                    say_owner(self._found.names, target),
                    "primary",
                    bold=True,
                    icon="chevron_right",
                    icon_use="primary",
                )
                if target
                else Cell("")
            )

        return [
            RowColumn("Wilayah", lambda part: Cell(part.name, bold=True, below=part.place)),
            RowColumn("Keluarga", lambda part: Cell(dots(part.families)), 76, number=True),
            RowColumn("Sekarang", lambda part: Cell(say_owners(self._found.names, part.owners), "text2")),
            RowColumn("Menjadi", planned, 190),
        ]

    def _say_part(self, part: Part) -> str:
        target = self.plan.get(part.key)
        planned = f", menjadi {say_owner(self._found.names, target)}" if target else ""
        owners = say_owners(self._found.names, part.owners)
        return f"{part.name}, {part.place}, {part.families} keluarga, {owners}{planned}"

    def _connect(self) -> None:
        self.by.changed.connect(lambda _code: self._switched())
        self.filter.textChanged.connect(lambda _text: self._show_parts())
        self.free.toggled.connect(lambda _on: self._filter_free())
        self.panel.applied.connect(self._apply)
        self.panel.cancelled.connect(self._cancel)
        self.table.ticks_changed.connect(self._judge)
        self.to.currentIndexChanged.connect(lambda _at: self._judge())
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._apply)

    def _lay_out(self) -> None:
        self._tools = QFrame()
        self._tools.setAccessibleName("Saring wilayah")
        self._tools.setProperty("kind", "bar")
        self._tools.setProperty("rule", "below")
        line = QHBoxLayout(self._tools)
        line.setContentsMargins(20, 8, 20, 8)
        line.setSpacing(10)
        line.addWidget(self.by, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.filter)
        line.addWidget(self.free)
        line.addStretch()
        line.addWidget(self.from_list)
        self.filter.setMinimumWidth(140)
        self.filter.setMaximumWidth(280)
        self._left = self._make_left()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left, 1)
        body.addWidget(self.panel)
        body.addWidget(self.empty, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._tools)
        stack.addLayout(body, 1)
        for part in (self._left, self.panel, self.empty):
            part.hide()

    def _make_left(self) -> QWidget:
        left, foot = QWidget(), QFrame()
        left.setAccessibleName("Wilayah")
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        tools = row(self.count, self.every, None, self.to, self.assign, gap=10)
        tools.setContentsMargins(16, 6, 12, 6)
        foot.setLayout(tools)
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.table, 1)
        stack.addWidget(foot)
        return left
