"""What an invitation brings along of what the office has published, and what an office has no more."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from helpers.desks import PASSPHRASE, seeded
from helpers.exchange import CHEAP_CODE, answer_for, enrol, give_keys, send_up, stick
from pkh_desk.actions.exchange.enrol import invite, join
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.office.config import body_on, publish_config
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.restore import restore
from pkh_desk.desk import Desk, open_desk
from pkh_desk.errors import InvitationInvalid
from pkh_desk.store.office import Config, add_config
from pkh_desk.sync.enrolment.config_pack import ROOM, config_pack, read_pack

HALF = ROOM // 2 - 100
"""Almost as long as a document may be, and too long for two of them."""


def publish_percent(office: Desk, percent: int, days: int = 0) -> None:
    """Publish another limit of attendance, in force from that many days on."""
    since = office.today() + timedelta(days)
    publish_config(
        office, "limits", body_on(office, "limits", since) | {"commitment_percent": percent}, since
    )


def percent(desk: Desk, days: int = 0) -> int:
    """Return the limit of attendance that a desk works by."""
    return int(body_on(desk, "limits", desk.today() + timedelta(days))["commitment_percent"])


def ask_to_join(office: Desk, laptop: Desk, folder: Path, name: str = "undangan") -> None:
    """Take an invitation of today on the laptop."""
    path = folder / name
    join(laptop, path, invite(office, "Wulan Apriyanti", ["Sukadana"], path, CHEAP_CODE).code)


def test_a_laptop_works_by_what_the_office_published_before_its_first_answer(
    office: Desk, desk: Desk, tmp_path: Path
) -> None:
    give_keys(office)
    publish_percent(office, 70)
    publish_percent(office, 75)
    publish_percent(office, 60, days=2)
    assert percent(desk) == 85
    ask_to_join(office, desk, tmp_path)
    assert (percent(desk), percent(desk, 2)) == (75, 60)


def test_a_later_invitation_takes_the_place_of_one_before(office: Desk, desk: Desk, tmp_path: Path) -> None:
    give_keys(office)
    publish_percent(office, 70)
    ask_to_join(office, desk, tmp_path)
    publish_percent(office, 75)
    ask_to_join(office, desk, tmp_path, "lagi")
    assert percent(desk) == 75
    with desk.read() as session:
        assert len(session.exec(select(Config)).all()) == 1


def test_the_first_answer_names_the_same_documents(office: Desk, desk: Desk, tmp_path: Path) -> None:
    give_keys(office)
    publish_percent(office, 70)
    publish_percent(office, 75)
    enrol(office, desk, tmp_path)
    with office.read() as there, desk.read() as here:
        kept = [
            {row.id: row.model_dump() for row in each.exec(select(Config)).all()} for each in (there, here)
        ]
    assert kept[0] == kept[1]
    assert len(kept[0]) == 2


def test_what_has_no_room_waits_for_the_answer(office: Desk) -> None:
    with office.write() as session:
        for at, size in enumerate((HALF, HALF, 10, 500)):
            add_config(session, office.new_id(), f"jenis_{at}", office.today(), {"text": "x" * size})
    with office.read() as session:
        pack = config_pack(session.connection(), office.today())
    assert [line[-2]["kind"] for line in pack] == ["jenis_2", "jenis_3", "jenis_0"]


def test_an_office_that_was_put_back_takes_what_it_lost_out_of_force(
    office: Desk, desk: Desk, tmp_path: Path
) -> None:
    give_keys(office)
    enrol(office, desk, tmp_path)
    made = back_up(office, stick(tmp_path, "cadangan"))
    publish_percent(office, 70)
    receive(desk, answer_for(office, desk, tmp_path))
    assert percent(desk) == 70
    office.close()
    restore(office.places, PASSPHRASE, made.path, office.clock, seeded(5))
    again = open_desk(office.places, PASSPHRASE, office.clock, seeded(5))
    send_up(again, desk, tmp_path)
    assert receive(desk, answer_for(again, desk, tmp_path)).differs == ()
    assert (percent(again), percent(desk)) == (85, 85)
    again.close()


GOOD: dict[str, Any] = {"kind": "limits", "version": 1, "effective_from": "2026-11-24", "body": "{}"}


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["row"],
        ["row", "household", "a" * 32, 1, 1, "b" * 64, {}, {}],
        ["row", "unknown", "a" * 32, 1, 1, "b" * 64, GOOD, {}],
        ["row", "config", "a" * 32, 1, 1, "b" * 64, "text", {}],
        ["row", "config", "a" * 32, 1, 1, "b" * 64, {**GOOD, "effective_from": "besok"}, {}],
        ["row", "config", "a" * 32, 1, 1, "b" * 64, {**GOOD, "body": "bukan JSON"}, {}],
        ["row", "config", "a" * 32, 1, 1, "b" * 64, {**GOOD, "body": json.dumps([1])}, {}],
        ["row", "config", "a" * 32, 1, 1, "b" * 64, GOOD, {"body": [1]}],
        ["row", "config", "a" * 32, 1, 1, "b" * 64, GOOD, {"body": [[1]]}],
    ],
)
def test_what_is_no_document_is_refused(line: list[Any]) -> None:
    assert read_pack([["row", "config", "a" * 32, 1, 1, "b" * 64, GOOD, {}]]).keys() == {"a" * 32}
    with pytest.raises(InvitationInvalid):
        read_pack([line])
