"""READINESS CARD: what is known that speaks for a family's graduation, and what nobody has asked yet."""

from datetime import date

from PySide6.QtWidgets import QWidget

from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.vocabulary import KOMPONEN
from pkh_desk.gui.family_words import joined
from pkh_desk.gui.moments import say_near_day
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.card import Card
from pkh_desk.gui.widgets.empty_state import Disc
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.views.pipeline import Readiness

Answer = tuple[str, str, str]
"""The question, what is known, and the tone of its disc: green for it, amber against it, gray unknown."""
UNASKED = "belum ditanyakan"


def readiness_card(theme: Theme, known: Readiness, today: date) -> Card:
    """Return the card of the five questions."""
    answers = readiness_answers(known, today)
    asked = sum(tone != "gray" for _, _, tone in answers)
    card = Card("Kesiapan", f"{asked} dari {len(answers)} diketahui", padding=16, gap=10)
    for question, words, tone in answers:
        icon = {"green": "checkmark", "amber": "warning"}.get(tone, "info")
        row: QWidget = line_row(question, words, before=Disc(theme, icon, tone, 28))
        card.body.addWidget(row)
    return card


def readiness_answers(known: Readiness, today: date) -> list[Answer]:
    """Return question, answer and tone of: penghasilan, tabungan, komponen, usaha, kesediaan."""
    return [
        ("Penghasilan", *_money(known.income, known.income_on, today)),
        ("Tabungan dari bantuan", *_money(known.set_aside, known.set_aside_on, today)),
        ("Komponen", *_komponen(known.komponen)),
        ("Usaha", *_business(known)),
        ("Kesediaan", *_willing(known, today)),
    ]


def _money(amount: int | None, on: date | None, today: date) -> tuple[str, str]:
    if amount is None or on is None:
        return UNASKED, "gray"
    return f"{say_rupiah(amount)}, dicatat {say_near_day(on, today)}", "green" if amount else "amber"


def _komponen(codes: tuple[str, ...]) -> tuple[str, str]:
    if not codes:
        return "tidak ada lagi", "green"
    names = [KOMPONEN.get(code, code) for code in codes]
    counted = [f"{names.count(name)} {name}" for name in dict.fromkeys(names)]
    return f"masih ada {', '.join(counted)}", "amber"


def _business(known: Readiness) -> tuple[str, str]:
    words = joined(known.business, f"{known.products} produk" if known.products else "")
    return (words, "green") if words else ("belum tercatat", "gray")


def _willing(known: Readiness, today: date) -> tuple[str, str]:
    if known.willing is None or known.willing_on is None:
        return UNASKED, "gray"
    when = say_near_day(known.willing_on, today)
    return (f"bersedia, {when}", "green") if known.willing else (f"belum bersedia, {when}", "amber")
