"""KUNJUNGAN: recording a home visit, with what is known of the family beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.people.photo import held_photo
from pkh_desk.actions.people.visit import save_visit
from pkh_desk.actions.upkeep.draft import VISIT
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.forms.photos import is_photo
from pkh_desk.gui.forms.visit import Told, VisitForm
from pkh_desk.gui.forms.visit_aside import VisitAside
from pkh_desk.gui.forms.visit_correction import KEPT_PROMISES
from pkh_desk.gui.frame.drops import dropped_files
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.views.people.family import family
from pkh_desk.views.people.visit import attendance_limit, visit_background

ASIDE_WIDTH = 288
HANDED_OVER = "Keluarga ini sudah diserahkan ke pendamping lain. Kunjungannya tidak bisa disimpan di sini."


def tell(desk: Desk, family_id: str, on: date) -> Told:
    """Read what the form of a visit on a day shows of a family. Raises FamilyNotFound."""
    return Told(family(desk, family_id), visit_background(desk, family_id), attendance_limit(desk, on))


class VisitPage(Page):
    """Opens on a family. `saved(next)` is called after saving: `next` if the next family is wanted.

    What is said and done about a visit that is corrected stands in `CorrectionPage`.
    """

    TITLE, SAVE, AFRESH = "Kunjungan baru", "Simpan kunjungan", "Mulai dari kosong"
    CLEARED, RESUMED = "Isian dikosongkan.", "Draf {} dilanjutkan. Belum tersimpan sebagai kunjungan."

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        family_id: str,
        saved: Callable[[bool], object] = lambda following: None,
    ) -> None:
        super().__init__(shell, self.TITLE)
        self.desk, self.family_id = desk, family_id
        self._saved_then, self._opened, self._away = saved, False, False
        theme = shell.theme
        self.setAcceptDrops(True)
        self.form, self.aside = VisitForm(shell, desk), VisitAside(theme, desk.today())
        self.fresh = Button(theme, self.AFRESH, "outline", on_click=self._start_afresh).make_slim()
        self.resumed = Banner(theme, "", "info", icon="history", action=self.fresh)
        self.trouble = Banner(theme, "", "red")
        self.save = Button(theme, self.SAVE, "primary", icon="save", on_click=self._save)
        self.foot = FormFoot(theme, self.save, "Tutup, lanjut nanti", shell.back)
        self._blank: dict[str, Any] = {}
        self._lay_out()
        self.keeper = self.make_keeper()
        for signal in (self.form.changed, self.aside.changed):
            signal.connect(self.keeper.touch)
        self.form.changed.connect(self.foot.recount)
        self.form.on.changed.connect(lambda: self.data_moved(frozenset()))
        self.form.photos.busy.connect(self._wait_for_photos)
        for keys, following in (("Ctrl+S", False), ("Ctrl+Return", True), ("Ctrl+Enter", True)):
            QShortcut(QKeySequence(keys), self).activated.connect(
                lambda following=following: self._save(following)
            )

    def make_keeper(self) -> DraftKeeper:
        """Return what keeps the draft of this form."""
        return DraftKeeper(self, self.desk, VISIT, self.family_id, self.state)

    def state(self) -> dict[str, Any]:
        """Return everything that was typed or ticked."""
        return {**self.form.state(), KEPT_PROMISES: self.aside.kept()}

    def told(self, on: date) -> Told:
        """Read what the form of a visit on a day shows. Raises FamilyNotFound."""
        return tell(self.desk, self.family_id, on)

    def entered(self) -> None:
        """Read the family, and at the first time the draft; what was typed since stays."""
        if self._opened:
            return
        self._opened = True
        self.fill()
        self._blank = self.state()
        draft = self.keeper.begin(self.show_kept)
        if draft is not None:
            now = self.desk.local(self.desk.now())
            when = say_moment(self.desk.local(draft.saved_at), now)
            self.resumed.show_words(self.RESUMED.format(when))
            self.data_moved(frozenset())

    def fill(self) -> None:
        """Show the family."""
        self.show_told(self.told(self.desk.today()))

    def show_kept(self, kept: Mapping[str, Any]) -> None:
        """Show what the draft keeps."""
        self.show_state(kept)

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read the family, and the limit of the visit's day, on the reading lane; what was typed stays."""
        on = self.form.on.value() or self.desk.today()
        self.shell.jobs.read(
            lambda: self.told(on), then=self.show_told, failed=self._say, owner=self, replaces="visit"
        )

    def about_family(self) -> str:
        """The family that is visited."""
        return self.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self.keeper.leave(coming_back)

    def first_focus(self) -> QWidget | None:
        """The first field."""
        return self.form.on.field

    def panes(self) -> Sequence[QWidget]:
        """Form, what stands beside it, the foot."""
        return (self._scroll, self.aside, self.foot) if not self._stacked else (self._scroll, self.foot)

    def set_width_class(self, width: str) -> None:
        """Side by side, or the family below the form."""
        self._stacked = width == STACKED
        self._beside.setVisible(not self._stacked)
        home = self._scroll.body if self._stacked else self._beside.body
        home.addWidget(self.aside)
        self._beside.setFixedWidth(self.theme.px(ASIDE_WIDTH))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome photos; other files are the shell's business."""
        if any(map(is_photo, dropped_files(event.mimeData()))):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the photos."""
        event.acceptProposedAction()
        self.take_photos(dropped_files(event.mimeData()))

    def take_photos(self, paths: Sequence[Path]) -> None:
        """Add these photos to the visit."""
        self.form.photos.take([path for path in paths if is_photo(path)])

    def show_told(self, told: Told) -> None:
        """Show what was read; what was typed stays."""
        self.form.show_told(told)
        self.aside.show_told(told)
        self._away = told.view.handed_over
        if self._away:
            self.trouble.show_words(HANDED_OVER)
            self.save.setEnabled(False)
        name = said_name(told.view.name)
        if self.about != name:
            self.about = name
            self.trail_changed.emit()

    def _wait_for_photos(self, waiting: bool) -> None:
        self.save.setEnabled(not waiting and not self._away)

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned."""
        self.form.show_state(state)
        self.aside.tick([str(each) for each in state.get(KEPT_PROMISES, ())])

    def _start_afresh(self) -> None:
        before = self.state()
        self.show_state(self._blank)
        self.resumed.show_words("")
        self.keeper.keep()
        self.form.on.field.setFocus()
        # The page may be left before somebody thinks better of it.
        self.shell.toast(self.CLEARED, lambda: self.show_state(before) if shiboken6.isValid(self) else None)

    def _save(self, following: bool = False) -> None:
        if not self.save.isEnabled():
            return
        faults = self.form.faults()
        self.foot.show_faults(faults)
        if faults:
            faults[0].entry.setFocus()
            return
        self.trouble.show_words("")
        self.save.setEnabled(False)
        self.keeper.rest()
        self.write(following)

    def write(self, following: bool) -> None:
        """Save what stands in the form, which has no faults."""
        desk, digests = self.desk, self.form.photos.state()
        draft = self.form.draft(self.family_id, self.aside.kept(), ())

        def run() -> str:
            found = [content for digest in digests if (content := held_photo(desk, digest)) is not None]
            return save_visit(desk, replace(draft, photos=found))

        self.shell.jobs.write(
            run, then=lambda _visit: self._done(following), failed=self._refused, owner=self
        )

    def _done(self, following: bool) -> None:
        shell = self.shell
        shell.toast(f"Kunjungan {self.about} tersimpan di komputer ini.", shell.take_back)
        shell.back()
        self._saved_then(following)

    def _refused(self, error: UserError) -> None:
        """Say why nothing was saved; everything stays on screen."""
        self.save.setEnabled(True)
        self.keeper.rest(False)
        self.keeper.keep()
        if isinstance(error, InvalidInput):
            self.form.on.show_problem(error.problems[0])
            self.foot.show_faults([Fault(self.form.on.name, self.form.on.field)])
            return
        self._say(error)

    def _say(self, error: UserError) -> None:
        self.trouble.show_words(str(error))

    def _lay_out(self) -> None:
        self._stacked = False
        self._scroll = ScrollBody(margins=(24, 12, 24, 16))
        for part in (self.resumed, self.trouble, self.form):
            self._scroll.body.addWidget(part)
        self._scroll.setAccessibleName("Isian kunjungan")
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._scroll, 1)
        left.addWidget(self.foot)
        self._beside = ScrollBody(ground="surface", margins=(18, 16, 18, 16))
        self._beside.setProperty("rule", "left")
        self._beside.body.addWidget(self.aside)
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self._beside)
