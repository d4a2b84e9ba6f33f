"""CONFIG SIDE: from which day on, what would change, and the versions there were and will be."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.actions.office.config import ConfigPreview, withdraw_config
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date, say_short
from pkh_desk.errors import Problem
from pkh_desk.gui.page import Page
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, column
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.scroll_body import bring_into_view
from pkh_desk.views.office.config import COMING, SHIPPED_BY, ConfigVersion, ConfigView

SAME = "Belum ada yang berubah dari yang berlaku pada tanggal itu."
NONE = "Belum ada perubahan"
MOST = 12


class ConfigSide(QWidget):
    """`since` is the day it is to be published from.

    `withdraw(version)` asks to take one back in time, `take(version)` for what it says in the form; None is
    the one that the program ships. `count` tells elsewhere how much would change and leads here.
    """

    withdraw = Signal(object)
    take = Signal(object)

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self.setAccessibleName("Yang akan berubah")
        self.since = DateRow(theme, "Berlaku sejak", today, check=self._not_past)
        self.since.set_day(today)
        self.count = Button(theme, "", "link", on_click=self._come_here).make_slim()
        self.changes, self.versions = Card("Yang berubah", gap=6), Card("Versi", gap=8)
        self._changes, self._versions = QVBoxLayout(), QVBoxLayout()
        for card, lines in ((self.changes, self._changes), (self.versions, self._versions)):
            lines.setSpacing(8)
            card.body.addLayout(lines)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addWidget(self.since)
        stack.addWidget(self.changes)
        stack.addWidget(self.versions)
        stack.addStretch(1)

    def show_preview(self, preview: ConfigPreview) -> None:
        """Say field by field what would change, and whom it touches."""
        clear(self._changes)
        many = len(preview.changes)
        self.count.set_text(f"{many} perubahan" if many else NONE)
        for each in preview.changes[:MOST]:
            self._changes.addWidget(line_row(each.title, f"{each.before}  →  {each.after}"))
        if many > MOST:
            self._changes.addWidget(label(f"dan {many - MOST} perubahan lagi", "caption"))
        for touch in preview.touches:
            self._changes.addWidget(label(touch, "captionStrong", "amber", wrap=True))
        if not many:
            self._changes.addWidget(label(SAME, "caption", "text2", wrap=True))

    def show_versions(self, versions: Sequence[ConfigVersion]) -> None:
        """List the versions, the latest first, and what the program came with."""
        clear(self._versions)
        for each in versions:
            by = f" oleh {each.by}" if each.by else ""
            made = f"diterbitkan {say_short(each.at.date())}{by}"
            title = f"Versi {each.version} · {each.state}"
            self._versions.addWidget(
                line_row(title, f"sejak {say_date(each.since)}", made, aside=self._links(each))
            )
        self._versions.addWidget(line_row("Versi 0", SHIPPED_BY, aside=self._links(None)))

    def _come_here(self) -> None:
        """Bring the changes into sight where they stand below the form, with the day ready to be typed."""
        self.since.field.setFocus()
        bring_into_view(self.changes)

    def _links(self, version: ConfigVersion | None) -> QWidget:
        """Return what can be done with a version: use what it says again, or take it back in time."""
        asked = [("Pakai isinya", self.take)]
        if version is not None and version.state == COMING:
            asked.append(("Tarik", self.withdraw))
        links = QWidget()
        buttons = []
        for words, signal in asked:
            button = Button(self._theme, words, "link", on_click=partial(signal.emit, version)).make_slim()
            button.setAccessibleName(f"{words}, versi {version.version if version else 0}")
            buttons.append(button)
        links.setLayout(column(*buttons, gap=0))
        return links

    def _not_past(self, day: date) -> Problem | None:
        if day >= self._today:
            return None
        return Problem("since", "Tanggal itu sudah lewat.", say_date(self._today))


def say_version(view: ConfigView) -> str:
    """Return which version of a kind is in force and which is to come, in one line."""
    now, coming = view.now, view.coming
    words = f"versi {now.version}" if now else SHIPPED_BY
    if coming:
        return f"{words}, versi {coming.version} mulai {say_short(coming.since)}"
    return f"{words} · sejak {say_short(now.since)}" if now else words


def withdraw(page: Page, desk: Desk, version: ConfigVersion) -> None:
    """Take a version back before it is in force, and say so with a way back."""
    shell = page.shell
    shell.jobs.write(
        lambda: withdraw_config(desk, version.id),
        then=lambda _none: shell.toast(f"Versi {version.version} ditarik.", shell.take_back),
        failed=lambda error: shell.toast(str(error), icon="error_circle"),
        owner=page,
    )
