"""PROPOSAL CHECKS: what agrees and what does not, in words: QR, signatures, the family now and in print."""

from collections.abc import Sequence
from dataclasses import dataclass

from pkh_desk.actions.graduation.review import (
    ABSENT,
    ANOTHER,
    CHANGED,
    FACTS,
    GENUINE,
    NUMBERS,
    UNREAD,
    Compared,
    Review,
)
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.people.nik import group
from pkh_desk.gui.words.differences import differences, masked_but
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.graduation.signing import Signing

QR = {
    GENUINE: ("green", "Cocok dengan surat yang dicetak program."),
    CHANGED: ("red", "Tidak cocok: isi surat di kertas berbeda dari yang tercatat."),
    ANOTHER: ("red", "QR di pindaian ini milik surat lain."),
    UNREAD: ("amber", "QR tidak terbaca. Cocokkan kode {code} di kaki surat."),
    ABSENT: ("red", "Belum ada pindaian."),
}


@dataclass(frozen=True)
class Line:
    """One check: its title, what was found, and its tone (green, amber, red, gray)."""

    title: str
    words: str
    tone: str


def check_lines(seen: Review) -> list[Line]:
    """Return every check of a proposal, in the order a clerk goes through them."""
    letter, paper = seen.card.letter, seen.paper
    if paper is None or letter is None:
        return [Line("Surat", "Surat keluarga ini belum ada di sini.", "red")]
    tone, words = QR[seen.qr]
    return [
        Line("QR surat", words.format(code=letter.code), tone),
        _signatures(paper),
        _ticked("Meterai", paper.meterai, "Terpasang dan terkena tanda tangan."),
        _ticked("Keterbacaan", paper.readable, "Semua halaman terbaca jelas."),
        _family(seen.changed),
    ]


def value_of(fact: Compared, text: str, whole: bool) -> str:
    """Return a fact as it may be shown: numbers masked but for what differs, until the eye is pressed."""
    if not text:
        return "(kosong)"
    if fact.field not in NUMBERS:
        return said_name(text) if fact.field == "name" else text
    if whole:
        return group(text)
    other = fact.now if text == fact.printed else fact.printed
    marks = differences(text, other)[0] if not fact.same else []
    return group(masked_but(text, marks)) if len(text) == 16 else masked_but(text, marks)


def _signatures(paper: Signing) -> Line:
    if paper.on is None:
        return Line("Tanda tangan", "Belum dicatat ditandatangani.", "red")
    when, missing = f"Ditandatangani {say_date(paper.on)}.", _missing(paper)
    if missing:
        return Line("Tanda tangan", f"{when} Belum: {', '.join(missing)}.", "amber")
    if not paper.signed_by:
        return Line("Tanda tangan", f"{when} Penanda tangannya tidak dicatat.", "gray")
    return Line("Tanda tangan", f"{when} Semua sudah menandatangani.", "green")


def _missing(paper: Signing) -> list[str]:
    return [name for name in paper.signers if name not in paper.signed_by] if paper.signed_by else []


def _ticked(title: str, ticked: bool | None, words: str) -> Line:
    if ticked is None:
        return Line(title, "Tidak dicatat pendamping.", "gray")
    return Line(title, words if ticked else "Belum dicentang pendamping.", "green" if ticked else "amber")


def _family(changed: Sequence[Compared]) -> Line:
    if not changed:
        return Line("Data keluarga", "Sama dengan yang tertulis di surat.", "green")
    listed = ", ".join(FACTS[fact.field] for fact in changed)
    return Line("Data keluarga", f"Berubah sejak surat dicetak: {listed}.", "amber")
