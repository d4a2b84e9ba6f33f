"""PENDAMPING: the laptops of the office and who works at them: invite, approve, revoke, hand over."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.exchange.enrol import approve, bring_back, reinstate, revoke, turn_down, withdraw
from pkh_desk.actions.exchange.numbers import give_block
from pkh_desk.actions.exchange.reassign import reassign
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.frame.focus import has_gone, lead_into
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.office.distribution import DistributionPage
from pkh_desk.gui.pages.office.forgotten import ForgottenRequestPage
from pkh_desk.gui.pages.office.invite import InvitePage
from pkh_desk.gui.pages.office.laptop_detail import LaptopDetail
from pkh_desk.gui.pages.office.loss import LossPage
from pkh_desk.gui.pages.office.rollcall import RollCallPage
from pkh_desk.gui.pages.office.words import laptop_line
from pkh_desk.gui.paper.export_bar import ICON, ExportBar
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.family_list import FamilyLine, FamilyList
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.exchange.laptops import (
    INVITED,
    Colleague,
    Laptop,
    colleagues,
    families_by_desa,
    laptops,
)
from pkh_desk.views.lists.office_sheets import laptops_sheet

LIST_WIDTH = 344
Found = tuple[list[Laptop], dict[str, str], list[Colleague]]


class LaptopsPage(Page):
    """List and detail; narrow windows show one of the two."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Pendamping")
        self.desk = desk
        self._rows: Sequence[Laptop] = ()
        self._known = False
        self._current = ""
        self._width, self._inside = FULL, False
        theme = shell.theme
        self.invite = Button(theme, "Undang", "primary", icon="person_add", on_click=self._invite)
        self.forgotten = Button(theme, "Kata sandi terlupa…", "link", on_click=self.open_request).make_slim()
        self.areas = Button(theme, "Pembagian wilayah…", "link", on_click=self.open_distribution).make_slim()
        self.roll = Button(theme, "Presensi…", "link", on_click=self.open_roll_call).make_slim()
        self.count = label("", "caption", "text2")
        self.list = FamilyList(theme, "Laptop pendamping")
        self.model: RowsModel[FamilyLine] = RowsModel(FamilyLine.spoken, self)
        self.list.setModel(self.model)
        self.detail = LaptopDetail(shell, desk)
        self._first = Button(theme, "Undang pendamping", "primary", icon="person_add", on_click=self._invite)
        self.empty = EmptyState(
            theme,
            "people_community",
            "Belum ada pendamping",
            "Undang pendamping pertama; laptopnya mengirim permintaan lewat berkas.",
            (self._first,),
        )
        self.export = ExportBar(shell, desk, lambda: laptops_sheet(self._rows), kind=ICON, narrow=True)
        self._left = self._make_left()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._left)
        line.addWidget(self.detail, 1)
        line.addWidget(self.empty, 1)
        self._connect()
        self._arrange()

    def trail(self) -> Sequence[str]:
        """The name, while the detail covers the list."""
        return (self.detail.name.text(),) if self._width == STACKED and self._inside else ()

    def step_back(self) -> bool:
        """From the detail to the list, where they are stacked."""
        if self._width != STACKED or not self._inside:
            return False
        self._inside = False
        self._arrange()
        self.list.setFocus()
        return True

    def exporter(self) -> Callable[[], object]:
        """The list."""
        return self.export.open_bar

    def escape(self) -> None:
        """Close the export, or go back to the list."""
        if not self.export.close_bar():
            self.step_back()

    def panes(self) -> Sequence[QWidget]:
        """List and detail."""
        return (self._left, self.detail) if self._rows else (self.empty,)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list if self._rows else self._first if self._known else None

    def set_width_class(self, width: str) -> None:
        """Side by side, or one at a time."""
        self._width = width
        self._arrange()

    def entered(self) -> None:
        """Read the laptops."""
        self._read()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read them again; what is typed stays."""
        self._read()

    def _read(self) -> None:
        desk, wanted = self.desk, self._current

        def read() -> Found:
            rows = laptops(desk)
            one = next((row for row in rows if row.id == wanted), rows[0] if rows else None)
            homes = families_by_desa(desk, one.petugas_id) if one and one.petugas_id else {}
            return rows, homes, colleagues(desk)

        self.shell.jobs.read(read, then=self._show, owner=self, replaces="laptops")

    def _show(self, found: Found) -> None:
        self._rows, homes, others = found
        first, self._known = not self._known, True
        now = self.desk.local(self.desk.now())
        ids = [row.id for row in self._rows]
        if ids and self._current not in ids:
            self._current = ids[0]
        kept = self._current
        self.model.show_rows(
            [
                laptop_line(row, self.desk.local(row.last_seen_at) if row.last_seen_at else None, now)
                for row in self._rows
            ]
        )
        self.count.setText(_say_count(self._rows))
        if ids:
            self._current = kept
            self.list.setCurrentIndex(self.model.index(ids.index(kept), 0))
            self.detail.show_laptop(self._rows[ids.index(kept)], homes, others)
        self._arrange()
        self.export.refresh()
        if first and self.isVisible():
            (self.list if ids else self._first).setFocus()

    def _arrange(self) -> None:
        some, stacked = bool(self._rows), self._width == STACKED
        self._left.setVisible(some and not (stacked and self._inside))
        self.detail.setVisible(some and (not stacked or self._inside))
        self.empty.setVisible(self._known and not some)
        if stacked:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        else:
            self._left.setFixedWidth(self.theme.px(LIST_WIDTH if self._width == FULL else LIST_WIDTH - 60))
        self.trail_changed.emit()

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and self._rows[current.row()].id != self._current:
            self._current = self._rows[current.row()].id
            self._read()

    def _open(self) -> None:
        if self._width == STACKED:
            self._inside = True
            self._arrange()
        # Of a laptop that was refused there is nothing to go to.
        target = self.detail.first_focus()
        if self._width == STACKED or not has_gone(target):
            lead_into(self.detail, (self.detail,), target)

    def open_request(self, path: Path | None = None) -> None:
        """Lead to the requests of laptops whose passphrase was forgotten; look at this one."""
        page = ForgottenRequestPage(self.shell, self.desk)
        self.shell.open_page(page)
        if path is not None:
            page.take(path)

    def open_roll_call(self, silent: bool = False) -> None:
        """Lead to who has not sent; with `silent` to those alone."""
        page = RollCallPage(self.shell, self.desk, self._show_laptop)
        self.shell.open_page(page)
        if silent:
            page.show_silent()

    def _show_laptop(self, desk_id: str) -> None:
        self.shell.back()
        self._current, self._inside = desk_id, True
        self._read()

    def _invite(self) -> None:
        self.shell.open_page(InvitePage(self.shell, self.desk))

    def open_distribution(self) -> None:
        """Lead to the families of the district, to deal them out."""
        self.shell.open_page(DistributionPage(self.shell, self.desk))

    def open_loss(self) -> None:
        """Lead to what the laptop that is shown held."""
        self.shell.open_page(LossPage(self.shell, self.desk, self._current))

    def _again(self) -> None:
        laptop = self.detail.laptop
        assert laptop is not None
        self.shell.open_page(InvitePage(self.shell, self.desk, again=laptop))

    def _approve(self, words: str, replacing: bool) -> None:
        desk, laptop = self.desk, self._current
        # The laptops that it replaces would stay revoked.
        back = None if replacing else lambda: self._revoke(laptop)
        self.shell.jobs.write(
            lambda: approve(desk, laptop, words, replacing),
            then=lambda name: self.shell.toast(
                f"Laptop {said_name(name)} disetujui. Kirimannya siap diterapkan. Bila keliru, Cabut.", back
            ),
            failed=self._say,
            owner=self,
        )

    def _turn_down(self, reason: str) -> None:
        desk, laptop = self.desk, self._current
        self.shell.jobs.write(
            lambda: turn_down(desk, laptop, reason),
            then=lambda name: self.shell.toast(
                f"Permintaan laptop {said_name(name)} ditolak. Sebabnya ikut dalam jawaban berikutnya."
            ),
            failed=self._say,
            owner=self,
        )

    def _withdraw(self) -> None:
        desk, invited, jobs = self.desk, self._current, self.shell.jobs
        jobs.write(
            lambda: withdraw(desk, invited),
            then=lambda row: self.shell.toast(
                f"Undangan {said_name(row.name)} ditarik. Berkas dan kodenya tidak berlaku lagi.",
                lambda: jobs.write(lambda: bring_back(desk, row)),
            ),
            failed=self._say,
            owner=self,
        )

    def _revoke(self, laptop: str = "") -> None:
        desk, laptop = self.desk, laptop or self._current
        self.shell.jobs.write(
            lambda: revoke(desk, laptop),
            then=lambda name: self.shell.toast(
                f"Laptop {said_name(name)} dicabut.", lambda: self._reinstate(laptop)
            ),
            failed=self._say,
            owner=self,
        )

    def _reinstate(self, laptop: str = "") -> None:
        desk, wanted = self.desk, laptop or self._current
        self.shell.jobs.write(
            lambda: reinstate(desk, wanted),
            then=lambda name: self.shell.toast(f"Laptop {said_name(name)} aktif lagi."),
            failed=self._say,
            owner=self,
        )

    def _give(self, homes: list[str], petugas: str, name: str, note: str) -> None:
        desk = self.desk

        def given(count: int) -> None:
            self.detail.forget_handover()
            self.shell.toast(f"{count} keluarga dipindahkan ke {name}.", self.shell.take_back)

        self.shell.jobs.write(
            lambda: reassign(desk, homes, petugas, note), then=given, failed=self._say, owner=self
        )

    def _give_numbers(self, place: str, year: int) -> None:
        desk, wanted = self.desk, self._current
        self.shell.jobs.write(
            lambda: give_block(desk, wanted, place, year),
            then=lambda given: self.shell.toast(
                f"Nomor {given.first:03} sampai {given.last:03} Kec. {given.place} {given.year} untuk "
                f"{said_name(given.desk_name)}. Ikut jawaban berikutnya.",
                self.shell.take_back,
            ),
            failed=self._say,
            owner=self,
        )

    def _say(self, error: UserError) -> None:
        self.shell.toast(str(error), icon="error_circle")

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda current, _was: self._on_current(current))
        self.list.activated.connect(lambda _index: self._open())
        self.list.clicked.connect(lambda _index: self._open() if self._width == STACKED else None)
        self.detail.approve.connect(self._approve)
        self.detail.refuse.connect(self._turn_down)
        self.detail.again.connect(self._again)
        self.detail.lost.connect(self.open_loss)
        self.detail.withdraw.connect(self._withdraw)
        self.detail.revoke.connect(lambda: self._revoke())
        self.detail.reinstate.connect(lambda: self._reinstate())
        self.detail.give.connect(self._give)
        self.detail.numbers.give.connect(self._give_numbers)

    def _make_left(self) -> QFrame:
        left = QFrame()
        left.setProperty("kind", "bar")
        left.setProperty("rule", "right")
        left.setAccessibleName("Daftar pendamping")
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 10)
        head.addWidget(self.count)
        head.addStretch()
        head.addWidget(self.export.button)
        head.addWidget(self.invite)
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 1, 0)
        stack.setSpacing(0)
        stack.addLayout(head)
        stack.addWidget(self.export)
        stack.addWidget(self.list, 1)
        stack.addWidget(hairline())
        above = row(self.roll, self.areas, None, gap=20)
        above.setContentsMargins(16, 6, 12, 0)
        stack.addLayout(above)
        foot = row(self.forgotten, None)
        foot.setContentsMargins(16, 6, 12, 8)
        stack.addLayout(foot)
        return left


def _say_count(rows: Sequence[Laptop]) -> str:
    """Say how many laptops are at work of those that came; who is invited only has none yet."""
    known = sum(row.state not in INVITED for row in rows)
    active = sum(row.state == "aktif" for row in rows)
    return f"{active} laptop aktif dari {known}" if known else f"{len(rows)} undangan"
