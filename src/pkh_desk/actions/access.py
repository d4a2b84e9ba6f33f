"""The access trail: who looked at, printed or exported full personal data, and why.

Entries form a chain of digests, so that a missing or changed one shows. One entry per family, kind and
hour is enough. Source: decisions, Full NIK; UU 27/2022 art. 31.
"""

from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.domain.canon import canonical, digest
from pkh_desk.store.local import Access

HOUR = 3_600_000


def note_access(desk: Desk, what: str, household_id: str | None, why: str = "") -> None:
    """Note that full data was used: `what` is `lihat`, `cetak`, `ekspor`, `impor` or `hapus`."""
    now = desk.now()
    with desk.keep() as session:
        seen = session.exec(
            select(Access.id).where(
                Access.hour == now // HOUR, Access.household_id == household_id, Access.what == what
            )
        ).first()
        if seen is None:
            session.add(_entry(session, desk, now, what, household_id, why))


def note_event(desk: Desk, what: str, why: str) -> None:
    """Note what was done with a key: `what` is `sandi` or `kunci`; each time is an entry of its own."""
    with desk.keep() as session:
        session.add(_entry(session, desk, desk.now(), what, None, why))


def _entry(session: Session, desk: Desk, now: int, what: str, household_id: str | None, why: str) -> Access:
    last = session.exec(select(Access).order_by(Access.id.desc())).first()  # type: ignore[union-attr]
    entry = Access(
        at=now,
        hour=now // HOUR,
        who=desk.identity.petugas_id,
        what=what,
        household_id=household_id,
        why=why[:200],
        digest="",
    )
    entry.digest = digest_of(last.digest if last else "", entry)
    return entry


def digest_of(before: str, entry: Access) -> str:
    """Return the digest of an entry that follows one with digest `before`."""
    return digest(canonical([before, entry.at, entry.who, entry.what, entry.household_id, entry.why]))


def broken_entries(session: Session) -> list[int]:
    """Return the numbers of the entries that do not follow from the one before."""
    before, broken = "", []
    for entry in session.exec(select(Access).order_by(Access.id)):  # type: ignore[arg-type]
        if digest_of(before, entry) != entry.digest:
            broken.append(entry.id or 0)
        before = entry.digest
    return broken
