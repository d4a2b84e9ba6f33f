"""What lies in a folder of sealed files: which may be for this desk, their names, and which are whole."""

import re
from collections.abc import Iterable
from pathlib import Path

from pkh_desk.desk import FORMER_CODES, Desk
from pkh_desk.domain.text import tidy
from pkh_desk.store.local import get_setting

SUFFIX = ".pkhb"
SEALED = re.compile(
    r".+\.pkhb( ?\(\d+\))?(\.(zip|bin|dat|txt))?|DOC-\d{8}-WA\d{4}(\.(bin)?)?", re.IGNORECASE | re.DOTALL
)
"""What chats, mail and copying leave of the name of a sealed file: `PKH_A_1.pkhb.zip`, `PKH_A_1.pkhb (2)`,
`DOC-20261126-WA0003`."""
COPYING, COPYING_MS = "Berkas masih disalin. Diperiksa lagi pada putaran berikutnya.", 60_000


def may_be_for(desk: Desk, names: Iterable[str]) -> list[str]:
    """Return by their names those files that may be for this desk: beside them may lie its own, also of
    before it was restored, and what some systems hide under the name of each file they copy
    (._PKH_A_1.pkhb)."""
    with desk.read() as session:
        codes = [desk.identity.code, *get_setting(session, FORMER_CODES, [])]
    left = (".", *(f"pkh_{code}_".lower() for code in codes))
    return [name for name in names if is_named_sealed(name) and not name.lower().startswith(left)]


def is_named_sealed(name: str) -> bool:
    """Say whether a file has the name of a sealed one, or what others made of it."""
    return bool(SEALED.fullmatch(name))


def name_of(path: Path) -> str:
    """Return the name of a file as it may be stored and shown: not every system's names are text."""
    return tidy(path.name)


def being_copied(desk: Desk, path: Path) -> bool:
    """Say whether a file was written to less than a minute ago: what is damaged may be half of it."""
    try:
        age = desk.now() - path.stat().st_mtime * 1000
    except OSError:
        return False
    return 0 <= age < COPYING_MS
