"""Where things are: the desk's home, its folders, and the shipped resources.

Nothing is decided at import. A home holds exactly one desk; `--home` or `PKH_DESK_HOME` names it,
otherwise the platform's own data folder does, in which a second person of the laptop gets a home beside.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

APP = "pkh-desk"


class Places(NamedTuple):
    """The folders and files of one desk under its home.

    `several`: other accounts of this computer may stand beside it; never where somebody named the home.
    """

    home: Path
    several: bool = False

    @property
    def database(self) -> Path:
        """The SQLCipher database."""
        return self.home / "pkh.db"

    @property
    def vault(self) -> Path:
        """The key slots (`vault.json`)."""
        return self.home / "vault.json"

    @property
    def position(self) -> Path:
        """Stream, number and machine as of the last commit, kept beside the database."""
        return self.home / "position.json"

    @property
    def forgotten(self) -> Path:
        """The request for a new passphrase that was made and not answered yet."""
        return self.home / "lupa.json"

    @property
    def files(self) -> Path:
        """Encrypted photos and scans."""
        return self.home / "files"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.home / "backups"

    @property
    def inbox(self) -> Path:
        """Bundles that arrived and were stored."""
        return self.home / "inbox"

    @property
    def logs(self) -> Path:
        """Rotating program logs, free of personal data."""
        return self.home / "logs"


def places(home: str | Path | None = None) -> Places:
    """Return the places of the desk named by `home`, `PKH_DESK_HOME`, or the platform."""
    named = home or os.environ.get("PKH_DESK_HOME")
    if named:
        return Places(Path(named).expanduser().absolute())
    return Places(_usual_home().absolute(), several=True)


def _usual_home() -> Path:
    # Here and not above: a start with a named home need not wait for it.
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "desk"


def lock_clerks(where: Places) -> list[tuple[str, str]]:
    """Return id and name of the clerks with a passphrase of their own; none where one does for all."""
    slots = _lock_body(where).get("slots", [])
    named = [(slot["petugas_id"], slot["label"]) for slot in slots if slot.get("petugas_id")]
    return sorted(named, key=lambda each: each[1].casefold()) if len(named) > 1 else []


def lock_meta(where: Places) -> dict[str, str]:
    """Return what the lock screen may show before unlocking (name, role); empty if there is no desk yet.

    Read here and not in `store`, so that the unlock window needs nothing of the data stack.
    """
    return dict(_lock_body(where).get("meta", {}))


def vault_body(path: Path) -> dict[str, Any] | None:
    """Return what a `vault.json` says, None if there is none or it is damaged."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return body if isinstance(body, dict) and isinstance(body.get("slots"), list) else None


def vault_copies(where: Places) -> list[Path]:
    """Return the copies of the vault beside the backups in the home, the newest first."""
    return sorted(where.backups.glob("*.vault.json"), reverse=True)


def holds_desk(where: Places) -> bool:
    """Say whether a desk lies here: its vault is the last that a beginning writes, so that a database alone,
    without a copy of the vault beside a backup, is what one that was cut short left."""
    return where.vault.exists() or (where.database.exists() and bool(vault_copies(where)))


def _lock_body(where: Places) -> dict[str, Any]:
    """Return the vault, or where it is damaged its newest copy, which opening puts in its place."""
    if (body := vault_body(where.vault)) is not None:
        return body
    if not holds_desk(where):
        return {}
    return next(
        filter(None, map(vault_body, vault_copies(where))), {"meta": {"name": "PKH Desk", "role": ""}}
    )


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, e.g. `resource("fonts", "Inter-Regular.ttf")`.

    Looked for in the wheel, then in a frozen bundle, then in the source tree. Raises FileNotFoundError.
    """
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [here / "resources", here.parents[1] / "resources"]
    if frozen:
        roots.insert(1, Path(frozen) / "pkh_desk" / "resources")
    for root in roots:
        found = root.joinpath(*parts)
        if found.exists():
            return found
    raise FileNotFoundError("/".join(parts))
