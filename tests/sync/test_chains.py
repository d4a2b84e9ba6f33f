"""What a bundle builds on: the txns before its first ones, in any order, whatever stands in their texts."""

import random
from itertools import pairwise

from helpers.desks import add_family
from pkh_desk.desk import Desk, begin_stream
from pkh_desk.store.people.household import Household
from pkh_desk.sync.bundle.outgoing import unsent_lines
from pkh_desk.sync.merging.chains import chain_of
from pkh_desk.sync.merging.incoming import parse


def lines_of(desk: Desk) -> list[bytes]:
    with desk.read() as session:
        return list(unsent_lines(session.connection()))


def test_a_whole_stream_builds_on_nothing_and_its_end_on_the_txn_before(desk: Desk) -> None:
    for number in range(4):
        home = add_family(desk, f"KELUARGA {number}", nik=None, no_kk=None)
        with desk.write() as session:
            session.get_one(Household, home).address = 'Kp. "p":"' + "a" * 64
    lines = lines_of(desk)
    parsed = [txn for txn in map(parse, lines) if txn is not None]
    assert [(txn.id, txn.body["p"]) for txn in parsed[1:]] == [
        (after.id, before.id) for before, after in pairwise(parsed)
    ]
    ids = [txn.id for txn in parsed]
    assert chain_of(lines) == (ids, [])
    assert chain_of(lines[3:]) == (ids[3:], [ids[2]])
    shuffled = lines[3:]
    random.Random(1).shuffle(shuffled)
    assert chain_of(shuffled)[1] == [ids[2]]
    assert chain_of([*lines[:2], *lines[4:]])[1] == [ids[3]]


def test_a_stream_that_begins_anew_builds_on_nothing_either(desk: Desk) -> None:
    add_family(desk, nik=None, no_kk=None)
    begin_stream(desk)
    add_family(desk, "NUR'AENI", nik=None, no_kk=None)
    assert len({txn.body["s"] for txn in map(parse, lines_of(desk)) if txn}) == 2
    assert chain_of(lines_of(desk))[1] == []


def test_what_is_no_txn_builds_on_nothing() -> None:
    junk = [b"{}", b'"p":"', b'{"p":"' + b"e" * 64 + b'"}', b"\xff"]
    ids, follows = chain_of(junk)
    assert (len(ids), follows) == (4, [])
