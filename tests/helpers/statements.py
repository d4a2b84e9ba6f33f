"""What a desk asks of its database: who asks once a family is slow with 300, however fast the machine is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from pkh_desk.desk import Desk


@contextmanager
def statements(desk: Desk) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements with their values that run inside."""
    asked: list[tuple[str, Any]] = []

    def hear(_connection: object, _cursor: object, sql: str, values: object, *_rest: object) -> None:
        asked.append((sql, values))

    event.listen(desk.engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(desk.engine, "before_cursor_execute", hear)
