"""Search per keystroke, against a bare FTS5 prefix query on plain SQLite."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.race import Race
from tests.benchmarks.years import filled_desk

from pkh_desk.desk import Desk
from pkh_desk.views.people.families import family_ids, family_rows

TYPED = ("s", "sa", "sar", "sarm", "sarmu", "nur", "nura", "sukadana", "ciomas rum", "520384")


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield the race at 300 and at many families."""
    for count in (300, 60_000) if full else (300, 6_000):
        desk = filled_desk(folder / f"laptop-{count}", count)
        floor = _plain(desk, folder / f"floor-{count}.db")
        yield Race(
            f"{len(TYPED)} keystrokes, {count} families",
            lambda floor=floor: [floor.execute(_FIND, (f'"{text}"*',)).fetchall() for text in TYPED],  # type: ignore[misc]
            lambda desk=desk: [family_rows(desk, family_ids(desk, text)[:20]) for text in TYPED],  # type: ignore[misc]
            20.0,
        )
        desk.close()


_FIND = "SELECT rowid FROM f WHERE f MATCH ? LIMIT 50"


def _plain(desk: Desk, path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.execute("CREATE VIRTUAL TABLE f USING fts5(key, prefix='2 3')")
    with desk.read() as session:
        rows = session.connection().exec_driver_sql("SELECT key FROM search_entry").fetchall()
    db.executemany("INSERT INTO f VALUES (?)", [(row[0],) for row in rows])
    db.commit()
    return db
