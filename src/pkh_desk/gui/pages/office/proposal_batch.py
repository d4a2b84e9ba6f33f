"""PROPOSAL BATCH: families at the left, ticked; at the right what is entered for all of them at once."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.case import take_steps
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import DONE
from pkh_desk.errors import UserError
from pkh_desk.gui.drafting import Drafting
from pkh_desk.gui.page import STACKED, Shell
from pkh_desk.gui.pages.office.proposal_forms import BatchForm
from pkh_desk.gui.pages.office.tick_table import TickTable
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.case_words import ended_parts, how_long
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.views.graduation.pipeline import CaseCard
from pkh_desk.views.lists.sheets import graduation_sheet

FORM_WIDTH = 310


class BatchBody(QFrame):
    """One batch; `key` names its draft, `empty` what stands where there is no family."""

    def __init__(
        self, shell: Shell, desk: Desk, key: str, form: BatchForm, empty: tuple[str, str], export: str
    ) -> None:
        super().__init__()
        self._shell, self._desk, self._key = shell, desk, key
        self.form = form
        theme = shell.theme
        self.table: TickTable[CaseCard] = TickTable(
            theme,
            "Keluarga yang ditandai",
            _columns(desk.today(), key),
            lambda card: card.household_id,
            lambda card: f"{card.name}, {card.desa}, {card.case.words}, {card.days} hari",
        )
        self.every = Button(theme, "Tandai semua", "link", on_click=lambda: self.table.tick_all()).make_slim()
        self.count = label("", "caption", "text2")
        self.export = ExportBar(shell, desk, lambda: graduation_sheet(self.chosen_cards()))
        self.export.button.setText(f" {export}")
        self.trouble = Banner(theme, "", "red")
        self.save = Button(theme, "Simpan", "primary", icon="checkmark", on_click=self.enter)
        self.empty = EmptyState(theme, "hat_graduation", *empty, tone="gray")
        self._drafts = Drafting(shell.jobs, desk, "usulan", self)
        self._lay_out()
        self.form.show_state(self._drafts.find(key))
        self.form.changed.connect(lambda: self._drafts.keep(key, self.form.state()))
        self.table.ticks_changed.connect(self._count)

    def show_cards(self, cards: Sequence[CaseCard]) -> None:
        """Show these families."""
        self.table.show_ticked(cards)
        for part in (self._left, self._right):
            part.setVisible(bool(cards))
        self.empty.setVisible(not cards)
        self.export.refresh()

    def chosen_cards(self) -> list[CaseCard]:
        """Return the ticked families, all if none is."""
        homes = set(self.table.chosen_keys())
        return [card for card in self.table.rows if not homes or card.household_id in homes]

    def add_tool(self, button: QAbstractButton) -> None:
        """Put what this batch alone can do before the export."""
        self.tool = button
        self._tools.insertWidget(self._tools.count() - 1, button)

    def lead_to(self, home: str) -> None:
        """Tick a family alone and show it."""
        self.table.tick({home})
        self.table.select(home)

    def first_focus(self) -> QWidget:
        """The table, to tick."""
        return self.table if self.table.rows else self.empty

    def panes(self) -> Sequence[QWidget]:
        """Table and form."""
        return (self._left, self._right) if self.table.rows else (self.empty,)

    def leave_draft(self) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self._drafts.leave()

    def set_width_class(self, width: str) -> None:
        """A narrow window gives the table less."""
        self._right.setFixedWidth(self._shell.theme.px(FORM_WIDTH * (0.85 if width == STACKED else 1)))

    def enter(self) -> None:
        """Enter what stands in the form for every ticked family, as one act."""
        homes, desk = self.table.chosen_keys(), self._desk
        if not self.save.isEnabled():
            return
        if not homes:
            self.trouble.show_words("Tandai dulu keluarganya, dengan spasi atau klik di bulatannya.")
            self.table.setFocus()
            return
        step = self.form.step()
        if step is None:
            return
        homes = [card.household_id for card in self.chosen_cards() if not _has(card, step.stage)]
        if not homes:
            self.trouble.show_words("Untuk semua yang ditandai ini sudah tercatat.")
            return
        self.trouble.show_words("")
        self.save.setEnabled(False)
        first = next(card for card in self.table.rows if card.household_id == homes[0])
        who = said_name(first.name) if len(homes) == 1 else f"{len(homes)} keluarga"
        words = f"{who} {self.form.DONE[step.stage]}."
        self._shell.jobs.write(
            lambda: take_steps(desk, homes, step),
            then=lambda _count: self._entered(words),
            failed=self._refused,
            owner=self,
        )

    def _entered(self, words: str) -> None:
        self._drafts.drop(self._key)
        self.form.clear()
        self.table.tick(set())
        self._shell.toast(words, self._shell.take_back)

    def _refused(self, error: UserError) -> None:
        self.trouble.show_words(str(error))
        self._count()

    def _count(self) -> None:
        count, total = len(self.table.ticked), len(self.table.rows)
        self.count.setText(f"{count} dari {total} ditandai")
        self.every.set_text("Hapus tanda" if count and count == total else "Tandai semua")
        self.save.set_text(f"Simpan untuk {count} keluarga" if count > 1 else "Simpan")
        self.save.setEnabled(True)
        if count:
            self.trouble.show_words("")

    def _lay_out(self) -> None:
        self._left = QWidget()
        self._left.setAccessibleName("Keluarga")
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.table, 1)
        left.addWidget(self.export)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        self._tools = row(self.count, self.every, None, self.export.button, gap=12)
        self._tools.setContentsMargins(16, 6, 12, 6)
        foot.setLayout(self._tools)
        left.addWidget(foot)
        self._right = QFrame()
        self._right.setAccessibleName("Isian untuk yang ditandai")
        self._right.setProperty("kind", "bar")
        self._right.setProperty("rule", "left")
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollBody()
        scroll.body.addWidget(self.form)
        scroll.body.addWidget(self.trouble)
        scroll.body.addLayout(row(self.save, label("Ctrl Enter", "caption", "text3"), None))
        scroll.body.addStretch(1)
        right.addWidget(scroll)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._left, 1)
        line.addWidget(self._right)
        line.addWidget(self.empty, 1)
        self.set_width_class("")


def _columns(today: date, key: str) -> list[RowColumn[CaseCard]]:
    """Return the columns; once a family has graduated, what came of it matters more than its letter."""
    letter = RowColumn[CaseCard]("Surat", lambda card: Cell(card.letter.code if card.letter else ""), 180)
    ended = RowColumn[CaseCard]("Sesudahnya", _ended_cell)
    return [
        RowColumn("Keluarga", _family_cell),
        RowColumn("Pendamping", lambda card: Cell(said_name(card.pendamping)), 150),
        ended if key == DONE else letter,
        RowColumn(
            "Lama", lambda card: Cell(how_long(card, today), "amber" if card.late else "text"), 92, True
        ),
    ]


def _family_cell(card: CaseCard) -> Cell:
    by = f"oleh {said_name(card.clerk)}" if card.clerk else ""
    return Cell(said_name(card.name), bold=True, below=joined(card.desa, by))


def _ended_cell(card: CaseCard) -> Cell:
    first, *rest = ended_parts(card) or [""]
    return Cell(first, below=joined(*rest))


def _has(card: CaseCard, stage: str) -> bool:
    """Tell whether what follows a graduation is recorded already."""
    days = {"sertifikat": card.ended.certified_on, "nonaktif": card.ended.inactive_on}
    return days.get(stage) is not None
