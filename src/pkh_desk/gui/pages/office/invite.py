"""UNDANG: an invitation for one pendamping: name, desa from the list, the file, the code for the phone."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pkh_desk.actions.exchange.enrol import Invited, invite, invite_again
from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.text import tidy
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper, Values
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.tick_list import TickList
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.exchange.laptops import Laptop
from pkh_desk.views.people.places import desa_of, kecamatan

WIDTH = 620
AGAIN = (
    "Untuk orang yang sama: keluarga dan desanya tetap. Laptop lama bisa dicabut saat laptop baru disetujui, "
    "dan sebaiknya dicabut sekarang juga bila hilang."
)
CODE = Qt.ItemDataRole.UserRole


class InvitePage(Page):
    """A form; once the file is written it shows the code, which nothing shows again.

    `again`: a laptop whose pendamping gets another one; name and desa are known then.
    """

    def __init__(self, shell: Shell, desk: Desk, again: Laptop | None = None) -> None:
        super().__init__(shell, "Laptop baru" if again else "Undang pendamping")
        self.desk, self._before = desk, again
        self._chosen: dict[str, str] = {}
        theme = shell.theme
        self.name = QLineEdit()
        self.name_row = FormRow(theme, "Nama pendamping", self.name)
        self.kecamatan = Combo(theme, "Kecamatan", kecamatan())
        self.desa = TickList(theme, "Desa dampingan")
        self.desa.setFixedHeight(theme.px(190))
        self.desa_row = FormRow(
            theme, "Desa dampingan", self.desa, hint="Centang dengan spasi. Boleh dari beberapa kecamatan."
        )
        self.picked = label("", tone="text2", wrap=True)
        self.save = Button(theme, "Simpan undangan…", "primary", icon="save", on_click=self._ask_path)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save.click)
        self.banner = Banner(theme, "", "red")
        self.code, self.until = label("", "figure"), label("", tone="text2", wrap=True)
        self.words = label("", "section")
        self.done = Button(theme, "Selesai", "primary", on_click=shell.back)
        self._stack = QStackedWidget()
        self.keeper = DraftKeeper(self, desk, "undangan", "", self._state)
        self._lay_out()
        self._connect()
        self._list_desa()
        if again is None:
            self.keeper.begin(self._show_state)

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep who is invited, and where."""
        return self.keeper.leave(coming_back)

    def first_focus(self) -> QWidget | None:
        """The name."""
        return self.save if self._before else self.name

    def panes(self) -> Sequence[QWidget]:
        """The form."""
        return (self,)

    def write_to(self, path: Path) -> None:
        """Write the invitation to a file, if name and desa are there."""
        if not self._complete():
            return
        desk, name, scope, before = self.desk, tidy(self.name.text()), list(self._chosen), self._before

        def write() -> Invited:
            return invite_again(desk, before.id, path) if before else invite(desk, name, scope, path)

        self.save.setEnabled(False)
        self.shell.jobs.write(
            lambda: (write(), own_words(desk)),
            then=lambda made: self._written(*made),
            failed=self._refused,
            owner=self,
        )

    def _complete(self) -> bool:
        if self._before is not None:
            return True
        missing = [
            (self.name_row, Problem("name", "Nama belum diisi."), not self.name.text().strip()),
            (self.desa_row, Problem("scope", "Centang sedikitnya satu desa."), not self._chosen),
        ]
        for form_row, problem, wrong in missing:
            form_row.show_problem(problem if wrong else None)
        first = next((form_row for form_row, _, wrong in missing if wrong), None)
        if first is not None:
            first.entry.setFocus()
        return first is None

    def _ask_path(self) -> None:
        if not self._complete():
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        # A file's name goes through hands and mails: it says what it is, not whose.
        start = f"{folder}/undangan-{self.desk.today().isoformat()}.undangan"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "Simpan undangan", start, "Undangan PKH Desk (*.undangan)"
        )
        if chosen:
            path = Path(chosen)
            self.write_to(path if path.suffix else path.with_suffix(".undangan"))

    def _written(self, made: Invited, words: str) -> None:
        if self._before is None:
            self.keeper.forget()
        until = say_date(self.desk.local(made.expires_at).date())
        self.code.setText(made.code)
        self.code.setAccessibleName(" ".join(made.code))
        self.until.setText(
            f"Berkas {made.path.name} tersimpan, berlaku sampai {until}. Serahkan berkasnya lewat USB atau "
            "WhatsApp, dan bacakan kode ini lewat telepon, jangan lewat jalan yang sama."
        )
        self.words.setText(words)
        self._stack.setCurrentIndex(1)
        self.done.setFocus()
        self.shell.toast("Undangan tersimpan.")

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        text = error.problems[0].text if isinstance(error, InvalidInput) else f"{error} {error.hint}"
        self.banner.show_words(text.strip(), "red")

    def _list_desa(self) -> None:
        self.desa.blockSignals(True)
        self.desa.clear()
        for code, name in desa_of(self.kecamatan.value()):
            item = QListWidgetItem(name)
            item.setData(CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked)
            self.desa.addItem(item)
        self.desa.blockSignals(False)

    def _tick(self, item: QListWidgetItem) -> None:
        code = str(item.data(CODE))
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen[code] = f"{item.text()} ({self.kecamatan.currentText()})"
        else:
            self._chosen.pop(code, None)
        self.picked.setText(", ".join(self._chosen.values()))
        self.keeper.touch()
        if self._chosen:
            self.desa_row.show_problem(None)

    def _state(self) -> Values:
        return {"name": self.name.text(), "kecamatan": self.kecamatan.value(), "desa": dict(self._chosen)}

    def _show_state(self, values: Mapping[str, Any]) -> None:
        self.name.setText(values["name"])
        self._chosen = dict(values["desa"])
        self.kecamatan.set_value(values["kecamatan"])
        self.picked.setText(", ".join(self._chosen.values()))
        self._list_desa()

    def _connect(self) -> None:
        self.kecamatan.currentIndexChanged.connect(lambda _at: self._list_desa())
        self.desa.itemChanged.connect(self._tick)
        self.name.textEdited.connect(lambda _text: self.name_row.show_problem(None))
        self.name.textEdited.connect(lambda _text: self.keeper.touch())

    def _lay_out(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        places = FormRow(self.theme, "Kecamatan", self.kecamatan)
        about = label(AGAIN, tone="text2", wrap=True)
        for part in (self.banner, about, self.name_row, places, self.desa_row, self.picked):
            column.addWidget(part)
        if self._before is not None:
            self.name.setText(said_name(self._before.name))
            self.name.setReadOnly(True)
            self.picked.setText(", ".join(self._before.scope))
        for part in (places, self.desa_row):
            show_if(part, self._before is None)
        show_if(about, self._before is not None)
        scroll = ScrollBody()
        scroll.add_narrow(form, self.theme.px(WIDTH))
        scroll.body.addStretch(1)
        self._stack.addWidget(
            _with_foot(scroll, Button(self.theme, "Batal", "ghost", on_click=self.shell.back), self.save)
        )
        made = Card("Bacakan kode ini lewat telepon", padding=20, gap=12)
        for part in (self.code, self.until):
            made.body.addWidget(part)
        made.body.addWidget(label("Di laptop pendamping akan muncul empat kata kantor ini:", tone="text2"))
        made.body.addWidget(self.words)
        after = ScrollBody()
        after.add_narrow(made, self.theme.px(WIDTH))
        after.body.addStretch(1)
        self._stack.addWidget(_with_foot(after, self.done))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._stack)


def _with_foot(body: QWidget, *buttons: QWidget) -> QWidget:
    """Return a body with a bar of buttons below it."""
    whole, foot = QWidget(), QFrame()
    foot.setProperty("kind", "bar")
    foot.setProperty("rule", "above")
    line = QHBoxLayout(foot)
    line.setContentsMargins(24, 10, 20, 10)
    line.addLayout(row(None, *buttons))
    stack = QVBoxLayout(whole)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(0)
    stack.addWidget(body, 1)
    stack.addWidget(foot)
    return whole
