"""SETTINGS OF THE OFFICE: at Pengaturan, which office this desk belongs to, and what that office supplied."""

from dataclasses import dataclass

from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.actions.office.config import body_on
from pkh_desk.actions.upkeep.paper_key import waits_for_paper
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.office.config_fields import fields_of, say_config, value_at
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.office.config_side import say_version
from pkh_desk.gui.pages.office.family_doors import open_erasures
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.views.office.config import config_kinds
from pkh_desk.views.upkeep.own_desk import OwnDesk, own_desk

ALONE = "Laptop ini belum terdaftar di kantor. Semua catatan aman di sini."
LIMITS = "limits"
FROM_OFFICE = "Ditentukan kantor dan datang bersama jawabannya. Di laptop hanya bisa dibaca."


@dataclass(frozen=True)
class _Told:
    desk: OwnDesk
    words: str
    on_paper: bool


class OfficeCard(Card):
    """A few lines of text: what is read over the phone, e.g. the code and the four words, is among them."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__("Kantor", padding=16, gap=6)
        self._shell, self.desk = shell, desk
        self.lines = label("", wrap=True)
        self.body.addWidget(self.lines)
        if desk.is_office:
            erased = Button(shell.theme, "Penghapusan data pribadi…", "link", on_click=self._open_erasures)
            self.body.addLayout(row(erased.make_slim(), None))

    def _open_erasures(self) -> None:
        open_erasures(self._shell, self.desk)

    def read(self) -> None:
        """Read what is known of the office."""
        desk = self.desk

        def run() -> _Told:
            mine = own_desk(desk)
            if desk.is_office:
                return _Told(mine, own_words(desk), not waits_for_paper(desk))
            return _Told(mine, own_words(desk) if mine.office else "", True)

        self._shell.jobs.read(run, then=self._show, owner=self, replaces="own desk")

    def _show(self, told: _Told) -> None:
        mine, desk = told.desk, self.desk
        if not mine.office:
            self.lines.setText(f"{ALONE}\nKode meja: {mine.code}")
            return
        lines = [f"{mine.office}{'' if mine.approved else ' (menunggu persetujuan)'}"]
        if mine.since:
            began = "Dimulai" if desk.is_office else "Terdaftar sejak"
            lines.append(f"{began} {say_date(desk.local(mine.since).date())}")
        lines.append(f"Kode meja: {mine.code}")
        if mine.last_answer:
            when = say_moment(desk.local(mine.last_answer), desk.local(desk.now()))
            lines.append(f"Jawaban terakhir: {when}")
        whose = "kantor" if desk.is_office else "laptop ini"
        lines.append(f"Empat kata {whose}: {told.words}")
        if desk.is_office:
            lines.append("Kunci kertas: sudah di kertas" if told.on_paper else "Kunci kertas: belum dicetak")
        self.lines.setText("\n".join(lines))


class LimitsCard(Card):
    """On a laptop: the limits and targets in force, their version and since when."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__("Batas dan sasaran", padding=16, gap=6)
        self._shell, self.desk = shell, desk
        self.version, self.lines = label("", "strong"), label("", tone="text2", wrap=True)
        self.body.addWidget(self.version)
        self.body.addWidget(self.lines)
        self.body.addWidget(label(FROM_OFFICE, "caption", "text2", wrap=True))

    def read(self) -> None:
        """Read what is in force."""
        desk = self.desk

        def run() -> tuple[str, str]:
            body, today = body_on(desk, LIMITS, desk.today()), []
            for field in fields_of(LIMITS):
                title = f"{field.group}: {field.title}" if field.group else field.title
                today.append(f"{title}: {say_config(field, value_at(body, field.path))}")
            view = next(each for each in config_kinds(desk) if each.kind == LIMITS)
            return say_version(view), "\n".join(today)

        self._shell.jobs.read(run, then=self._show, owner=self, replaces="limits")

    def _show(self, told: tuple[str, str]) -> None:
        version, lines = told
        self.version.setText(version[:1].upper() + version[1:])
        self.lines.setText(lines)
