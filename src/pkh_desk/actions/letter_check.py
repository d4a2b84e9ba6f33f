"""Checking a letter on paper: does its QR vouch for exactly the facts that were recorded?"""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from pkh_desk.actions.packet import frozen_facts
from pkh_desk.desk import Desk
from pkh_desk.domain.letter_code import SignedCode, parse_qr_text, verify
from pkh_desk.errors import FileNotUsable, InvalidInput, Problem, RecordNotFound
from pkh_desk.papers.facts import LetterFacts
from pkh_desk.papers.qr import read_qr
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.identity import mac_bytes
from pkh_desk.store.letter import Letter
from pkh_desk.store.packet import Packet


@dataclass(frozen=True)
class CheckedLetter:
    """The letter or packet a QR names, a packet without household. `genuine`: its MAC fits the recorded facts
    and the key of the desk."""

    id: str
    household_id: str | None
    code: str
    genuine: bool


def check_picture(desk: Desk, path: Path) -> CheckedLetter:
    """Check the letter on a photo or scan. Raises FileNotUsable, InvalidInput (no QR), RecordNotFound."""
    try:
        texts = read_qr(path.read_bytes())
    except (OSError, ValueError) as error:
        raise FileNotUsable("Foto surat tidak bisa dibaca.", "Pakai foto JPEG atau PNG yang utuh.") from error
    if not texts:
        raise InvalidInput([Problem("code", "Kode QR tidak terlihat. Foto lagi lebih dekat dan terang.")])
    return check_letter(desk, texts[0])


def check_letter(desk: Desk, qr: str) -> CheckedLetter:
    """Check the text of a letter's QR. Raises InvalidInput for another QR, RecordNotFound."""
    signed = parse_qr_text(qr)
    with desk.read() as session:
        row_id, household_id, facts = _named(session, signed.code)
        genuine = any(verify(signed, key, facts.digest) for key in _keys(desk, session, signed))
        return CheckedLetter(row_id, household_id, signed.code, genuine)


def _named(session: Session, code: str) -> tuple[str, str | None, LetterFacts]:
    """Return record, household and frozen facts of the paper with this code. Raises RecordNotFound."""
    letter = session.exec(select(Letter).where(Letter.code == code)).first()
    if letter is not None:
        return letter.id, letter.household_id, LetterFacts.from_json(letter.facts)
    packet = session.exec(select(Packet).where(Packet.code == code)).first()
    if packet is not None:
        return packet.id, None, frozen_facts(session, packet)
    raise RecordNotFound(f"Surat {code} belum ada di sini.", "Mungkin kirimannya belum diterapkan.")


def _keys(desk: Desk, session: Session, signed: SignedCode) -> list[bytes]:
    """Return the keys that may have sealed it: this desk's own, and those of the desks known here."""
    code = signed.code.split("-")[1]
    known = session.exec(select(KnownDesk)).all()
    ordered = sorted(known, key=lambda laptop: laptop.code != code)
    return [mac_bytes(desk.identity), *(bytes.fromhex(row.mac_key) for row in ordered if row.mac_key)]
