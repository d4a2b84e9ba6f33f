"""A clock that a test decides."""

from dataclasses import dataclass
from datetime import UTC, datetime

MORNING = int(datetime(2026, 11, 24, 1, 15, tzinfo=UTC).timestamp() * 1000)
"""08.15 in Serang on Tuesday, 24 November 2026."""


@dataclass
class FakeClock:
    """A clock that stands still until the test moves it; ms UTC."""

    instant: int = MORNING

    def __call__(self) -> int:
        """Return the instant and let one millisecond pass."""
        self.instant += 1
        return self.instant

    def forward(self, *, days: int = 0, minutes: int = 0) -> None:
        """Move on."""
        self.instant += days * 86_400_000 + minutes * 60_000
