"""The lists that this desk took in: when, which file, what became of its rows, and whether it was undone."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from pkh_desk.desk import Desk
from pkh_desk.store.local import RosterImport
from pkh_desk.store.log.states import select_in


@dataclass(frozen=True)
class ImportView:
    """One import; `at` in ms UTC. `wrote`: it changed something.

    `stands` is the act to undo, "" once that was done: the import, or the redo that brought it back.
    """

    at: int
    file: str
    sha256: str
    new: int
    changed: int
    same: int
    skipped: int
    refused: int
    wrote: bool
    stands: str

    @property
    def read(self) -> int:
        """All data rows of the file."""
        return self.new + self.changed + self.same + self.skipped + self.refused


def imports(desk: Desk, limit: int = 100) -> list[ImportView]:
    """Return the latest imports, the last first; two SELECTs."""
    with desk.read() as session:
        newest = select(RosterImport).order_by(col(RosterImport.at).desc()).limit(limit)
        rows = session.exec(newest).all()
        undone = _undone(session)
    return [
        ImportView(
            row.at,
            row.file,
            row.sha256,
            row.new,
            row.changed,
            row.same,
            row.skipped,
            row.refused,
            row.wrote,
            _standing(undone, row.act) if row.wrote else "",
        )
        for row in rows
    ]


def standing(desk: Desk, act: str) -> str:
    """Return the act to undo of an import: itself, or the redo that brought it back; "" if it was undone."""
    with desk.read() as session:
        return _standing(_undone(session), act)


def _undone(session: Session) -> dict[str, str]:
    sql = "SELECT act, by_act FROM undone"
    return {row[0]: row[1] for row in session.connection().exec_driver_sql(sql)}


def _standing(undone: dict[str, str], act: str) -> str:
    """Follow undoing and redoing to the act that stands, "" if an undoing came last."""
    while act in undone:
        if undone[act] not in undone:
            return ""
        act = undone[undone[act]]
    return act


def stayed(desk: Desk, families: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (reason, name of the pengurus) of families that stayed in an undoing, in this order."""
    with desk.read() as session:
        rows = select_in(session.connection(), _NAMES, families)
    return sorted((families[row[0]], str(row[1] or "")) for row in rows)


_NAMES = "SELECT h.id, m.name FROM household h LEFT JOIN member m ON m.id = h.pengurus_id WHERE h.id IN {}"
