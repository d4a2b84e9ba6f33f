"""An office and its laptops exchanging real sealed files through folders."""

from pathlib import Path

from helpers.homes import once
from pkh_desk.actions.exchange.enrol import approve, invite, invite_again, join
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.desk import Desk
from pkh_desk.sync.enrolment.invitation import Cost

CHEAP_CODE = Cost(memory=64, passes=1, lanes=1)


def stick(folder: Path, name: str) -> Path:
    """Return a new folder that stands for a USB stick."""
    made = folder / name
    made.mkdir()
    return made


def send_up(kantor: Desk, laptop: Desk, folder: Path) -> None:
    """Bring the laptop's unsent work to the office and apply it."""
    usb = stick(folder, f"naik-{laptop.now()}")
    send(laptop, usb)
    assert [arrival.state for arrival in take_in(kantor, usb)] == ["baru"]
    apply_inbox(kantor)


def answer_for(kantor: Desk, laptop: Desk, folder: Path) -> Path:
    """Write the office's answers; return the laptop's."""
    usb = stick(folder, f"turun-{kantor.now()}")
    (path,) = (made.path for made in answer(kantor, usb) if made.desk_name == laptop.identity.name)
    return path


def give_keys(kantor: Desk) -> str:
    """Make the office's keys; return the private recovery key."""
    return once(lambda: make_office_keys(kantor), "keys", (kantor,))


def enrol(kantor: Desk, laptop: Desk, folder: Path, scope: str = "Sukadana") -> None:
    """Invite, join, approve, and bring the first answer; the office has its keys."""
    once(lambda: _enrol(kantor, laptop, folder, scope), f"enrol {scope}", (kantor, laptop), folder)


def _enrol(kantor: Desk, laptop: Desk, folder: Path, scope: str) -> None:
    letter = folder / f"{laptop.identity.code}.undangan"
    invited = invite(kantor, laptop.identity.name, [scope], letter, CHEAP_CODE)
    join(laptop, letter, invited.code)
    usb = stick(folder, f"gabung-{laptop.now()}")
    sent = send(laptop, usb)
    take_in(kantor, usb)
    assert sent.words is not None
    approve(kantor, laptop.identity.code, sent.words)
    apply_inbox(kantor)
    receive(laptop, answer_for(kantor, laptop, folder))


def successor(kantor: Desk, laptop: Desk, code: str, folder: Path, replacing: bool) -> None:
    """Let a laptop join as another one of the same person."""
    letter = folder / "lagi.undangan"
    invited = invite_again(kantor, code, letter, CHEAP_CODE)
    join(laptop, letter, invited.code)
    usb = stick(folder, "gabung-lagi")
    sent = send(laptop, usb)
    assert sent.words is not None
    assert [arrival.state for arrival in take_in(kantor, usb)] == ["menunggu"]
    approve(kantor, laptop.identity.code, sent.words, replacing)
    apply_inbox(kantor)
    (answered,) = answer(kantor, stick(folder, "jawaban-lagi"), only=laptop.identity.desk_id)
    receive(laptop, answered.path)
