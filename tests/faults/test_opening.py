"""Opening what is not as it was left: wrong passphrase, newer, damaged, cloned, restored, half-restored."""

import json
import shutil
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, FakeClock, add_family, make_desk, reopen, seeded
from helpers.doomed import NEXT_DAY
from helpers.exchange import CHEAP_CODE, answer_for, enrol, give_keys, send_up
from pkh_desk.actions.exchange.enrol import invite
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.check import check_desk
from pkh_desk.actions.upkeep.paper_key import waits_for_paper
from pkh_desk.actions.upkeep.restore import restore
from pkh_desk.actions.upkeep.setup import open_home, set_hint
from pkh_desk.desk import Desk, open_desk
from pkh_desk.errors import (
    BackupBad,
    DamagedDatabase,
    DeskExists,
    NewerDatabase,
    NoDesk,
    UserError,
    WrongPassphrase,
)
from pkh_desk.settings import Places, lock_meta
from pkh_desk.store.log.txnlog import Chain
from pkh_desk.views.people.families import family_ids

PAGE = 4096
MINUTE = 60_000


def streams(desk: Desk) -> dict[str, list[int]]:
    """Return the numbers of each stream of the desk's own log, in order."""
    with desk.read() as session:
        rows = session.connection().exec_driver_sql("SELECT stream, n FROM txn WHERE own ORDER BY h")
        found: dict[str, list[int]] = {}
        for stream, n in rows:
            found.setdefault(stream, []).append(n)
        return found


def stream(desk: Desk) -> str:
    with desk.read() as session:
        return Chain.load(session).stream


def bytes_of(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


# --- passphrase


def test_a_wrong_passphrase_waits_longer_each_time_also_after_a_restart(desk: Desk) -> None:
    desk.close()
    clock = FakeClock(NEXT_DAY)

    def try_with(passphrase: str) -> UserError:
        with pytest.raises(WrongPassphrase) as error:
            open_desk(Places(desk.places.home), passphrase, clock)
        return error.value

    said = [try_with(f"salah {n}") for n in range(4)]
    assert {error.text for error in said} == {"Kata sandi belum cocok."}
    assert said[0].hint == "Periksa Caps Lock. Sisa 3 percobaan, lalu tunggu 1 menit."
    assert said[3].hint == "Tunggu 1 menit, lalu coba lagi."
    for minutes in (1, 2, 4, 8, 15):
        assert try_with(PASSPHRASE).text == "Kata sandi belum cocok."
        clock.forward(minutes=minutes)
        if minutes < 15:
            assert try_with("salah").hint == f"Tunggu {min(15, 2 * minutes)} menit, lalu coba lagi."
    opened = open_desk(desk.places, PASSPHRASE, clock)
    opened.close()
    assert try_with("salah lagi").hint.startswith("Periksa Caps Lock. Sisa 3")


# --- newer, damaged, gone


def test_a_newer_database_is_refused_with_every_byte_as_it_was(desk: Desk) -> None:
    add_family(desk)
    with desk.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    desk.close()
    before = bytes_of(desk.places.home)
    with pytest.raises(NewerDatabase, match=r"lebih baru. Tidak ada yang diubah\."):
        open_desk(desk.places, PASSPHRASE, FakeClock(NEXT_DAY))
    assert bytes_of(desk.places.home) == before


def test_any_flipped_page_is_noticed(desk: Desk) -> None:
    add_family(desk)
    desk.close()
    sound = desk.places.database.read_bytes()
    pages = len(sound) // PAGE
    said = set()
    for page in {*range(4), *range(4, pages, max(1, pages // 24)), pages - 1}:
        spoilt = bytearray(sound)
        spoilt[page * PAGE + 1234] ^= 1
        desk.places.database.write_bytes(spoilt)
        said.add(examine(desk.places))
    assert said == {"refused", "found by check"}


def examine(places: Places) -> str:
    """Open and check a home; say who found the damage."""
    try:
        opened = open_desk(places, PASSPHRASE, FakeClock(NEXT_DAY))
    except DamagedDatabase:
        return "refused"
    try:
        return (
            "found by check" if any(finding.kind == "pages" for finding in check_desk(opened)) else "missed"
        )
    except DamagedDatabase:
        return "found by check"
    finally:
        opened.close()


def test_a_cut_database_and_one_that_is_none(desk: Desk) -> None:
    add_family(desk)
    desk.close()
    sound = desk.places.database.read_bytes()
    for content in (sound[: len(sound) // 2], b"bukan database " * 1000, bytes(len(sound))):
        desk.places.database.write_bytes(content)
        assert examine(desk.places) in ("refused", "found by check")


@pytest.mark.parametrize("left", [None, b""])
def test_a_database_that_is_gone_is_not_replaced_by_an_empty_one(desk: Desk, left: bytes | None) -> None:
    add_family(desk)
    backup = back_up(desk).path
    desk.close()
    desk.places.database.unlink()
    if left is not None:
        desk.places.database.write_bytes(left)
    before = bytes_of(desk.places.home)
    with pytest.raises(DamagedDatabase, match="tidak ada di folder ini, atau kosong"):
        open_desk(desk.places, PASSPHRASE, FakeClock(NEXT_DAY))
    assert bytes_of(desk.places.home) == before
    restore(desk.places, PASSPHRASE, backup, FakeClock(NEXT_DAY))
    desk = reopen(desk)
    assert len(streams(desk)) == 1
    desk.close()


@pytest.mark.parametrize("content", [b"", b'{"format": 1, "slo', b"[]", None])
def test_a_damaged_vault_gives_way_to_its_newest_copy(desk: Desk, content: bytes | None) -> None:
    back_up(desk)
    set_hint(desk.places, "warna pintu")
    back_up(desk)
    home = add_family(desk)
    desk.close()
    if content is None:
        desk.places.vault.unlink()
    else:
        desk.places.vault.write_bytes(content)
    assert lock_meta(desk.places)["hint"] == "warna pintu"
    desk = reopen(desk)
    assert family_ids(desk) == [home]
    desk.close()


def test_a_damaged_vault_without_a_copy_is_said_and_nothing_is_changed(desk: Desk) -> None:
    desk.close()
    desk.places.vault.write_bytes(b"rusak")
    before = bytes_of(desk.places.home)
    with pytest.raises(DamagedDatabase, match="kata sandi rusak"):
        open_desk(desk.places, PASSPHRASE, FakeClock(NEXT_DAY))
    assert bytes_of(desk.places.home) == before
    assert lock_meta(desk.places)


def test_a_beginning_that_was_cut_short_is_begun_again(desk: Desk) -> None:
    """The vault is the last that is written; without it, and without any copy, nothing opens the database."""
    places = desk.places
    desk.close()
    places.vault.unlink()
    cut_short = places.database.read_bytes()
    assert lock_meta(places) == {}
    with pytest.raises(NoDesk):
        open_desk(places, PASSPHRASE, FakeClock(NEXT_DAY))
    again = make_desk(places.home)
    home = add_family(again)
    again.close()
    with pytest.raises(DeskExists):
        make_desk(places.home)
    again = reopen(again)
    assert family_ids(again) == [home]
    again.close()
    assert [path.read_bytes() for path in places.home.glob("pkh-disisihkan-*.db")] == [cut_short]


def test_an_office_whose_beginning_was_cut_short_gets_its_keys_when_it_is_opened(
    office: Desk, tmp_path: Path
) -> None:
    office.close()
    office = open_home(office.places, PASSPHRASE, FakeClock(NEXT_DAY))
    assert waits_for_paper(office)
    invite(office, "Wulan Apriyanti", ["Sukadana"], tmp_path / "wulan.undangan", CHEAP_CODE)
    words = own_words(office)
    office.close()
    office = open_home(office.places, PASSPHRASE, FakeClock(NEXT_DAY))
    assert own_words(office) == words
    office.close()


# --- clones and restores


def test_a_home_copied_to_another_computer_begins_a_new_stream(desk: Desk, tmp_path: Path) -> None:
    add_family(desk)
    desk.close()
    clone = Places(tmp_path / "salinan")
    shutil.copytree(desk.places.home, clone.home)
    body = json.loads(clone.position.read_text(encoding="utf-8"))
    clone.position.write_text(json.dumps({**body, "machine": "komputer lain"}), encoding="utf-8")
    copied, original = open_desk(clone, PASSPHRASE, FakeClock(NEXT_DAY)), reopen(desk)
    assert copied.identity.code != original.identity.code
    for opened in (copied, original):
        add_family(opened, nik=None, no_kk=None)
        assert [finding.kind for finding in check_desk(opened) if finding.fault] == []
    assert stream(copied) not in streams(original)
    assert streams(copied)[stream(copied)] == [1]
    for opened in (copied, original):
        opened.close()


def test_an_old_backup_begins_a_new_stream_and_loses_nothing_unsent(
    office: Desk, desk: Desk, tmp_path: Path
) -> None:
    give_keys(office)
    enrol(office, desk, tmp_path)
    backup = back_up(desk).path
    add_family(desk, name="SESUDAH CADANGAN", nik=None, no_kk=None)
    before = streams(desk)
    desk.close()
    restored = restore(desk.places, PASSPHRASE, backup, FakeClock(NEXT_DAY), seeded(5))
    assert restored.rescued is not None
    assert restored.aside.exists()
    desk = open_desk(desk.places, PASSPHRASE, FakeClock(NEXT_DAY))
    add_family(desk, name="SESUDAH PULIH", nik=None, no_kk=None)
    assert stream(desk) not in before
    take_in(office, restored.rescued.parent)
    assert [applied.forks for applied in apply_inbox(office)] == [0]
    send_up(office, desk, tmp_path)
    receive(desk, answer_for(office, desk, tmp_path))
    for both in (office, desk):
        with both.read() as session:
            names = session.connection().exec_driver_sql("SELECT name FROM member ORDER BY name").fetchall()
        assert [row[0] for row in names] == ["SESUDAH CADANGAN", "SESUDAH PULIH"]
    desk.close()


def test_a_restore_after_a_kill_that_left_the_position_behind(desk: Desk) -> None:
    backup = back_up(desk).path
    behind = desk.places.position.read_bytes()
    add_family(desk)
    before = stream(desk)
    desk.close()
    desk.places.position.write_bytes(behind)
    restore(desk.places, PASSPHRASE, backup, FakeClock(NEXT_DAY))
    desk = reopen(desk)
    assert stream(desk) != before
    desk.close()


def test_a_restore_that_is_refused_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    add_family(desk)
    sound = back_up(desk, tmp_path).path
    spoilt = bytearray(sound.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    sound.write_bytes(spoilt)
    desk.close()
    before = bytes_of(desk.places.home)
    with pytest.raises(BackupBad, match="Data yang sekarang tidak tersentuh"):
        restore(desk.places, PASSPHRASE, sound, FakeClock(NEXT_DAY))
    assert bytes_of(desk.places.home) == before


def test_a_foreign_backup_is_refused(desk: Desk, tmp_path: Path) -> None:
    other = make_desk(tmp_path / "lain", name="Heni Rosdiana", seed=7)
    foreign = back_up(other, tmp_path).path
    other.close()
    desk.close()
    with pytest.raises(BackupBad):
        restore(desk.places, PASSPHRASE, foreign, FakeClock(NEXT_DAY))
