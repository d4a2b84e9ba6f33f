"""READINESS CARD: what speaks for and against a family's graduation, each point with its evidence."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from pkh_desk.domain.graduation.readiness import Evidence, Point
from pkh_desk.gui.page import Shell
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, column, row
from pkh_desk.gui.widgets.empty_state import Disc
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.graduation.readiness import Readiness

NATURAL = (
    "Tidak ada komponen yang tercatat lagi. Bila datanya lengkap, keluarga ini mungkin graduasi alami. "
    "Pastikan dulu; tidak ada yang diubah otomatis."
)
VERDICT = "Angka ini membantu menilai. Yang memutuskan tetap Anda, keluarga, dan kantor."
MOST_LINKS = 3
FAMILIES, PRODUCTS = "keluarga", "produk"
LOOKS = {True: ("checkmark", "green"), False: ("warning", "amber"), None: ("info", "gray")}
OPENS = {"visit": "Lihat kunjungan", "product": "Lihat produk", "member": "Lihat anggota"}


def readiness_card(theme: Theme, known: Readiness, show: Callable[[Evidence], object]) -> Card:
    """Return the card of the points; `show` opens the record that a point was read from."""
    card = Card("Kesiapan", f"{known.supporting} dari {known.total} poin mendukung", padding=16, gap=10)
    for point in known.points:
        card.body.addWidget(_line(theme, point, show))
    if known.natural:
        card.body.addWidget(Banner(theme, NATURAL, "note"))
    card.body.addWidget(label(VERDICT, "caption", "text2", wrap=True))
    return card


def _line(theme: Theme, point: Point, show: Callable[[Evidence], object]) -> QWidget:
    icon, tone = LOOKS[point.speaks]
    line = line_row(f"{point.title} · {point.weight} poin", point.words, before=Disc(theme, icon, tone, 28))
    if not point.evidence:
        return line
    links: list[QWidget | None] = []
    for evidence in point.evidence[:MOST_LINKS]:
        words = said_name(evidence.words) if evidence.kind == "member" else evidence.words
        link = Button(theme, words, "link", on_click=partial(show, evidence)).make_slim()
        link.setAccessibleName(f"{OPENS[evidence.kind]} {words}")
        link.setToolTip(link.accessibleName())
        links.append(link)
    below = row(*links, None, gap=10)
    below.setContentsMargins(38, 0, 0, 0)
    both = QWidget()
    stack = column(line, gap=0)
    stack.addLayout(below)
    both.setLayout(stack)
    return both


def open_evidence(shell: Shell, household_id: str, evidence: Evidence) -> None:
    """Lead to the record that a point was read from."""
    if evidence.kind == "product":
        shell.go(PRODUCTS).show_product(evidence.id)  # type: ignore[attr-defined]
        return
    tab = "anggota" if evidence.kind == "member" else "riwayat"
    shell.go(FAMILIES).show_record(household_id, tab, evidence.id)  # type: ignore[attr-defined]
