"""Taking an act back, and taking that back: an inverse act in the same log, never a rewriting of it.

What cannot be taken back is listed with the reason. Source: decisions, Undo.
"""

import json
from collections.abc import Callable

from sqlalchemy import Connection

from pkh_desk.actions.office.reopen import mend_fates
from pkh_desk.actions.upkeep.inverse import Inverse, UndoneAct, is_person
from pkh_desk.actions.upkeep.standing import chain_of, is_undo, undone_by
from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.errors import CannotUndo, NothingToUndo, RecordNotFound
from pkh_desk.store.log.states import mark
from pkh_desk.store.log.txnlog import Undone

CHUNK = 1000
"""So many txns of a long act, e.g. an import, lie in memory at once."""

Progress = Callable[[int, int], None]


def undo_last(desk: Desk, progress: Progress = lambda done, total: None) -> UndoneAct:
    """Take back this desk's latest act that still stands. Raises NothingToUndo, CannotUndo, Cancelled."""
    with desk.read() as session:
        undone = undone_by(session.connection())
        taken_back = set(undone.values())
        for act in _acts(desk, session.connection()):
            if act in taken_back or is_undo(undone, act):
                continue
            if not _is_of_people(session.connection(), act):
                break
        else:
            raise NothingToUndo("Tidak ada yang bisa diurungkan.")
    return undo_act(desk, act, progress)


def redo_last(desk: Desk, progress: Progress = lambda done, total: None) -> UndoneAct:
    """Take back the latest undo; a new save since then leaves nothing to redo.

    Raises NothingToUndo, Cancelled.
    """
    with desk.read() as session:
        undone = undone_by(session.connection())
        taken_back = set(undone.values())
        for act in _acts(desk, session.connection()):
            if act in taken_back or (act in undone and not is_undo(undone, act)):
                continue
            if is_undo(undone, act):
                break
            raise NothingToUndo("Tidak ada yang bisa diulangi.")
        else:
            raise NothingToUndo("Tidak ada yang bisa diulangi.")
    return undo_act(desk, act, progress)


def undo_act(desk: Desk, act: str, progress: Progress = lambda done, total: None) -> UndoneAct:
    """Take back one act of this desk, sent or not.

    Raises RecordNotFound for an act that is not this desk's, WrongRole, CannotUndo when nothing of it can be;
    `progress(done, total)` counts its txns and may raise Cancelled: nothing changes then.
    """
    made = desk.new_id()
    with desk.write(act=made) as session:
        connection = session.connection()
        undone = undone_by(connection)
        if act in undone.values():
            raise CannotUndo("Perubahan itu sudah diurungkan.")
        result = UndoneAct(made, of=chain_of(undone, act)[-1], again=is_undo(undone, act))
        ids = _txn_ids(connection, act)
        if not ids:
            raise RecordNotFound("Perubahan itu tidak ada di komputer ini.", "Lihat riwayat perubahan.")
        _require_own(desk, connection, act)
        undo = Inverse(desk, session, act, ids, result)
        for start in range(0, len(ids), CHUNK):
            progress(start, len(ids))
            undo.take_back(ids[start : start + CHUNK])
        progress(len(ids), len(ids))
        mend_fates(connection, session.writing.touched.get("returned", ()), session.writing.change)
        if not result.records:
            raise CannotUndo(f"Perubahan itu tidak bisa diurungkan. {' '.join(result.kept)}".strip())
        session.add(Undone(act=act, by_act=result.act))
    return result


def _acts(desk: Desk, connection: Connection) -> list[str]:
    """Return this desk's acts, the latest first; at an office those of the clerk who is at work.

    Number blocks that an answer brought along are nobody's last act: they are taken back by name only.
    """
    mine = f"AND author = {mark(connection, 1)} AND subject_kind <> 'number_block' " if desk.is_office else ""
    sql = f"SELECT act FROM txn WHERE own {mine}GROUP BY act ORDER BY max(h) DESC"
    values = (desk.identity.petugas_id,) if desk.is_office else ()
    return [row[0] for row in connection.exec_driver_sql(sql, values)]


def _is_of_people(connection: Connection, act: str) -> bool:
    """Say whether an act is about nothing but who works here."""
    sql = f"SELECT body FROM txn WHERE own AND act = {mark(connection, 1)}"
    rows = connection.exec_driver_sql(sql, (act,))
    return all(is_person(op) for row in rows for op in json.loads(row[0])["ops"])


def _require_own(desk: Desk, connection: Connection, act: str) -> None:
    """Raise WrongRole at an office for an act of another clerk, which only an admin takes back."""
    sql = f"SELECT author FROM txn WHERE own AND act = {mark(connection, 1)}"
    authors = {row[0] for row in connection.exec_driver_sql(sql, (act,))}
    if desk.is_office and authors - {desk.identity.petugas_id}:
        desk.require_clerk(ADMIN)


def _txn_ids(connection: Connection, act: str) -> list[str]:
    """Return the txns of an act of this desk, the last first."""
    sql = f"SELECT id FROM txn WHERE own AND act = {mark(connection, 1)} ORDER BY n DESC"
    return [row[0] for row in connection.exec_driver_sql(sql, (act,))]
