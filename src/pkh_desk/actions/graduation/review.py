"""Reviewing a proposal at the office: the signed letter beside the facts, and what does not agree.

The letter's frozen facts are compared with what is recorded of the family now, because a family may change
between print and signature; the QR on the scans is verified offline.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from pkh_desk.actions.graduation.letter_check import check_letter, qr_texts
from pkh_desk.actions.graduation.paper_facts import Gathering, LetterWishes, letter_facts
from pkh_desk.actions.graduation.templates import template_of
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput, RecordNotFound, UserError
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.views.graduation.pipeline import CaseCard, case_card
from pkh_desk.views.graduation.signing import Signing, signing
from pkh_desk.views.people.family import FamilyView, family
from pkh_desk.views.people.file import FileView

GENUINE, CHANGED, ANOTHER, UNREAD, ABSENT = "asli", "berubah", "lain", "tidak_terbaca", "tanpa_pindaian"
FACTS = {
    "name": "Nama",
    "nik": "NIK",
    "no_kk": "No KK",
    "no_peserta": "Nomor peserta",
    "born": "Tempat, tanggal lahir",
    "address": "Alamat",
    "desa": "Desa",
    "kecamatan": "Kecamatan",
}
"""What a letter says of who signs it."""
NUMBERS = ("nik", "no_kk")
"""Those that are masked until the eye is pressed."""


@dataclass(frozen=True)
class Compared:
    """One fact as printed in the letter and as recorded now; `field` is a key of FACTS."""

    field: str
    printed: str
    now: str

    @property
    def same(self) -> bool:
        """Whether the family did not change."""
        return self.printed == self.now


@dataclass(frozen=True)
class Review:
    """A proposal as a clerk looks at it; `paper` is None while there is no letter.

    `qr` is what the scans say of the letter: GENUINE, CHANGED (its facts or seal do not fit), ANOTHER (it is
    of another letter), UNREAD, or ABSENT.
    """

    card: CaseCard
    facts: tuple[Compared, ...]
    paper: Signing | None
    qr: str

    @property
    def changed(self) -> tuple[Compared, ...]:
        """The facts that are no longer as printed."""
        return tuple(fact for fact in self.facts if not fact.same)

    @property
    def agrees(self) -> bool:
        """Whether nothing speaks against accepting it."""
        paper = self.paper
        seen = paper is not None and paper.on is not None and bool(paper.pages)
        ticked = paper is not None and paper.meterai and paper.readable and paper.all_signed is not False
        return seen and bool(ticked) and not self.changed and self.qr == GENUINE and not self.card.returned


def review(desk: Desk, household_id: str) -> Review | None:
    """Return the proposal of a family, its QR read from the scans; None if it has no case (any more)."""
    card = case_card(desk, household_id)
    if card is None:
        return None
    if card.letter is None:
        return Review(card, (), None, ABSENT)
    paper = signing(desk, card.letter.id)
    facts = compared_facts(desk, card.letter.id, family(desk, household_id))
    return Review(card, facts, paper, read_seal(desk, card.letter.id, paper.pages))


def compared_facts(desk: Desk, letter_id: str, who: FamilyView) -> tuple[Compared, ...]:
    """Return what a letter says of its family beside what is recorded now; nothing if it cannot be read."""
    with desk.read() as session:
        row = session.get(Letter, letter_id)
        assert row is not None
        try:
            printed = LetterFacts.from_json(row.facts)
            now = _facts_now(desk, session, row, printed, who)
        except (ValueError, UserError):
            # A letter whose frozen facts this program cannot read is looked at with the eyes alone.
            return ()
    return tuple(Compared(name, getattr(printed, name), getattr(now, name)) for name in FACTS)


def _facts_now(
    desk: Desk, session: Session, row: Letter, printed: LetterFacts, who: FamilyView
) -> LetterFacts:
    """Return the facts the letter would have if it were printed now."""
    wishes = LetterWishes(kind=row.kind, place=row.place)
    gathering = Gathering(desk, session, wishes, row.dated_on, template_of(session, printed))
    return letter_facts(gathering, who, wishes, None)


def read_seal(desk: Desk, letter_id: str, pages: Sequence[FileView]) -> str:
    """Return what the QR on the scans of a letter says: GENUINE, CHANGED, ANOTHER, UNREAD or ABSENT."""
    found = UNREAD if pages else ABSENT
    for page in pages:
        content = desk.blobs.get(page.sha256)
        for text in _texts(content) if content else ():
            try:
                checked = check_letter(desk, text)
            except (InvalidInput, RecordNotFound):
                continue
            if checked.id == letter_id:
                return GENUINE if checked.genuine else CHANGED
            found = ANOTHER
    return found


def _texts(content: bytes) -> list[str]:
    """Return the texts of the QR codes on a scan; a broken one has none."""
    try:
        return qr_texts(content)
    except ValueError:
        return []


def agreeing(desk: Desk, homes: Sequence[str]) -> list[str]:
    """Return those of these families against whose proposals nothing speaks."""
    found = []
    for home in homes:
        seen = review(desk, home)
        if seen is not None and seen.agrees:
            found.append(home)
    return found
