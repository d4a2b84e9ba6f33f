"""Marking changes as typed into SIKS-NG, so that the operator is not offered them again."""

from collections.abc import Sequence

from pkh_desk.desk import Desk
from pkh_desk.store.local import TypedMark
from pkh_desk.views.office.typing import TypingRow

TABLE = "typed_mark"


def mark_typed(desk: Desk, rows: Sequence[TypingRow], typed: bool = True) -> int:
    """Mark these changes as typed, or with `typed` False as not; return how many. Raises WrongRole.

    Only the office's own database remembers it: every clerk there sees it, no laptop does. A later change of
    the same field is offered again.
    """
    desk.require_office()
    with desk.keep() as session:
        for row in rows:
            known = session.get(TypedMark, (row.row_id, row.field))
            if known is None:
                known = TypedMark(row_id=row.row_id, field=row.field)
                session.add(known)
            known.at = row.at if typed else row.at - 1
    desk.tell(frozenset({TABLE}))
    return len(rows)
