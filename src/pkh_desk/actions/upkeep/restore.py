"""Putting a backup back, with nothing lost on the way."""

import os
from dataclasses import dataclass
from pathlib import Path

from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.graduation.number_block import keep_given, last_given
from pkh_desk.actions.people.erase import erase_again
from pkh_desk.desk import Clock, Desk, Random, open_desk, wall_clock
from pkh_desk.errors import DamagedDatabase, JoinRefused, NotEnrolled, WrongPassphrase
from pkh_desk.settings import Places
from pkh_desk.store import search
from pkh_desk.store.engine import connect
from pkh_desk.store.upkeep.backup import Backups, Contents, read_contents
from pkh_desk.store.upkeep.position import save_position
from pkh_desk.store.upkeep.vault import load_vault, mend_vault, unlock
from pkh_desk.sync.bundle.outgoing import count_unsent, unsent_files


@dataclass(frozen=True)
class Restored:
    """What was put back and what it replaced: `aside` is the database that was here, `rescued` the sync
    file with its unsent work, if the desk belongs to an office."""

    backup: Contents
    here: Contents | None
    aside: Path
    rescued: Path | None


def restore(
    places: Places,
    passphrase: str,
    backup: Path,
    clock: Clock = wall_clock,
    random: Random = os.urandom,
) -> Restored:
    """Put a backup in place of the desk's database; what was here is kept aside, unsent work is exported.

    The desk must be closed. At its next opening it begins a new stream, so that nothing it writes can be
    taken for something it wrote before. Raises WrongPassphrase, NoDesk, DamagedDatabase, BackupBad; nothing
    changes then.
    """
    mend_vault(places)
    key = unlock(load_vault(places.vault), passphrase, clock()).key
    contents = Backups(places, key).check(backup)
    here, rescued, given = _rescue(places, passphrase, clock, random)
    aside = Backups(places, key).put_back(backup, clock())
    # An office writes little itself: its own chain may stand where it stood while laptops' work is gone.
    save_position(places, "", 0)
    desk = open_desk(places, passphrase, clock, random)
    try:
        erase_again(desk)
        with desk.keep() as session:
            if given:
                keep_given(session, given)
            search.rebuild(session.connection(), lambda done, total: None)
    finally:
        desk.close()
    return Restored(contents, here, aside, rescued)


def _rescue(
    places: Places, passphrase: str, clock: Clock, random: Random
) -> tuple[Contents | None, Path | None, dict[str, int]]:
    """Export what the present database has not sent, and return the numbers that its office gave; a database
    that does not open is only put aside."""
    if not places.database.exists():
        return None, None, {}
    try:
        desk = open_desk(places, passphrase, clock, random)
    except (DamagedDatabase, WrongPassphrase):
        return None, None, {}
    try:
        with desk.read() as session:
            given = last_given(session) if desk.is_office else {}
        return _contents(desk), _send_unsent(desk), given
    finally:
        desk.close()


def _contents(desk: Desk) -> Contents:
    connection = connect(desk.places.database, desk.key)
    try:
        return read_contents(connection)
    finally:
        connection.close()


def _send_unsent(desk: Desk) -> Path | None:
    if desk.is_office:
        # It sends to nobody; what it holds is in the database that is put aside.
        return None
    with desk.read() as session:
        if not count_unsent(session.connection()).txns and not unsent_files(session):
            return None
    folder = desk.places.home / "diselamatkan"
    folder.mkdir(exist_ok=True)
    try:
        return send(desk, folder).path
    except (NotEnrolled, JoinRefused):
        return None
