"""HOMES: the accounts of this computer: one home for each person, side by side, by the name of its desk.

Only where nobody named the home: `--home` and `PKH_DESK_HOME` mean exactly one. Read before unlocking, so it
imports nothing of the data, and knows nothing that may not be known then.
"""

import json
from pathlib import Path
from typing import NamedTuple

from pkh_desk.settings import Places, lock_meta

FIRST, LAST, MOST = "desk", "last-account", 20


class Account(NamedTuple):
    """A desk on this computer: whose, in which role, where."""

    name: str
    role: str
    places: Places


def accounts(where: Places) -> list[Account]:
    """Return the desks on this computer by name; where the home was named, at most that one."""
    every = _homes(where) if where.several else [where.home]
    found = [(Places(home, several=where.several), _meta(home)) for home in every]
    listed = [Account(meta["name"], meta["role"], each) for each, meta in found if meta]
    return sorted(listed, key=lambda account: account.name.casefold())


def new_account(where: Places) -> Places:
    """Return the home beside this one that the next account gets."""
    free = (home for home in _homes(where) if not _meta(home))
    return Places(next(free, where.home), several=True)


def last_account(where: Places) -> Places:
    """Return the account that was opened last on this computer."""
    if not where.several:
        return where
    try:
        name = (where.home.parent / LAST).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return where
    last = where.home.parent / name
    return Places(last, several=True) if last in _homes(where) and _meta(last) else where


def remember_account(where: Places) -> None:
    """Begin with this account the next time."""
    if where.several:
        try:
            (where.home.parent / LAST).write_text(where.home.name, encoding="utf-8")
        except OSError:
            # A full disk is no reason not to open it now.
            return


def _homes(where: Places) -> list[Path]:
    names = [FIRST, *(f"{FIRST}-{number}" for number in range(2, MOST + 1))]
    return [where.home.parent / name for name in names]


def _meta(home: Path) -> dict[str, str]:
    try:
        return lock_meta(Places(home))
    except (OSError, json.JSONDecodeError):
        return {}
