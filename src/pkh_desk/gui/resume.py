"""RESUME: offering what was being typed when the program was locked or the laptop died, in every form."""

from collections.abc import Callable
from dataclasses import dataclass

from pkh_desk.actions.upkeep.draft import CORRECTION, FAMILY, LETTER, VISIT, DraftView, list_drafts
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import UserError
from pkh_desk.gui import family_pages
from pkh_desk.gui.draft_keeper import LOCKED, TYPING
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.recordings import families, mend_visit, open_visit
from pkh_desk.gui.resume_doors import (
    open_config,
    open_invitation,
    open_papers,
    open_product,
    open_return,
    said_config,
    said_product,
    said_return,
)
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.gui.words.moments import say_clock, say_moment
from pkh_desk.views.people.family import family
from pkh_desk.views.people.recorded_visit import recorded_visit


@dataclass(frozen=True)
class Door:
    """A form that keeps a draft: what the draft is called, and what opens the form; both are given what the
    draft is about. `called` raises a UserError where that is gone."""

    called: Callable[[Desk, str], str]
    open: Callable[[Shell, Desk, str], object]


@dataclass(frozen=True)
class Interrupted:
    """A draft whose form was open when the work ended, and what it is called."""

    draft: DraftView
    called: str


def interrupted(desk: Desk) -> Interrupted | None:
    """Return the latest draft whose form was not closed by the person, None if there is none."""
    for draft in list_drafts(desk):
        if draft.form in DOORS and draft.body.get("state") in (TYPING, LOCKED):
            try:
                return Interrupted(draft, DOORS[draft.form].called(desk, draft.subject_id))
            except UserError:
                continue
    return None


def say_interrupted(desk: Desk, found: Interrupted) -> str:
    """Say what is left of it. Source: microcopy 9."""
    at, now = desk.local(found.draft.saved_at), desk.local(desk.now())
    when = f"pukul {say_clock(at)}" if at.date() == now.date() else say_moment(at, now)
    words = f"Draf {found.called} {when} masih lengkap."
    died = found.draft.body.get("state") == TYPING
    return f"Komputer mati sebelum disimpan. {words}" if died else words


def go_on(shell: Shell, desk: Desk, draft: DraftView) -> None:
    """Open the form of a draft, on top of its family where it is about one."""
    try:
        DOORS[draft.form].open(shell, desk, draft.subject_id)
    except UserError as error:
        shell.toast(str(error), icon="error_circle")


def _of_family(word: str, make: Callable[[Shell, Desk, str], Page]) -> Door:
    """Return the door of a form about a family."""

    def show(shell: Shell, desk: Desk, home: str) -> None:
        if home:
            families(shell).show_family(home)
        shell.open_page(make(shell, desk, home))

    return Door(lambda desk, home: f"{word} {_name(desk, home)}".strip(), show)


def _name(desk: Desk, home: str) -> str:
    return said_name(family(desk, home).name) if home else ""


def _visit(shell: Shell, desk: Desk, home: str) -> None:
    families(shell).show_family(home)
    open_visit(shell, desk, home)


def _correction(shell: Shell, desk: Desk, visit_id: str) -> None:
    home = family(desk, recorded_visit(desk, visit_id).fields.household_id).id
    mend_visit(shell, desk, home, visit_id)


def _said_correction(desk: Desk, visit_id: str) -> str:
    fields = recorded_visit(desk, visit_id).fields
    return f"perubahan kunjungan {say_date(fields.on)} {_name(desk, fields.household_id)}"


def _erase(shell: Shell, desk: Desk, home: str) -> Page:
    from pkh_desk.gui.pages.office.family_doors import erase_page

    return erase_page(shell, desk, home)


DOORS = {
    VISIT: Door(lambda desk, home: f"kunjungan {_name(desk, home)}", _visit),
    CORRECTION: Door(_said_correction, _correction),
    LETTER: _of_family("surat", family_pages.letter_page),
    FAMILY: _of_family("data", family_pages.data_page),
    "calon": _of_family("calon graduasi", family_pages.proposal_page),
    "graduasi": _of_family("tahap graduasi", family_pages.case_page),
    "keluar": _of_family("keluarnya keluarga", family_pages.exit_page),
    "gabung": _of_family("penggabungan", family_pages.twin_page),
    "hapus": _of_family("penghapusan data", _erase),
    "kembalikan": Door(said_return, open_return),
    "produk": Door(said_product, open_product),
    "berkas_desa": Door(lambda _desk, _none: "berkas desa", open_papers),
    "undangan": Door(lambda _desk, _none: "undangan pendamping", open_invitation),
    "ketentuan": Door(said_config, open_config),
}
"""By the names under which the forms keep their drafts."""
