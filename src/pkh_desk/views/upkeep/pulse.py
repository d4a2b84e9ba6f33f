"""The pulse of the database: whether anybody, another program too, wrote since it was last felt."""

from pkh_desk.desk import Desk
from pkh_desk.store.engine import connect


class Pulse:
    """Watches `PRAGMA data_version` on a connection of its own; it changes with all other commits."""

    def __init__(self, desk: Desk) -> None:
        self._connection = connect(desk.places.database, desk.key)
        self._version = self._read()

    def moved(self) -> bool:
        """Tell whether something was committed since the last time this was asked; takes microseconds."""
        version = self._read()
        moved, self._version = version != self._version, version
        return moved

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _read(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
