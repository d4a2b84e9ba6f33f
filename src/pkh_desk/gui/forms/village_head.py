"""VILLAGE HEAD: who leads a desa on the day of a paper, and since when; entered here, used by every paper."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.official import OfficialDraft
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.official import in_office
from pkh_desk.errors import InvalidInput, UserError
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.views.graduation.official import OfficialView

UNKNOWN = "Belum diketahui. Di surat, ditulis tangan."


class VillageHead(QWidget):
    """`save(draft, id)` asks to record one; the id is "" for a successor."""

    save = Signal(object, str)

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._desa = ""
        self.known: OfficialView | None = None
        self._id = ""
        self.said = label("", tone="text2", wrap=True)
        self.edit = Button(theme, "Isi nama", "link", on_click=lambda: self._open(self._id_now())).make_slim()
        self.follow_on = Button(theme, "Pejabat baru", "link", on_click=lambda: self._open("")).make_slim()
        self.name, self.title = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText("Kepala Desa")
        self.rows = {
            "name": FormRow(theme, "Nama", self.name),
            "title": FormRow(theme, "Jabatan", self.title, optional=True),
            "since": DateRow(theme, "Menjabat sejak", today, past=True, optional=True),
            "until": DateRow(theme, "Sampai", today, optional=True),
        }
        self.keep = Button(theme, "Simpan", on_click=self._save)
        self.drop = Button(theme, "Batal", "ghost", on_click=self.shut)
        self._lay_out()
        self.shut()

    def show_heads(self, desa: str, heads: Sequence[OfficialView], day: date) -> None:
        """Show who is in office on a day; what is being typed for the same desa stays."""
        if desa != self._desa:
            self.shut()
        self._desa = desa
        self.known = in_office(heads, day)
        known = self.known
        since = f", sejak {say_date(known.since)}" if known and known.since else ""
        self.said.setText(f"{known.name}{since}" if known else UNKNOWN)
        self.edit.set_text("Ubah" if known else "Isi nama")
        self.edit.setAccessibleName("Ubah kepala desa" if known else "Isi kepala desa")
        show_if(self.follow_on, known is not None and self._form.isHidden())

    def shut(self) -> None:
        """Close the fields."""
        self._form.hide()
        show_if(self.edit, True)
        show_if(self.follow_on, self.known is not None)

    def refuse(self, error: UserError) -> None:
        """Say at the field what is wrong."""
        problems = error.problems if isinstance(error, InvalidInput) else []
        for problem in problems:
            if problem.field in self.rows:
                self.rows[problem.field].show_problem(problem)
        if not problems:
            self.rows["name"].show_line(Line("error", str(error)))

    def _id_now(self) -> str:
        return self.known.id if self.known else ""

    def _open(self, official_id: str) -> None:
        self._id = official_id
        known = self.known if official_id else None
        self.name.setText(known.name if known else "")
        self.title.setText(known.title if known else "")
        for key, day in (("since", known and known.since), ("until", known and known.until)):
            date_row = self.rows[key]
            assert isinstance(date_row, DateRow)
            date_row.set_text(day.isoformat() if day else "")
        self.rows["name"].show_line(None)
        self._form.show()
        self.edit.hide()
        self.follow_on.hide()
        self.name.setFocus()

    def _save(self) -> None:
        since, until = self.rows["since"], self.rows["until"]
        assert isinstance(since, DateRow)
        assert isinstance(until, DateRow)
        if not since.judge() or not until.judge():
            return
        draft = OfficialDraft(
            self._desa,
            self.name.text(),
            self.title.text(),
            self.known.nip if self._id and self.known else "",
            since.value(),
            until.value(),
        )
        self.save.emit(draft, self._id)

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addWidget(label("Kepala desa", "label"))
        head = row(gap=10)
        head.addWidget(self.said, 1)
        head.addWidget(self.edit)
        head.addWidget(self.follow_on)
        stack.addLayout(head)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 4, 0, 4)
        form.setSpacing(8)
        form.addWidget(self.rows["name"])
        form.addWidget(self.rows["title"])
        form.addWidget(self.rows["since"])
        form.addWidget(self.rows["until"])
        form.addLayout(row(self.keep, self.drop, None))
        stack.addWidget(self._form)
