"""FAMILY LETTERS: the tab "Surat": what was written for a family, to be saved or printed again."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from pkh_desk.domain.dates import say_date
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, column
from pkh_desk.gui.widgets.empty_state import Disc
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.words.family_words import joined
from pkh_desk.views.graduation.letters import LetterView


def letters_card(
    theme: Theme,
    letters: Sequence[LetterView],
    print_again: Callable[[LetterView], object],
    show_scans: Callable[[LetterView], object],
) -> Card | None:
    """Return the letters of a family, newest first; None if there are none."""
    if not letters:
        return None
    card = Card("Surat", f"{len(letters)} surat", padding=16, gap=12)
    for letter in letters:
        number = f"Nomor {letter.number}" if letter.number else "Nomor ditulis tangan"
        state = _state(letter)
        buttons = []
        if letter.scans:
            scans = Button(theme, "Lihat pindaian", icon="eye", on_click=partial(show_scans, letter))
            buttons.append(scans.make_slim())
        if not letter.voided_on:
            again = Button(theme, "Cetak ulang", icon="print", on_click=partial(print_again, letter))
            buttons.append(again.make_slim())
        aside = QWidget()
        aside.setLayout(column(*buttons, gap=6))
        card.body.addWidget(
            line_row(
                LETTER_KIND.get(letter.kind, letter.kind),
                number,
                joined(letter.code, letter.paper.upper()),
                say_date(letter.dated_on),
                state,
                before=Disc(theme, "document_text", "teal", 32),
                aside=aside,
            )
        )
    return card


def _state(letter: LetterView) -> str:
    if letter.voided_on:
        return f"dibatalkan {say_date(letter.voided_on)}"
    if letter.signed_on:
        return f"ditandatangani {say_date(letter.signed_on)}"
    return f"{letter.prints} kali keluar"
