"""KETENTUAN: every config document with its version, changed in a form and published from a day on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.office.config import (
    ConfigPreview,
    body_of,
    body_on,
    preview_config,
    publish_config,
    shipped_body,
)
from pkh_desk.actions.upkeep.draft import drop_draft
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.office.config_shapes import CONFIG_KINDS
from pkh_desk.errors import InvalidInput, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.forms.config import ConfigForm
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.office.config_side import ConfigSide, say_version, withdraw
from pkh_desk.gui.pages.office.wording import WordingPage
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import column, row
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.views.office.config import ConfigVersion, ConfigView, config_kinds

DRAFT = "ketentuan"
LIST_WIDE, SIDE_WIDE = 250, 320


class ConfigPage(Page):
    """Kinds at the left, the form of the chosen one, and at the right what publishing it would change."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Ketentuan")
        self.desk, self.kind, self._kinds = desk, "", dict[str, ConfigView]()
        self._wanted = ""
        self.forms: dict[str, ConfigForm] = {}
        self._keepers: dict[str, DraftKeeper] = {}
        theme = shell.theme
        kinds = RowColumn[ConfigView](
            "Ketentuan", lambda each: Cell(each.title, below=say_version(each), bold=True)
        )
        self.list: RowTable[ConfigView] = RowTable(
            theme,
            "Daftar ketentuan",
            [kinds],
            lambda each: f"{each.title}, {say_version(each)}",
            row_id=lambda each: each.kind,
            tall=True,
        )
        self.list.chosen.connect(self._choose)
        self.head, self.words = label("", "section"), label("", tone="text2", wrap=True)
        self.side = ConfigSide(theme, desk.today())
        self.side.since.changed.connect(self._look)
        self.side.withdraw.connect(lambda version: withdraw(self, self.desk, version))
        self.side.take.connect(self._take)
        self.wordings = Button(
            theme, "Bunyi surat…", "secondary", icon="document_edit", on_click=lambda: self._open_wordings()
        )
        self.publish = Button(theme, "Terbitkan", "primary", on_click=self._publish)
        self.foot = FormFoot(theme, self.publish, "Kembalikan isian", self._restore, beside=self.side.count)
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._publish)

    @property
    def form(self) -> ConfigForm:
        """The form of the kind that is shown."""
        return self.forms[self.kind]

    def panes(self) -> Sequence[QWidget]:
        """List, form, what would change, foot."""
        return (self._left, self._middle, self._aside, self.foot)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list

    def set_width_class(self, width: str) -> None:
        """Side by side, or what would change below the form."""
        stacked, full, theme = width == STACKED, width == FULL, self.theme
        self._left.setFixedWidth(theme.px(LIST_WIDE if full else LIST_WIDE - 40))
        self._aside.setFixedWidth(theme.px(SIDE_WIDE if full else SIDE_WIDE - 50))
        below = self._middle.body.indexOf(self.side) >= 0
        if stacked and not below:
            self._middle.body.insertWidget(self._middle.body.count() - 1, self.side)
        elif below and not stacked:
            self._aside.body.addWidget(self.side)
        self._aside.setVisible(not stacked)

    def entered(self) -> None:
        """Read the documents."""
        desk = self.desk
        self.shell.jobs.read(lambda: config_kinds(desk), then=self._show, owner=self, replaces="config")

    def data_moved(self, tables: frozenset[str]) -> None:
        """Another program, or undo, may have published or taken back."""
        if tables & {"config", "*"}:
            self.entered()

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed in any of the forms."""
        kept = [
            draft for keeper in self._keepers.values() if (draft := keeper.leave(coming_back)) is not None
        ]
        return (lambda: [draft() for draft in kept]) if kept else None

    def show_kind(self, kind: str) -> None:
        """Show the document of a kind; a wording of letters on the page of its own."""
        if kind in CONFIG_KINDS:
            self._wanted = kind
            self.entered()
        else:
            self._open_wordings(kind)

    def _show(self, kinds: Sequence[ConfigView]) -> None:
        self._kinds = {each.kind: each for each in kinds if each.kind in CONFIG_KINDS}
        self.list.show_rows(list(self._kinds.values()), keep_place=True)
        if self.list.select(self._wanted):
            self._wanted = ""
        if self.kind:
            self.side.show_versions(self._kinds[self.kind].versions)
            self._look()

    def _choose(self, view: ConfigView | None) -> None:
        if view is None or view.kind == self.kind:
            return
        self.kind = view.kind
        self.head.setText(view.title)
        self.words.setText(view.about)
        if view.kind not in self.forms:
            self._open_form(view.kind)
        for kind, form in self.forms.items():
            form.setVisible(kind == view.kind)
        self._middle.verticalScrollBar().setValue(0)
        self.side.show_versions(view.versions)
        self.foot.show_faults(())
        self._look()

    def _open_form(self, kind: str) -> None:
        desk = self.desk
        form = self.forms[kind] = ConfigForm(self.theme, kind)
        form.show_body(body_on(desk, kind, desk.today()))
        self._body.addWidget(form)
        keeper = self._keepers[kind] = DraftKeeper(self, desk, DRAFT, kind, lambda: self._state(kind))
        form.changed.connect(keeper.touch)
        form.changed.connect(self._look)
        if keeper.begin(lambda kept: self._show_state(kind, kept)) is not None:
            self.shell.toast("Isian yang belum diterbitkan dilanjutkan.", icon="history")

    def _state(self, kind: str) -> dict[str, Any]:
        return {"body": self.forms[kind].body()}

    def _show_state(self, kind: str, kept: Mapping[str, Any]) -> None:
        self.forms[kind].show_body(kept["body"])

    def _look(self) -> None:
        """Have worked out what publishing would change."""
        if not self.kind:
            return
        desk, kind, body = self.desk, self.kind, self.form.body()
        since = self.side.since.value() or desk.today()
        self.shell.jobs.read(
            lambda: preview_config(desk, kind, body, since),
            then=lambda preview: self._show_preview(kind, preview),
            owner=self,
            replaces="config preview",
        )

    def _show_preview(self, kind: str, preview: ConfigPreview) -> None:
        if kind == self.kind:
            self.side.show_preview(preview)
            self.form.show_problems(preview.problems)
            self.foot.recount()

    def _publish(self) -> None:
        since = self.side.since.value()
        if not self.kind or not self.side.since.judge() or since is None or not self.publish.isEnabled():
            return
        desk, kind, body = self.desk, self.kind, self.form.body()
        self.publish.setEnabled(False)
        self._keepers[kind].rest()

        def run() -> int:
            version = publish_config(desk, kind, body, since)
            drop_draft(desk, DRAFT, kind)
            return version

        def done(version: int) -> None:
            self.publish.setEnabled(True)
            when = f"berlaku sejak {say_date(since)}"
            self.shell.toast(
                f"{CONFIG_KINDS[kind].title} versi {version} terbit, {when}. Ikut jawaban berikutnya.",
                self.shell.take_back,
            )
            self._close_form(kind)

        self.shell.jobs.write(run, then=done, failed=self._refuse, owner=self)

    def _refuse(self, error: UserError) -> None:
        self.publish.setEnabled(True)
        self._keepers[self.kind].rest(False)
        problems = error.problems if isinstance(error, InvalidInput) else []
        faults = self.form.show_problems(problems)
        day = next((problem for problem in problems if problem.field == "since"), None)
        if day is not None:
            self.side.since.show_problem(day)
            faults.append(Fault(self.side.since.name, self.side.since.field))
        self.foot.show_faults(faults)
        if not faults:
            self.shell.toast(problems[0].text if problems else str(error), icon="info")

    def _restore(self) -> None:
        """Show what is in force again."""
        if not self.kind:
            return
        desk, kind = self.desk, self.kind
        self._keepers[kind].rest()
        self.shell.jobs.write(
            lambda: drop_draft(desk, DRAFT, kind), then=lambda _none: self._close_form(kind), owner=self
        )

    def _close_form(self, kind: str) -> None:
        """Let go of a form; the next look at its kind begins with what is in force."""
        form, keeper = self.forms.pop(kind), self._keepers.pop(kind)
        self._body.removeWidget(form)
        form.hide()
        form.deleteLater()
        keeper.deleteLater()
        if self.kind == kind:
            self.kind = ""
            self._choose(self._kinds[kind])
        self.entered()

    def _take(self, version: ConfigVersion | None) -> None:
        """Put what a version says into the form, to be published anew."""
        desk, form, kind = self.desk, self.form, self.kind

        def show(body: dict[str, Any]) -> None:
            form.show_body(body)
            form.changed.emit()

        self.shell.jobs.read(
            lambda: body_of(desk, version.id) if version else shipped_body(kind), then=show, owner=form
        )

    def _open_wordings(self, kind: str = "") -> None:
        self.shell.open_page(WordingPage(self.shell, self.desk, kind))

    def _lay_out(self) -> None:
        self._body = QVBoxLayout()
        self._middle = ScrollBody()
        self._middle.setAccessibleName("Isian ketentuan")
        self._middle.body.addWidget(self.head)
        self._middle.body.addWidget(self.words)
        self._middle.body.addLayout(self._body)
        self._middle.body.addStretch(1)
        self._aside = ScrollBody(ground="surface", margins=(14, 14, 14, 14))
        self._aside.setAccessibleName("Yang akan berubah")
        self._aside.body.addWidget(self.side)
        line = row(self._middle, self._aside, gap=0)
        line.setStretch(0, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(line, 1)
        right.addWidget(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._left = QWidget()
        self._left.setAccessibleName("Daftar ketentuan")
        lead = row(self.wordings)
        lead.setContentsMargins(12, 10, 12, 10)
        left = column(self.list, gap=0)
        left.addLayout(lead)
        self._left.setLayout(left)
        whole.addWidget(self._left)
        whole.addLayout(right, 1)
