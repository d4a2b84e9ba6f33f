"""The session writes rows and log as one, and never past the log."""

import json

import pytest
from sqlmodel import select

from helpers.desks import add_family, reopen
from pkh_desk.desk import Desk
from pkh_desk.domain.canon import digest
from pkh_desk.errors import InvalidInput, Problem
from pkh_desk.store import search
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import BeforeValue, Txn, genesis
from pkh_desk.store.people.household import Household, Member


def txns(desk: Desk) -> list[Txn]:
    with desk.read() as session:
        return list(session.exec(select(Txn).order_by(Txn.n)))  # type: ignore[arg-type]


def test_one_act_on_one_family_is_one_txn_with_all_its_rows(desk: Desk) -> None:
    home = add_family(desk)
    (txn,) = txns(desk)
    body = json.loads(txn.body)
    assert [op[:2] for op in body["ops"]] == [["ins", "household"], ["ins", "member"]]
    assert body["subject"] == ["household", home]
    assert body["p"] == genesis(body["s"])
    assert txn.id == digest(txn.body)


def test_an_edit_names_what_its_author_saw_and_keeps_what_was_before(desk: Desk) -> None:
    home = add_family(desk)
    with desk.write() as session:
        session.get_one(Household, home).address = "KP BARU"
    first, second = txns(desk)
    (op,) = json.loads(second.body)["ops"]
    assert op == ["set", "household", home, {"address": ["KP BARU", [first.id]]}, home]
    with desk.read() as session:
        (before,) = session.exec(select(BeforeValue))
        assert (before.field, before.value) == ("address", "KP. CIPARI")
    assert json.loads(second.body)["p"] == first.id


def test_setting_a_field_to_what_it_holds_writes_nothing(desk: Desk) -> None:
    home = add_family(desk)
    with desk.write() as session:
        session.get_one(Household, home).address = "KP. CIPARI"
    assert len(txns(desk)) == 1


def test_rows_cannot_be_flushed_past_the_log(desk: Desk) -> None:
    def flush_past_it() -> None:
        with desk.write() as session:
            session.add(Household(id=desk.new_id()))
            session.flush()

    with pytest.raises(RuntimeError, match="log"):
        flush_past_it()
    assert txns(desk) == []


def test_a_text_that_no_other_desk_would_take_is_not_written(desk: Desk) -> None:
    home, long = add_family(desk), "x" * 11
    before = txns(desk)

    def add() -> None:
        with desk.write() as session:
            session.add(Household(id=desk.new_id(), rt=long))

    def edit() -> None:
        with desk.write() as session:
            session.get_one(Household, home).rt = long

    for write in (add, edit):
        with pytest.raises(InvalidInput) as error:
            write()
        assert error.value.problems == [Problem("rt", "Terlalu panjang. Paling banyak 10 huruf.")]
    assert txns(desk) == before


def test_a_text_of_another_desk_is_taken_up_to_the_length_of_its_field() -> None:
    rt = nouns()["household"].fields["rt"]
    assert rt.admits("x" * 10)
    assert not rt.admits("x" * 11)


def test_rows_are_never_deleted(desk: Desk) -> None:
    home = add_family(desk)
    with pytest.raises(RuntimeError, match="deleted"), desk.write() as session:
        session.delete(session.get_one(Household, home))


def test_an_exception_leaves_nothing_behind(desk: Desk) -> None:
    def fail_inside() -> None:
        with desk.write() as session:
            session.add(Household(id=desk.new_id()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_inside()
    with desk.read() as session:
        assert session.exec(select(Household)).all() == []
    add_family(desk)
    assert [t.n for t in txns(desk)] == [1]


def test_listeners_hear_which_tables_moved(desk: Desk) -> None:
    heard: list[frozenset[str]] = []
    desk.changed.append(heard.append)
    add_family(desk)
    assert heard == [frozenset({"household", "member"})]


def test_search_follows_every_write(desk: Desk) -> None:
    home = add_family(desk, name="NUR'AENI")
    with desk.read() as session:
        assert search.find(session.connection(), "nuraeni sukadana") == [home]
        assert search.find(session.connection(), "849901") == [home]
    with desk.write() as session:
        session.exec(select(Member)).one().name = "RUMSIAH"
    with desk.read() as session:
        assert search.find(session.connection(), "nuraeni") == []
        assert search.find(session.connection(), "rums") == [home]


def test_time_never_runs_backwards_in_the_log(desk: Desk) -> None:
    add_family(desk)
    desk.clock.instant -= 10**9  # type: ignore[attr-defined]
    add_family(desk)
    first, second = txns(desk)
    assert second.h > first.h


def test_a_desk_opened_again_continues_its_chain(desk: Desk) -> None:
    add_family(desk)
    again = reopen(desk)
    add_family(again)
    first, second = txns(again)
    assert (second.stream, second.n) == (first.stream, 2)
    assert json.loads(second.body)["p"] == first.id
    again.close()
