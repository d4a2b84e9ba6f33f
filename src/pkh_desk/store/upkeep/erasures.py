"""The list of what was erased, kept beside the database so that a backup put back cannot bring it back.

It holds ids and dates and nothing of anybody. Source: decisions, Erasure.
"""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pkh_desk.settings import Places
from pkh_desk.store.upkeep.safe_write import write_whole

_SQL = 'SELECT id, homes, ids, "on", backups_until FROM erasure ORDER BY id'


def listed(places: Places) -> dict[str, Any]:
    """Return the orders by id: `[homes, ids, on, backups_until]`, each as the row holds it."""
    try:
        return dict(json.loads(_path(places).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def note_erasures(connection: Connection, places: Places) -> None:
    """Add the orders of the database to the list. Raises DiskFull, FolderGone."""
    known = listed(places)
    rows = {row[0]: [row[1], row[2], str(row[3]), str(row[4])] for row in connection.exec_driver_sql(_SQL)}
    if rows.keys() - known.keys():
        write_whole(_path(places), json.dumps(known | rows).encode())


def _path(places: Places) -> Path:
    return places.home / "erasures.json"
