"""CASE TURN: whose turn it is with a family on its way, and the one thing to do next on its page."""

from dataclasses import dataclass

from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.case import OFFICE_STAGES, STAGES
from pkh_desk.domain.vocabulary import MEMBERSHIP
from pkh_desk.gui.words.case_words import Viewer, ended_parts, graduated_words, lacks_scan, waiting_for
from pkh_desk.gui.words.family_words import capital
from pkh_desk.views.graduation.pipeline import CaseCard

SIGN, WRITE, STEP, SEND, REVIEW = "tanda_tangan", "surat", "tahap", "kirim", "periksa"
# stage -> (stage to go to, words of the button, words of the toast)
STEPS = {
    "calon": ("siap", "Tandai siap", "sekarang siap graduasi"),
    "ditolak": ("calon", "Usulkan lagi", "kembali jadi calon"),
    "dibatalkan": ("calon", "Usulkan lagi", "kembali jadi calon"),
}
# stage -> what the office does with it, on the page of proposals
REVIEWS = {
    "ditandatangani": "Periksa surat",
    "diverifikasi": "Isi jawaban Kemensos",
    "graduasi": "Catat nonaktif atau piagam",
}


@dataclass(frozen=True)
class Turn:
    """What stands on the page: a sentence, and a button of a kind (SIGN, ...) with its words ("" = none).

    Of STEP, `to` is the stage and `done` the words of the toast.
    """

    words: str
    kind: str = ""
    button: str = ""
    to: str = ""
    done: str = ""


def turn_of(card: CaseCard, viewer: Viewer) -> Turn:
    """Return the one next step of a family, for who is looking."""
    stage, letter, words = card.case.stage or "", card.letter, _say(card, viewer.office)
    if card.handed_over:
        return Turn("Keluarga ini sudah diserahkan ke pendamping lain.")
    if card.gone:
        return Turn(
            f"Keluarga ini tercatat keluar: {MEMBERSHIP[card.gone]}. Tidak dihitung sebagai graduasi."
        )
    if not viewer.office and letter is not None and wants_signature(card):
        return Turn(words, SIGN, "Simpan tanda tangan")
    if not viewer.office and (stage == "siap" or (stage == "surat_dicetak" and letter is None)):
        return Turn(words, WRITE, "Buat surat")
    if viewer.office and stage in REVIEWS:
        return Turn(words, REVIEW, REVIEWS[stage])
    step = STEPS.get(stage)
    if step is not None and viewer.office == (step[0] in OFFICE_STAGES):
        return Turn(words, STEP, step[1], step[0], step[2])
    if stage == "ditandatangani" and card.unsent and viewer.can_send:
        return Turn(words, SEND, "Kirim ke kantor")
    return Turn(words)


def wants_signature(card: CaseCard) -> bool:
    """Tell whether a signature, its scan, or a better one is what is missing."""
    if card.letter is None:
        return False
    if card.case.stage == "surat_dicetak":
        return True
    return card.case.stage == "ditandatangani" and (lacks_scan(card) or bool(card.returned))


def _say(card: CaseCard, office: bool) -> str:
    """Say where the case stands and whose turn it is."""
    stage, letter = card.case.stage or "", card.letter
    if stage == "calon":
        return "Lihat apa yang sudah diketahui, lalu tandai siap bila keluarga mampu dan bersedia."
    if stage == "siap":
        return "Keluarga setuju. Buat surat pernyataannya, lalu minta tanda tangan."
    if stage == "surat_dicetak":
        code = f"Surat {letter.code} sudah dicetak." if letter else "Suratnya tidak ada di komputer ini."
        return f"{code} Catat di sini bila sudah ditandatangani." if letter else code
    if stage == "ditandatangani":
        return _say_signed(card, office)
    if stage == "graduasi":
        ended = ", ".join(ended_parts(card))
        return f"{graduated_words(card)} {capital(ended)}.".strip() if ended else graduated_words(card)
    if stage in ("ditolak", "dibatalkan"):
        why = f" Alasannya: {card.why}." if card.why else ""
        return f"{STAGES[stage]}, {say_date(card.since)}.{why}"
    return "Sudah diperiksa kantor, menunggu jawaban Kemensos."


def _say_signed(card: CaseCard, office: bool) -> str:
    letter = card.letter
    signed = f"Ditandatangani {say_date(letter.signed_on)}. " if letter and letter.signed_on else ""
    if office:
        return f"{signed}Periksa pindaiannya, lalu terima atau kembalikan."
    if card.returned:
        return f"{signed}Kantor meminta halaman yang lebih baik. Ganti atau tambah halamannya, lalu simpan."
    missing = "Pindaiannya belum ada. " if letter and not letter.scans else ""
    return f"{signed}{missing}{waiting_for(card)}."
