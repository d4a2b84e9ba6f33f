"""What speaks for a family's graduation, as lines of a paper: visits, income, photos, scans, products."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.store.log.states import select_in
from pkh_desk.views.graduation.readiness import readiness
from pkh_desk.views.people.find import elder_of, twins_of


@dataclass(frozen=True)
class EvidenceLine:
    """One line: what it is about, what is recorded, and how many records that are."""

    about: str
    words: str
    records: str


def evidence_lines(desk: Desk, household_id: str) -> list[EvidenceLine]:
    """Return the lines of a family; what nobody recorded is left out."""
    points = readiness(desk, household_id).points
    lines = [
        EvidenceLine(point.title, point.words, _count(len(point.evidence), "catatan"))
        for point in points
        if point.speaks is not None
    ]
    with desk.read() as session:
        connection = session.connection()
        homes = twins_of(connection, elder_of(connection, household_id))
        return [*_seen(connection, homes), *lines]


def _seen(connection: Connection, homes: list[str]) -> list[EvidenceLine]:
    """Return visits, their photos, and signed letters with their scans."""
    visits = sorted(row[0] for row in select_in(connection, _VISITS, homes))
    files = [(row[0], row[1]) for row in select_in(connection, _FILES, homes)]
    photos = sum(kind == "visit" for kind, _owner in files)
    signed = sorted(map(tuple, select_in(connection, _SIGNED, homes)))
    lines = []
    if visits:
        first, last = (say_date(date.fromisoformat(day)) for day in (visits[0], visits[-1]))
        span = f"pada {last}" if first == last else f"{first} sampai {last}"
        lines.append(EvidenceLine("Kunjungan rumah", f"Dikunjungi {span}.", _count(len(visits), "kunjungan")))
    if photos:
        lines.append(
            EvidenceLine("Foto", "Foto rumah dan usaha pada catatan kunjungan.", _count(photos, "foto"))
        )
    for letter, code, day in signed:
        scans = files.count(("letter", letter))
        words = f"Surat {code} ditandatangani {say_date(date.fromisoformat(day))}."
        lines.append(
            EvidenceLine("Surat bertanda tangan", words, _count(scans, "pindaian") or "tanpa pindaian")
        )
    return lines


def _count(count: int, unit: str) -> str:
    return f"{count} {unit}" if count else ""


_VISITS = 'SELECT "on" FROM visit WHERE NOT deleted AND household_id IN {}'
_FILES = "SELECT owner_kind, owner_id FROM file WHERE NOT deleted AND household_id IN {}"
_SIGNED = (
    "SELECT id, code, signed_on FROM letter WHERE NOT deleted AND voided_on IS NULL "
    "AND signed_on IS NOT NULL AND household_id IN {}"
)
