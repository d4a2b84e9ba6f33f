"""A year of an office: laptops send month after month, files get lost and come twice; how everything grows.

    python -m tests.benchmarks growth            10 laptops x 4 months
    python -m tests.benchmarks growth --full     150 laptops x 12 months of 5 000 changes; takes hours

Printed is what each month brought; the run ends only if the state digests of the office and of every laptop
are equal.
"""

import hashlib
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.years import add_work, filled_desk
from helpers.desks import reopen
from helpers.exchange import CHEAP_CODE
from pkh_desk.actions.exchange.enrol import approve, invite, join
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.desk import Desk
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import load_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.views.office.compare import Rows, held, scoped_at_office

MONTH_DAYS = 30
EDITED_PART = 0.1
"""How many of a month's changes edit a family that was there before; the rest are visits."""


@dataclass(frozen=True)
class Size:
    """How large a simulation is; `changes` and `families` are each laptop's, the changes those of a month."""

    laptops: int
    months: int
    families: int
    changes: int


@dataclass(frozen=True)
class Month:
    """What one month brought: seconds at the office, bytes on the sticks, bytes of the databases.

    `ingest` is what a clerk waits; `work` the processor's part of it, which a busy machine does not stretch.
    """

    month: int
    txns: int
    files: int
    sent: int
    ingest: float
    work: float
    answering: float
    answers: int
    office: int
    laptop: int

    def line(self) -> str:
        """Return the month as a line of the curve."""
        return (
            f"bulan {self.month:2}: {self.txns:7} txn in {self.files:3} files of {self.sent / 1e6:7.2f} MB, "
            f"taken in and applied in {self.ingest:6.1f} s (processor {self.work:6.1f} s), "
            f"answers {self.answers / 1e6:6.2f} MB in {self.answering:5.1f} s, "
            f"office {self.office / 1e6:8.1f} MB, a laptop {self.laptop / 1e6:6.1f} MB"
        )


class Office:
    """An office and its laptops, of which only one is open at a time, as each has memory of its own."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.folder, self.size = folder, size
        self.chance = random.Random(2026)
        self.office = filled_desk(folder / "kantor", 0, 2, "kantor")
        make_office_keys(self.office)
        self.laptops = [
            self._enrolled(filled_desk(folder / f"laptop-{n}", size.families, 100 + n))
            for n in range(size.laptops)
        ]

    def months(self) -> Iterator[Month]:
        """Live month after month; the last one loses nothing."""
        for month in range(1, self.size.months + 1):
            yield self._month(month)

    def digests(self) -> Iterator[tuple[str, str]]:
        """Return the digest of each laptop's families at the office, and at the laptop."""
        for desk in self.laptops:
            laptop = self._open(desk, 0)
            yield (
                state_digest(scoped_at_office(self.office, laptop.identity.desk_id)),
                state_digest(held(laptop)),
            )
            laptop.close()

    def _month(self, month: int) -> Month:
        up, down = self._folder(f"naik-{month}"), self._folder(f"turun-{month}")
        lost = self.chance.randrange(self.size.laptops) if month < self.size.months else -1
        for desk in self.laptops:
            laptop = self._open(desk, month)
            self._work(laptop, month)
            sent = send(laptop, up)
            if self.laptops.index(desk) == lost:
                sent.path.unlink()
            laptop.close()
        twice = next(iter(sorted(up.iterdir())))
        (up / f"salinan {twice.name}").write_bytes(twice.read_bytes())
        self.office.clock.forward(days=MONTH_DAYS)  # type: ignore[attr-defined]
        before, start, work = self._txns(), time.perf_counter(), time.process_time()
        take_in(self.office, up)
        apply_inbox(self.office)
        ingest, work = time.perf_counter() - start, time.process_time() - work
        start = time.perf_counter()
        answers = {made.desk_name: made.path for made in answer(self.office, down)}
        answering = time.perf_counter() - start
        for desk in self.laptops:
            laptop = self._open(desk, 1000 + month)
            receive(laptop, answers[laptop.identity.name])
            size = database_bytes(laptop)
            laptop.close()
        return Month(
            month,
            self._txns() - before,
            len(list(up.iterdir())),
            _bytes(up),
            ingest,
            work,
            answering,
            _bytes(down),
            database_bytes(self.office),
            size,
        )

    def _work(self, laptop: Desk, month: int) -> None:
        laptop.clock.forward(days=MONTH_DAYS)  # type: ignore[attr-defined]
        edits = round(self.size.changes * EDITED_PART)
        add_work(laptop, self.size.changes - edits, month)
        edit_homes(laptop, edits, self.chance)
        if month % 3 == 0:
            edit_homes(self.office, 1, self.chance)

    def _enrolled(self, laptop: Desk) -> Desk:
        paper, usb = self.folder / "undangan", self._folder(f"gabung-{laptop.identity.code}")
        join(laptop, paper, invite(self.office, laptop.identity.name, ["Sukadana"], paper, CHEAP_CODE).code)
        sent = send(laptop, usb)
        take_in(self.office, usb)
        approve(self.office, laptop.identity.code, sent.words or "")
        apply_inbox(self.office)
        laptop.close()
        return laptop

    def _open(self, desk: Desk, time_of_year: int) -> Desk:
        # Each opening has a seed of its own, so that no two laptops ever make the same id.
        return reopen(desk, seed=10_000 * (1 + time_of_year) + self.laptops.index(desk))

    def _folder(self, name: str) -> Path:
        made = self.folder / name
        made.mkdir()
        return made

    def _txns(self) -> int:
        with self.office.read() as session:
            return int(session.connection().exec_driver_sql("SELECT count(*) FROM txn").scalar() or 0)


class Growth:
    """The simulation as the benchmarks print it."""

    def __init__(self, folder: Path, size: Size) -> None:
        self._folder, self._size = folder, size

    def run(self) -> "Growth":
        """Live all months and compare the digests; each line is printed when its month is over."""
        office = Office(self._folder, self._size)
        for month in office.months():
            print(month.line(), flush=True)
        equal = [ours == theirs for ours, theirs in office.digests()]
        if not all(equal):
            raise SystemExit(f"{equal.count(False)} laptops differ from the office")
        office.office.close()
        return self

    def line(self) -> str:
        """Return what was found at the end."""
        return f"{self._size.laptops} laptops x {self._size.months} months: all state digests are equal"


def races(folder: Path, full: bool) -> Iterator[Growth]:
    """Yield the simulation."""
    yield Growth(folder, Size(150, 12, 400, 5000) if full else Size(10, 4, 100, 500))


def edit_homes(desk: Desk, count: int, chance: random.Random) -> None:
    """Edit notes and addresses of families that are there."""
    with desk.write() as session:
        connection = session.connection()
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM household ORDER BY id")]
        noun, bulk = nouns()["household"], BulkWriter(session, session.writing)
        picked = chance.sample(ids, min(count, len(ids)))
        for home, stored in load_rows(connection, noun, picked).items():
            bulk.edit("household", home, stored, {"note": f"Catatan {chance.randrange(10**6)}"})
            bulk.seal(("household", home))
        bulk.flush()


def state_digest(rows: Rows) -> str:
    """Return SHA-256 over all rows in their order."""
    digest = hashlib.sha256()
    for key in sorted(rows):
        digest.update(json.dumps([key, dict(rows[key])], sort_keys=True).encode())
    return digest.hexdigest()


def database_bytes(desk: Desk) -> int:
    """Return how large the database is, with what is still in the log beside it."""
    with desk.read() as session:
        connection = session.connection()
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        return pages * int(connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())
