"""A roster to stored families, against calamine and executemany into plain SQLite."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook
from tests.benchmarks.race import Race

from helpers.desks import make_desk, reopen
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.desk import Desk
from pkh_desk.sample.people import sample_families
from pkh_desk.sample.sheet import sample_roster
from pkh_desk.store.wilayah import wilayah

COLUMNS = 12


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield the race of a laptop's and of a district's roster."""
    desa = [code for place, _ in wilayah().kecamatan_list() for code, _ in wilayah().desa_list(place)]
    for count in (300, 60_000) if full else (300, 6_000):
        path = folder / f"daftar-{count}.xlsx"
        path.write_bytes(sample_roster(sample_families(count, 5, desa), "DATA KPM (CONTOH)"))
        desk = make_desk(folder / f"laptop-{count}")
        before = folder / f"kosong-{count}"
        desk.close()
        shutil.copytree(desk.places.home, before)
        yield Race(
            f"roster of {count} rows, applied",
            lambda path=path: _floor(path, folder / "floor.db"),  # type: ignore[misc]
            _Import(desk, before, path),
            4.0,
            rounds=3,
        )


class _Import:
    """Puts the empty desk back and takes the roster in."""

    def __init__(self, desk: Desk, before: Path, path: Path) -> None:
        self._desk, self._before, self._path = desk, before, path

    def __call__(self) -> None:
        """Read, clean, compare, apply."""
        home = self._desk.places.home
        shutil.rmtree(home)
        shutil.copytree(self._before, home)
        desk = reopen(self._desk)
        import_roster(desk, self._path, apply=True)
        desk.close()


def _floor(path: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    db = sqlite3.connect(target)
    db.execute(f"CREATE TABLE row({','.join(f'c{n}' for n in range(COLUMNS))})")
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    with db:
        db.executemany(f"INSERT INTO row VALUES ({','.join('?' * COLUMNS)})", rows)
    db.close()
