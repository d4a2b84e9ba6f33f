"""A known desk whose program was tampered with: chains that fork or borrow, lines that are none.

It may spoil what it sends itself, and nothing else.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from machine import truth, work
from machine.world import World
from sqlmodel import Session, select

from helpers.desks import make_desk
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import Desk
from pkh_desk.domain.canon import canonical, digest
from pkh_desk.store.log.merging import Stream, Tip
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import Chain, genesis
from pkh_desk.sync.merging import ingest as ingesting
from pkh_desk.sync.merging.ingest import ingest
from pkh_desk.sync.merging.rights import Author
from pkh_desk.views.people.timeline import timeline
from pkh_desk.views.upkeep.changes import changes
from pkh_desk.views.upkeep.history import history

LIAR = Author("0" * 32, frozenset({"1" * 32}))
STREAM = "5" * 32


class RollBack(Exception):
    """What is done in a test shall not stay."""


@contextmanager
def undone(desk: Desk) -> Iterator[Session]:
    try:
        with desk.keep() as session:
            yield session
            raise RollBack
    except RollBack:
        pass


def line(before: str, n: int, stream: str = STREAM) -> bytes:
    """Return a txn without ops; its salt is its number."""
    body = {
        "s": stream, "n": n, "p": before, "h": 1_795_000_000_000 + n, "a": "1" * 32, "sv": 1,
        "act": f"{n:032x}", "subject": ["household", "2" * 32], "r": f"{n:032x}", "ops": [],
    }  # fmt: skip
    return canonical(body)


@pytest.mark.parametrize(
    "nonsense",
    [b'{"erased":true', b'[{"erased":true}]', b'"erased":true,\xff', b"[" * 90_000 + b'"erased":true'],
    ids=["cut", "a list", "no text", "nested"],
)
def test_a_line_that_only_looks_erased_spoils_its_own_file_alone(world: World, nonsense: bytes) -> None:
    bad, good = world.seat(0), world.seat(2)
    for seat in (bad, good):
        edit_household(seat.desk, work.ids(seat.desk, "household")[0], {"address": "KP. PASIR"})
    with bad.desk.keep() as session:
        session.connection().exec_driver_sql("UPDATE txn SET body = ? WHERE fate = 'belum'", (nonsense,))
    for i in (0, 2):
        take_in(world.office, send(world.seat(i).desk, world.folder).path)
    applied = {one.desk_name: one for one in apply_inbox(world.office)}
    assert applied["Wulan Apriyanti"].reason.startswith("Isi kiriman tidak sah.")
    assert applied["Heni Rosdiana"].new == 1


def borrowed(world: World, liar: Desk, stream: str, before: str) -> None:
    """Let the liar go on in this stream, after this txn."""
    with liar.keep() as session:
        Chain(stream, 40, before, Chain.load(session).h).save(session)
    edit_household(liar, work.ids(liar, "household")[0], {"address": "KP. BOHONG"})


def test_nobody_goes_on_in_the_chain_of_another(world: World) -> None:
    victim, liar = world.seat(0), world.seat(2)
    edit_household(victim.desk, work.ids(victim.desk, "household")[0], {"address": "KP. PASIR"})
    world.round(0, lose=1)
    tips = truth.ask(world.office, "SELECT txn_id, stream FROM tip ORDER BY txn_id")
    victims = truth.setting(victim.desk, "chain")
    own = truth.setting(liar.desk, "chain")["stream"]
    mine = truth.setting(world.office, "chain")
    for stream, before in ((own, victims["last"]), (own, mine["last"]), (mine["stream"], mine["last"])):
        borrowed(world, liar.desk, stream, before)
        take_in(world.office, send(liar.desk, world.folder).path)
        (applied,) = apply_inbox(world.office)
        assert (applied.new, applied.forks) == (0, 0)
        assert truth.ask(world.office, "SELECT txn_id, stream FROM tip ORDER BY txn_id") == tips
    edit_household(victim.desk, work.ids(victim.desk, "household")[0], {"address": "KP. SAWAH"})
    take_in(world.office, send(victim.desk, world.folder).path)
    (applied,) = apply_inbox(world.office)
    assert (applied.new, applied.forks) == (1, 0)


@settings(max_examples=25)
@given(
    parents=st.lists(st.integers(0, 1000), min_size=1, max_size=14),
    order=st.randoms(use_true_random=False),
    run=st.integers(1, 5),
)
def test_every_fork_is_told_and_every_branch_taken_in_any_order(
    fork_office: Desk, parents: list[int], order: random.Random, run: int
) -> None:
    lines, ids = [], [genesis(STREAM)]
    for n, parent in enumerate(parents, start=1):
        lines.append(line(ids[parent % n], n))
        ids.append(digest(lines[-1]))
    children = Counter(json.loads(each)["p"] for each in lines)
    with undone(fork_office) as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingesting, "RUN", run)
        taken = forks = 0
        while taken < len(lines):
            batch = [lines[order.randrange(len(lines))] for _ in range(1 + order.randrange(6))]
            outcome = ingest(session, LIAR, batch, 1_795_000_000_000)
            taken, forks = taken + outcome.new, forks + outcome.forks
        assert forks == sum(count - 1 for count in children.values())
        tips = session.exec(select(Tip.txn_id).where(Tip.stream == STREAM)).all()
        assert sorted(tips) == sorted(set(ids[1:]) - set(children))
        assert session.get_one(Stream, STREAM).forked == bool(forks)
        assert ingest(session, LIAR, lines, 1_795_000_000_000).again == len(lines)


@pytest.fixture(scope="module")
def fork_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("cabang") / "kantor", role="kantor", name="Dinsos", seed=2)
    yield made
    made.close()


def test_what_is_dated_beyond_all_calendars_is_told_by_when_it_came(world: World) -> None:
    liar = world.seat(2).desk
    (home, *_) = work.ids(liar, "household")
    with liar.keep() as session:
        chain = Chain.load(session)
        Chain(chain.stream, chain.n, chain.last, 2**53 - 10).save(session)
    edit_household(liar, home, {"address": "KP. PASIR"})
    world.round(2, lose=1)
    world.tick()
    edit_household(world.office, home, {"address": "KP. SAWAH"})
    now = world.office.now()
    told = changes(world.office, limit=2)
    assert [act.own for act in told] == [True, False]
    assert max(act.at for act in [*told, *history(world.office, home)]) <= now
    assert world.office.local(2**53).year == 9999


@pytest.mark.parametrize(("table", "field"), [("stage_event", "stage"), ("stock_movement", "kind")])
def test_a_fact_with_a_code_that_nobody_knows_is_refused(world: World, table: str, field: str) -> None:
    liar = world.seat(2).desk
    (home, *_) = work.ids(liar, "household")
    row = {
        field: "rahasia",
        "household_id": home,
        "on": "2026-11-24",
        "case_id": home,
        "product_id": home,
        "quantity": 1,
    }
    named = {name: value for name, value in row.items() if name in nouns()[table].fields}
    with liar.write() as session:
        session.writing.seal(("household", home), [["ins", table, liar.new_id(), named, home]])
    world.round(2, lose=1)
    assert truth.ask(world.office, f"SELECT count(*) FROM {table} WHERE {field} = 'rahasia'") == [(0,)]
    assert truth.ask(liar, "SELECT fate FROM txn WHERE own ORDER BY h DESC LIMIT 1") == [("ditolak",)]
    assert timeline(world.office, home)
