"""The access trail: who looked at, printed or exported full personal data, and why.

Entries form a chain of digests, so that a missing or changed one shows. One entry per family, kind and
hour is enough. Source: decisions, Full NIK; UU 27/2022 art. 31.
"""

from collections.abc import Collection

from sqlalchemy import insert
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


def note_exports(desk: Desk, homes: Collection[str | None], why: str) -> None:
    """Note that a list went out: an entry for each family whose numbers were whole, None for none of them.

    One a family, reason and hour is enough.
    """
    now, who, what, why = desk.now(), desk.identity.petugas_id, "ekspor", why[:200]
    with desk.keep() as session:
        same = select(Access.household_id).where(
            Access.hour == now // HOUR, Access.what == what, Access.why == why
        )
        noted, last = set(session.exec(same)), _last_digest(session)
        rows = []
        for home in homes:
            if home not in noted:
                last = _link(last, now, who, what, home, why)
                row = {"at": now, "hour": now // HOUR, "who": who, "what": what, "household_id": home}
                rows.append({**row, "why": why, "digest": last})
        if rows:
            session.execute(insert(Access), rows)


def _last_digest(session: Session) -> str:
    last = session.exec(select(Access.digest).order_by(Access.id.desc())).first()  # type: ignore[union-attr]
    return last or ""


def _entry(session: Session, desk: Desk, now: int, what: str, household_id: str | None, why: str) -> Access:
    entry = Access(
        at=now,
        hour=now // HOUR,
        who=desk.identity.petugas_id,
        what=what,
        household_id=household_id,
        why=why[:200],
        digest="",
    )
    entry.digest = digest_of(_last_digest(session), entry)
    return entry


def digest_of(before: str, entry: Access) -> str:
    """Return the digest of an entry that follows one with digest `before`."""
    return _link(before, entry.at, entry.who, entry.what, entry.household_id, entry.why)


def _link(before: str, at: int, who: str, what: str, household_id: str | None, why: str) -> str:
    return digest(canonical([before, at, who, what, household_id, why]))


def broken_entries(session: Session) -> list[int]:
    """Return the numbers of the entries that do not follow from the one before."""
    before, broken = "", []
    for entry in session.exec(select(Access).order_by(Access.id)):  # type: ignore[arg-type]
        if digest_of(before, entry) != entry.digest:
            broken.append(entry.id or 0)
        before = entry.digest
    return broken
