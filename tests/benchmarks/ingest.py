"""The office's month: bundles of 5 000 changes, against executemany of the same lines into plain SQLite.

With `--full` 1, 30 and 150 bundles; 150 take a quarter of an hour to make and to take in.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
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
from pkh_desk.sync.bundle.outgoing import unsent_lines
from pkh_desk.sync.enrolment.invitation import Cost

CHANGES = 5000
TAKE_IN = """
import resource, sys
from pathlib import Path
from helpers.desks import PASSPHRASE, FakeClock, seeded
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.desk import open_desk
from pkh_desk.settings import Places
office = open_desk(Places(Path(sys.argv[1])), PASSPHRASE, FakeClock(int(sys.argv[3])), seeded(7))
take_in(office, Path(sys.argv[2]))
apply_inbox(office)
office.close()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
CHEAP = Cost(memory=64, passes=1, lanes=1)


def races(folder: Path, full: bool) -> Iterator["Race | Weight"]:
    """Yield a race for each number of bundles, and what the office holds then; every round begins with the
    office as it was before."""
    sizes = (1, 30, 150) if full else (1, 3)
    office = filled_desk(folder / "kantor", 0, 2, "kantor")
    make_office_keys(office)
    sent = [_work(office, folder, seed) for seed in range(10, 10 + max(sizes))]
    before = folder / "sebelum"
    office.close()
    shutil.copytree(office.places.home, before)
    for size in sizes:
        stick = folder / f"semua-{size}"
        stick.mkdir()
        for path, _ in sent[:size]:
            shutil.copy(path, stick)
        lines = [kept for _, kept in sent[:size]]
        yield Race(
            f"ingest {size} bundles x {CHANGES} changes",
            lambda lines=lines: _floor(lines, folder / "floor.db"),  # type: ignore[misc]
            _Office(office, before, stick),
            3.0,
            rounds=1 if size > 30 else 3,
        )
        yield Weight(office, before, stick, size)


def _work(office: Desk, folder: Path, seed: int) -> tuple[Path, Path]:
    """Return the file that a new laptop sends after its month, and one with the same lines."""
    laptop = filled_desk(folder / f"laptop-{seed}", 300, seed)
    _enrol(office, laptop, folder)
    add_work(laptop, CHANGES, seed)
    stick, kept = folder / f"usb-{seed}", folder / f"lines-{seed}"
    stick.mkdir()
    path = send(laptop, stick).path
    with laptop.read() as session:
        kept.write_bytes(b"\n".join(unsent_lines(session.connection())))
    laptop.close()
    shutil.rmtree(laptop.places.home)
    return path, kept


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


class Weight:
    """What the process that takes the bundles in holds at most, and what they add to the database."""

    def __init__(self, office: Desk, before: Path, stick: Path, bundles: int) -> None:
        self._office, self._before, self._stick, self._bundles = office, before, stick, bundles
        self._peak = self._grown = 0

    def run(self) -> "Weight":
        """Take them in, in a process of its own."""
        home = self._office.places.home
        shutil.rmtree(home)
        shutil.copytree(self._before, home)
        grown = self._office.places.database.stat().st_size
        call = [sys.executable, "-c", TAKE_IN, str(home), str(self._stick), str(self._office.now())]
        done = subprocess.run(
            call,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            stdout=subprocess.PIPE,
        )
        self._peak = int(done.stdout)
        self._grown = self._office.places.database.stat().st_size - grown
        return self

    def line(self) -> str:
        """Return peak memory, growth, and growth by change."""
        each = self._grown / self._bundles / CHANGES
        name = f"ingest {self._bundles} bundles: memory, disk"
        sizes = f"{self._peak / 1024:7.1f} MB  {self._grown / 1e6:7.1f} MB"
        return f"{name:44.44} {sizes}  {each:7.0f} bytes a change"


def _floor(bundles: list[Path], path: Path) -> None:
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
    for lines in (kept.read_bytes().split(b"\n") for kept in bundles):
        changes, rows = [], []
        for line in lines:
            body = json.loads(line)
            changes.append((body["s"], body["n"], body["act"], body["subject"][1], body["ops"][0][4], line))
            rows += [(op[2], op[1], op[4], json.dumps(op[3])) for op in body["ops"]]
        with db:
            db.executemany("INSERT INTO change VALUES (?,?,?,?,?,?)", changes)
            db.executemany("INSERT OR REPLACE INTO row VALUES (?,?,?,?)", rows)
    db.close()
