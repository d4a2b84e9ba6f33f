"""A disk that is full to the last byte: a sentence, nothing half-written, and the retry works.

On a small tmpfs where mounting is allowed (root); what a child with a file size limit can show runs anywhere.
"""

import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, FakeClock, add_family, make_desk, reopen
from helpers.disks import filled, small_disk
from helpers.doomed import NEXT_DAY, children
from helpers.exchange import answer_for, enrol, send_up
from helpers.pictures import picture
from helpers.sheets import person, r1_with, xlsx
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.saving import save_file
from pkh_desk.actions.people.photo import shrink
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.check import check_desk
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk, open_desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import DiskFull
from pkh_desk.settings import Places

LONG_NOTE = "Usaha berjalan. " * 250
SARMUNAH = "3604275203849901"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 16 MB."""
    with small_disk(tmp_path / "disk", 16) as made:
        if made is None:
            pytest.skip("mounting a small disk needs root")
        yield made


@pytest.fixture
def kantor(office: Desk) -> Desk:
    """An office with keys, on a disk with room."""
    make_office_keys(office)
    return office


def visit(desk: Desk, home: str, photos: tuple[bytes, ...] = ()) -> VisitDraft:
    return VisitDraft(VisitFields(household_id=home, on=desk.today(), note=LONG_NOTE), photos=photos)


def count(desk: Desk, table: str, where: str = "1") -> int:
    with desk.read() as session:
        sql = f"SELECT count(*) FROM {table} WHERE {where}"
        return int(session.connection().exec_driver_sql(sql).scalar() or 0)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if ".part" in path.name or ".coba" in path.name]


@pytest.mark.parametrize("photos", [(), (shrink(picture(1200, 900)),)], ids=["no photo", "photo"])
@pytest.mark.parametrize("leaving", [0, 8192, 40_000])
def test_a_save(disk: Path, photos: tuple[bytes, ...], leaving: int) -> None:
    desk = make_desk(disk / "laptop")
    home = add_family(desk)
    with filled(disk, leaving):
        with pytest.raises(DiskFull, match=r"Ruang (komputer )?penuh, .*belum ter(simpan|tulis)"):
            save_visit(desk, visit(desk, home, photos))
        assert (count(desk, "visit"), count(desk, "file"), leftovers(disk)) == (0, 0, [])
    save_visit(desk, visit(desk, home, photos))
    desk = reopen(desk)
    assert (count(desk, "visit"), count(desk, "file")) == (1, len(photos))
    assert [finding.kind for finding in check_desk(desk) if finding.fault] == []
    desk.close()


def test_a_save_that_still_fits_stands_though_nothing_else_does(disk: Path) -> None:
    desk = make_desk(disk / "laptop")
    home = add_family(desk)
    stream = desk.identity.code
    for _ in range(20):
        save_visit(desk, visit(desk, home))
    with desk.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
    with filled(disk):
        save_visit(desk, visit(desk, home))
        assert leftovers(disk) == []
    desk = reopen(desk)
    assert (count(desk, "visit"), desk.identity.code) == (21, stream)
    desk.close()


@pytest.mark.parametrize("leaving", [0, 100_000, 400_000])
def test_a_beginning_leaves_nothing_and_can_be_begun_again(disk: Path, leaving: int) -> None:
    home = disk / "laptop"
    home.mkdir()
    with filled(disk, leaving), pytest.raises(DiskFull):
        make_desk(home)
    assert [path.name for path in home.rglob("*") if path.is_file()] == []
    desk = make_desk(home)
    add_family(desk)
    desk.close()


def test_opening_says_so_and_works_again(disk: Path) -> None:
    desk = make_desk(disk / "laptop")
    add_family(desk)
    desk.close()
    with filled(disk), pytest.raises(DiskFull, match=r"belum bisa dibuka. Data Anda tetap aman"):
        open_desk(desk.places, PASSPHRASE, FakeClock(NEXT_DAY))
    desk = open_desk(desk.places, PASSPHRASE, FakeClock(NEXT_DAY))
    assert count(desk, "household") == 1
    desk.close()


def test_a_backup(disk: Path, desk: Desk) -> None:
    save_visit(desk, visit(desk, add_family(desk), (shrink(picture(1200, 900)),)))
    room_for_rows_alone = desk.places.database.stat().st_size + 1_000_000
    for leaving in (0, 100_000, room_for_rows_alone):
        with filled(disk, leaving):
            with pytest.raises(DiskFull, match=r"Ruang penuh, .*Cadangan belum dibuat"):
                back_up(desk, disk)
            assert [path.name for path in disk.iterdir()] == ["ballast"]
    made = back_up(desk, disk)
    assert desk.backups.check(made.path).visits == 1
    assert len(list((disk / "files").glob("*/*"))) == 1


def test_a_sending(disk: Path, kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    save_visit(desk, visit(desk, add_family(desk), (shrink(picture(1200, 900)),)))
    enrol(kantor, desk, tmp_path)
    save_visit(desk, visit(desk, add_family(desk, nik=None, no_kk=None), (shrink(picture(1200, 901)),)))
    sent, unsent = count(desk, "bundle"), count(desk, "txn", "fate = 'belum'")
    for leaving in (0, 4096):
        with filled(disk, leaving):
            with pytest.raises(
                DiskFull, match=r"USB atau folder penuh, perlu \d+ KB lagi. Kiriman belum dibuat"
            ):
                send(desk, disk)
            assert [path.name for path in disk.iterdir()] == ["ballast"]
    assert (count(desk, "bundle"), count(desk, "txn", "fate = 'belum'")) == (sent, unsent)
    send(desk, disk)
    assert [arrival.state for arrival in take_in(kantor, disk)] == ["baru"]
    assert [applied.new for applied in apply_inbox(kantor)] == [unsent]


def test_a_letter(
    disk: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    add_family(desk)
    older = disk / "surat.pdf"
    older.write_bytes(b"surat kemarin")
    words = ["letter", SARMUNAH, "--out", str(older), "--home", str(desk.places.home)]
    with filled(disk, 8192):
        assert main(words) == DiskFull.exit_code
        assert "Ruang penuh, berkas belum tertulis. Tidak ada yang berubah." in capsys.readouterr().err
        assert (count(desk, "letter"), older.read_bytes(), leftovers(disk)) == (0, b"surat kemarin", [])
    assert main(words) == 0
    assert older.read_bytes().startswith(b"%PDF")


def test_an_answer(disk: Path, kantor: Desk, tmp_path: Path) -> None:
    laptop = make_desk(disk / "laptop")
    home = add_family(laptop)
    enrol(kantor, laptop, tmp_path)
    save_visit(laptop, visit(laptop, home))
    send_up(kantor, laptop, tmp_path)
    path = answer_for(kantor, laptop, tmp_path)
    for leaving in (0, 200_000):
        with filled(disk, leaving), pytest.raises(DiskFull):
            receive(laptop, path)
        assert count(laptop, "txn", "fate = 'belum'") == 1
    assert receive(laptop, path).confirmed == 1
    assert [finding.kind for finding in check_desk(laptop) if finding.fault] == []
    laptop.close()


@pytest.mark.parametrize("leaving", [0, 2_500_000])
def test_an_import(disk: Path, leaving: int, tmp_path: Path) -> None:
    desk = make_desk(disk / "laptop")
    path = tmp_path / "daftar.xlsx"
    families = range(1, 1201)
    path.write_bytes(
        xlsx(r1_with(*(person(f"WARGA {n}", f"36042714{n % 12 + 1:02}{n:04}01") for n in families)))
    )
    with filled(disk, leaving):
        with pytest.raises(DiskFull, match=r"^Ruang komputer penuh[.,] .*belum (tersimpan|diterapkan)"):
            import_roster(desk, path, apply=True)
        held = [count(desk, table) for table in ("household", "member", "txn", "roster_import", "kelompok")]
        assert (held, leftovers(disk)) == ([0] * 5, [])
    desk = reopen(desk)
    assert import_roster(desk, path, apply=True).families["new"] == 1200
    assert [finding.kind for finding in check_desk(desk) if finding.fault] == []
    desk.close()


def test_the_office_s_inbox(disk: Path, desk: Desk, tmp_path: Path) -> None:
    kantor = make_desk(disk / "kantor", role="kantor", name="Dinsos Kab. Serang", seed=2)
    make_office_keys(kantor)
    home = add_family(desk)
    enrol(kantor, desk, tmp_path)
    save_visit(desk, visit(desk, home, (shrink(picture(1200, 900)),)))
    usb = tmp_path / "usb"
    usb.mkdir()
    send(desk, usb)
    with filled(disk):
        (arrival,) = take_in(kantor, usb)
        assert arrival.state == "ditolak"
        assert arrival.reason.startswith("Ruang penuh, berkas belum tertulis. Kiriman belum disimpan")
        assert leftovers(disk) == []
    assert [again.state for again in take_in(kantor, usb)] == ["baru"]
    with filled(disk), pytest.raises(DiskFull):
        apply_inbox(kantor)
    assert (count(kantor, "visit"), count(kantor, "bundle", "state = 'baru'")) == (0, 1)
    assert [applied.new for applied in apply_inbox(kantor)] == [1]
    kantor.close()


LARGEST = 2_000


def limited(home: Path, folder: Path, pipe: Connection) -> None:
    """Be a child whose files must stay small, as on a stick whose file system takes no more."""
    import resource

    desk = open_desk(Places(home), PASSPHRASE, FakeClock(NEXT_DAY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    said = []
    for write in (lambda: send(desk, folder), lambda: save_file(folder / "surat.pdf", bytes(2 * LARGEST))):
        try:
            write()
        except DiskFull as error:
            said.append(error.text)
    pipe.send(said)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_stick_that_takes_no_large_file(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    add_family(desk)
    enrol(kantor, desk, tmp_path)
    add_family(desk, nik=None, no_kk=None)
    desk.close()
    usb = tmp_path / "usb"
    usb.mkdir()
    context = children()
    ours, theirs = context.Pipe()
    child = context.Process(target=limited, args=(desk.places.home, usb, theirs))
    child.start()
    assert ours.poll(30)
    said = ours.recv()
    child.join(30)
    assert said == [
        "USB atau folder penuh. Kiriman belum dibuat.",
        "Ruang penuh, berkas belum tertulis. Tidak ada yang berubah.",
    ]
    assert list(usb.iterdir()) == []
