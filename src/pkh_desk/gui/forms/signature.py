"""SIGNATURE: when a letter was signed and by whom, what is on the paper, and its scans in order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.actions.graduation.signature import Checked, ScanPage
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import Problem
from pkh_desk.gui.forms.scan_pages import ScanPages
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import Line, LineBelow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.views.graduation.signing import Signing

NOTHING = Line("hint", "")
UNSIGNED = Line("error", "Centang siapa saja yang sudah menandatangani.")


class SignatureForm(QWidget):
    """The form of a letter's signed paper. `changed` at every change by hand; `busy` while files are read."""

    changed = Signal()
    busy = Signal(bool)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._theme, self._today = shell.theme, desk.today()
        self.letter_id = ""
        self.on = DateRow(self._theme, "Tanggal tanda tangan", self._today, past=True, check=self._check)
        self.signers: list[CheckBox] = []
        self.unsigned = LineBelow(self._theme)
        self.meterai = CheckBox(self._theme, "Meterai terpasang dan terkena tanda tangan")
        self.readable = CheckBox(self._theme, "Semua halaman terbaca jelas")
        self.pages = ScanPages(shell, desk)
        self._who = QVBoxLayout()
        self._who.setSpacing(0)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addWidget(self.on)
        stack.addWidget(label("Yang sudah menandatangani", "label"))
        stack.addLayout(self._who)
        stack.addWidget(self.unsigned)
        stack.addWidget(label("Pindaian atau foto surat", "label"))
        stack.addWidget(self.pages)
        stack.addWidget(label("Yang terlihat di surat", "label"))
        seen = QVBoxLayout()
        seen.setSpacing(0)
        for box in (self.meterai, self.readable):
            box.clicked.connect(lambda _on: self.changed.emit())
            seen.addWidget(box)
        stack.addLayout(seen)
        self.on.changed.connect(self.changed)
        self.pages.changed.connect(self.changed)
        self.changed.connect(lambda: self.unsigned.show_line(NOTHING))
        self.unsigned.show_line(NOTHING)
        self.pages.busy.connect(self.busy)

    def show_letter(self, known: Signing) -> None:
        """Show what is known of a letter, once; what was typed since stays."""
        if known.letter_id == self.letter_id:
            return
        self.letter_id = known.letter_id
        self.on.set_day(known.on or self._today)
        self._show_signers(known.signers, known.signed_by)
        self.meterai.setChecked(bool(known.meterai))
        self.readable.setChecked(bool(known.readable))
        self.pages.show_pages([ScanPage(page.sha256, page.turned) for page in known.pages])

    def judge(self) -> QWidget | None:
        """Mark what keeps it from being saved, and return where to mend that; None if nothing does."""
        if not self.on.judge():
            return self.on.field
        if not self.signers or self.checked().signed_by:
            return None
        self.unsigned.show_line(UNSIGNED)
        announce(self.signers[0], UNSIGNED.text)
        return self.signers[0]

    def checked(self) -> Checked:
        """Return what was ticked; all have signed if the paper has a place for nobody else."""
        signed = tuple(box.text() for box in self.signers if box.isChecked())
        everybody = len(signed) == len(self.signers) if self.signers else None
        return Checked(signed, everybody, self.meterai.isChecked(), self.readable.isChecked())

    def state(self) -> dict[str, Any]:
        """Return what was typed and chosen."""
        return {
            "letter": self.letter_id,
            "signed_on": self.on.text(),
            "signed_by": list(self.checked().signed_by),
            "meterai": self.meterai.isChecked(),
            "readable": self.readable.isChecked(),
            "pages": [[page.digest, page.turned] for page in self.pages.pages],
        }

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned for this letter; of another letter nothing is taken."""
        if state.get("letter", "") != self.letter_id:
            return
        self.on.set_text(str(state.get("signed_on", "")))
        signed = state.get("signed_by", ())
        for box in self.signers:
            box.setChecked(box.text() in signed)
        self.meterai.setChecked(bool(state.get("meterai")))
        self.readable.setChecked(bool(state.get("readable")))
        self.pages.show_pages(
            [ScanPage(str(digest), int(turned)) for digest, turned in state.get("pages", ())]
        )

    def _show_signers(self, signers: tuple[str, ...], signed_by: tuple[str, ...]) -> None:
        for old in self.signers:
            self._who.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.signers = [CheckBox(self._theme, name) for name in signers]
        for box in self.signers:
            box.setChecked(box.text() in signed_by)
            box.clicked.connect(lambda _on: self.changed.emit())
            self._who.addWidget(box)

    def _check(self, day: date) -> Problem | None:
        if day > self._today:
            return Problem("on", "Tanggal tanda tangan belum terjadi.", say_date(self._today))
        return None
