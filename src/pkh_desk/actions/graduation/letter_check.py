"""Checking a letter on paper: does its QR vouch for exactly the facts that were recorded?"""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from pkh_desk.actions.graduation.packet import frozen_facts
from pkh_desk.actions.graduation.scan import MOST_PAGES
from pkh_desk.actions.people.photo import BIGGEST_FILE
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.letter_code import SignedCode, is_qr_text, parse_qr_text, verify
from pkh_desk.errors import FileNotUsable, InvalidInput, Problem, RecordNotFound
from pkh_desk.papers.drawing.qr import read_page_qr, read_qr
from pkh_desk.papers.render import page_count
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.graduation.packet import Packet
from pkh_desk.store.identity import mac_bytes

UNSEEN = "Kode QR tidak terlihat. Foto lagi lebih dekat dan lebih terang, atau ketik kodenya."


@dataclass(frozen=True)
class CheckedLetter:
    """The letter or packet a QR names. `genuine`: its MAC fits the recorded facts and the key of the desk."""

    id: str
    code: str
    genuine: bool


def check_picture(desk: Desk, path: Path) -> CheckedLetter:
    """Check the letter on a photo, scan or PDF.

    Raises FileNotUsable, InvalidInput (no QR, only that of something else, or those of several letters),
    RecordNotFound.
    """
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise FileNotUsable("Berkas ini terlalu besar.", "Pilih berkas di bawah 40 MB.")
        texts = qr_texts(path.read_bytes())
    except (OSError, ValueError) as error:
        raise FileNotUsable(
            "Foto surat tidak bisa dibaca.", "Pakai foto JPEG atau PNG, atau PDF, yang utuh."
        ) from error
    if not texts:
        raise InvalidInput([Problem("code", UNSEEN)])
    letters = list(filter(is_qr_text, texts))
    if len(letters) > 1:
        raise InvalidInput([Problem("code", "Ada QR dari beberapa surat. Foto satu surat saja.")])
    return check_letter(desk, letters[0] if letters else texts[0])


def qr_texts(content: bytes) -> list[str]:
    """Return the texts of all QR codes on a photo, or on a PDF until a letter's is seen.

    Raises ValueError if it is neither, or broken.
    """
    if not content.startswith(b"%PDF-"):
        return list(read_qr(content, is_qr_text))
    texts: list[str] = []
    try:
        for page in range(min(page_count(content), MOST_PAGES)):
            texts += read_page_qr(content, page, wanted=is_qr_text)
            if any(map(is_qr_text, texts)):
                break
    except RuntimeError as error:  # PDFium's own error: broken, or locked by a password
        raise ValueError("not a PDF") from error
    return list(dict.fromkeys(texts))


def check_letter(desk: Desk, qr: str) -> CheckedLetter:
    """Check the text of a letter's QR. Raises InvalidInput for another QR, RecordNotFound."""
    signed = parse_qr_text(qr)
    with desk.read() as session:
        row, facts = named_letter(session, signed.code)
        genuine = any(verify(signed, key, facts.digest) for key in _keys(desk, session, signed))
        return CheckedLetter(row.id, signed.code, genuine)


def named_letter(session: Session, code: str) -> tuple[Letter | Packet, LetterFacts]:
    """Return record and frozen facts of the paper with this code.

    Raises RecordNotFound, with a code that differs in one place if there is exactly one such letter.
    """
    letter = session.exec(select(Letter).where(Letter.code == code)).first()
    packet = None if letter else session.exec(select(Packet).where(Packet.code == code)).first()
    try:
        if letter is not None:
            return letter, LetterFacts.from_json(letter.facts)
        if packet is not None:
            return packet, frozen_facts(session, packet)
    except ValueError as error:
        raise RecordNotFound(
            f"Isi surat {code} tidak terbaca program ini.", "Perbarui program kantor."
        ) from error
    near = _near(session, code)
    hint = f"Mungkin maksudnya {near}." if near else "Mungkin kirimannya belum diterapkan."
    raise RecordNotFound(f"Surat {code} belum ada di sini.", hint)


def _near(session: Session, code: str) -> str:
    """Return the one code here that differs from this one in one place of its desk, "" if not just one."""
    _, desk, year, n = code.split("-")
    codes = session.exec(select(Letter.code).where(Letter.code.endswith(f"-{year}-{n}"))).all()
    near = [
        other
        for other in codes
        if len(other) == len(code) and sum(map(str.__ne__, other.split("-")[1], desk)) == 1
    ]
    return near[0] if len(near) == 1 else ""


def _keys(desk: Desk, session: Session, signed: SignedCode) -> list[bytes]:
    """Return the keys that may have sealed it: this desk's own, and those of the desks known here."""
    code = signed.code.split("-")[1]
    known = session.exec(select(KnownDesk)).all()
    ordered = sorted(known, key=lambda laptop: laptop.code != code)
    return [mac_bytes(desk.identity), *(bytes.fromhex(row.mac_key) for row in ordered if row.mac_key)]
