"""What still stands after all taking back: acts, the undoing of acts, and the fields they wrote."""

from sqlalchemy import Connection

from pkh_desk.store.log.states import select_in
from pkh_desk.store.log.txnlog import Op

Cell = tuple[str, str, str]
"""(table, row id, field)."""


def undone_by(connection: Connection) -> dict[str, str]:
    """Return by each act that took one back the act it took back."""
    return {row[1]: row[0] for row in connection.exec_driver_sql("SELECT act, by_act FROM undone")}


def is_undo(undone: dict[str, str], act: str) -> bool:
    """Say whether an act is an undo; the undo of an undo is a doing."""
    return act in undone and not is_undo(undone, undone[act])


def chain_of(undone: dict[str, str], act: str) -> list[str]:
    """Return an act, what it took back, and so on down to the act that all that undoing is about."""
    chain = [act]
    while chain[-1] in undone:
        chain.append(undone[chain[-1]])
    return chain


class Standing:
    """What stands of this desk's own writes to the edited fields, write by write.

    An undo and what it took back cancel each other, a redo brings it up again; so a field may be set back
    although later acts wrote it, if those were all taken back since.
    """

    def __init__(self, connection: Connection, ops: list[Op]) -> None:
        undone = undone_by(connection)
        sql = (
            "SELECT b.table_name, b.row_id, b.field, t.id, t.act, t.h FROM before_value b "
            "JOIN txn t ON t.id = b.txn_id WHERE t.own AND b.row_id IN {}"
        )
        edited = {op[2] for op in ops if op[0] == "set"}
        stacks: dict[Cell, list[str]] = {}
        self._after: dict[tuple[Cell, str], tuple[str, ...]] = {}
        for *where, txn, act, _ in sorted(select_in(connection, sql, edited), key=lambda row: row[5]):
            cell = (where[0], where[1], where[2])
            stack, root = stacks.setdefault(cell, []), chain_of(undone, act)[-1]
            if not is_undo(undone, act):
                stack.append(root)
            elif stack and stack[-1] == root:
                stack.pop()
            self._after[cell, txn] = tuple(stack)

    def is_as_after(self, cell: Cell, txn: str, shown: str) -> bool:
        """Say whether a field that shows the write `shown` stands as it did right after `txn` wrote it."""
        now = self._after.get((cell, shown))
        return now is not None and now == self._after.get((cell, txn))
