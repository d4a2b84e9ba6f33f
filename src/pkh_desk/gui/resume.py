"""RESUME: offering what was being typed when the program was locked or the laptop died."""

from dataclasses import dataclass

from pkh_desk.actions.upkeep.draft import FAMILY, LETTER, VISIT, DraftView, list_drafts
from pkh_desk.desk import Desk
from pkh_desk.errors import FamilyNotFound
from pkh_desk.gui.draft_keeper import LOCKED, TYPING
from pkh_desk.gui.family_pages import data_page, letter_page
from pkh_desk.gui.page import Shell
from pkh_desk.gui.recordings import families, open_visit
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.gui.words.moments import say_clock, say_moment
from pkh_desk.views.people.family import family

WORDS = {VISIT: "kunjungan", LETTER: "surat", FAMILY: "data"}


@dataclass(frozen=True)
class Interrupted:
    """A draft whose form was open when the work ended, and the family it is about."""

    draft: DraftView
    name: str


def interrupted(desk: Desk) -> Interrupted | None:
    """Return the latest draft whose form was not closed by the person, None if there is none."""
    for draft in list_drafts(desk):
        if draft.form in WORDS and draft.body.get("state") in (TYPING, LOCKED):
            try:
                return Interrupted(draft, said_name(family(desk, draft.subject_id).name))
            except FamilyNotFound:
                continue
    return None


def say_interrupted(desk: Desk, found: Interrupted) -> str:
    """Say what is left of it. Source: microcopy 9."""
    at, now = desk.local(found.draft.saved_at), desk.local(desk.now())
    when = f"pukul {say_clock(at)}" if at.date() == now.date() else say_moment(at, now)
    words = f"Draf {WORDS[found.draft.form]} {found.name} {when} masih lengkap."
    died = found.draft.body.get("state") == TYPING
    return f"Komputer mati sebelum disimpan. {words}" if died else words


def go_on(shell: Shell, desk: Desk, draft: DraftView) -> None:
    """Open the form of a draft on top of its family."""
    families(shell).show_family(draft.subject_id)
    if draft.form == VISIT:
        open_visit(shell, desk, draft.subject_id)
        return
    make = {LETTER: letter_page, FAMILY: data_page}[draft.form]
    shell.open_page(make(shell, desk, draft.subject_id))
