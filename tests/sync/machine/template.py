"""An office and three enrolled laptops, made once and copied for every run.

The first two laptops belong to one pendamping, so that two desks write about the same families; the third
belongs to another, to whom families can be reassigned.
"""

import random
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from helpers.desks import make_desk, store_family
from pkh_desk.actions.exchange.enrol import approve, invite, join
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.desk import Desk
from pkh_desk.store.exchange import InvitationRow
from pkh_desk.store.log import txnlog
from pkh_desk.sync.enrolment.invitation import Cost

CHEAP = Cost(memory=64, passes=1, lanes=1)
OFFICE = "kantor"
NAMES = ("Wulan Apriyanti", "Wulan Apriyanti (laptop kedua)", "Heni Rosdiana")
DESA = ("Sukadana", "Sukadana", "Cisitu")


def salts(source: random.Random) -> "mock._patch[SimpleNamespace]":
    """Return a patch under which txns take their salt from `source`, so that a run repeats with its seed."""
    return mock.patch.object(txnlog, "os", SimpleNamespace(urandom=source.randbytes))


def build(folder: Path) -> None:
    """Make the homes `kantor`, `laptop-0`, `laptop-1` and `laptop-2` in `folder`, in step with each other."""
    with salts(random.Random(0)):
        _build(folder)


def _build(folder: Path) -> None:
    office = make_desk(folder / OFFICE, role="kantor", name="Dinsos Kab. Serang", seed=2)
    make_office_keys(office)
    laptops = [make_desk(folder / f"laptop-{n}", name=name, seed=10 + n) for n, name in enumerate(NAMES)]
    first = ""
    for n, laptop in enumerate(laptops):
        store_family(laptop, "SARMUNAH", f"36042752038499{n:02d}", f"36042714061299{n:02d}")
        first = _enrol(office, laptop, folder, n, first)
    for laptop in laptops:
        exchange(office, laptop, folder / f"awal-{laptop.identity.code}")
        laptop.close()
    office.close()


def _enrol(office: Desk, laptop: Desk, folder: Path, n: int, first: str) -> str:
    """Enrol a laptop; return the petugas of the first one, which the second one gets too."""
    path = folder / f"{n}.undangan"
    invited = invite(office, NAMES[n], [DESA[n]], path, CHEAP)
    with office.keep() as session:
        row = session.get_one(InvitationRow, invited.desk_id)
        if n == 1:
            row.petugas_id = first
        petugas = row.petugas_id
    join(laptop, path, invited.code)
    stick = folder / f"gabung-{n}"
    stick.mkdir()
    sent = send(laptop, stick)
    take_in(office, stick)
    approve(office, laptop.identity.code, sent.words or "")
    apply_inbox(office)
    return first or petugas


def exchange(office: Desk, laptop: Desk, stick: Path) -> None:
    """Carry one file up and one answer down."""
    stick.mkdir()
    send(laptop, stick)
    take_in(office, stick)
    apply_inbox(office)
    for written in answer(office, stick):
        if written.desk_name == laptop.identity.name:
            receive(laptop, written.path)
