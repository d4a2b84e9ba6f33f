"""The backups that pile up by themselves: thinned by age, and what a kill cut short is swept away."""

import os
from pathlib import Path

import pytest

from helpers.desks import FakeClock, add_family, make_desk
from helpers.disks import small_disk
from helpers.exchange import answer_for, enrol, give_keys
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.upkeep.backup import back_up, back_up_if_due
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled
from pkh_desk.store.upkeep import backup
from pkh_desk.store.upkeep.backup import CHECKING, COPYING, PHOTOS

HOUR = 60
DAY = 24 * HOUR


def test_hourly_for_a_day_daily_for_a_week_then_weekly_and_monthly(desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, FakeClock)
    for minutes in (300 * DAY, 20 * DAY, 3 * DAY, 30, 30, 30, 30, 30):
        back_up(desk)
        clock.forward(minutes=minutes)
    newest = back_up(desk)
    ages = [(newest.made_at - backup.made_at) // 60_000 for backup in desk.backups.list()]
    assert ages[0] == 0
    assert len([age for age in ages if age < DAY]) <= 4
    assert [age // DAY for age in ages if age >= DAY] == [3, 23, 323]


def test_a_copy_that_was_cut_short_is_never_listed_and_swept_later(desk: Desk) -> None:
    whole = back_up(desk)
    cut = desk.places.backups / ".pkh-20261124-011500-000-tangan.part.db"
    cut.write_bytes(whole.path.read_bytes()[:5000])
    at_work = cut.with_name(".pkh-20261124-021500-000-tangan.part.db")
    at_work.write_bytes(b"of another process")
    for path, age in ((cut, 2 * HOUR), (at_work, 1)):
        seconds = desk.now() / 1000 - age * 60
        os.utime(path, (seconds, seconds))
    assert [backup.path for backup in desk.backups.list()] == [whole.path]
    desk.backups.thin(desk.now())
    assert (cut.exists(), at_work.exists(), whole.path.exists()) == (False, True, True)


def test_receiving_again_and_again_does_not_fill_the_disk(office: Desk, desk: Desk, tmp_path: Path) -> None:
    give_keys(office)
    add_family(desk)
    enrol(office, desk, tmp_path)
    for _ in range(3):
        receive(desk, answer_for(office, desk, tmp_path))
    assert len(desk.backups.list()) <= 2


def test_two_backups_of_one_millisecond_are_both_kept(desk: Desk) -> None:
    first = desk.backups.make("satu", 1_700_000_000_000)
    second = desk.backups.make("satu", 1_700_000_000_000)
    assert first.path != second.path
    assert {backup.path for backup in desk.backups.list()} == {first.path, second.path}


def test_a_backup_is_due_half_an_hour_after_a_change(desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, FakeClock)
    assert back_up_if_due(desk) is None
    add_family(desk)
    assert back_up_if_due(desk) is not None
    clock.forward(minutes=31)
    assert back_up_if_due(desk) is None
    add_family(desk, name="RUMSIAH", nik=None, no_kk=None)
    made = back_up_if_due(desk)
    assert made is not None
    assert made.label == "otomatis"
    add_family(desk, name="TARSIH", nik=None, no_kk=None)
    assert back_up_if_due(desk) is None


def test_backups_stay_within_a_fifth_of_the_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 24) as disk:
        if disk is None:
            pytest.skip("mounting a small disk needs root")
        laptop = make_desk(disk / "laptop")
        clock = laptop.clock
        assert isinstance(clock, FakeClock)
        for _ in range(12):
            clock.forward(minutes=DAY)
            newest = back_up(laptop)
        listed = laptop.backups.list()
        assert listed[0].path == newest.path
        assert sum(backup.path.stat().st_size for backup in listed) <= 24_000_000 // 5
        laptop.close()


@pytest.mark.parametrize("phase", [COPYING, CHECKING, PHOTOS])
def test_one_that_is_stopped_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    monkeypatch.setattr(backup, "LOOKED", 100)
    add_family(desk)
    photo = desk.places.files / "ab" / "cd"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"foto")
    usb = tmp_path / "usb"
    usb.mkdir()

    def stop(done: int, total: int, now: str) -> None:
        assert done <= total
        if now == phase:
            raise Cancelled("Dibatalkan.")

    with pytest.raises(Cancelled):
        back_up(desk, usb, progress=stop)
    assert [path.name for path in usb.iterdir() if path.is_file()] == []
    made = back_up(desk, usb)
    assert desk.backups.check(made.path).households == 1
