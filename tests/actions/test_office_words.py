"""Words of the office reach the pendamping: why it decided so, why a record came back, until when."""

from pathlib import Path

from helpers.desks import FakeClock
from helpers.exchange import answer_for, send_up
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.office.decide import decide, send_back
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.views.exchange.sending import record_fates
from pkh_desk.views.office.overview import conflicts
from pkh_desk.views.people.timeline import timeline
from pkh_desk.views.upkeep.status import needing_author, status


def words(desk: Desk, home: str) -> list[tuple[str, str]]:
    return [(item.title, item.detail) for item in timeline(desk, home) if item.kind == "note"]


def test_the_note_of_a_decision_stands_in_the_timeline_until_it_is_taken_back(
    kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    edit_household(kantor, home, {"address": "KP. KANTOR"})
    edit_household(desk, home, {"address": "KP. LAPTOP"})
    send_up(kantor, desk, tmp_path)
    decide(kantor, conflicts(kantor)[0].id, "KP. LAPTOP", "Sesuai KK yang baru")
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert words(desk, home) == words(kantor, home) == [("Pesan kantor", "Sesuai KK yang baru")]
    undo_last(kantor)
    assert words(kantor, home) == []
    assert len(conflicts(kantor)) == 1
    send_up(kantor, desk, tmp_path)
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert words(desk, home) == []


def test_a_returned_record_is_flagged_until_its_author_writes_again(
    kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    edit_household(desk, home, {"address": "KP. LAPTOP"})
    send_up(kantor, desk, tmp_path)
    with kantor.read() as session:
        sql = "SELECT id FROM txn WHERE NOT own ORDER BY h DESC LIMIT 1"
        txn = session.connection().exec_driver_sql(sql).scalar()
    send_back(kantor, txn, "RT belum jelas")
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert words(desk, home) == [("Dikembalikan kantor", "RT belum jelas")]
    assert [one.reason for one in needing_author(desk)] == ["RT belum jelas"]
    assert status(desk).fates["dikembalikan"] == 1
    assert [one.fate for one in record_fates(desk)] == ["dikembalikan"]
    assert isinstance(desk.clock, FakeClock)
    desk.clock.forward(minutes=5)
    edit_household(desk, home, {"rt": "004"})
    assert needing_author(desk) == []
    assert (status(desk).fates["dikembalikan"], status(desk).fates["belum"]) == (0, 1)
    assert [one.fate for one in record_fates(desk)] == ["belum"]
