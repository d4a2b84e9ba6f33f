"""Who used full personal data: one entry a family and hour, chained so that changes show."""

from helpers.desks import add_family
from pkh_desk.actions.upkeep.access import broken_entries, note_access
from pkh_desk.actions.upkeep.check import check_desk
from pkh_desk.desk import Desk


def entries(desk: Desk) -> int:
    with desk.read() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM access").scalar() or 0)


def test_one_entry_a_family_and_hour(desk: Desk) -> None:
    home = add_family(desk)
    note_access(desk, "lihat", home)
    note_access(desk, "lihat", home)
    note_access(desk, "cetak", home)
    desk.clock.forward(minutes=61)  # type: ignore[attr-defined]
    note_access(desk, "lihat", home)
    assert entries(desk) == 3


def test_a_changed_or_missing_entry_shows(desk: Desk) -> None:
    home = add_family(desk)
    for what in ("lihat", "cetak", "ekspor"):
        note_access(desk, what, home)
    assert check_desk(desk) == []
    with desk.keep() as session:
        session.connection().exec_driver_sql("DELETE FROM access WHERE what = 'cetak'")
    with desk.read() as session:
        assert broken_entries(session) == [3]
    assert [f.kind for f in check_desk(desk) if f.fault] == ["access"]
