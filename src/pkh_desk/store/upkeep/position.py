"""The position file: where the chain stood after the last commit, kept beside the database.

If it is ahead of the database, or names another stream or machine, the database was restored or cloned and
must not continue its stream. Behind is harmless: a kill between commit and file. Source: decisions,
Restored or cloned.
"""

import contextlib
import json
import os
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from pkh_desk.settings import Places

MACHINE_ID = Path("/etc/machine-id")


@dataclass(frozen=True)
class Position:
    """Where the chain stood after the last commit, and on which computer."""

    stream: str
    n: int
    machine: str


def machine() -> str:
    """Return what tells this computer from another: the system's id, else the network card's number."""
    try:
        return MACHINE_ID.read_text(encoding="ascii").strip()
    except OSError:
        return f"{uuid.getnode():012x}"


def save_position(places: Places, stream: str, n: int) -> None:
    """Write the position after a commit.

    Not durable on purpose, and a full disk is no error: what was committed stands, being behind is harmless.
    """
    with contextlib.suppress(OSError):
        _write(places, Position(stream, n, machine()))


def forget_position(places: Places) -> None:
    """Make the next opening begin a new stream, whatever it finds; before a restore. Raises OSError."""
    _write(places, Position("", 0, machine()))


def _write(places: Places, position: Position) -> None:
    # A part of its own for each process: a command may write beside the open window.
    part = places.position.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_text(json.dumps(asdict(position)), encoding="utf-8")
        part.replace(places.position)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def load_position(places: Places) -> Position | None:
    """Read the position, None if there is none that can be read.

    To be read before the chain: another process may commit in between, and then the chain is merely ahead.
    """
    try:
        body = json.loads(places.position.read_text(encoding="utf-8"))
        return Position(body["stream"], body["n"], body["machine"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_restored(seen: Position | None, stream: str, n: int) -> bool:
    """Say whether the database at (stream, n) is an older or foreign copy of what ran here last."""
    if seen is None:
        return n > 0
    return seen.stream != stream or seen.machine != machine() or seen.n > n
