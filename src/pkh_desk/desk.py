"""The desk: everything open while a worker works, made in one place and passed as first argument.

`read()` is a snapshot that is always rolled back. `write()` is one act: rows, log, search entries and (at
the office) conflicts in one database transaction, committed once, after which listeners hear which tables
moved. Only `write()` commits synced rows.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlmodel import Session

from pkh_desk.domain.dates import say_date
from pkh_desk.domain.office.clerk import may, who_may
from pkh_desk.domain.uuid7 import new_id
from pkh_desk.errors import DamagedDatabase, DeskExists, WrongRole
from pkh_desk.settings import Places, holds_desk
from pkh_desk.store import search
from pkh_desk.store.engine import open_engine
from pkh_desk.store.identity import Identity, load_identity, new_identity, save_identity
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.session import LoggedSession
from pkh_desk.store.log.txnlog import Chain
from pkh_desk.store.log.writing import Subject, Writing
from pkh_desk.store.migrate import migrate
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.store.upkeep.backup import Backups
from pkh_desk.store.upkeep.blobs import Blobs
from pkh_desk.store.upkeep.drives import require_local
from pkh_desk.store.upkeep.position import is_restored, load_position, save_position
from pkh_desk.store.upkeep.safe_write import world_faults
from pkh_desk.store.upkeep.vault import Cost, load_vault, mend_vault, new_vault, remember_clerk, unlock
from pkh_desk.sync.merging import conflicts

Random = Callable[[int], bytes]
Clock = Callable[[], int]

BEHIND_MS = 60_000
AHEAD_MS = 60 * 24 * 3_600_000
LAST_INSTANT = 253_370_764_800_000
"""The first of January 9999; a file is dated by whoever made it."""
FORMER_CODES, MOST_CODES = "former_codes", 50
"""The setting that keeps the letter codes that this desk had before: files still bear them."""


def wall_clock() -> int:
    """Return the computer's time in whole milliseconds UTC."""
    return time.time_ns() // 1_000_000


@dataclass
class Desk:
    """One open desk. `changed` holds listeners that get the names of the tables a write moved."""

    places: Places
    key: bytes
    engine: Engine
    identity: Identity
    clock: Clock = wall_clock
    random: Random = os.urandom
    zone_minutes: int = 7 * 60
    changed: list[Callable[[frozenset[str]], None]] = field(default_factory=list)

    @property
    def is_office(self) -> bool:
        """Whether this is a desk of the office."""
        return self.identity.role == "kantor"

    @property
    def blobs(self) -> Blobs:
        """The encrypted photos and scans."""
        return Blobs(self.places.files, self.key)

    @property
    def backups(self) -> Backups:
        """The verified copies of the database."""
        return Backups(self.places, self.key)

    def now(self) -> int:
        """Return the instant in ms UTC."""
        return self.clock()

    def local(self, instant: int) -> datetime:
        """Return an instant as wall time in the desk's zone; one that no calendar has is its last day."""
        zone = timezone(timedelta(minutes=self.zone_minutes))
        return datetime.fromtimestamp(min(instant, LAST_INSTANT) / 1000, zone)

    def today(self) -> date:
        """Return the date in the desk's zone."""
        return self.local(self.now()).date()

    def new_id(self) -> str:
        """Return a new time-ordered id."""
        return new_id(self.now(), self.random)

    def require_office(self) -> None:
        """Raise WrongRole unless this is a desk of the office."""
        if not self.is_office:
            raise WrongRole("Perintah ini hanya untuk kantor.", "Pakai komputer kantor Dinsos.")

    def require_clerk(self, needed: str) -> None:
        """Raise WrongRole unless the clerk of this office may do what needs this role."""
        self.require_office()
        if not self.clerk_may(needed):
            raise WrongRole(
                f"Ini dikerjakan {who_may(needed)}. Tidak ada yang diubah.",
                f"Minta {who_may(needed)} membukanya dengan kata sandinya.",
            )

    def clerk_may(self, needed: str) -> bool:
        """Say whether who opened this office desk may do what needs this role."""
        with self.read() as session:
            me = session.get(Petugas, self.identity.petugas_id)
        return me is None or (not me.deleted and may(me.role, needed))

    def require_laptop(self) -> None:
        """Raise WrongRole if this is a desk of the office: it joins nobody and gets no answers."""
        if self.is_office:
            raise WrongRole("Perintah ini hanya untuk laptop pendamping. Tidak ada yang diubah.")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session on one snapshot; whatever it did is rolled back."""
        with Session(self.engine, autoflush=False, expire_on_commit=False) as session:
            yield session
            session.expunge_all()
            session.rollback()

    @contextmanager
    def write(self, subject: Subject | None = None, act: str | None = None) -> Iterator[LoggedSession]:
        """Give the session of one act; leaving the block commits it, an exception rolls everything back.

        `subject` is what the act is about when it is one thing; otherwise each row names its own.
        """
        writing = Writing(Chain("", 0, "", 0), self.identity.petugas_id, act or self.new_id(), self.now())
        writing.subject = subject
        with LoggedSession(self.engine, writing) as session:
            writing.chain = Chain.load(session)
            writing.change = next_change(session) if self.is_office else 0
            yield session
            session.record()
            self._finish(session, writing)
            session.commit()
        save_position(self.places, writing.chain.stream, writing.chain.n)
        self.tell(frozenset(writing.touched))

    @contextmanager
    def keep(self) -> Iterator[Session]:
        """Give a session for local rows (settings, drafts, bundles); leaving the block commits it."""
        engine = self.engine.execution_options(writing=True)
        with Session(engine, autoflush=False, expire_on_commit=False) as session:
            yield session
            session.commit()

    def tell(self, tables: frozenset[str]) -> None:
        """Tell every listener which tables moved."""
        if tables:
            for listener in list(self.changed):
                listener(tables)

    def close(self) -> None:
        """Let go of the database and the key."""
        self.engine.dispose()
        self.key = b""

    def clock_doubt(self) -> str | None:
        """Return the sentence to ask with if the date looks wrong, else None. Source: decisions, Clock."""
        with self.read() as session:
            last = max(Chain.load(session).h, get_setting(session, "office_time", 0))
        now = self.now()
        if last and (now < last - BEHIND_MS or now > last + AHEAD_MS):
            machine, day = "komputer" if self.is_office else "laptop", say_date(self.local(now).date())
            return f"Tanggal {machine} ({day}) tampak salah. Betulkan dulu, supaya tanggal catatan benar."
        return None

    def _finish(self, session: LoggedSession, writing: Writing) -> None:
        connection = session.connection()
        writing.store(session)
        search.refresh(connection, writing.homes)
        if self.is_office:
            conflicts.refresh(connection, writing.touched, writing.change, writing.now)


def next_change(session: Session) -> int:
    """Take the office's next change number; it is committed with the session's transaction."""
    change = int(get_setting(session, "change", 0)) + 1
    put_setting(session, "change", change)
    return change


def create_desk(
    places: Places,
    passphrase: str,
    identity: Identity,
    clock: Clock = wall_clock,
    random: Random = os.urandom,
    cost: Cost | None = None,
) -> Desk:
    """Make a new desk in an empty home and open it. Raises DeskExists, DiskFull, FolderGone."""
    require_local(places.home)
    if holds_desk(places):
        raise DeskExists("Di folder ini sudah ada PKH Desk. Tidak ada yang diubah.", "Pilih folder lain.")
    with world_faults(places.home):
        for folder in (places.home, places.files, places.backups, places.inbox):
            folder.mkdir(parents=True, exist_ok=True)
        for part in _parts(places.database):
            part.replace(part.with_name(f"pkh-disisihkan-{clock()}{part.name.removeprefix('pkh')}"))
    meta = {"name": identity.name, "role": identity.role}
    vault, key = new_vault(places.vault, passphrase, identity.name, cost or Cost(), meta)
    engine = open_engine(places.database, key)
    desk = Desk(places, key, engine, identity, clock, random)
    try:
        migrate(engine, lambda: None)
        with desk.keep() as session:
            save_identity(session, identity)
            Chain.new(desk.new_id()).save(session)
            if desk.is_office:
                put_setting(session, "epoch", new_epoch(desk.now()))
        save_position(places, _stream(desk), 0)
        # The last that is written: what is cut short before it is no desk, and can be begun again.
        vault.save()
    except BaseException:
        engine.dispose()
        for part in _parts(places.database):
            with suppress(OSError):
                part.unlink()
        raise
    return desk


def open_desk(
    places: Places,
    passphrase: str,
    clock: Clock = wall_clock,
    random: Random = os.urandom,
    petugas_id: str = "",
) -> Desk:
    """Open the desk of a home, as the clerk with this id or as whoever's passphrase it is.

    Raises NoDesk, WrongPassphrase, NewerDatabase, DamagedDatabase, NetworkDrive. A database that was
    restored or cloned behind our back begins a new stream here, so that its numbers are never used twice.
    """
    require_local(places.home)
    mend_vault(places)
    vault = load_vault(places.vault)
    opened = unlock(vault, passphrase, clock(), petugas_id)
    key = opened.key
    if not places.database.exists() or not places.database.stat().st_size:
        # SQLite takes an empty file for a new database, as a power cut may leave one.
        raise DamagedDatabase(
            "Berkas data tidak ada di folder ini, atau kosong. Cadangan tidak tersentuh.",
            "Pulihkan dari cadangan terakhir.",
        )
    engine = open_engine(places.database, key)
    try:
        migrate(engine, lambda: Backups(places, key).make("sebelum-pembaruan", clock()))
        seen = load_position(places)
        with Session(engine) as session:
            identity, chain = load_identity(session), Chain.load(session)
        desk = Desk(places, key, engine, identity, clock, random)
        if is_restored(seen, chain.stream, chain.n):
            begin_stream(desk)
        if opened.petugas_id:
            remember_clerk(vault, opened.petugas_id)
            desk.identity = replace(desk.identity, petugas_id=opened.petugas_id)
    except BaseException:
        # What was refused must not stay open: a restore has to replace the file.
        engine.dispose()
        raise
    return desk


def begin_stream(desk: Desk, told: int = 0) -> None:
    """Begin a new stream (and at the office a new epoch): after a restore or on a clone.

    The desk gets a new letter code with the stream, so that codes stay unique. The epoch is later than one
    that began at `told` (ms UTC), of which a laptop knows: else no laptop would listen any more.
    """
    with desk.keep() as session:
        former = [*get_setting(session, FORMER_CODES, []), desk.identity.code]
        put_setting(session, FORMER_CODES, former[-MOST_CODES:])
        chain = Chain.load(session)
        Chain.new(desk.new_id(), chain.h).save(session)
        put_setting(session, "cursor", 0)
        desk.identity = new_identity(desk.identity, desk.random)
        save_identity(session, desk.identity)
        if desk.is_office:
            last = int(get_setting(session, "epoch", "0").split("-")[0])
            put_setting(session, "epoch", new_epoch(max(desk.now(), last + 1, told + 1)))
    save_position(desk.places, _stream(desk), 0)


def new_epoch(now: int) -> str:
    """Return a name for the office's data from `now` on; later epochs sort higher."""
    return f"{now:015d}-{os.urandom(16).hex()}"


def epoch_began(epoch: str) -> int | None:
    """Return when an office began this epoch, by its clock (ms UTC); None for what no office ever began."""
    if not re.fullmatch("[0-9]{15}-[0-9a-f]{32}", epoch):
        return None
    began = int(epoch[:15])
    return began if began <= LAST_INSTANT else None


def _parts(database: Path) -> list[Path]:
    """Return the files of a database that are there, SQLite's own beside it."""
    every = (database.with_name(f"{database.name}{tail}") for tail in ("", "-wal", "-shm"))
    return [path for path in every if path.exists()]


def _stream(desk: Desk) -> str:
    with desk.read() as session:
        return Chain.load(session).stream
