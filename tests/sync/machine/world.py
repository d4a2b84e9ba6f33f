"""The world: installations of the program, the files between them, and what may happen to both.

Every file is a real `.pkhb` that the product wrote; every installation is a real home with its encrypted
database. An upward file may be lost, delivered late, twice, or cut; an answer may reach any copy of the
laptop it is for. Homes are restored from old copies and cloned.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from helpers.desks import MORNING, PASSPHRASE
from machine import truth
from machine.template import NAMES, OFFICE, salts
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.receive import Answer, receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.restore import restore
from pkh_desk.desk import Desk, open_desk
from pkh_desk.errors import BundleGap, BundleRefused, BundleStale
from pkh_desk.settings import Places

DAY = 86_400_000
MOST_SEATS = 5
MOST_ROUNDS = 5


@dataclass
class SeatClock:
    """The clock of one installation, wrong by `skew` ms."""

    world: "World"
    skew: int = 0

    def __call__(self) -> int:
        """Return the instant this installation believes in; a millisecond passes."""
        self.world.now += 1
        return max(1, self.world.now + self.skew)


@dataclass
class Seat:
    """One installation of a laptop: its open desk, its clock, and what it wrote.

    `wrote` are the txns this home must hold; a restored copy must hold those of the day it was made.
    """

    desk: Desk
    folder: Path
    clock: SeatClock
    wrote: set[str] = field(default_factory=set)
    copy: Path | None = None
    copy_wrote: frozenset[str] = frozenset()

    @property
    def desk_id(self) -> str:
        """The enrolled desk; clones share it."""
        return self.desk.identity.desk_id


class World:
    """One run: `step` methods take whole numbers and pick with them, so that any driver can call them."""

    def __init__(self, template: Path, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.now = MORNING + DAY
        self.folder = folder
        self.events: Counter[str] = Counter()
        self.ups: list[Path] = []
        self.downs: list[tuple[str, Path]] = []
        self.office_copy: Path | None = None
        self.office_image: Path | None = None
        self.lost_at_office: set[str] = set()
        self.served = 0
        self.kept_apart: set[tuple[str, str]] = set()
        self._salts = salts(self.random)
        self._salts.start()
        shutil.copytree(template, folder, ignore=shutil.ignore_patterns("backups"))
        self.office = self._open(folder / OFFICE, SeatClock(self))
        self.seats = [self._seat(folder / f"laptop-{n}") for n in range(len(NAMES))]

    def close(self) -> None:
        """Close every desk and remove the homes."""
        for desk in (self.office, *(seat.desk for seat in self.seats)):
            desk.close()
        self._salts.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _open(self, folder: Path, clock: Callable[[], int]) -> Desk:
        return open_desk(Places(folder), PASSPHRASE, clock, self.random.randbytes)

    def _seat(self, folder: Path, skew: int = 0) -> Seat:
        clock = SeatClock(self, skew)
        desk = self._open(folder, clock)
        return Seat(desk, folder, clock, truth.own_txns(desk))

    def _replace(self, seat: Seat) -> Seat:
        """Open the home of a closed seat again and let it take the seat's place."""
        again = self._seat(seat.folder, seat.clock.skew)
        again.copy, again.copy_wrote = seat.copy, seat.copy_wrote
        self.seats[self.seats.index(seat)] = again
        return again

    def _new_folder(self, name: str) -> Path:
        self.served += 1
        folder = self.folder / f"{name}-{self.served}"
        folder.mkdir()
        return folder

    def seat(self, i: int) -> Seat:
        """Return one of the installations."""
        return self.seats[i % len(self.seats)]

    def tick(self) -> None:
        """Let some time pass: every step happens at another instant."""
        self.now += self.random.randrange(1, 90_000)

    # --- files

    def send(self, i: int) -> Path:
        """A laptop makes its next file."""
        path = send(self.seat(i).desk, self._new_folder("usb")).path
        self.ups.append(path)
        return path

    def deliver_up(self, k: int, cut: int) -> None:
        """One of the files ever made reaches the office, whole or cut; most recent files more often."""
        if not self.ups:
            return
        path = self.ups[-1 - k % len(self.ups)]
        if cut % 8 == 0:
            self._deliver_cut(path, cut)
            return
        (arrival,) = take_in(self.office, path)
        assert arrival.state in ("baru", "sudah"), arrival
        self.events["the same file again"] += arrival.state == "sudah"

    def _deliver_cut(self, path: Path, cut: int) -> None:
        whole = path.read_bytes()
        part = self._new_folder("rusak") / path.name
        part.write_bytes(whole[: len(whole) * (cut % 97) // 97])
        (arrival,) = take_in(self.office, part)
        assert arrival.state == "ditolak"
        self.events["cut file"] += 1

    def apply(self) -> None:
        """The office applies what it has."""
        for applied in apply_inbox(self.office):
            self.events["gap (up)"] += applied.waiting > 0
            self.events["fork"] += applied.forks > 0
            self.events["refused op"] += applied.refused > 0
            self.events["txns again"] += applied.again > 0
        self.check_office(applied=True)

    def answer(self, only: str | None = None) -> None:
        """The office answers every laptop, or one."""
        ids = truth.desk_ids(self.office)
        for written in answer(self.office, self._new_folder("jawaban"), only):
            self.downs.append((ids[written.desk_name], written.path))

    def deliver_down(self, k: int, j: int) -> None:
        """One of the answers ever made reaches one installation of the laptop it is for."""
        if not self.downs:
            return
        desk_id, path = self.downs[-1 - k % len(self.downs)]
        at = [seat for seat in self.seats if seat.desk_id == desk_id]
        self.receive(at[j % len(at)], path)

    def receive(self, seat: Seat, path: Path) -> Answer | None:
        """A laptop uses an answer; None if it was refused as too old or as one that skips something."""
        try:
            got = receive(seat.desk, path)
        except BundleGap:
            self.events["gap (down)"] += 1
            return None
        except BundleStale as error:
            self.events[f"answer {error.reason}"] += 1
            return None
        finally:
            self.check_seat(seat)
        assert got.differs == (), ("laptop and office count differently", got)
        assert truth.hidden_unsent(seat.desk) == [], "unsent work is shown no more"
        self.events["answer again"] += got.again
        self.events["handed over"] += got.gone > 0
        return got

    def cut_answer(self, k: int, cut: int) -> None:
        """An answer that was cut on its way is refused and changes nothing."""
        if self.downs:
            desk_id, path = self.downs[-1 - k % len(self.downs)]
            seat = next(seat for seat in self.seats if seat.desk_id == desk_id)
            whole = path.read_bytes()
            part = self._new_folder("rusak") / path.name
            part.write_bytes(whole[: len(whole) * (cut % 97) // 97])
            before = truth.everything(seat.desk)
            try:
                receive(seat.desk, part)
                raise AssertionError("a cut answer was used")
            except BundleRefused:
                self.events["cut answer"] += 1
            assert truth.everything(seat.desk) == before

    def rounds(self, *seats: int) -> None:
        """Have these laptops send and be answered, one after the other, with nothing lost."""
        for i in seats:
            self.tick()
            self.round(i, lose=1)

    def round(self, i: int, lose: int) -> Answer | None:
        """A file up, applied, and the answer down, which may be lost on the way."""
        seat = self.seat(i)
        take_in(self.office, self.send(i))
        self.apply()
        self.answer(seat.desk_id)
        return None if lose % 5 == 0 else self.receive(seat, self.downs[-1][1])

    # --- homes

    def copy_home(self, i: int) -> None:
        """Somebody copies the home of a laptop."""
        seat = self.seat(i)
        seat.copy = self._copied(seat.desk, seat.folder)
        seat.copy_wrote = frozenset(seat.wrote)

    def _copied(self, desk: Desk, folder: Path) -> Path:
        desk.engine.dispose()
        target = self._new_folder("salinan") / folder.name
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("backups"))
        return target

    def roll_back(self, i: int) -> None:
        """A laptop's whole home is put back from an old copy, unnoticed by the program."""
        seat = self.seat(i)
        if seat.copy is None:
            return
        seat.desk.close()
        shutil.rmtree(seat.folder)
        shutil.copytree(seat.copy, seat.folder)
        assert self._replace(seat).wrote == seat.copy_wrote
        self.events["rollback"] += 1

    def restore_backup(self, i: int) -> None:
        """A laptop restores one of its own backups by the program's own command."""
        seat = self.seat(i)
        backups = seat.desk.backups.list()
        if not backups:
            return
        path = backups[len(backups) // 2].path
        seat.desk.close()
        restore(seat.desk.places, PASSPHRASE, path, seat.clock, self.random.randbytes)
        self._replace(seat)
        self.events["rollback"] += 1

    def clone(self, i: int) -> None:
        """A laptop's disk is copied, and both go on."""
        if len(self.seats) < MOST_SEATS:
            seat = self.seat(i)
            self.seats.append(self._seat(self._copied(seat.desk, seat.folder), seat.clock.skew))
            self.events["clone"] += 1

    def month_passes(self) -> None:
        """Nobody does anything for a month; then those exchange files who hold what they handed over."""
        self.now += 31 * DAY
        for i, seat in enumerate(self.seats):
            held = truth.ask(seat.desk, "SELECT 1 FROM handed_over WHERE table_name = 'household'")
            if held:
                self.round(i, lose=1)
                left = truth.ask(seat.desk, "SELECT 1 FROM handed_over WHERE table_name = 'household'")
                self.events["swept"] += len(left) < len(held)

    def wrong_clock(self, i: int, d: int) -> None:
        """A laptop's clock is wrong by some milliseconds, days, or years."""
        self.seat(i).clock.skew = (0, -DAY, 7, -5, 400 * DAY, -20_000 * DAY)[d % 6]

    def copy_office(self) -> None:
        """Somebody makes an image of the office's computer."""
        self.office_image = self._copied(self.office, self.folder / OFFICE)

    def roll_back_office(self) -> None:
        """The image is put back, unnoticed by the program until a laptop has an answer it never gave."""
        if self.office_image is None:
            return
        before = truth.all_txns(self.office)
        self.office.close()
        shutil.rmtree(self.folder / OFFICE)
        shutil.copytree(self.office_image, self.folder / OFFICE)
        self.office = self._open(self.folder / OFFICE, SeatClock(self))
        self.lost_at_office |= before - truth.all_txns(self.office)
        self.events["office put back"] += 1

    def back_up_office(self) -> None:
        """The office makes its backup of the night."""
        self.office_copy = back_up(self.office, self._new_folder("cadangan")).path

    def restore_office(self) -> None:
        """The office restores the backup of some night: from now on its data has another epoch."""
        if self.office_copy is None:
            return
        before = truth.all_txns(self.office)
        self.office.close()
        restore(self.office.places, PASSPHRASE, self.office_copy, SeatClock(self), self.random.randbytes)
        self.tick()
        self.office = self._open(self.folder / OFFICE, SeatClock(self))
        self.lost_at_office |= before - truth.all_txns(self.office)
        self.events["new epoch"] += 1

    # --- what must hold

    def check_seat(self, seat: Seat) -> None:
        """Nothing a laptop wrote is gone from it, and what it calls confirmed the office has."""
        now = truth.own_txns(seat.desk)
        assert seat.wrote <= now, "a write was lost at its author"
        seat.wrote = now
        if truth.setting(seat.desk, "epoch") == truth.setting(self.office, "epoch"):
            missing = truth.confirmed_txns(seat.desk) - truth.all_txns(self.office)
            assert missing <= self.lost_at_office, "a laptop calls confirmed what the office does not have"

    def check_office(self, applied: bool = False) -> None:
        """The office's rows are what its log says, and every open question is shown."""
        lost = self.events["new epoch"] or self.events["office put back"]
        self.events["conflict"] += truth.check_office(self.office, not lost, applied) > 0

    def settle(self) -> None:
        """Editing stops: after each laptop's file and answer nobody waits for anything, and all are equal."""
        for _ in range(MOST_ROUNDS):
            before = truth.setting(self.office, "change")
            done = [self._settle_seat(i) for i in range(len(self.seats))]
            if all(done) and truth.setting(self.office, "change") == before:
                break
        else:
            raise AssertionError("the desks never came to rest")
        self.check_office()
        self.events["twins linked"] += len(
            truth.ask(self.office, "SELECT 1 FROM alias WHERE kind = 'household'")
        )
        self.events["said same"] += len(truth.ask(self.office, "SELECT 1 FROM merge_proposal"))
        for seat in self.seats:
            assert seat.wrote <= truth.all_txns(self.office), "a write never reached the office"
            truth.check_equal(self.office, seat.desk)
        erased = truth.check_erased([self.office, *(seat.desk for seat in self.seats)])
        self.events["erased"] += erased

    def _settle_seat(self, i: int) -> bool:
        self.tick()
        got = self.round(i, lose=1)
        return got is not None and not truth.unsent(self.seats[i].desk)
