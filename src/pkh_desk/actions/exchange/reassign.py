"""Handing families over: one, some, a whole caseload, or a district dealt out, in one act that can be undone.

A group goes along once all its families are with the new pendamping. The old laptop may still read what it
handed over for 30 days, and its unsent work still counts. Source: decisions, Scope.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.domain.text import tidy
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import load_rows, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.message import Message
from pkh_desk.store.people.petugas import Petugas

LONGEST_NOTE = 200
MOST_NAMED = 200
CHUNK = 1000
GIVEN = "Kantor memindahkan {} keluarga dari Anda ke {}. Di laptop ini hanya bisa dibaca, selama 30 hari."
GOT = "Anda menerima {} keluarga{}, dengan riwayat dan pekerjaan yang masih terbuka."

Moves = Counter[tuple[str, str]]
"""How many families went (from, to) a petugas; "" is nobody."""

_GROUPS = "SELECT DISTINCT kelompok_id FROM household WHERE kelompok_id IS NOT NULL AND id IN {}"
_OWNED = (
    "SELECT coalesce(a.to_id, h.pendamping_id) FROM household h "
    "LEFT JOIN alias a ON a.from_id = h.pendamping_id AND a.active AND NOT a.deleted "
    "WHERE NOT h.deleted AND h.id IN {}"
)
_OWNERS = "SELECT DISTINCT kelompok_id, pendamping_id FROM household WHERE NOT deleted AND kelompok_id IN {}"


def reassign(desk: Desk, household_ids: Collection[str], petugas_id: str, note: str = "") -> int:
    """Give these families to a petugas; return how many really changed hands. Raises RecordNotFound.

    With the next answers both pendamping read what was handed over, with the office's `note`.
    """
    return distribute(desk, {petugas_id: household_ids}, note)


def distribute(
    desk: Desk,
    shares: Mapping[str, Collection[str]],
    note: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Give each petugas the families of their share, as one act; return how many really changed hands.

    Everybody whose families change reads so with the next answers. Raises RecordNotFound for a petugas who is
    not there; `progress(done, total)` counts families and may raise Cancelled. Nothing is changed then.
    """
    desk.require_clerk(ADMIN)
    total, done, moved, moves = sum(map(len, shares.values())), 0, 0, Moves()
    with desk.write() as session:
        for petugas_id in shares:
            _require(session, petugas_id)
        connection = session.connection()
        bulk = BulkWriter(session, session.writing)
        for petugas_id, homes in shares.items():
            for chunk in _chunks(sorted(homes)):
                moves += _moves(connection, chunk, petugas_id)
                moved += _give(bulk, "household", chunk, petugas_id)
                bulk.flush()
                done += len(chunk)
                progress(done, total)
        move_groups(bulk, shares)
        tell_moves(desk, bulk, moves, note)
    return moved


def move_groups(bulk: BulkWriter, shares: Mapping[str, Collection[str]]) -> None:
    """Let the groups of these families go along with them, where no family of theirs stays behind."""
    connection = bulk.session.connection()
    for petugas_id, homes in shares.items():
        _give(bulk, "kelompok", _whole_groups(connection, homes, petugas_id), petugas_id)
    bulk.flush()


def tell_moves(desk: Desk, bulk: BulkWriter, moves: Moves, note: str = "") -> None:
    """Write to each who gives and to each who gets; nobody is told of what stays where it is."""
    session, writing = bulk.session, bulk.writing
    names = {one: _name(session, one) for pair in moves for one in pair if one}
    said = f" Pesan kantor: {tidy(note)[:LONGEST_NOTE]}" if tidy(note) else ""
    for reader in sorted(names):
        given = Counter({to: count for (giver, to), count in moves.items() if giver == reader})
        got = Counter({giver: count for (giver, to), count in moves.items() if to == reader})
        told = []
        if given:
            told.append(GIVEN.format(given.total(), _listed(names, given)))
        if got:
            source = f" dari {_listed(names, got)}" if any(got) else ""
            told.append(GOT.format(got.total(), source))
        session.add(
            Message(
                id=desk.new_id(),
                petugas_id=reader,
                act=writing.act,
                change=writing.change,
                at=desk.now(),
                text=" ".join(told) + said,
            )
        )


def _listed(names: Mapping[str, str], counted: Counter[str]) -> str:
    """Name these petugas, those with most families first, as far as there is room."""
    return ", ".join(names[one] for one, _ in counted.most_common() if one)[:MOST_NAMED]


def _require(session: Session, petugas_id: str) -> None:
    petugas = session.get(Petugas, petugas_id)
    if petugas is None or petugas.deleted:
        raise RecordNotFound(
            "Pendamping itu tidak ada di daftar. Tidak ada yang diubah.", "Pilih dari daftar."
        )


def _chunks(homes: Sequence[str]) -> list[Sequence[str]]:
    return [homes[start : start + CHUNK] for start in range(0, len(homes), CHUNK)]


def _moves(connection: Connection, homes: Collection[str], petugas_id: str) -> Moves:
    """Return who had these families until now, aliases counted for whom they stand."""
    owners = (row[0] or "" for row in select_in(connection, _OWNED, homes))
    return Moves((owner, petugas_id) for owner in owners if owner != petugas_id)


def _name(session: Session, petugas_id: str) -> str:
    petugas = session.get(Petugas, petugas_id)
    return petugas.name if petugas else "pendamping lain"


def _give(bulk: BulkWriter, table: str, ids: Collection[str], petugas_id: str) -> int:
    given = 0
    rows = load_rows(bulk.session.connection(), nouns()[table], set(ids))
    for row_id, stored in rows.items():
        bulk.edit(table, row_id, stored, {"pendamping_id": petugas_id})
        given += bulk.seal((table, row_id)) is not None
        # Nobody is searched for by whose they are: the search entry stays as it is.
        bulk.writing.homes.discard(row_id)
    return given


def _whole_groups(connection: Connection, homes: Collection[str], petugas_id: str) -> set[str]:
    """Return the groups of these families that have no family with anybody else."""
    groups = {row[0] for row in select_in(connection, _GROUPS, homes)}
    others = {row[0] for row in select_in(connection, _OWNERS, groups) if row[1] != petugas_id}
    return groups - others
