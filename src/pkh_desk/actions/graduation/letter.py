"""Writing a paper about one family: showing it, numbering and freezing it, printing it.

Preview, PDF and paper are the same bytes. A letter's facts and wording are frozen with it, so that a reprint
years later is the same sheet. Source: decisions, Code; design, Print.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from pkh_desk.actions.graduation.case import StepDraft, add_step
from pkh_desk.actions.graduation.number_block import Number, next_number
from pkh_desk.actions.graduation.official import remember_head
from pkh_desk.actions.graduation.paper_code import free_code
from pkh_desk.actions.graduation.paper_facts import Gathering, LetterWishes, letter_facts
from pkh_desk.actions.graduation.templates import keep_template, template_on
from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.papers.letters import Drawn, draw_letter
from pkh_desk.papers.render import Picture, render_page
from pkh_desk.papers.template.facts import ROLE_WORDS, LetterFacts, placeholders
from pkh_desk.papers.template.template import LetterTemplate
from pkh_desk.store.graduation.letter import Letter, LetterPrint
from pkh_desk.store.identity import mac_bytes
from pkh_desk.views.graduation.cases import CaseView
from pkh_desk.views.people.family import FamilyView, family

__all__ = [
    "LetterMade",
    "LetterWishes",
    "make_letter",
    "next_code",
    "page_image",
    "part_words",
    "preview_letter",
    "preview_numbered",
    "record_print",
]

PRINTED = "surat_dicetak"


@dataclass(frozen=True)
class LetterMade:
    """A letter that was written: its record, code, official number (None: blank on paper) and page."""

    id: str
    code: str
    number: str | None
    pdf: bytes
    act: str


def preview_letter(desk: Desk, household_id: str, wishes: LetterWishes) -> Drawn:
    """Draw the letter as it would be, without code or QR; nothing is recorded.

    Raises FamilyNotFound, LetterDoesNotFit, TemplateInvalid.
    """
    return preview_numbered(desk, household_id, wishes)[0]


def preview_numbered(desk: Desk, household_id: str, wishes: LetterWishes) -> tuple[Drawn, str | None]:
    """Return that drawing and the official number the letter would get (None: left to the pen)."""
    facts, template = facts_now(desk, household_id, wishes)
    return draw_letter(facts, template, wishes.paper), facts.number


def part_words() -> dict[str, str]:
    """Return what may be missing on a letter (a passage's `missing`), each in words."""
    return placeholders() | {role: words[:1].upper() + words[1:] for role, words in ROLE_WORDS.items()}


def facts_now(desk: Desk, household_id: str, wishes: LetterWishes) -> tuple[LetterFacts, LetterTemplate]:
    """Return what the letter would say, and its wording; nothing is recorded. Raises as `preview_letter`."""
    who = family(desk, household_id)
    day = wishes.dated_on or desk.today()
    with desk.read() as session:
        template = template_on(session, wishes.kind, day)
        number = _number(desk, session, who, wishes, template)
        return letter_facts(Gathering(desk, session, wishes, day, template), who, wishes, number), template


def make_letter(
    desk: Desk, household_id: str, wishes: LetterWishes, how: str = "pdf", copies: int = 1
) -> LetterMade:
    """Write the letter: number and code are taken, the facts are frozen, the print is recorded.

    A statement moves a case at stage `siap` on to `surat_dicetak`. A kepala desa whose name was typed is
    remembered for the desa. Raises FamilyNotFound, HandedOver, LetterDoesNotFit, TemplateInvalid; no number
    is taken then.
    """
    who, day, act = family(desk, household_id), wishes.dated_on or desk.today(), desk.new_id()
    letter_id = desk.new_id()
    remember_head(desk, who.desa_code, wishes.village_head, day)
    with desk.write(subject=("letter", letter_id), act=act) as session:
        own_family(session, household_id)
        template = template_on(session, wishes.kind, day)
        number = _number(desk, session, who, wishes, template)
        facts = letter_facts(Gathering(desk, session, wishes, day, template), who, wishes, number)
        code = free_code(session, desk.identity.code, day.year)
        facts = facts.model_copy(update={"code": code}).sealed(mac_bytes(desk.identity))
        drawn = draw_letter(facts, template, wishes.paper)
        keep_template(session, template)
        row = _row(letter_id, household_id, who.case, wishes, day, facts, number)
        session.add_all([row, record_print(desk, row, how, copies)])
        if wishes.kind in STATEMENTS and who.case is not None and who.case.stage == "siap":
            add_step(desk, session, household_id, who.case.id, "siap", StepDraft(PRINTED, desk.today()))
    return LetterMade(letter_id, code, facts.number, drawn.pdf, act)


def next_code(desk: Desk, day: date) -> str:
    """Return the code the next letter of this desk would get; a name for its file, reserved for nobody."""
    with desk.read() as session:
        return free_code(session, desk.identity.code, day.year)


def page_image(pdf: bytes, width_px: int) -> Picture:
    """Return the first page as pixels, `width_px` wide."""
    return render_page(pdf, width_px=width_px)


def _number(
    desk: Desk, session: Session, who: FamilyView, wishes: LetterWishes, template: LetterTemplate
) -> Number | None:
    if wishes.number or who.desa_code is None or not template.takes_number:
        return None
    day = wishes.dated_on or desk.today()
    return next_number(session, desk.identity.code, kecamatan_of(who.desa_code), day)


def _row(  # the record of what was just drawn
    letter_id: str,
    household_id: str,
    case: CaseView | None,
    wishes: LetterWishes,
    day: date,
    facts: LetterFacts,
    number: Number | None,
) -> Letter:
    return Letter(
        id=letter_id,
        household_id=household_id,
        case_id=case.id if case else None,
        kind=facts.kind,
        code=facts.code,
        number=facts.number,
        number_by_hand=bool(wishes.number),
        block_id=number.block_id if number else None,
        block_n=number.n if number else None,
        template_version=facts.template_version,
        facts=facts.to_json(),
        paper=wishes.paper,
        place=facts.place,
        dated_on=day,
    )


def record_print(desk: Desk, letter: Letter, how: str, copies: int) -> LetterPrint:
    """Return the row that says a letter leaves as paper (`cetak`) or `pdf` now."""
    return LetterPrint(
        id=desk.new_id(),
        household_id=letter.household_id,
        letter_id=letter.id,
        how=how,
        paper=letter.paper,
        copies=copies,
        at=desk.now(),
    )
