"""KELUARGA: the list of families beside the one that is selected; narrow windows show one of the two."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.gui.family_pages import (
    case_page,
    data_page,
    exit_page,
    letter_page,
    open_correction,
    product_page,
    proposal_page,
    twin_page,
)
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.people.family_chooser import FamilyChooser
from pkh_desk.gui.pages.people.family_detail import FamilyDetail
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.views.graduation.letters import LetterView
from pkh_desk.views.people.file import files_of
from pkh_desk.views.people.places import kecamatan
from pkh_desk.views.people.timeline import TimelineItem

PRODUCTS = "produk"


class FamiliesPage(Page):
    """List 344 and detail. Selecting shows at once, Enter moves the focus into the detail."""

    def __init__(self, shell: Shell, desk: Desk, show_product: Callable[[str], None]) -> None:
        super().__init__(shell, "Keluarga")
        self.desk, self._show_product = desk, show_product
        self._width, self._inside, self._asked = FULL, False, False
        self.chooser, self.detail = FamilyChooser(shell, desk), FamilyDetail(shell, desk)
        self.importer = Button(
            shell.theme, "Impor dari Excel", "primary", icon="arrow_import", on_click=self.import_roster
        )
        self._empty = EmptyState(
            shell.theme,
            "people",
            "Belum ada keluarga",
            "Mulai dari daftar KPM yang diberi kantor. Berkas Excel cukup dipilih, kolomnya dikenali.",
            (self.importer,),
        )
        self._none = EmptyState(
            shell.theme, "people", "Tidak ada yang dipilih", "Pilih keluarga dari daftar.", tone="gray"
        )
        self._right = QStackedWidget()
        self._right.addWidget(self.detail)
        self._right.addWidget(self._none)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for part in (self.chooser, self._right, self._empty):
            line.addWidget(part, 1)
        self._empty.hide()
        self._connect()

    def search(self, text: str) -> None:
        """Filter the list by this text."""
        self.chooser.chips.pick("semua")
        self.chooser.filter.setText(text)
        self._leave_detail()
        self.chooser.list.setFocus()

    def show_kecamatan(self, code: str) -> None:
        """Show the families of one kecamatan alone."""
        self.chooser.narrow_to(code, dict(kecamatan()).get(code, ""))
        self._leave_detail()

    def show_unvisited(self) -> None:
        """Show the families without a visit this month."""
        self.chooser.clear()
        self.chooser.chips.pick("belum")
        self.chooser.ask()
        self._leave_detail()

    def show_family(self, family_id: str) -> None:
        """Select a family and show it."""
        self.chooser.select(family_id)
        self._enter_detail()

    def show_record(self, family_id: str, tab: str, record: str) -> None:
        """Show a tab of a family; of `riwayat` the thing that happened with this id."""
        self.show_family(family_id)
        self.detail.show_record(tab, record)

    def show_next(self, family_id: str) -> None:
        """Select the family that follows in the list."""
        ids = list(self.chooser.model.ids)
        place = ids.index(family_id) + 1 if family_id in ids else 0
        if place < len(ids):
            self.chooser.select(ids[place])

    def about_family(self) -> str:
        """The family that is selected."""
        return self.detail.family_id if self._right.currentIndex() == 0 else ""

    def import_roster(self, path: Path | None = None) -> None:
        """Take families in from a spreadsheet: this one, or one that is chosen then."""
        from pkh_desk.gui.pages.lists.roster import RosterPage

        self.shell.open_page(RosterPage(self.shell, self.desk, path))

    def trail(self) -> Sequence[str]:
        """The family's name, while the detail covers the list."""
        return (self.detail.name.text(),) if self._width == STACKED and self._inside else ()

    def step_back(self) -> bool:
        """From the detail to the list, where they are stacked."""
        if self._width != STACKED or not self._inside:
            return False
        self._leave_detail()
        self.chooser.list.setFocus()
        return True

    def panes(self) -> Sequence[QWidget]:
        """List and detail, or what stands there while there is no family."""
        return (self._empty,) if not self._empty.isHidden() else (self.chooser, self.detail)

    def first_focus(self) -> QWidget | None:
        """The list, or the way to fill it."""
        return self.importer if not self._empty.isHidden() else self.chooser.list

    def filter_field(self) -> QWidget | None:
        """The filter of the list."""
        return self.chooser.filter

    def exporter(self) -> Callable[[], object]:
        """The list."""
        return self.export

    def export(self) -> None:
        """Offer the list as a file."""
        self._leave_detail()
        self.chooser.export.open_bar()

    def escape(self) -> None:
        """Clear the filter, or go back to the list."""
        if self.chooser.export.close_bar():
            return
        if not self.step_back() and self.chooser.filtered:
            self.chooser.clear()
            self.chooser.list.setFocus()

    def set_width_class(self, width: str) -> None:
        """Side by side, or one at a time."""
        self._width = width
        self.chooser.set_narrow(width == STACKED)
        self.detail.set_width_class(width)
        self._arrange()

    def entered(self) -> None:
        """Read the list at the first visit; later it is kept up to date by what moved."""
        if not self._asked:
            self._asked = True
            self.chooser.ask()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read list and family again; selection and place stay."""
        self.chooser.ask()
        if self.detail.family_id:
            self.detail.show_family(self.detail.family_id)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self._choose)
        self.chooser.clicked.connect(self._open)
        self.chooser.opened.connect(self._enter)
        self.chooser.shown.connect(self._on_shown)
        self.chooser.importer.clicked.connect(lambda: self.import_roster())
        detail = self.detail
        detail.edit.connect(lambda home: self._over(data_page, home))
        detail.write_letter.connect(lambda home: self._over(letter_page, home))
        detail.propose.connect(lambda home: self._over(proposal_page, home))
        detail.case.connect(lambda home: self._over(case_page, home))
        detail.leave.connect(lambda home: self._over(exit_page, home))
        detail.twin.connect(lambda home: self._over(twin_page, home))
        detail.history.photos.connect(self._show_photos)
        detail.history.correct.connect(lambda item: open_correction(self.shell, self.desk, item.id))
        detail.scans.connect(self._show_scans)
        detail.add_product.connect(lambda home: self._over(product_page, home))
        if self.desk.is_office:
            from pkh_desk.gui.pages.office.family_acts import FamilyActs

            self.acts = FamilyActs(self.shell, self.desk, detail)
        self.detail.product.connect(self._show_product)
        self.detail.visit.connect(lambda: self.shell.record("kunjungan"))
        self.detail.reprint.connect(self._print_again)
        self.detail.named.connect(lambda _name: self.trail_changed.emit())
        QShortcut(QKeySequence("F2"), self).activated.connect(self._change)

    def _choose(self, family_id: str) -> None:
        self._right.setCurrentIndex(0 if family_id else 1)
        if family_id and family_id != self.detail.family_id:
            self.detail.show_family(family_id)

    def _open(self, family_id: str) -> None:
        if family_id and self._width == STACKED:
            self._enter_detail()

    def _enter(self, family_id: str) -> None:
        """Go on to the family, which may stand beside the list already."""
        self._open(family_id)
        if family_id:
            self.detail.tabs.setFocus()

    def _enter_detail(self) -> None:
        self._inside = True
        self._arrange()
        self.detail.tabs.setFocus()

    def _leave_detail(self) -> None:
        self._inside = False
        self._arrange()

    def _arrange(self) -> None:
        stacked, empty = self._width == STACKED, not self._empty.isHidden()
        self.chooser.setVisible(not empty and (not stacked or not self._inside))
        self._right.setVisible(not empty and (not stacked or self._inside))
        self.trail_changed.emit()

    def _on_shown(self, total: int, _found: int) -> None:
        turned = (total == 0) == self._empty.isHidden() and self.isVisible()
        self._empty.setVisible(total == 0)
        self._arrange()
        if turned and (target := self.first_focus()) is not None:
            target.setFocus()

    def _over(self, make: Callable[[Shell, Desk, str], Page], family_id: str) -> None:
        self.shell.open_page(make(self.shell, self.desk, family_id))

    def _change(self) -> None:
        """Correct the visit that is chosen, where the focus is in the history; else the family's data."""
        if self.detail.timeline.hasFocus() and self.detail.history.correctable() is not None:
            self.detail.history.ask_correction()
        elif self.about_family() and self.detail.change.isEnabled():
            self.detail.edit.emit(self.detail.family_id)

    def _show_photos(self, visit: TimelineItem) -> None:
        from pkh_desk.gui.pages.people.viewer import Album, ViewerPage

        album = Album("Foto kunjungan", self.detail.family_id, "Foto", visit.on.isoformat())
        files = files_of(self.desk, "visit", visit.id)
        self.shell.open_page(ViewerPage(self.shell, self.desk, album, files))

    def _show_scans(self, letter: LetterView) -> None:
        from pkh_desk.gui.pages.people.viewer import Album, ViewerPage

        album = Album("Pindaian surat", letter.household_id, "Pindaian", letter.code)
        files = files_of(self.desk, "letter", letter.id)
        self.shell.open_page(ViewerPage(self.shell, self.desk, album, files))

    def _print_again(self, letter: LetterView) -> None:
        from pkh_desk.actions.graduation.papers import PapersMade
        from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
        from pkh_desk.gui.paper.print_task import again_task

        about = f"{LETTER_KIND.get(letter.kind, letter.kind)}, {self.detail.name.text()}"
        made = PapersMade((), (letter.id,), (letter.code,))
        task = again_task(self.desk, made, letter.paper, about, letter.household_id)
        self.shell.open_page(PrintSheet(self.shell, self.desk, task))
