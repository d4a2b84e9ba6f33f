"""FAMILY CARDS: the facts at the right of a family: its members, what it sells, the way to graduation."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from pkh_desk.domain.dates import say_short
from pkh_desk.domain.graduation.case import PATH, STAGES
from pkh_desk.domain.vocabulary import GRADUATION_KIND
from pkh_desk.gui.paper.thumbs import Picture, Thumbs
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.badge import Badge
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.widgets.stepper import Step, Stepper
from pkh_desk.gui.words.family_words import (
    joined,
    member_badge,
    member_details,
    member_facts,
    number_words,
    product_facts,
    said_name,
    say_counts,
)
from pkh_desk.gui.words.moments import say_near_day
from pkh_desk.views.people.family import FamilyView

THUMB = 36


def summary_cards(theme: Theme, thumbs: Thumbs, view: FamilyView, today: date) -> list[QWidget]:
    """Return the cards of "Ringkasan": members, business, open promises."""
    cards: list[QWidget] = [_members_card(theme, view, today)]
    if view.products or view.business:
        cards.append(products_card(theme, thumbs, view))
    if promises := _promises_card(theme, view, today):
        cards.append(promises)
    return cards


def _members_card(theme: Theme, view: FamilyView, today: date) -> Card:
    card = Card("Anggota & komponen", f"{len(view.members)} orang", gap=8)
    for member in view.members:
        badge = member_badge(member)
        aside = Badge(theme, *badge) if badge else None
        card.body.addWidget(line_row(said_name(member.name), member_facts(member, today), aside=aside))
    if counted := say_counts(view.counts):
        card.body.addWidget(label(counted, "caption", wrap=True))
    return card


def members_card(theme: Theme, view: FamilyView, today: date, shown: bool) -> Card:
    """Return the tab "Anggota": everything known of each member; numbers masked unless `shown`."""
    kk = f"No KK {number_words(view.no_kk, view.no_kk_raw, shown)}"
    card = Card("Anggota keluarga", kk, padding=16, gap=12)
    for member in view.members:
        badge = member_badge(member)
        aside = Badge(theme, *badge) if badge else None
        nik = f"NIK {number_words(member.nik, member.nik_raw, shown)}"
        card.body.addWidget(line_row(said_name(member.name), member_details(member, today), nik, aside=aside))
    return card


def products_card(
    theme: Theme,
    thumbs: Thumbs,
    view: FamilyView,
    show: Callable[[str], object] | None = None,
    add: Button | None = None,
) -> Card:
    """Return what the family sells, with stock and price; low stock is amber.

    With `show(product id)` each product can be opened; `add` stands below them.
    """
    card = Card("Usaha", f"{len(view.products)} produk", gap=10)
    if view.business:
        card.body.addWidget(label(view.business, tone="text2", wrap=True))
    for product in view.products:
        words, low = product_facts(product)
        picture = Picture(thumbs, theme, product.photo, THUMB)
        tone, button = "amber" if low else "text2", None
        if show is not None:
            button = Button(theme, "Lihat stok", on_click=partial(show, product.id)).make_slim()
            button.setAccessibleName(f"Lihat stok {product.name}")
        card.body.addWidget(line_row(product.name, words, before=picture, tone=tone, aside=button))
    if add is not None:
        card.body.addLayout(row(add, None))
    return card


def _promises_card(theme: Theme, view: FamilyView, today: date) -> Card | None:
    still = [promise for promise in view.promises if promise.done_on is None]
    if not still:
        return None
    card = Card("Janji", f"{len(still)} belum", gap=8)
    for promise in still:
        late = promise.due_on is not None and promise.due_on < today
        due = f"sampai {say_near_day(promise.due_on, today)}" if promise.due_on else ""
        card.body.addWidget(line_row(promise.text, due, tone="amber" if late else "text2"))
    return card


def case_card(theme: Theme, view: FamilyView, show: Button, left: Button) -> Card | None:
    """Return the tab "Graduasi": where the family stands, and why; None if it is no candidate."""
    case = view.case
    if case is None:
        return None
    kind = GRADUATION_KIND.get(case.kind, case.kind)
    card = Card("Menuju graduasi", f"dibuka {say_short(case.opened_on)}", padding=16, gap=14)
    steps = [Step(STAGES[stage].replace(" kantor", "")) for stage in PATH]
    card.body.addWidget(Stepper(theme, "Graduasi", steps, now=min(case.step, len(PATH))))
    reason = case.reason_text or case.reason_words
    card.body.addWidget(label(joined(f"Tahap {case.words}", kind, reason), tone="text2", wrap=True))
    card.body.addLayout(row(show, left, None))
    return card
