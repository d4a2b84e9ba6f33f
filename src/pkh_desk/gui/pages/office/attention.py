"""PERLU PERHATIAN: what waits for somebody, each line with the way to it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.domain.text import dots
from pkh_desk.gui.frame.facts import DECISIONS, INBOX, LAPTOPS, PROPOSALS
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card
from pkh_desk.gui.widgets.empty_state import Disc
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.office.dashboard import Attention

ROLL_CALL, SHARING = "presensi", "pembagian"


@dataclass(frozen=True)
class Need:
    """One thing that needs somebody, the words of its link, and the place that leads on."""

    icon: str
    title: str
    text: str
    link: str
    place: str


def needs(seen: Attention) -> list[Need]:
    """Return what needs somebody, the most pressing first."""
    found = []
    if seen.questions:
        age = _say_age(seen.oldest_question)
        found.append(Need("scales", f"{seen.questions} keputusan data", age, "Putuskan", DECISIONS))
    if seen.files:
        found.append(
            Need("mail_inbox", f"{seen.files} kiriman belum diterapkan", "", "Buka kotak masuk", INBOX)
        )
    if seen.requests:
        text = "cocokkan empat kata lewat telepon"
        found.append(Need("person_add", f"{seen.requests} laptop minta disetujui", text, "Setujui", LAPTOPS))
    if seen.silent:
        names = ", ".join(said_name(name) for name in seen.silent[:2])
        more = f" dan {len(seen.silent) - 2} lagi" if len(seen.silent) > 2 else ""
        text = f"lebih dari {seen.silent_days} hari: {names}{more}"
        found.append(
            Need("clock", f"{len(seen.silent)} pendamping belum mengirim", text, "Lihat nama", ROLL_CALL)
        )
    if seen.signed:
        age = _say_age(seen.oldest_signed)
        found.append(
            Need("document_edit", f"{seen.signed} surat menunggu verifikasi", age, "Periksa surat", PROPOSALS)
        )
    if seen.unowned:
        text = "tidak ada laptop yang memuatnya"
        title = f"{dots(seen.unowned)} keluarga belum punya pendamping"
        found.append(Need("people", title, text, "Bagikan", SHARING))
    return found


def _say_age(days: int) -> str:
    return f"tertua {days} hari" if days else "baru hari ini"


class AttentionCard(Card):
    """The lines; filled anew at every reading."""

    def __init__(self, theme: Theme, lead: Callable[[str], object]) -> None:
        super().__init__("Perlu perhatian", padding=14, gap=8)
        self._theme, self._lead = theme, lead
        self.links: dict[str, Button] = {}
        self._lines = QWidget()
        self.body.addWidget(self._lines)

    def show_attention(self, seen: Attention) -> None:
        """Show what needs somebody now."""
        self.links = {}
        fresh = QWidget()
        stack = QVBoxLayout(fresh)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        found = needs(seen)
        for at, need in enumerate(found):
            if at:
                stack.addWidget(hairline())
            link = Button(self._theme, need.link, "link", on_click=self._way(need.place)).make_slim()
            self.links[need.title] = link
            disc = Disc(self._theme, need.icon, "amber", 32)
            stack.addWidget(line_row(need.title, need.text, aside=link, before=disc))
        if not found:
            stack.addWidget(label("Tidak ada yang mendesak.", tone="text2"))
        self.body.replaceWidget(self._lines, fresh)
        fresh.show()  # at once: by itself it would come only with the next events, after the old had gone
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = fresh

    def _way(self, place: str) -> Callable[[], object]:
        return lambda: self._lead(place)
