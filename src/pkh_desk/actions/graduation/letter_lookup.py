"""Looking a letter up by what is in hand: a photo or scan of it, or the code typed from its foot.

Works offline, on what was applied here. Source: decisions, Code.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pkh_desk.actions.graduation.letter_check import check_picture, named_letter
from pkh_desk.actions.graduation.review import CHANGED, GENUINE, Compared, compared_facts
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.letter_code import read_code
from pkh_desk.errors import FamilyNotFound
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.views.people.family import family

TYPED = "diketik"
SAID = {
    GENUINE: "Asli: QR ini dari surat yang tercatat. Isi di kertas harus sama dengan di bawah.",
    CHANGED: "Jangan diterima: QR di kertas ini tidak cocok dengan surat yang tercatat.",
    TYPED: "Surat ini tercatat. Kode saja belum membuktikan kertasnya: cocokkan isinya atau periksa fotonya.",
}


@dataclass(frozen=True)
class FoundLetter:
    """A paper as it is recorded here, and what speaks for the one in hand.

    `verdict`: GENUINE (its QR vouches for the recorded facts), CHANGED (it does not), or TYPED (nothing was
    seen but a code). `facts` are as printed and as the family is now; a packet has neither these nor a
    family, `name` is then its desa. `said` is the verdict in one sentence.
    """

    verdict: str
    said: str
    code: str
    kind: str
    number: str | None
    dated_on: date
    signed_on: date | None
    voided_on: date | None
    household_id: str | None
    name: str
    facts: tuple[Compared, ...]

    @property
    def refused(self) -> bool:
        """Whether the paper must not be accepted."""
        return self.verdict == CHANGED or self.voided_on is not None


def look_up_picture(desk: Desk, path: Path) -> FoundLetter:
    """Return the letter on a photo, scan or PDF. Raises WrongRole and what `check_picture` raises."""
    desk.require_office()
    checked = check_picture(desk, path)
    return _found(desk, checked.code, GENUINE if checked.genuine else CHANGED)


def look_up_code(desk: Desk, typed: str) -> FoundLetter:
    """Return the letter whose code was typed. Raises WrongRole, InvalidInput, RecordNotFound."""
    desk.require_office()
    return _found(desk, read_code(typed), TYPED)


def _found(desk: Desk, code: str, verdict: str) -> FoundLetter:
    with desk.read() as session:
        row, printed = named_letter(session, code)
        home = row.household_id if isinstance(row, Letter) else None
        return FoundLetter(
            verdict=verdict,
            said=_said(verdict, row.voided_on),
            code=code,
            kind=row.kind,
            number=row.number,
            dated_on=row.dated_on,
            signed_on=row.signed_on if isinstance(row, Letter) else None,
            voided_on=row.voided_on,
            household_id=home,
            name=printed.name or printed.desa,
            facts=_facts(desk, row.id, home) if home else (),
        )


def _facts(desk: Desk, letter_id: str, home: str) -> tuple[Compared, ...]:
    try:
        return compared_facts(desk, letter_id, family(desk, home))
    except FamilyNotFound:
        return ()


def _said(verdict: str, voided: date | None) -> str:
    if voided is None or verdict == CHANGED:
        return SAID[verdict]
    return f"Jangan diterima: surat ini sudah dibatalkan {say_date(voided)}."
