"""Writing a paper about a desa's batch of families: surat pengantar, rekap, berita acara, tanda terima.

The packet's own row names nobody; what it says about each family is kept with that family. Source:
decisions, Transaction, Erasure and Scope.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from pkh_desk.actions.graduation.official import remember_head
from pkh_desk.actions.graduation.paper_code import free_code
from pkh_desk.actions.graduation.paper_facts import (
    Gathering,
    PaperWishes,
    batch_facts,
    common_facts,
    entry_of,
)
from pkh_desk.actions.graduation.templates import keep_template, template_on
from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.fit import fit
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound
from pkh_desk.papers.letters import Drawn, draw_letter
from pkh_desk.papers.template.entries import Entry
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.papers.template.template import LetterTemplate
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.graduation.packet import Packet, PacketPrint, PacketRow
from pkh_desk.store.identity import mac_bytes
from pkh_desk.store.people.household import Household
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.people.family import FamilyView, family

INCOMPLETE = "Sebagian keluarga pada berkas ini tidak ada lagi di sini."
ELSEWHERE = "Keluarga itu sudah diserahkan, atau datanya dihapus. Buat berkas baru tanpa keluarga itu."


@dataclass(frozen=True, kw_only=True)
class PacketWishes(PaperWishes):
    """Which desa's families a paper is about, in the order in which they are listed."""

    desa_code: str
    household_ids: tuple[str, ...]


@dataclass(frozen=True)
class PacketMade:
    """A packet that was written: its record, code, number (None: blank on paper) and pages."""

    id: str
    code: str
    number: str | None
    pdf: bytes
    pages: int
    act: str


def preview_packet(desk: Desk, wishes: PacketWishes) -> Drawn:
    """Draw the paper as it would be, without code or QR; nothing is recorded.

    Raises InvalidInput, FamilyNotFound, LetterDoesNotFit, TemplateInvalid.
    """
    return draw_letter(*packet_facts(desk, wishes), wishes.paper)


def packet_facts(desk: Desk, wishes: PacketWishes) -> tuple[LetterFacts, LetterTemplate]:
    """Return what a paper would say, and its wording; nothing is recorded. Raises as `preview_packet`."""
    day, who = wishes.dated_on or desk.today(), _families(desk, wishes)
    with desk.read() as session:
        template = template_on(session, wishes.kind, day)
        return _facts(Gathering(desk, session, wishes, day, template), wishes, who), template


def write_packet(desk: Desk, wishes: PacketWishes, how: str = "pdf", copies: int = 1) -> PacketMade:
    """Write the paper: its code is taken, its facts are frozen, the print is recorded.

    A kepala desa whose name was typed is remembered. Raises InvalidInput (no family, or one of another
    desa), FamilyNotFound, HandedOver, LetterDoesNotFit, TemplateInvalid; no code is taken then.
    """
    day, act, packet_id = wishes.dated_on or desk.today(), desk.new_id(), desk.new_id()
    who = _families(desk, wishes)
    remember_head(desk, wishes.desa_code, wishes.village_head, day)
    with desk.write(subject=("packet", packet_id), act=act) as session:
        for each in who:
            own_family(session, each.id)
        template = template_on(session, wishes.kind, day)
        facts = _facts(Gathering(desk, session, wishes, day, template), wishes, who)
        code = free_code(session, desk.identity.code, day.year)
        facts = facts.model_copy(update={"code": code}).sealed(mac_bytes(desk.identity))
        drawn = draw_letter(facts, template, wishes.paper)
        keep_template(session, template)
        packet = _packet(desk, packet_id, wishes, day, facts)
        session.add(packet)
        session.add_all(_rows(desk, session, packet_id, facts, who))
        session.add(record_packet_print(desk, packet, how, copies))
    return PacketMade(packet_id, code, facts.number, drawn.pdf, drawn.pages, act)


def frozen_facts(session: Session, packet: Packet) -> LetterFacts:
    """Return what was frozen into a packet, with its families' rows. Raises RecordNotFound without all."""
    rows = session.exec(select(PacketRow).where(PacketRow.packet_id == packet.id)).all()
    kept = sorted((row for row in rows if not row.deleted), key=lambda row: row.position)
    if len(kept) != packet.row_count:
        raise RecordNotFound(INCOMPLETE, ELSEWHERE)
    facts = LetterFacts.from_json(packet.facts)
    entries = tuple(Entry.model_validate_json(row.entry) for row in kept if row.entry)
    return facts.model_copy(update={"families": entries})


def _families(desk: Desk, wishes: PacketWishes) -> list[FamilyView]:
    if not wishes.household_ids:
        raise InvalidInput([Problem("household_ids", "Belum ada keluarga yang dipilih.")])
    who = [family(desk, home) for home in dict.fromkeys(wishes.household_ids)]
    if any(each.desa_code != wishes.desa_code for each in who):
        raise InvalidInput([Problem("household_ids", "Satu berkas hanya memuat keluarga dari satu desa.")])
    return who


def _facts(g: Gathering, wishes: PacketWishes, who: list[FamilyView]) -> LetterFacts:
    names = wilayah()
    desa, kecamatan = names.name_of(wishes.desa_code), names.name_of(kecamatan_of(wishes.desa_code))
    lists = g.template.table is not None and g.template.table.of == "keluarga"
    letters = _statements(g.session, who)
    return fit(
        LetterFacts,
        **common_facts(g, desa, wishes.desa_code, kecamatan),
        **batch_facts(g, len(who)),
        number=wishes.number or None,
        families=tuple(entry_of(each, letters.get(each.id), _pendamping(g.session, each)) for each in who)
        if lists
        else (),
    )


def _statements(session: Session, who: list[FamilyView]) -> dict[str, Letter]:
    """Return the latest standing statement of each of these families that has one."""
    homes = [each.id for each in who]
    rows = session.exec(select(Letter).where(Letter.household_id.in_(homes)))  # type: ignore[attr-defined]
    standing = [row for row in rows if row.kind in STATEMENTS and not row.deleted and not row.voided_on]
    return {row.household_id: row for row in sorted(standing, key=lambda row: row.id)}


def _pendamping(session: Session, who: FamilyView) -> str:
    home = session.get(Household, who.id)
    petugas = session.get(Petugas, home.pendamping_id) if home and home.pendamping_id else None
    return petugas.name if petugas else ""


def _packet(desk: Desk, packet_id: str, wishes: PacketWishes, day: date, facts: LetterFacts) -> Packet:
    return Packet(
        id=packet_id,
        desa_code=wishes.desa_code,
        pendamping_id=desk.identity.petugas_id,
        kind=facts.kind,
        code=facts.code,
        number=facts.number,
        template_version=facts.template_version,
        facts=facts.model_copy(update={"families": ()}).to_json(),
        row_count=len(dict.fromkeys(wishes.household_ids)),
        paper=wishes.paper,
        dated_on=day,
    )


def _rows(
    desk: Desk, session: Session, packet_id: str, facts: LetterFacts, who: list[FamilyView]
) -> list[PacketRow]:
    letters = _statements(session, who)
    return [
        PacketRow(
            id=desk.new_id(),
            household_id=each.id,
            packet_id=packet_id,
            position=at,
            letter_id=letters[each.id].id if each.id in letters else None,
            entry=facts.families[at].to_json() if facts.families else "",
        )
        for at, each in enumerate(who)
    ]


def record_packet_print(desk: Desk, packet: Packet, how: str, copies: int) -> PacketPrint:
    """Return the row that says a packet leaves as paper (`cetak`) or `pdf` now."""
    return PacketPrint(
        id=desk.new_id(),
        pendamping_id=packet.pendamping_id,
        packet_id=packet.id,
        how=how,
        paper=packet.paper,
        copies=copies,
        at=desk.now(),
    )
