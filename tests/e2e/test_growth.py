"""A season of an office, thinned: nothing grows but the work itself, and everybody ends with the same state.

The whole of it is `python -m tests.benchmarks growth --full`.
"""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks.growth import Office, Size

LEEWAY = 1.5


def test_a_season_of_three_laptops(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    size = Size(laptops=3, months=3, families=30, changes=100)
    life = Office(tmp_path, size)
    months = list(life.months())
    for month in months:
        record_property("figure", month.line())
    assert sum(month.txns for month in months) >= size.laptops * size.months * size.changes * 0.9
    first, last = months[0], months[-1]
    assert last.sent / last.txns < LEEWAY * first.sent / first.txns
    assert last.answers < LEEWAY * first.answers
    grown = [after.office - before.office for before, after in pairwise(months)]
    assert grown[-1] / last.txns < LEEWAY * grown[0] / months[1].txns
    for ours, theirs in life.digests():
        assert ours == theirs
    life.office.close()
