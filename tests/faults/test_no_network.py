"""No network: a whole exchange, with letter and backup, opens no socket of the internet's families."""

import socket
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from helpers.desks import add_family, make_desk
from helpers.doomed import children
from helpers.exchange import answer_for, enrol, give_keys, send_up
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.check import check_desk

INTERNET = (socket.AF_INET, socket.AF_INET6)


def whole_exchange(folder: Path) -> None:
    """Found an office, let a laptop join, exchange both ways, make a letter and a backup."""
    laptop = make_desk(folder / "laptop")
    kantor = make_desk(folder / "kantor", role="kantor", name="Dinsos Kab. Serang", seed=2)
    give_keys(kantor)
    home = add_family(laptop)
    enrol(kantor, laptop, folder)
    make_letter(laptop, home, LetterWishes())
    send_up(kantor, laptop, folder)
    assert receive(laptop, answer_for(kantor, laptop, folder)).confirmed
    back_up(laptop)
    assert [finding.kind for finding in check_desk(laptop) if finding.fault] == []
    for desk in (laptop, kantor):
        desk.close()


def call_home(_: Path) -> None:
    """Do what the program must never do."""
    with socket.socket() as caller:
        caller.settimeout(0.1)
        caller.connect_ex(("127.0.0.1", 9))


def watched(work: Callable[[Path], None], folder: Path, pipe: Connection) -> None:
    """Do the work under an audit hook, which no code can take off again; tell what it heard."""
    heard: list[str] = []

    def hear(event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.__new__" and args[1] in INTERNET:
            heard.append(event)
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
            heard.append(event)

    sys.addaudithook(hear)
    work(folder)
    pipe.send(heard)


@pytest.mark.parametrize(("work", "calls"), [(whole_exchange, False), (call_home, True)])
def test_only_what_calls_is_heard(work: Callable[[Path], None], calls: bool, tmp_path: Path) -> None:
    context = children()
    ours, theirs = context.Pipe()
    child = context.Process(target=watched, args=(work, tmp_path, theirs))
    child.start()
    theirs.close()
    assert ours.poll(90)
    assert bool(ours.recv()) == calls
    child.join(30)
    assert child.exitcode == 0
