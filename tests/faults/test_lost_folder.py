"""A target that vanished or may not be written to: a sentence, nothing marked as sent, a retry that works."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.desks import add_family
from helpers.disks import read_only, small_disk
from helpers.exchange import CHEAP_CODE, enrol, give_keys
from helpers.forge import Parties, heading
from helpers.sheets import R1, xlsx
from pkh_desk.actions.exchange.enrol import invite
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.lists.roster import CHECKING, MATCHING, import_roster
from pkh_desk.actions.lists.saving import save_file
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.desk import Desk
from pkh_desk.errors import FileNotUsable, FolderGone
from pkh_desk.sync.bundle.writer import Photo, write_bundle
from pkh_desk.views.upkeep.records import family_records

Write = Callable[[Desk, Desk, Path], object]
WRITES: dict[str, tuple[Write, str]] = {
    "sending": (lambda _, laptop, folder: send(laptop, folder), "1 catatan masih lengkap"),
    "answer": (lambda kantor, _, folder: answer(kantor, folder), "Semua catatan masih lengkap"),
    "backup": (lambda _, laptop, folder: back_up(laptop, folder), "Cadangan belum dibuat"),
    "letter": (lambda _a, _b, folder: save_file(folder / "surat.pdf", b"%PDF"), "Tidak ada yang berubah"),
    "invitation": (
        lambda kantor, _, folder: invite(kantor, "Heni", ["Sukadana"], folder / "undangan", CHEAP_CODE),
        "Tidak ada yang berubah",
    ),
}


@pytest.fixture
def pair(office: Desk, desk: Desk, tmp_path: Path) -> tuple[Desk, Desk]:
    """An office and its laptop, which has one catatan to send."""
    give_keys(office)
    enrol(office, desk, tmp_path)
    add_family(desk)
    return office, desk


def told(desk: Desk) -> list[object]:
    """Return what a desk believes to have sent, invited and been answered."""
    with desk.read() as session:
        tables = ("SELECT sha256, state FROM bundle", "SELECT id, fate FROM txn", "SELECT id FROM invitation")
        return [session.connection().exec_driver_sql(sql).fetchall() for sql in tables]


@pytest.mark.parametrize("name", WRITES)
def test_a_folder_that_is_gone(name: str, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    write, safe = WRITES[name]
    before = [told(desk) for desk in pair]
    usb = tmp_path / "KINGSTON"
    with pytest.raises(FolderGone, match=safe) as error:
        write(*pair, usb)
    assert "tercabut" in error.value.text
    assert error.value.hint.startswith("Pasang ")
    assert not usb.exists()
    assert [told(desk) for desk in pair] == before
    usb.mkdir()
    write(*pair, usb)
    assert list(usb.iterdir())


@pytest.mark.parametrize("name", WRITES)
def test_a_stick_that_may_not_be_written_to(name: str, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    write, safe = WRITES[name]
    before = [told(desk) for desk in pair]
    with small_disk(tmp_path / "KINGSTON", 16) as usb:
        if usb is None:
            pytest.skip("mounting a small disk needs root")
        with read_only(usb), pytest.raises(FolderGone, match=safe):
            write(*pair, usb)
        assert list(usb.iterdir()) == []
        assert [told(desk) for desk in pair] == before
        write(*pair, usb)
        assert list(usb.iterdir())


def test_a_stick_pulled_while_it_is_written_to(tmp_path: Path) -> None:
    usb = tmp_path / "KINGSTON"
    usb.mkdir()
    parties = Parties.generate()

    def pull() -> bytes:
        shutil.rmtree(usb)
        return b"foto"

    photo = Photo(sha256(b"foto").hexdigest(), 4, pull)
    with pytest.raises(FolderGone) as error:
        write_bundle(usb, heading(counts={"catatan": 12}), [photo], parties.laptop, [])
    assert str(error.value) == (
        "USB tercabut atau folder hilang sebelum selesai. 12 catatan masih lengkap dan tetap ditandai belum "
        "terkirim. Pasang USB lagi, lalu Ulangi."
    )


@pytest.mark.parametrize("phase", [CHECKING, MATCHING])
def test_a_stick_that_is_pulled_while_its_list_is_taken_in(phase: str, desk: Desk, tmp_path: Path) -> None:
    """What was read whole is taken in; else nothing is, and it works once the stick is back."""
    usb = tmp_path / "KINGSTON"
    usb.mkdir()
    path = usb / "daftar.xlsx"
    path.write_bytes(xlsx(R1))

    def pulled(_done: int, _total: int, now: str) -> None:
        if now == phase and usb.exists():
            usb.rename(tmp_path / "tercabut")

    if phase == MATCHING:
        assert import_roster(desk, path, apply=True, progress=pulled).families["new"] == 4
        return
    with pytest.raises(FileNotUsable, match="Data Anda tidak berubah"):
        import_roster(desk, path, apply=True, progress=pulled)
    assert family_records(desk) == []
    (tmp_path / "tercabut").rename(usb)
    assert import_roster(desk, path, apply=True).families["new"] == 4
