"""A roster to stored families, against calamine and executemany; from the drop to the check step."""

import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from tests.benchmarks.pages import Windows, window_app
from tests.benchmarks.race import Race

from helpers.desks import make_desk, reopen
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.page import Page
from pkh_desk.gui.pages.lists.roster import RosterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.style.theme import TERANG, Theme
from pkh_desk.gui.work import Work
from pkh_desk.sample.people import sample_families
from pkh_desk.sample.sheet import sample_roster
from pkh_desk.store.wilayah import wilayah

COLUMNS = ("no", "name", "nik", "kk", "kks", "address", "rt_rw", "desa", "kecamatan", "kelompok", "hp", "ket")
LAPTOP, OFFICE, SOME = 300, 60_000, 6_000
_NOT_DIGITS = re.compile(r"\D")


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield the races of a laptop's and of a district's roster."""
    for count in (LAPTOP, OFFICE if full else SOME):
        path = _roster(folder, count)
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
    desk = make_desk(folder / "jendela")
    app = window_app()
    windows = Windows(app, desk, Theme(app, TERANG), begin_at=FAMILIES)
    path = _roster(folder, LAPTOP)
    yield Race(
        f"{LAPTOP} rows from the drop to Periksa, painted",
        windows.opener(lambda work: work.shell.open_page(Page(work.shell, "Kosong"))),
        windows.opener(
            lambda work: _import_page(work).take(path),
            lambda work: _import_page(work).next.click(),
            before=_open_import,
        ),
        30.0,
    )
    windows.close()
    desk.close()


def _roster(folder: Path, count: int) -> Path:
    desa = [code for place, _ in wilayah().kecamatan_list() for code, _ in wilayah().desa_list(place)]
    path = folder / f"daftar-{count}.xlsx"
    if not path.exists():
        path.write_bytes(sample_roster(sample_families(count, 5, desa), "DATA KPM (CONTOH)"))
    return path


def _open_import(work: Work) -> None:
    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    page.import_roster()


def _import_page(work: Work) -> RosterPage:
    page = work.shell.page
    assert isinstance(page, RosterPage)
    return page


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
    """Do the least: the rows that hold a No KK, numbers as digits, in a plain table with four indexes."""
    for old in target.parent.glob(f"{target.name}*"):
        old.unlink()
    db = sqlite3.connect(target, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.execute(f"CREATE TABLE family(id INTEGER PRIMARY KEY, {','.join(COLUMNS)})")
    db.execute("BEGIN")
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
    insert = f"INSERT INTO family({','.join(COLUMNS)}) VALUES ({','.join('?' * len(COLUMNS))})"
    db.executemany(insert, _plain(rows))
    for name in ("kk", "nik", "name", "desa"):
        db.execute(f"CREATE INDEX family_{name} ON family({name})")
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def _plain(rows: Iterable[list[Any]]) -> Iterator[tuple[str, ...]]:
    for no, name, nik, kk, kks, *rest, hp, ket in rows:
        digits = [_NOT_DIGITS.sub("", text) for text in (nik, kk, kks, hp)]
        if digits[1]:
            yield no, " ".join(name.split()).upper(), *digits[:3], *rest, digits[3], ket
