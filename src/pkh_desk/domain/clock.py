"""The time of day as people type it (8, 8.15, 0815, jam 8.15), kept as `HH:MM`, said as 08.15."""

import re
from dataclasses import dataclass

from pkh_desk.domain.text import tidy

_CLOCK = re.compile(r"(?:jam |pukul |pk\.? ?)?(\d{1,2})(?:[.:, ]?(\d{2}))?(?: ?wib)?")


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What was read: `value` as `HH:MM`, or nothing (None and ""), or the `problem` in one sentence."""

    value: str | None = None
    problem: str = ""


def read_clock(text: str) -> ClockReading:
    """Read a time of day. Never raises."""
    words = tidy(text).lower()
    if words in ("", "-"):
        return ClockReading()
    parts = _CLOCK.fullmatch(words)
    if not parts:
        return ClockReading(problem="Jam tidak terbaca. Contoh: 08.15.")
    hour, minute = int(parts[1]), int(parts[2] or 0)
    if hour > 23 or minute > 59:
        return ClockReading(problem=f"Jam {hour:02}.{minute:02} tidak ada.")
    return ClockReading(f"{hour:02}:{minute:02}")


def say_hour(clock: str) -> str:
    """Say a stored `HH:MM`: 08.15."""
    return clock.replace(":", ".")
