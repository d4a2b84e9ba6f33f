"""One race: floor and program in turn, round by round, so that the drift of a noisy machine cancels."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Job = Callable[[], object]


@dataclass
class Race:
    """A floor and a contestant on the same work. `target` is the ratio asked for, for the eye only."""

    name: str
    floor: Job
    ours: Job
    target: float
    rounds: int = 5
    ratios: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def run(self) -> "Race":
        """Run all rounds."""
        for _ in range(self.rounds):
            floor, ours = timed(self.floor), timed(self.ours)
            self.ratios.append(ours / floor)
            self.seconds.append(ours)
        return self

    def line(self) -> str:
        """Return the result as one line of the table."""
        low, middle, high = min(self.ratios), statistics.median(self.ratios), max(self.ratios)
        took = statistics.median(self.seconds)
        return (
            f"{self.name:44.44} {middle:7.2f}  ({low:.2f}-{high:.2f})  target {self.target:4.1f}"
            f"  {took * 1000:10.1f} ms"
        )


def timed(job: Job) -> float:
    """Return the wall seconds of one call."""
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun
