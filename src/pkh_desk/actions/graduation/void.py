"""Voiding a letter or packet that was written wrong, and what it was written with, to write it anew.

Its number stays taken and its code stays its own: the register names both, with the reason. A case that
stands on the voided letter alone goes back to `siap`, so that the next letter moves it on again.
"""

import re
from datetime import date

from sqlmodel import select

from pkh_desk.actions.graduation.case import StepDraft, add_step
from pkh_desk.actions.graduation.letter import LetterWishes
from pkh_desk.actions.graduation.packet import PacketWishes
from pkh_desk.actions.graduation.paper_facts import PENDAMPING, VILLAGE_HEAD, DocumentLine
from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import NEEDS_LETTER
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.domain.text import tidy
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound, StageNotAllowed
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.store.graduation.case import letters_of
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.graduation.packet import Packet, PacketRow
from pkh_desk.views.graduation.cases import cases_of

SHORTEST_REASON = 5
BACK = {"ditandatangani": "surat_dicetak", "surat_dicetak": "siap"}
GONE = "Surat itu tidak ada di sini atau sudah dibatalkan."
ROLES = (PENDAMPING, VILLAGE_HEAD)


def void_letter(desk: Desk, letter_id: str, reason: str) -> None:
    """Void a letter for a reason that is kept with it.

    Raises InvalidInput without a reason, RecordNotFound (also if it is void already), HandedOver, and
    StageNotAllowed once the office has verified the family's case by it.
    """
    why, act = _checked(reason), desk.new_id()
    with desk.write(subject=("letter", letter_id), act=act) as session:
        row = session.get(Letter, letter_id)
        if row is None or row.deleted or row.voided_on:
            raise RecordNotFound(GONE)
        own_family(session, row.household_id)
        home, kind, case_id = row.household_id, row.kind, row.case_id
        case = cases_of(session.connection(), [home]).get(home)
        carries = kind in STATEMENTS and case is not None and case.id == case_id
        others = [each for each in letters_of(session, case_id or "") if each.id != letter_id]
        carries = carries and not others
        if carries and case is not None and case.stage in NEEDS_LETTER:
            raise StageNotAllowed(
                "Surat ini sudah dipakai kantor untuk menetapkan graduasi, jadi tidak bisa dibatalkan.",
                "Minta kantor menarik kembali tahapnya dulu. Tidak ada yang berubah.",
            )
        row.voided_on, row.void_reason = desk.today(), why
    # Steps of one transaction come in no order, so each goes in one of its own.
    while carries and _step_back(desk, home, act, why):
        pass


def void_packet(desk: Desk, packet_id: str, reason: str) -> None:
    """Void a paper about a desa's batch; its families' letters stay. Raises InvalidInput, RecordNotFound."""
    why = _checked(reason)
    with desk.write(subject=("packet", packet_id)) as session:
        row = session.get(Packet, packet_id)
        if row is None or row.deleted or row.voided_on:
            raise RecordNotFound("Berkas desa itu tidak ada di sini atau sudah dibatalkan.")
        row.voided_on, row.void_reason = desk.today(), why


def letter_wishes(desk: Desk, letter_id: str) -> LetterWishes:
    """Return what a letter was written with, but for its number and day: for one in its place.

    Raises RecordNotFound.
    """
    with desk.read() as session:
        row = session.get(Letter, letter_id)
        if row is None or row.deleted:
            raise RecordNotFound(GONE)
        facts, paper, kind = LetterFacts.from_json(row.facts), row.paper, row.kind
    names = _names(facts)
    return LetterWishes(
        kind=kind,
        paper=paper,
        place=facts.place,
        signers=tuple(role for role in ROLES if role in names),
        village_head=names.get(VILLAGE_HEAD, ""),
        coordinator=names.get("koordinator"),
        witnesses=tuple(signer.name for signer in facts.signers if signer.role == "saksi"),
        income=_rupiah(facts.income),
        business=facts.business,
        capital=facts.capital,
        programmes=facts.programmes,
        decree=facts.decree,
        decree_dated=facts.decree_dated,
    )


def packet_wishes(desk: Desk, packet_id: str, dated_on: date | None = None) -> PacketWishes:
    """Return what a desa's paper was written with, of those families that are still here.

    Raises RecordNotFound.
    """
    with desk.read() as session:
        row = session.get(Packet, packet_id)
        if row is None or row.deleted:
            raise RecordNotFound("Berkas desa itu tidak ada di sini.")
        facts = LetterFacts.from_json(row.facts)
        rows = session.exec(select(PacketRow).where(PacketRow.packet_id == packet_id)).all()
        kept = sorted((each for each in rows if not each.deleted), key=lambda each: each.position)
        desa, kind, paper, number = row.desa_code, row.kind, row.paper, row.number
    names = _names(facts)
    return PacketWishes(
        kind=kind,
        paper=paper,
        dated_on=dated_on,
        place=facts.place,
        number=number or "",
        signers=tuple(role for role in ROLES if role in names),
        village_head=names.get(VILLAGE_HEAD, ""),
        coordinator=names.get("koordinator"),
        recipient=facts.recipient,
        documents=tuple(DocumentLine(line.document, line.amount, line.note) for line in facts.documents),
        desa_code=desa,
        household_ids=tuple(each.household_id for each in kept),
    )


def _step_back(desk: Desk, home: str, act: str, why: str) -> bool:
    """Take one step of a family's case back; False where it is far enough."""
    with desk.write(act=act) as session:
        case = cases_of(session.connection(), [home]).get(home)
        if case is None or case.stage not in BACK:
            return False
        session.writing.subject = ("graduation_case", case.id)
        draft = StepDraft(BACK[case.stage], desk.today(), f"Surat dibatalkan: {why}"[:300])
        add_step(desk, session, home, case.id, case.stage, draft)
    return True


def _names(facts: LetterFacts) -> dict[str, str]:
    return {signer.role: signer.name for signer in facts.signers}


def _rupiah(text: str) -> int | None:
    digits = re.sub(r"\D", "", text.partition(",")[0])
    return int(digits) if digits else None


def _checked(reason: str) -> str:
    said = tidy(reason)
    if len(said) < SHORTEST_REASON:
        raise InvalidInput([Problem("reason", "Tulis dulu mengapa dibatalkan, misalnya: NIK salah.")])
    return said[:300]
