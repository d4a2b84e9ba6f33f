"""The office's month: bundles of 5 000 changes, against executemany of the same lines into plain SQLite."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.race import Race
from tests.benchmarks.years import add_work, filled_desk

from helpers.desks import reopen
from pkh_desk.actions.exchange.enrol import approve, invite, join
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.actions.exchange.send import send
from pkh_desk.desk import Desk
from pkh_desk.sync.invitation import Cost
from pkh_desk.sync.outgoing import unsent_lines

CHANGES = 5000
CHEAP = Cost(memory=64, passes=1, lanes=1)


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield the race of all bundles; every round begins with the office as it was before."""
    bundles = 30 if full else 3
    office = filled_desk(folder / "kantor", 0, 2, "kantor")
    make_office_keys(office)
    stick = folder / "usb"
    stick.mkdir()
    lines = []
    for seed in range(10, 10 + bundles):
        laptop = filled_desk(folder / f"laptop-{seed}", 300, seed)
        _enrol(office, laptop, folder)
        add_work(laptop, CHANGES, seed)
        send(laptop, stick)
        lines.append(_lines(laptop))
        laptop.close()
    before = folder / "sebelum"
    office.close()
    shutil.copytree(office.places.home, before)
    yield Race(
        f"ingest {bundles} bundles x {CHANGES} changes",
        lambda: _floor(lines, folder / "floor.db"),
        _Office(office, before, stick),
        3.0,
        rounds=3,
    )


class _Office:
    """Puts the office back to where it was and takes the stick in."""

    def __init__(self, office: Desk, before: Path, stick: Path) -> None:
        self._office, self._before, self._stick = office, before, stick

    def __call__(self) -> None:
        """Verify, store and apply everything on the stick."""
        home = self._office.places.home
        shutil.rmtree(home)
        shutil.copytree(self._before, home)
        office = reopen(self._office)
        take_in(office, self._stick)
        apply_inbox(office)
        office.close()


def _enrol(office: Desk, laptop: Desk, folder: Path) -> None:
    paper, stick = folder / "undangan", folder / f"gabung-{laptop.identity.code}"
    stick.mkdir()
    join(laptop, paper, invite(office, laptop.identity.name, ["Sukadana"], paper, CHEAP).code)
    sent = send(laptop, stick)
    take_in(office, stick)
    approve(office, laptop.identity.code, sent.words or "")
    apply_inbox(office)


def _lines(laptop: Desk) -> list[bytes]:
    with laptop.read() as session:
        return list(unsent_lines(session.connection()))


def _floor(bundles: list[list[bytes]], path: Path) -> None:
    """Store every change and the row it makes, with the indexes that any office needs."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE change(stream, n, act, subject, home, body);"
        "CREATE UNIQUE INDEX a ON change(stream, n); CREATE INDEX b ON change(subject);"
        "CREATE INDEX c ON change(home); CREATE INDEX d ON change(act);"
        "CREATE TABLE row(id PRIMARY KEY, tab, home, value); CREATE INDEX e ON row(home);"
    )
    for lines in bundles:
        changes, rows = [], []
        for line in lines:
            body = json.loads(line)
            changes.append((body["s"], body["n"], body["act"], body["subject"][1], body["ops"][0][4], line))
            rows += [(op[2], op[1], op[4], json.dumps(op[3])) for op in body["ops"]]
        with db:
            db.executemany("INSERT INTO change VALUES (?,?,?,?,?,?)", changes)
            db.executemany("INSERT OR REPLACE INTO row VALUES (?,?,?,?)", rows)
    db.close()
