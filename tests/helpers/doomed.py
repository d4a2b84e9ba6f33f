"""Processes that are killed while they write, and the word of what they had done by then.

A child opens a copy of a home, does one job and reports through a pipe: desk open, each write statement,
about to commit, done. The parent ends it with SIGKILL at an instant it chose: held after the k-th write,
within the commit, or anywhere. The hooks sit in the child's engine alone; the product knows nothing of them.
"""

import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from sqlalchemy import event

from helpers.desks import MORNING, PASSPHRASE, FakeClock
from pkh_desk.desk import Desk, open_desk
from pkh_desk.settings import Places

LONG = os.environ.get("PKH_LONG") == "1"
PRELOADED = ["pkh_desk.desk", "pkh_desk.actions.exchange.receive", "pkh_desk.actions.people.visit"]
NEXT_DAY = MORNING + 86_400_000
PATIENCE = 60
CHANGING = ("INSERT", "UPDATE", "DELETE")

Job = Callable[[Desk, str], object]
"""What the child does with its desk; the text is whatever the job needs (a path, an id)."""


@dataclass(frozen=True)
class Aim:
    """When to kill: after the `held`-th write (the child waits there), or at a fraction of the time from
    `since` (`open`, `commit`) to the end as it was rehearsed, the child running on."""

    held: int = 0
    since: str = "open"
    fraction: float = 0.0


@dataclass(frozen=True)
class Lived:
    """What a child had reported when it ended, and after how many seconds each word came."""

    words: tuple[str, ...]
    at: dict[str, float]

    @property
    def writes(self) -> int:
        """How many write statements had run."""
        return self.words.count("write")

    @property
    def moment(self) -> str:
        """Where the end fell: `before` the first write, `between` it and the commit's return, or `after`."""
        if "done" in self.words:
            return "after"
        return "between" if self.writes else "before"

    def allows(self, whole: bool) -> bool:
        """Say whether the database may hold all of the job (`whole`) or nothing of it."""
        if self.moment == "after":
            return whole
        return not whole or "commit" in self.words


class Teller:
    """Reports what the child's engine does, and holds the child after the chosen write."""

    def __init__(self, pipe: Connection, held: int) -> None:
        self._pipe = pipe
        self._left = held

    def listen(self, desk: Desk) -> None:
        """Hook into the engine of this desk."""
        event.listen(desk.engine, "after_cursor_execute", self._executed)
        event.listen(desk.engine, "commit", lambda _connection: self.tell("commit"))

    def tell(self, word: str) -> None:
        """Send one word."""
        self._pipe.send(word)

    def _executed(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(CHANGING):
            return
        self.tell("write")
        self._left -= 1
        if self._left == 0:
            self._pipe.recv()


def children() -> BaseContext:
    """Return how the tests start processes: quick where the system can fork, the long way on Windows."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def live(job: Job, home: Path, what: str, held: int, pipe: Connection) -> None:
    """Be the child: open the home, do the job, report."""
    desk = open_desk(Places(home), PASSPHRASE, FakeClock(NEXT_DAY))
    teller = Teller(pipe, held)
    teller.listen(desk)
    teller.tell("open")
    job(desk, what)
    teller.tell("done")
    desk.close()


def rehearse(job: Job, home: Path, what: str) -> Lived:
    """Let a child do the job to its end."""
    lived = _run(job, home, what, 0, None)
    assert lived.moment == "after", lived.words
    return lived


def kill(job: Job, home: Path, what: str, aim: Aim, rehearsed: Lived) -> Lived:
    """Let a child do the job and kill it at the instant aimed at."""
    wait = aim.fraction * (rehearsed.at["done"] - rehearsed.at[aim.since])
    return _run(job, home, what, aim.held, lambda words: _is_time(words, aim, wait))


def aims(count: int, rehearsed: Lived, seed: int) -> list[Aim]:
    """Return where to kill: three of five held at a write, one of five in the commit, one anywhere."""
    dice = random.Random(seed)
    chosen = []
    for number in range(count):
        if number % 5 < 3:
            chosen.append(Aim(held=dice.randint(1, rehearsed.writes)))
        elif number % 5 == 3:
            chosen.append(Aim(since="commit", fraction=dice.uniform(0, 1.2)))
        else:
            chosen.append(Aim(since="open", fraction=dice.uniform(0, 1.2)))
    return chosen


def split(lives: Sequence[Lived]) -> str:
    """Return the split of kills as one line."""
    counted = Counter(lived.moment for lived in lives)
    return ", ".join(f"{counted[moment]} {moment}" for moment in ("before", "between", "after"))


def _is_time(words: Sequence[str], aim: Aim, wait: float) -> bool:
    if aim.held:
        return words.count("write") == aim.held
    if aim.since not in words:
        return False
    until = time.perf_counter() + wait
    while time.perf_counter() < until:
        pass
    return True


def _run(job: Job, home: Path, what: str, held: int, due: Callable[[Sequence[str]], bool] | None) -> Lived:
    context = children()
    ours, theirs = context.Pipe()
    child = context.Process(target=live, args=(job, home, what, held, theirs))
    child.start()
    theirs.close()
    words: list[str] = []
    at: dict[str, float] = {}
    killed = False
    while word := _next_word(ours):
        words.append(word)
        at.setdefault(word, time.perf_counter())
        if due is not None and not killed and due(words):
            child.kill()
            killed = True
    child.join(PATIENCE)
    assert child.exitcode is not None
    assert killed or child.exitcode == 0, "the child failed by itself"
    child.close()
    ours.close()
    return Lived(tuple(words), at)


def _next_word(pipe: Connection) -> str:
    """Return the child's next word, "" when it is gone."""
    try:
        if not pipe.poll(PATIENCE):
            raise TimeoutError("the child fell silent")
        return str(pipe.recv())
    except (EOFError, ConnectionResetError):
        return ""
