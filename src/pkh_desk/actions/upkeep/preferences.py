"""How a person wants the window: look, text size, minutes until it locks itself, what is used most.

Kept in the desk's own settings: never logged, never sent.
"""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from pkh_desk.desk import Desk
from pkh_desk.store.local import get_setting, put_setting

KEY = "preferences"
LOCK_CHOICES = (5, 10, 15, 30, 60)
"""Minutes without input after which the window may lock itself."""


@dataclass(frozen=True)
class Preferences:
    """`look` is terang, gelap or sistem; `percent` the text size; `uses` counts the palette's actions.

    `printer` is the one printed on last ("" is the system's own choice), `gray` whether without colour;
    `split`: large sendings are split for WhatsApp whatever their way.
    """

    look: str = "sistem"
    percent: int = 100
    lock_minutes: int = 10
    printer: str = ""
    gray: bool = True
    split: bool = False
    uses: dict[str, int] = field(default_factory=dict)


def preferences(desk: Desk) -> Preferences:
    """Return what is kept; what is not known to this version is left out."""
    with desk.read() as session:
        kept: dict[str, Any] = get_setting(session, KEY, {})
    known = {each.name for each in fields(Preferences)}
    return Preferences(**{name: value for name, value in kept.items() if name in known})


def keep_preferences(desk: Desk, **changed: Any) -> Preferences:
    """Change some of them, tell the window, and return all. Raises DiskFull, DeskBusy, FolderGone."""
    wanted = _keep(desk, **changed)
    desk.tell(frozenset({KEY}))
    return wanted


def count_use(desk: Desk, key: str) -> Preferences:
    """Count one use of an action of the palette."""
    uses = preferences(desk).uses
    return _keep(desk, uses={**uses, key: uses.get(key, 0) + 1})


def _keep(desk: Desk, **changed: Any) -> Preferences:
    wanted = replace(preferences(desk), **changed)
    with desk.keep() as session:
        put_setting(session, KEY, asdict(wanted))
    return wanted
