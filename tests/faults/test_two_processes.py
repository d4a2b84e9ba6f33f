"""Two processes at one home, as a command beside the open window: both write, or one is told to wait."""

import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, add_family, reopen
from helpers.doomed import children
from pkh_desk.actions.upkeep.check import check_desk
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk
from pkh_desk.errors import DeskBusy

TIMES = 12
SARMUNAH = "3604275203849901"


def type_commands(home: Path, who: str, pipe: Connection) -> None:
    """Be a terminal: run one command after the other, tell their exit codes."""
    os.environ["PKH_DESK_PASSPHRASE"] = PASSPHRASE
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")
    pipe.send("ready")
    pipe.recv()
    words = ["visit", SARMUNAH, "--on", "kemarin", "--note", who, "--home", str(home)]
    pipe.send([main(words) for _ in range(TIMES)])


def test_two_terminals_at_once(desk: Desk) -> None:
    add_family(desk)
    context = children()
    pipes = []
    for who in ("satu", "dua"):
        ours, theirs = context.Pipe()
        context.Process(target=type_commands, args=(desk.places.home, who, theirs), daemon=True).start()
        pipes.append(ours)
    for pipe in pipes:
        assert pipe.poll(60)
        pipe.recv()
    for pipe in pipes:
        pipe.send("go")
    for _ in range(TIMES):
        add_family(desk, nik=None, no_kk=None)
    codes = [code for pipe in pipes if pipe.poll(120) for code in pipe.recv()]
    assert len(codes) == 2 * TIMES
    assert set(codes) <= {0, DeskBusy.exit_code}
    with desk.read() as session:
        rows = session.connection().exec_driver_sql("SELECT note FROM visit").fetchall()
        streams = session.connection().exec_driver_sql("SELECT DISTINCT stream FROM txn").fetchall()
    assert len(rows) == codes.count(0)
    assert {row[0] for row in rows} == {"satu", "dua"}
    assert len(streams) == 1
    code = desk.identity.code
    desk = reopen(desk)
    assert desk.identity.code == code
    assert [finding.kind for finding in check_desk(desk) if finding.fault] == []
    assert [path.name for path in desk.places.home.glob("*.part")] == []
    desk.close()


def test_a_home_that_stays_busy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    add_family(desk)
    words = ["edit", SARMUNAH, "rt=009", "--home", str(desk.places.home)]
    with desk.write():
        assert main(words) == DeskBusy.exit_code
    assert "Data sedang dipakai proses lain. Catatan belum tersimpan." in capsys.readouterr().err
    assert main(words) == 0
