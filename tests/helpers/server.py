"""A real PostgreSQL for one test run: made in a temporary folder, on loopback, gone afterwards."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from helpers.desks import make_desk
from pkh_desk.desk import Desk, new_epoch
from pkh_desk.store.identity import save_identity
from pkh_desk.store.local import put_setting
from pkh_desk.store.log.txnlog import Chain
from pkh_desk.store.migrate import migrate
from pkh_desk.store.server import open_server

START_SECONDS = 30


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest; None if there is none here."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


def why_not() -> str:
    """Return why no server can be started here, "" if it can."""
    if not hasattr(os, "geteuid"):
        return "PostgreSQL is tested on Linux alone"
    return "" if programs() else "no PostgreSQL here: apt-get install postgresql"


@contextmanager
def server() -> Iterator[Engine]:
    """Start a server with an empty database; give an engine on it. PostgreSQL never runs as root."""
    bins = programs()
    assert bins is not None
    folder = Path(tempfile.mkdtemp(prefix="pkh-postgres-"))
    who = _owner(folder)
    data, port = folder / "data", _free_port()
    made = ["initdb", "-D", str(data), "-A", "trust", "-U", "pkh", "-E", "UTF8", "--locale=C", "--no-sync"]
    _run([bins / made[0], *made[1:]], who)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
    control = [bins / "pg_ctl", "-D", data, "-w", "-t", str(START_SECONDS)]
    _run([*control, "-l", folder / "log", "-o", options, "start"], who)
    engine = open_server(f"postgresql+psycopg://pkh@127.0.0.1:{port}/postgres")
    try:
        yield engine
    finally:
        engine.dispose()
        _run([*control, "-m", "fast", "stop"], who)
        shutil.rmtree(folder)


def _run(command: Sequence[str | Path], who: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=who)


def server_desk(engine: Engine, home: Path) -> Desk:
    """Return an office desk whose rows lie on the server; vault, keys and files lie in `home` as always."""
    desk = make_desk(home, role="kantor", name="Dinsos Kab. Serang", seed=2)
    desk.engine.dispose()
    desk.engine = engine
    assert migrate(engine, lambda: None)
    with desk.keep() as session:
        save_identity(session, desk.identity)
        Chain.new(desk.new_id()).save(session)
        put_setting(session, "epoch", new_epoch(desk.now()))
    return desk


def _owner(folder: Path) -> str:
    """Return who runs the server; the folder becomes theirs."""
    if os.geteuid():
        return getpass.getuser()
    try:
        shutil.chown(folder, "postgres")
    except LookupError:
        shutil.chown(folder, "nobody")
        return "nobody"
    return "postgres"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
