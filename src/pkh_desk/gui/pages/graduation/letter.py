"""SURAT: the graduation letter of a family: form at the left, the very page at the right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.letter import (
    LetterWishes,
    make_letter,
    next_code,
    page_image,
    preview_numbered,
)
from pkh_desk.actions.graduation.paper_pages import sizes_of
from pkh_desk.actions.graduation.papers import PapersMade
from pkh_desk.actions.lists.saving import save_file, try_target
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.actions.upkeep.draft import LETTER
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH, STAGES
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.errors import UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.forms.letter import LetterForm
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.pages.graduation.letter_missing import MissingParts
from pkh_desk.gui.pages.graduation.letter_tools import LetterTools
from pkh_desk.gui.pages.graduation.save_letter import ask_path
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.paper_view import PaperView, Passage
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.stepper import Step, Stepper
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.gui.words.moments import say_near_day
from pkh_desk.views.graduation.official import OfficialView, village_heads
from pkh_desk.views.graduation.pipeline import CaseCard, case_card
from pkh_desk.views.people.family import FamilyView, family

FORM_WIDTH = 404
MAKING = PATH.index("surat_dicetak")
BY_HAND = "Nomor ditulis tangan"
REDRAWN = frozenset({"*", "config", "number_block", "petugas", "village_official"})
"""Tables that a page is drawn from beside the family's own."""


@dataclass(frozen=True)
class Shown:
    """A preview as the paper lane made it."""

    image: QImage
    passages: Sequence[Passage]
    size_mm: tuple[float, float]
    number: str | None


def draw_preview(desk: Desk, family_id: str, wishes: LetterWishes, width_px: int) -> Shown:
    """Draw the letter as it would be, `width_px` wide; nothing is recorded."""
    drawn, number = preview_numbered(desk, family_id, wishes)
    picture = page_image(drawn.pdf, width_px)
    image = QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    size = sizes_of(drawn.pdf)[0]
    first = [box for box in drawn.boxes if not box.page]
    # The picture's bytes end with this call; the copy is the image's own.
    return Shown(image.copy(), first, (size.width, size.height), number)


class LetterPage(Page):
    """Opens on a family. What is typed stands on the page within 80 ms.

    `again` is what a voided letter was written with: this one takes its place.
    """

    def __init__(
        self, shell: Shell, desk: Desk, family_id: str, *, again: LetterWishes | None = None
    ) -> None:
        super().__init__(shell, LETTER_KIND["pernyataan"])
        self.desk, self.family_id, self._again = desk, family_id, again
        self._view: FamilyView | None = None
        self._card: CaseCard | None = None
        self._undrawable = False
        theme = shell.theme
        self.form = LetterForm(theme, desk.today())
        self.paper, self.tools = PaperView(theme), LetterTools(theme)
        self.steps = Stepper(theme, "Graduasi", [Step(STAGES[stage]) for stage in PATH])
        self.banner = Banner(theme, "", "amber")
        self.pdf = Button(theme, "Simpan PDF", icon="document_pdf", on_click=self._save)
        self.print = Button(theme, "Cetak surat", "primary", icon="print", on_click=self._print)
        self.number, self.missing = label("", "caption", "text2"), MissingParts(theme)
        self._lay_out()
        self.keeper = DraftKeeper(self, desk, LETTER, family_id, self.state)
        self.form.changed.connect(self.draw)
        self.form.changed.connect(self._say_kind)
        self.missing.asked.connect(self._fill_in)
        self.form.changed.connect(self.keeper.touch)
        self.form.focused.connect(self.paper.mark)
        self.form.change_family.connect(self._change_family)
        self.tools.paper_changed.connect(lambda _paper: self._on_paper())
        self.tools.zoom.connect(self.paper.zoom_by)
        self.tools.fit.connect(self.paper.fit_width)
        self.paper.zoomed.connect(self._on_zoomed)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    def draw(self) -> None:
        """Have the page drawn anew; a drawing that has not ended is dropped."""
        desk, family_id = self.desk, self.family_id
        wishes, pixels = self.form.wishes(self.tools.paper), self.paper.pixels()
        self.shell.jobs.paper(
            lambda: draw_preview(desk, family_id, wishes, pixels),
            then=self._show,
            failed=self._say_undrawable,
            owner=self,
            replaces="preview",
        )

    def trail(self) -> Sequence[str]:
        """Nothing below it."""
        return ()

    def first_focus(self) -> QWidget | None:
        """The first field that can be filled."""
        return self.form.entries["income"]

    def panes(self) -> Sequence[QWidget]:
        """Form and page."""
        return (self._left, self._right)

    def entered(self) -> None:
        """Read the family and draw; full data are on the screen now, which the access trail notes."""
        desk, family_id = self.desk, self.family_id
        self.shell.jobs.write(lambda: note_access(desk, "lihat", family_id, "pratinjau surat"))
        first = self._view is None
        self.data_moved(frozenset())
        if first and self.keeper.begin(self._show_state) is not None:
            self.shell.toast("Isian surat yang belum dipakai dilanjutkan.", icon="history")
        if first and self._again is not None:
            self._show_state({"paper": self._again.paper})
            self.form.show_wishes(self._again)

    def data_moved(self, tables: frozenset[str]) -> None:
        """The family may have changed, or what the office decides of its papers: fill and draw anew."""
        try:
            view = family(self.desk, self.family_id)
            heads, card = village_heads(self.desk, view.desa_code), case_card(self.desk, self.family_id)
        except UserError as error:
            self._say(error)
            return
        if (view, card) != (self._view, self._card) or not tables or tables & REDRAWN:
            self._fill(view, heads, card)
            self.draw()

    def state(self) -> dict[str, Any]:
        """Return what was typed and chosen."""
        return {**self.form.state(), "paper": self.tools.paper}

    def about_family(self) -> str:
        """The family of the letter."""
        return self.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self.keeper.leave(coming_back)

    def _show_state(self, state: Mapping[str, Any]) -> None:
        paper = str(state.get("paper", ""))
        if paper in self.tools.papers.buttons:
            self.tools.papers.set_value(paper)
        self.form.show_state(state)

    def set_width_class(self, width: str) -> None:
        """A narrow window leaves the form less room."""
        self._left.setFixedWidth(self.theme.px(340 if width == STACKED else FORM_WIDTH))

    def _show(self, shown: Shown) -> None:
        self.paper.show_page(shown.image, shown.passages, shown.size_mm)
        self.number.setText(f"Nomor {shown.number}" if shown.number else BY_HAND)
        self.missing.show_parts(dict.fromkeys(each for box in shown.passages for each in box.missing))
        if self._undrawable:
            self._undrawable = False
            self.banner.show_words("", "amber")

    def _fill(self, view: FamilyView, heads: Sequence[OfficialView], card: CaseCard | None) -> None:
        self._view, self._card = view, card
        self.form.fill(view, heads)
        self._show_steps()
        if self.about != said_name(view.name):
            self.about = said_name(view.name)
            self.trail_changed.emit()

    def _show_steps(self) -> None:
        """Show the way with the day of each step, for the papers by which a family leaves."""
        card = self._card
        shown = card is not None and bool(card.case.step) and self.form.kind.value() in STATEMENTS
        self._top.setVisible(shown)
        if card is None or not shown:
            return
        now, today = min(max(card.case.step, MAKING), len(PATH)), self.desk.today()
        days = {stage: say_near_day(day, today) for stage, day in card.dates.items()}
        if now == MAKING:
            days[PATH[MAKING]] = "sedang dibuat"
        self.steps.show_steps([Step(STAGES[stage], days.get(stage, "")) for stage in PATH], now)

    def _say_kind(self) -> None:
        """The page is called by the kind of paper."""
        words = LETTER_KIND[self.form.kind.value()]
        if words != self.title:
            self.title = words
            self._show_steps()
            self.trail_changed.emit()

    def _fill_in(self, part: str) -> None:
        """Lead to where a missing part is filled in: a field here, else the family's data."""
        field = self.form.field_of(part)
        if field is None:
            self._change_family()
        else:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_paper(self) -> None:
        self.keeper.touch()
        self.draw()

    def _on_zoomed(self, percent: int) -> None:
        self.tools.show_zoom(percent)
        self.draw()

    def _ready(self) -> bool:
        problems = self.form.problems()
        words = f"{len(problems)} isian perlu diperbaiki: {', '.join(problems)}" if problems else ""
        self.banner.show_words(words, "red")
        if problems:
            self.form.focus_problem()
        return not problems

    def _save(self) -> None:
        if not self._ready():
            return
        wishes, desk = self.form.wishes(self.tools.paper), self.desk
        path = ask_path(self, next_code(desk, wishes.dated_on or desk.today()))
        if path is None:
            return

        def save() -> str:
            # A folder that cannot be written to is found before a number is taken.
            try_target(path)
            made = make_letter(desk, self.family_id, wishes, "pdf")
            note_access(desk, "ekspor", self.family_id, "surat sebagai PDF")
            save_file(path, made.pdf)
            return made.code

        self._wait(True)
        self.keeper.rest()
        undo = self.shell.take_back if self._moves() else None

        def made(code: str) -> None:
            self.shell.toast(f"Surat {code} disimpan sebagai PDF.", undo)
            self._leave()

        self.shell.jobs.write(save, then=made, failed=self._say, owner=self)

    def _print(self) -> None:
        from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
        from pkh_desk.gui.paper.print_task import letter_task

        if not self._ready():
            return
        wishes = self.form.wishes(self.tools.paper)
        about = f"{self.title}, {self.about}"
        task = letter_task(self.desk, self.family_id, wishes, about, self._moves(), self._printed)
        self.shell.open_page(PrintSheet(self.shell, self.desk, task))

    def _printed(self, _made: PapersMade) -> None:
        self._leave()

    def _leave(self) -> None:
        """The letter is written: nothing is left to keep here."""
        self.keeper.forget()
        self.shell.back()

    def _moves(self) -> bool:
        """Whether the case goes on with this letter, a step that can be undone; the letter never is."""
        case = self._view.case if self._view else None
        return case is not None and case.stage == "siap" and self.form.kind.value() in STATEMENTS

    def _wait(self, waiting: bool) -> None:
        for button in (self.pdf, self.print):
            button.setEnabled(not waiting)

    def _say(self, error: UserError) -> None:
        self._wait(False)
        self.keeper.rest(False)
        self.banner.show_words(str(error), "red")

    def _say_undrawable(self, error: UserError) -> None:
        self._undrawable = True
        self.banner.show_words(str(error), "red")

    def _change_family(self) -> None:
        from pkh_desk.gui.pages.people.family_form import FamilyForm

        self.shell.open_page(FamilyForm(self.shell, self.desk, self.family_id))

    def _lay_out(self) -> None:
        self._left, self._right = self._make_left(), QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.tools)
        right.addWidget(self.paper, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left)
        body.addWidget(self._right, 1)
        top = QFrame()
        top.setProperty("kind", "bar")
        top.setProperty("rule", "below")
        line = QHBoxLayout(top)
        line.setContentsMargins(24, 8, 20, 4)
        line.addWidget(self.steps)
        self._top = top
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(top)
        stack.addLayout(body, 1)
        top.hide()

    def _make_left(self) -> QFrame:
        left = QFrame()
        left.setProperty("rule", "right")
        left.setAccessibleName("Isi surat")
        scroll = ScrollBody(margins=(24, 12, 8, 12))
        scroll.body.addWidget(self.banner)
        scroll.body.addLayout(row(label("Isi surat", "card"), None, self.number))
        scroll.body.addWidget(self.missing)
        scroll.body.addWidget(self.form)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        line = QHBoxLayout(foot)
        line.setContentsMargins(24, 9, 20, 9)
        line.addWidget(self.pdf)
        line.addStretch()
        line.addWidget(self.print)
        line.addWidget(label("Ctrl P", "caption", "text2"))
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(scroll, 1)
        stack.addWidget(foot)
        return left
