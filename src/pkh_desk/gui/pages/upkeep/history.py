"""RIWAYAT PERUBAHAN: who changed what and when, by day, and taking one act back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.errors import UserError
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.undoing import TakenBack, take_back_act, taken_words
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.change_words import day_words, family_of, gist_of, kept_because, title_of
from pkh_desk.gui.words.family_words import joined
from pkh_desk.gui.words.moments import say_clock
from pkh_desk.gui.words.sending_words import FATE_LOOKS
from pkh_desk.views.lists.sheets import changes_sheet
from pkh_desk.views.upkeep.changes import RECORDED, ChangedAct, changes

ASIDE_WIDTH = 340
MOST_CHANGES = 20
NOTHING = "Setiap catatan yang disimpan akan muncul di sini, dan bisa diurungkan."


@dataclass(frozen=True)
class ActRow:
    """An act in the table; `day` is written on the first row of its day alone."""

    day: str
    clock: str
    act: ChangedAct


class HistoryPage(Page):
    """The acts of this desk, or of one family, beside the act that is selected."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str = "", name: str = "") -> None:
        super().__init__(shell, "Riwayat perubahan")
        self.desk, self.family_id, self.about = desk, family_id, name
        theme = shell.theme
        self.table: RowTable[ActRow] = RowTable(theme, "Perubahan", self._columns(), self._spoken)
        self.undo = Button(theme, "Urungkan", icon="arrow_undo", on_click=self._undo)
        self.why, self.failed = label("", "caption", "text2", wrap=True), Banner(theme, "", "amber")
        self.what, self.when = label("", "card", wrap=True), label("", tone="text2", wrap=True)
        self.fate = label("", "caption", wrap=True)
        self._fields = QVBoxLayout()
        self._empty = EmptyState(theme, "history", "Belum ada perubahan", NOTHING, tone="gray")
        self.export = ExportBar(shell, desk, lambda: changes_sheet([shown.act for shown in self.table.rows]))
        self._lay_out()
        self.table.chosen.connect(self._show_act)

    def entered(self) -> None:
        """Read what was changed."""
        self.ask()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; the place in the list stays."""
        self.ask()

    def ask(self) -> None:
        """Read the list."""
        desk, home = self.desk, self.family_id
        self.shell.jobs.read(
            lambda: changes(desk, home or None), then=self._show, owner=self, replaces="changes"
        )

    def panes(self) -> Sequence[QWidget]:
        """The list, then the act."""
        return (self._listed, self._aside)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table

    def exporter(self) -> Callable[[], object]:
        """The list."""
        return self.export.open_bar

    def escape(self) -> None:
        """Close the export."""
        self.export.close_bar()

    def about_family(self) -> str:
        """The family whose history this is."""
        return self.family_id

    def set_width_class(self, width: str) -> None:
        """The act stands beside the list, in a narrow window below it."""
        stacked = width == STACKED
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(below if stacked else beside)
        side = self.theme.px(ASIDE_WIDTH if width == FULL else 300)
        self._aside.setMinimumWidth(0 if stacked else side)
        self._aside.setMaximumWidth(16_777_215 if stacked else side)
        self._aside.setMaximumHeight(self.theme.px(190) if stacked else 16_777_215)
        self.table.setColumnHidden(3, stacked)

    def _show(self, acts: Sequence[ChangedAct]) -> None:
        today, before = self.desk.today(), ""
        rows: list[ActRow] = []
        for act in acts:
            moment = self.desk.local(act.at)
            day = day_words(moment.date(), today)
            rows.append(ActRow("" if day == before else day, say_clock(moment), act))
            before = day
        show_if(self._work, bool(rows))
        show_if(self._empty, not rows)
        if rows != list(self.table.rows):
            self.table.show_rows(rows, keep_place=True)
            self.export.refresh()

    def _show_act(self, shown: ActRow | None) -> None:
        show_if(self._aside, shown is not None)
        if shown is None:
            return
        act = shown.act
        moment = self.desk.local(act.at)
        self.what.setText(title_of(act))
        day = day_words(moment.date(), self.desk.today())
        self.when.setText(joined(f"{day} {say_clock(moment)}", act.author, family_of(act)))
        self.fate.setText(joined(FATE.get(act.fate, RECORDED), act.reason))
        why = kept_because(act)
        self.undo.set_text("Ulangi" if act.takes_back else "Urungkan")
        show_if(self.undo, not why)
        show_if(self.why, bool(why))
        self.why.setText(why)
        self.failed.hide()
        self._show_fields(act)

    def _show_fields(self, act: ChangedAct) -> None:
        clear(self._fields)
        for each in act.changes[:MOST_CHANGES]:
            self._fields.addWidget(line_row(each.field, f"{each.before} → {each.after}"))
        more = len(act.changes) - MOST_CHANGES
        if more > 0:
            self._fields.addWidget(label(f"dan {more} isian lagi", "caption", "text3"))

    def _undo(self) -> None:
        shown, desk = self.table.current, self.desk
        if shown is not None:
            act = shown.act.id
            self.shell.jobs.write(
                lambda: take_back_act(desk, act), then=self._undone, failed=self._refused, owner=self
            )

    def _undone(self, taken: TakenBack) -> None:
        icon = "arrow_redo" if taken.done.again else "arrow_undo"
        self.shell.toast(taken_words(taken), self.shell.take_back, icon=icon)
        self.table.setFocus()

    def _refused(self, error: UserError) -> None:
        self.failed.show_words(str(error))
        self.failed.show()

    def _columns(self) -> list[RowColumn[ActRow]]:
        def fate(shown: ActRow) -> Cell:
            if shown.act.undone:
                return Cell("Diurungkan", "text3", icon="arrow_undo")
            icon, use = FATE_LOOKS[shown.act.fate or "diterima"]
            return Cell(FATE.get(shown.act.fate, RECORDED), icon=icon, icon_use=use, filled=True)

        def tone(shown: ActRow) -> str:
            return "text3" if shown.act.undone else "text"

        return [
            RowColumn("Hari", lambda shown: Cell(shown.day, bold=True), 110),
            RowColumn("Jam", lambda shown: Cell(shown.clock, "text2"), 58),
            RowColumn("Perubahan", lambda shown: Cell(title_of(shown.act), tone(shown))),
            RowColumn("Keluarga", lambda shown: Cell(family_of(shown.act), tone(shown)), 148),
            RowColumn("Keadaan", fate, 184),
        ]

    def _spoken(self, shown: ActRow) -> str:
        act = shown.act
        moment = self.desk.local(act.at)
        day = day_words(moment.date(), self.desk.today())
        state = "Diurungkan" if act.undone else FATE.get(act.fate, RECORDED)
        parts = (day, say_clock(moment), title_of(act), family_of(act), gist_of(act), act.author, state)
        return ", ".join(part for part in parts if part)

    def _lay_out(self) -> None:
        card = Card(padding=16, gap=6)
        for part in (self.what, self.when, self.fate):
            card.body.addWidget(part)
        card.body.addSpacing(4)
        card.body.addLayout(self._fields)
        card.body.addSpacing(4)
        card.body.addWidget(self.failed)
        card.body.addWidget(self.why)
        card.body.addLayout(row(self.undo, None))
        self._aside = ScrollBody(margins=(0, 0, 0, 0))
        self._aside.setAccessibleName("Perubahan terpilih")
        self._aside.body.addWidget(card)
        self._aside.body.addStretch(1)
        self._listed = listed = Card(padding=1, gap=0)
        listed.setAccessibleName("Daftar perubahan")
        head = row(None, self.export.button)
        head.setContentsMargins(0, 4, 10, 2)
        listed.body.addLayout(head)
        listed.body.addWidget(self.export)
        listed.body.addWidget(self.table)
        self._work = QWidget()
        self._across = QHBoxLayout(self._work)
        self._across.setContentsMargins(24, 16, 20, 16)
        self._across.setSpacing(16)
        self._across.addWidget(listed, 1)
        self._across.addWidget(self._aside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._work, 1)
        whole.addWidget(self._empty, 1)
        self._empty.hide()
