"""CASE WORDS: what board, table and pages say about a family on its way to graduation."""

from dataclasses import dataclass
from datetime import date

from pkh_desk.domain.dates import say_date
from pkh_desk.gui.widgets.case_list import CaseLine
from pkh_desk.gui.words.family_words import capital, joined, said_name
from pkh_desk.gui.words.moments import say_near_day, say_short_year
from pkh_desk.views.graduation.pipeline import CaseCard

# stage -> (title of its column, what happens there)
COLUMNS = {
    "calon": ("Calon", "Dinilai pendamping"),
    "siap": ("Siap", "Keluarga setuju"),
    "surat_dicetak": ("Surat dicetak", "Menunggu tanda tangan"),
    "ditandatangani": ("Ditandatangani", "Lalu dikirim ke kantor"),
    "diverifikasi": ("Diverifikasi", "Sedang di kantor"),
    "graduasi": ("Graduasi", "Resmi"),
}
ASSESS, WRITE, SIGN, SCAN, SEND, MEND, VERIFY, GRADUATE = (
    "nilai", "surat", "tanda_tangan", "pindaian", "kirim", "perbaiki", "verifikasi", "tetapkan",
)  # fmt: skip
WORDS = {
    ASSESS: "Nilai kesiapan",
    WRITE: "Buat surat",
    SIGN: "Catat tanda tangan",
    SCAN: "Tambah pindaian",
    SEND: "Kirim ke kantor",
    MEND: "Perbaiki surat",
    VERIFY: "Periksa surat",
    GRADUATE: "Jawaban Kemensos",
}
_OWN = {"calon": ASSESS, "siap": WRITE, "surat_dicetak": SIGN}
_OFFICE = {"ditandatangani": VERIFY, "diverifikasi": GRADUATE}


@dataclass(frozen=True)
class Viewer:
    """Who looks: on which day, at the office or not, and whether there is a place to send from."""

    today: date
    office: bool
    can_send: bool


def next_action(card: CaseCard, viewer: Viewer) -> str:
    """Return the one thing to do next with a family, "" if it is somebody else's turn."""
    stage = card.case.stage or ""
    if card.handed_over:
        return ""
    if viewer.office:
        return "" if card.returned or card.gone else _OFFICE.get(stage, "")
    if card.returned:
        return MEND
    if stage == "ditandatangani":
        if lacks_scan(card):
            return SCAN
        return SEND if card.unsent and viewer.can_send else ""
    return _OWN.get(stage, "")


def lacks_scan(card: CaseCard) -> bool:
    """Tell whether a letter is here that the office would return: unsigned, or without its scan."""
    letter = card.letter
    return letter is not None and (letter.signed_on is None or not letter.scans)


def waiting_for(card: CaseCard) -> str:
    """Say whose turn it is where nothing is to be done here."""
    return "Belum terkirim ke kantor" if card.unsent else "Menunggu kantor"


def how_long(card: CaseCard, today: date) -> str:
    """Say how long a family stands in its stage, or when it graduated."""
    if card.case.stage == "graduasi":
        return capital(say_near_day(card.since, today))
    return f"{card.days} hari" if card.days > 0 else "hari ini"


def case_line(card: CaseCard, viewer: Viewer) -> CaseLine:
    """Return the card of the board."""
    action = next_action(card, viewer)
    return CaseLine(
        id=card.household_id,
        name=said_name(card.name),
        place=card.desa,
        when=how_long(card, viewer.today),
        late=card.late,
        note=card.returned,
        action=WORDS.get(action, ""),
        key=action,
    )


def ended_parts(card: CaseCard) -> list[str]:
    """Say what came of a decision: the SK, from when on the family is inactive, its certificate."""
    ended, parts = card.ended, []
    if ended.sk_number or ended.sk_on:
        when = say_short_year(ended.sk_on) if ended.sk_on else ""
        parts.append(joined(f"SK {ended.sk_number}".strip(), when))
    if ended.inactive_on:
        parts.append(f"nonaktif sejak {ended.tahap or say_short_year(ended.inactive_on)}")
    if ended.certified_on:
        parts.append(f"piagam {say_short_year(ended.certified_on)}")
    return parts


def graduated_words(card: CaseCard) -> str:
    """Say that a family has officially graduated."""
    return f"{said_name(card.name)} resmi graduasi, {say_date(card.since)}."
