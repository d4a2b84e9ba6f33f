"""FACT ROWS: what a letter says of its family, and beside it what is recorded now where that differs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.actions.graduation.review import FACTS, Compared
from pkh_desk.gui.pages.office.proposal_checks import value_of
from pkh_desk.gui.widgets.card import column
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.refill import refill


def show_facts(body: QVBoxLayout, facts: Sequence[Compared], whole: bool) -> None:
    """Fill `body` with a row a fact, those that changed first; numbers masked unless `whole`."""
    refill(body, [_fact(fact, whole) for fact in sorted(facts, key=lambda fact: fact.same)])


def _fact(fact: Compared, whole: bool) -> QWidget:
    name = label(FACTS[fact.field], "caption", "text2")
    printed = value_of(fact, fact.printed, whole)
    if fact.same:
        words: tuple[QWidget, ...] = (name, label(printed, wrap=True))
    else:
        now = value_of(fact, fact.now, whole)
        words = (
            name,
            label(f"Di surat: {printed}", "strong", "amber", wrap=True),
            label(f"Sekarang: {now}", "strong", "amber", wrap=True),
        )
    box = QWidget()
    box.setLayout(column(*words, gap=0))
    return box
