"""The position file: where the chain stood after the last commit, kept beside the database.

If it is ahead of the database, or names another stream or machine, the database was restored or cloned and
must not continue its stream. Behind is harmless: a kill between commit and file. Source: decisions,
Restored or cloned.
"""

import json
import uuid
from pathlib import Path

from pkh_desk.settings import Places

MACHINE_ID = Path("/etc/machine-id")


def machine() -> str:
    """Return what tells this computer from another: the system's id, else the network card's number."""
    try:
        return MACHINE_ID.read_text(encoding="ascii").strip()
    except OSError:
        return f"{uuid.getnode():012x}"


def save_position(places: Places, stream: str, n: int) -> None:
    """Write the position. Not durable on purpose: being behind is harmless and fsync costs a save."""
    body = json.dumps({"stream": stream, "n": n, "machine": machine()})
    part = places.position.with_suffix(".part")
    part.write_text(body, encoding="utf-8")
    part.replace(places.position)


def is_restored(places: Places, stream: str, n: int) -> bool:
    """Say whether the database at (stream, n) is an older or foreign copy of what ran here last."""
    try:
        seen = json.loads(places.position.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return n > 0
    return bool(seen["stream"] != stream or seen["machine"] != machine() or seen["n"] > n)
