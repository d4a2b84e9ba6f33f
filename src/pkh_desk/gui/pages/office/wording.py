"""BUNYI SURAT: the wording of each paper in a form, with the very page beside it while it is written."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.templates import publish_template
from pkh_desk.actions.graduation.wording import (
    Edited,
    draw_edited,
    logo_from,
    preview_wording,
    shipped_wording,
    to_json,
    wording_data,
)
from pkh_desk.actions.office.config import ConfigPreview, body_of
from pkh_desk.actions.upkeep.draft import drop_draft
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import InvalidInput, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.forms.wording import WordingForm
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.graduation.letter_tools import LetterTools
from pkh_desk.gui.pages.office.config_side import ConfigSide, say_version, withdraw
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_foot import FormFoot
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.paper_view import PaperView
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.views.graduation.reasons import reasons_on
from pkh_desk.views.office.config import WORDING, ConfigVersion, ConfigView, config_kinds

DRAFT = "ketentuan"
LIST_WIDE, FORM_WIDE = 200, 440
OTHER = "lainnya"


class WordingPage(Page):
    """Kinds, form, page; opens on the kind `wanted`. What is typed stands on the page within 80 ms; an older
    drawing is dropped."""

    def __init__(self, shell: Shell, desk: Desk, wanted: str = "") -> None:
        super().__init__(shell, "Bunyi surat")
        self._wanted = wanted
        self.desk, self.kind, self._kinds = desk, "", dict[str, ConfigView]()
        self.form: WordingForm | None = None
        self._keeper: DraftKeeper | None = None
        theme = shell.theme
        column = RowColumn[ConfigView](
            "Surat", lambda each: Cell(each.title, below=say_version(each), bold=True)
        )
        self.list: RowTable[ConfigView] = RowTable(
            theme,
            "Jenis surat",
            [column],
            lambda each: f"{each.title}, {say_version(each)}",
            row_id=lambda each: each.kind,
            tall=True,
        )
        self.list.chosen.connect(self._choose)
        self.kinds = Combo(theme, "Jenis surat", [])
        self.kinds.activated.connect(lambda _index: self.list.select(self.kinds.value()))
        self._reasons = reasons_on(desk, desk.today())
        self.reason = Combo(theme, "Contoh alasan", list(self._reasons.items()), OTHER).make_narrow()
        self.reason.activated.connect(lambda _index: self.draw())
        self.paper, self.tools, self.trouble = PaperView(theme), LetterTools(theme), Banner(theme, "", "red")
        self.side = ConfigSide(theme, desk.today())
        self.side.since.changed.connect(self._compare)
        self.side.withdraw.connect(lambda version: withdraw(self, self.desk, version))
        self.side.take.connect(self._take)
        self.publish = Button(theme, "Terbitkan", "primary", on_click=self._publish)
        self.foot = FormFoot(theme, self.publish, "Kembalikan isian", self._restore, beside=self.side.count)
        self._lay_out()
        self.tools.paper_changed.connect(lambda _paper: self.draw())
        self.tools.zoom.connect(self.paper.zoom_by)
        self.tools.fit.connect(self.paper.fit_width)
        self.paper.zoomed.connect(self._on_zoomed)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._publish)

    def panes(self) -> Sequence[QWidget]:
        """Kinds, form, page, foot."""
        return (self.list, self._middle, self._right, self.foot)

    def first_focus(self) -> QWidget | None:
        """The kinds."""
        return self.list

    def set_width_class(self, width: str) -> None:
        """In narrow windows the form takes less, and the kinds are chosen above it."""
        theme, full = self.theme, width == FULL
        self.list.setFixedWidth(theme.px(LIST_WIDE))
        self._middle.setFixedWidth(theme.px(FORM_WIDE - 90 if width == STACKED else FORM_WIDE))
        self.list.setVisible(full)
        self.kinds.setVisible(not full)

    def entered(self) -> None:
        """Read the kinds and their versions."""
        desk = self.desk
        self.shell.jobs.read(lambda: config_kinds(desk), then=self._show, owner=self, replaces="wordings")

    def data_moved(self, tables: frozenset[str]) -> None:
        """Another program, or undo, may have published or taken back."""
        if tables & {"config", "*"}:
            self.entered()

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self._keeper.leave(coming_back) if self._keeper is not None else None

    def draw(self) -> None:
        """Have the page drawn as it would be; a drawing that has not ended is dropped."""
        if self.form is None:
            return
        data, paper, reason = self.form.data(), self.tools.paper, self.reason.value()
        pixels = self.paper.pixels()
        self.shell.jobs.paper(
            lambda: draw_edited(data, paper, reason, pixels), then=self._drawn, owner=self, replaces="wording"
        )

    def _show(self, kinds: Sequence[ConfigView]) -> None:
        self._kinds = {each.kind: each for each in kinds if each.kind.startswith(WORDING)}
        self.kinds.set_options([(each.kind, each.title) for each in self._kinds.values()], self.kind)
        self.list.show_rows(list(self._kinds.values()), keep_place=True)
        if self.list.select(self._wanted):
            self._wanted = ""
        if self.kind:
            self.side.show_versions(self._kinds[self.kind].versions)
            self._compare()

    def _choose(self, view: ConfigView | None) -> None:
        if view is None or view.kind == self.kind:
            return
        if self._keeper is not None and (keep := self._keeper.leave(False)) is not None:
            self.shell.jobs.write(keep)
        self.kind = view.kind
        self.kinds.set_value(view.kind)
        self.side.show_versions(view.versions)
        self._open_form()

    def _open_form(self) -> None:
        """Show the wording in force, or what was being written."""
        desk, kind = self.desk, self.kind
        data = wording_data(desk, kind.removeprefix(WORDING), desk.today())
        self._close_form()
        self._example.setVisible("alasan" in to_json(data["points"] if data.get("points") else []))
        form = self.form = WordingForm(self.theme, self._reasons, data)
        self._body.insertWidget(1, form)
        keeper = self._keeper = DraftKeeper(self, desk, DRAFT, kind, lambda: {"data": form.data()})
        form.changed.connect(keeper.touch)
        form.changed.connect(self.draw)
        form.changed.connect(self._compare)
        form.focused.connect(self.paper.mark)
        form.pick_logo.connect(self._pick_logo)
        if keeper.begin(lambda kept: form.show_data(kept["data"])) is not None:
            self.shell.toast("Isian yang belum diterbitkan dilanjutkan.", icon="history")
        self.foot.show_faults(())
        self._middle.verticalScrollBar().setValue(0)
        self.draw()
        self._compare()

    def _close_form(self) -> None:
        if self.form is not None and self._keeper is not None:
            self._body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self._keeper.rest()
            self._keeper.deleteLater()
            self.form = self._keeper = None

    def _drawn(self, edited: Edited) -> None:
        if self.form is None:
            return
        self.form.show_problems(edited.problems)
        self.foot.recount()
        whole = [problem.text for problem in edited.problems if problem.field == "template"]
        self.trouble.show_words(whole[0] if whole else "")
        page = edited.page
        if page is not None:
            image = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
            self.paper.show_page(image.copy(), page.spots, page.size_mm)

    def _compare(self) -> None:
        """Have worked out what publishing would change."""
        if self.form is None:
            return
        desk, data, since = self.desk, self.form.data(), self.side.since.value() or self.desk.today()

        def show(preview: ConfigPreview) -> None:
            self.side.show_preview(preview)

        self.shell.jobs.read(
            lambda: preview_wording(desk, data, since), then=show, owner=self, replaces="wording changes"
        )

    def _on_zoomed(self, percent: int) -> None:
        self.tools.show_zoom(percent)
        self.draw()

    def _publish(self) -> None:
        since, form, keeper = self.side.since.value(), self.form, self._keeper
        if form is None or keeper is None or since is None or not self.side.since.judge():
            return
        if not self.publish.isEnabled():
            return
        desk, kind, raw = self.desk, self.kind, to_json(form.data())
        self.publish.setEnabled(False)
        keeper.rest()

        def run() -> int:
            version = publish_template(desk, raw, since)
            drop_draft(desk, DRAFT, kind)
            return version

        def done(version: int) -> None:
            self.publish.setEnabled(True)
            words = f"{self._kinds[kind].title} versi {version} terbit, berlaku sejak {say_date(since)}."
            self.shell.toast(f"{words} Surat lama tetap.", self.shell.take_back)
            self._open_form()
            self.entered()

        self.shell.jobs.write(run, then=done, failed=partial(self._refuse, keeper), owner=self)

    def _refuse(self, keeper: DraftKeeper, error: UserError) -> None:
        self.publish.setEnabled(True)
        keeper.rest(False)
        problems = error.problems if isinstance(error, InvalidInput) else []
        self.foot.show_faults(self.form.show_problems(problems) if self.form is not None else ())
        day = next((problem for problem in problems if problem.field == "since"), None)
        self.side.since.show_problem(day)
        whole = [each.text for each in problems if each.field in ("template", "table", "kind", "signers")]
        self.trouble.show_words(whole[0] if whole else "" if problems else str(error))

    def _restore(self) -> None:
        """Show what is in force again."""
        if self._keeper is None:
            return
        desk, kind = self.desk, self.kind
        self._keeper.rest()
        self.shell.jobs.write(
            lambda: drop_draft(desk, DRAFT, kind), then=lambda _none: self._open_form(), owner=self
        )

    def _take(self, version: ConfigVersion | None) -> None:
        """Put what a version says into the form, to be published anew."""
        desk, form, kind = self.desk, self.form, self.kind.removeprefix(WORDING)
        if form is None:
            return

        def show(body: dict[str, Any]) -> None:
            form.show_data(body)
            form.changed.emit()

        self.shell.jobs.read(
            lambda: body_of(desk, version.id) if version else shipped_wording(desk, kind),
            then=show,
            owner=form,
        )

    def _pick_logo(self) -> None:
        dialog = QFileDialog(self, "Pilih logo (PNG atau JPEG)")
        dialog.fileSelected.connect(lambda path: self.take_logo(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_logo(self, path: Path) -> None:
        """Use a picture as the logo, made small and harmless."""
        form = self.form
        if form is not None:
            self.shell.jobs.paper(
                lambda: logo_from(path),
                then=form.set_logo,
                failed=lambda error: self.shell.toast(str(error), icon="error_circle"),
                owner=form,
            )

    def _lay_out(self) -> None:
        self._middle = ScrollBody(margins=(16, 12, 14, 12))
        self._middle.setAccessibleName("Isian surat")
        self._body = self._middle.body
        self._body.addWidget(self.kinds)
        self._body.addWidget(self.side)
        self._body.addStretch(1)
        self._right = QFrame()
        self._right.setAccessibleName("Pratinjau surat")
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._example = QFrame()
        self._example.setProperty("kind", "bar")
        self._example.setProperty("rule", "below")
        line = row(label("Contoh alasan", "caption"), self.reason)
        line.setStretch(1, 1)
        line.setContentsMargins(16, 6, 16, 6)
        self._example.setLayout(line)
        for part in (self.tools, self._example, self.trouble):
            right.addWidget(part)
        right.addWidget(self.paper, 1)
        across = row(self.list, self._middle, self._right, gap=0)
        across.setStretch(2, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.foot)
