"""What is known of a letter's signed paper: when, by whom, what is on it, its scans, and who should sign."""

from dataclasses import dataclass
from datetime import date

from pkh_desk.desk import Desk
from pkh_desk.errors import RecordNotFound
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.views.people.file import FileView, files_of

ROLES = {
    "pembuat": "Pembuat pernyataan",
    "pendamping": "Pendamping",
    "kepala_desa": "Kepala desa",
    "koordinator": "Koordinator",
    "saksi": "Saksi",
}


@dataclass(frozen=True)
class Signing:
    """The signed paper of a letter. `signers` are those the paper has a place for; None: nobody looked."""

    letter_id: str
    on: date | None
    signers: tuple[str, ...]
    signed_by: tuple[str, ...]
    all_signed: bool | None
    meterai: bool | None
    readable: bool | None
    pages: tuple[FileView, ...]


def signing(desk: Desk, letter_id: str) -> Signing:
    """Return what is known of the signed paper of a letter. Raises RecordNotFound."""
    with desk.read() as session:
        row = session.get(Letter, letter_id)
        if row is None:
            raise RecordNotFound("Surat itu tidak ada di sini.")
    return Signing(
        letter_id=letter_id,
        on=row.signed_on,
        signers=_signers(row.facts),
        signed_by=tuple(row.signed_by.split("; ")) if row.signed_by else (),
        all_signed=row.all_signed,
        meterai=row.meterai,
        readable=row.readable,
        pages=tuple(files_of(desk, "letter", letter_id)),
    )


def _signers(frozen: str) -> tuple[str, ...]:
    """Return who signs a letter, as people call them; nobody is known of facts that cannot be read."""
    try:
        facts = LetterFacts.from_json(frozen)
    except ValueError:
        return ()
    named = [("pembuat", facts.name), *((signer.role, signer.name) for signer in facts.signers)]
    words = [f"{ROLES[role]}: {name}" if name else ROLES[role] for role, name in named]
    return tuple(
        f"{text} ({words[:at].count(text) + 1})" if words.count(text) > 1 else text
        for at, text in enumerate(words)
    )
