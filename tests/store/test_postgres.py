"""The office on a real PostgreSQL: migrations, store and ingest of real bundles, as in a desk's file.

The server is started here, on the loopback address, and is gone afterwards.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from gui.village import settle_village
from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, give_keys, send_up
from helpers.papers import letter_again
from helpers.server import server, server_desk, why_not
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.letter_lookup import look_up_code
from pkh_desk.actions.office.decide import decide
from pkh_desk.actions.upkeep.check import check_desk
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.migrate import HEAD, migrate, revision
from pkh_desk.store.people.household import Household
from pkh_desk.views.business.products import products
from pkh_desk.views.exchange.inbox import waiting
from pkh_desk.views.exchange.inbox_list import inbox
from pkh_desk.views.exchange.laptops import laptops
from pkh_desk.views.graduation.letter_book import letter_book
from pkh_desk.views.graduation.pipeline import pipeline
from pkh_desk.views.office.compare import differences, held, scoped_at_office
from pkh_desk.views.office.dashboard import dashboard
from pkh_desk.views.office.overview import conflicts, desks, report
from pkh_desk.views.people.everything import find_everything
from pkh_desk.views.people.families import chip_counts, family_ids, family_rows
from pkh_desk.views.people.family import family
from pkh_desk.views.people.timeline import timeline
from pkh_desk.views.upkeep.changes import changes

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The server of this module, with an empty database."""
    with server() as made:
        yield made


def counts(desk: Desk) -> dict[str, int]:
    """Return how many rows each noun has."""
    with desk.read() as session:
        connection = session.connection()
        return {
            noun: int(connection.exec_driver_sql(f"SELECT count(*) FROM {noun}").scalar() or 0)
            for noun in nouns()
        }


def test_an_office_on_a_server_ends_where_its_laptop_is(engine: Engine, desk: Desk, tmp_path: Path) -> None:
    settle_village(desk, 24, 6)
    kantor = server_desk(engine, tmp_path / "kantor")
    assert revision(engine) == HEAD
    assert not migrate(engine, lambda: None)
    give_keys(kantor)
    enrol(kantor, desk, tmp_path)

    # the write path of a desk, read back
    home = add_family(kantor, "SITI ROHMAH", "3604035403879902", "3604031108129907")
    with kantor.write() as session:
        session.get_one(Household, home).pendamping_id = desk.identity.petugas_id
    made = make_letter(kantor, home, LetterWishes(income=2_100_000))
    assert letter_again(kantor, made.id) == made.pdf
    assert look_up_code(kantor, made.code).name == "SITI ROHMAH"
    (person,) = family(kantor, home).members
    assert (person.born_on, person.is_pengurus) == (date(1984, 3, 12), True)

    # two writes of one field meet, are decided, and the answer goes down
    receive(desk, answer_for(kantor, desk, tmp_path))
    for each, address in ((kantor, "KP. KANTOR"), (desk, "KP. LAPTOP")):
        with each.write() as session:
            session.get_one(Household, home).address = address
    send_up(kantor, desk, tmp_path)
    (question,) = (row for row in conflicts(kantor) if row.kind == "field")
    decide(kantor, question.id, "KP. LAPTOP")
    assert not [row for row in conflicts(kantor) if row.kind == "field"]
    receive(desk, answer_for(kantor, desk, tmp_path))

    assert differences(scoped_at_office(kantor, desk.identity.desk_id), held(desk)) == []
    assert family(desk, home).address == family(kantor, home).address == "KP. LAPTOP"
    assert counts(kantor) == counts(desk)
    with kantor.write(subject=("household", home)) as session:
        session.get_one(Household, home).note = "sementara"
    undo_last(kantor)
    assert family(kantor, home).note == ""
    assert not [finding for finding in check_desk(kantor) if finding.fault]
    with kantor.read() as session:
        assert len(session.exec(select(Household)).all()) == 25
    looks_the_same(kantor, desk, home)
    kantor.close()


def looks_the_same(kantor: Desk, laptop: Desk, home: str) -> None:
    """What both look at is told alike by both databases; what only an office looks at opens."""
    assert sorted(family_ids(kantor)) == sorted(family_ids(laptop))
    assert family_rows(kantor, [home])[0].name == "SITI ROHMAH"
    assert chip_counts(kantor)["semua"] == 25
    for query in ("rohmah", "siti roh", "40387", "marsiti", "zzz"):
        told = [{hit.id for hit in find_everything(each, query).families} for each in (kantor, laptop)]
        assert told[0] == told[1]
    assert {card.household_id for card in pipeline(kantor)} == {
        card.household_id for card in pipeline(laptop)
    }
    assert {(row.id, row.stock) for row in products(kantor)} == {
        (row.id, row.stock) for row in products(laptop)
    }
    assert [item.title for item in timeline(kantor, home)]
    for view in (dashboard, waiting, laptops, letter_book, desks, report, changes):
        assert view(kantor)
    assert inbox(kantor, "baru") is not None
