"""Telling how far the rows of a list are, so that a person sees it and may stop it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

STEP = 200
"""After how many rows progress is told."""

Progress = Callable[[int, int], None]
"""`progress(done, total)`: rows of one phase, total 0 where nobody knows it yet; it may raise Cancelled."""

Row = TypeVar("Row")


def telling(rows: Sequence[Row], progress: Progress) -> Iterator[Row]:
    """Yield the rows; `progress` hears before each 200th how many are done, and at the end that all are."""
    for done, row in enumerate(rows):
        if done % STEP == 0:
            progress(done, len(rows))
        yield row
    progress(len(rows), len(rows))


def untold(done: int, total: int) -> None:
    """Tell nobody."""
