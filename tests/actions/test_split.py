"""A sending in several files: any order, any part lost or doubled, cut short; and one that is sent again."""

import itertools
import os
import shutil
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, FakeClock, add_family, make_desk, seeded
from helpers.disks import filled, small_disk
from helpers.exchange import answer_for, enrol, give_keys, stick
from pkh_desk.actions.exchange.enrol import approve, invite, join
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import keys_of, office_link
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import LARGEST, Sent, send
from pkh_desk.actions.people.photo import Owner, keep_photo
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.desk import Desk, open_desk
from pkh_desk.errors import BundleTooNew, Cancelled, DiskFull, PartsMissing, RecordNotFound
from pkh_desk.settings import Places
from pkh_desk.store.log.states import load_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.sync.bundle.admission import Reader
from pkh_desk.sync.bundle.parts import CAPABILITY
from pkh_desk.sync.bundle.reader import open_bundle
from pkh_desk.sync.enrolment.invitation import Cost
from pkh_desk.views.exchange.rollcall import roll_call, roll_call_report
from pkh_desk.views.exchange.sending import ANSWERED, MADE, say_needed, sent_files, still_needed, to_send
from pkh_desk.views.upkeep.status import status

PHOTO, LIMIT = 40_000, 70_000
"""Bytes of a photo, and a limit that has room for one of them beside what any file needs."""


@pytest.fixture
def joined(desk: Desk, office: Desk, tmp_path: Path) -> Desk:
    """An approved laptop with a family and two photos of it that were not sent yet."""
    give_keys(office)
    home = add_family(desk)
    enrol(office, desk, tmp_path)
    add_photos(desk, home, 2)
    add_family(desk, "RUMSIAH", "3604275203849902", "3604271406129902")
    return desk


def add_photos(desk: Desk, home: str, count: int, size: int = PHOTO) -> list[str]:
    """Add photos of a family; return their SHA-256."""
    rows = [keep_photo(desk, os.urandom(size), Owner("household", home, home)) for _ in range(count)]
    digests = [row.sha256 for row in rows]
    with desk.write() as session:
        session.add_all(rows)
    return digests


def pass_days(desk: Desk, days: int) -> None:
    """Move the clock of a desk on."""
    assert isinstance(desk.clock, FakeClock)
    desk.clock.forward(days=days)


def photos_of(desk: Desk) -> dict[str, bool]:
    """Return whether each photo that a row names is here."""
    with desk.read() as session:
        rows = session.connection().exec_driver_sql("SELECT sha256 FROM file WHERE NOT deleted")
        return {row[0]: desk.blobs.has(row[0]) for row in rows}


def held_by(desk: Desk) -> dict[str, object]:
    """Return every synced row of a desk without what differs by the order of arrival."""
    found: dict[str, object] = {}
    with desk.read() as session:
        for noun in nouns().values():
            ids = {row[0] for row in session.connection().exec_driver_sql(f"SELECT id FROM {noun.name}")}
            rows = load_rows(session.connection(), noun, ids)
            found |= {row_id: (row.state.values, row.state.heads) for row_id, row in rows.items()}
    return found


def bring(office: Desk, paths: Sequence[Path], folder: Path) -> list[str]:
    """Take these files in one by one, each applied before the next comes; return the states."""
    states = []
    for path in paths:
        usb = stick(folder, f"satu-{office.now()}")
        shutil.copy(path, usb)
        states += [arrival.state for arrival in take_in(office, usb)]
        assert [applied.reason for applied in apply_inbox(office) if applied.reason] == []
    return states


def test_three_files_in_any_order_give_the_same_state_and_photos(
    joined: Desk, office: Desk, tmp_path: Path
) -> None:
    sent = send(joined, stick(tmp_path, "usb"), LIMIT)
    code = joined.identity.code
    assert [path.name for path in sent.files] == [
        f"PKH_{code}_{sent.sequence}_{part}dari3.pkhb" for part in (1, 2, 3)
    ]
    assert all(path.stat().st_size <= LIMIT for path in sent.files)
    found = []
    for number, order in enumerate(itertools.permutations(sent.files)):
        home = tmp_path / f"kantor-{number}"
        shutil.copytree(office.places.home, home)
        kantor = reopen_at(home, office)
        try:
            assert bring(kantor, order, tmp_path) == ["baru"] * 3
            found.append((held_by(kantor), photos_of(kantor)))
            assert roll_call(kantor).rows[0].missing == ()
        finally:
            kantor.close()
    assert found == found[:1] * 6
    assert list(found[0][1].values()) == [True, True]


def reopen_at(home: Path, like: Desk) -> Desk:
    """Open a copy of a desk's home."""
    return open_desk(Places(home), PASSPHRASE, like.clock, seeded(7))


def test_the_photos_of_a_lost_file_go_again_until_the_office_has_them(
    joined: Desk, office: Desk, tmp_path: Path
) -> None:
    first, second, third = send(joined, stick(tmp_path, "usb"), LIMIT).files
    bring(office, [first, third], tmp_path)
    call = roll_call(office)
    assert (call.rows[0].missing, call.rows[0].photos) == ((), 1)
    sheet = roll_call_report(call, only_silent=False).sheet
    told = dict(zip((column.title for column in sheet.columns), sheet.line(call.rows[0], False), strict=True))
    assert told["Foto belum sampai"] == 1
    receive(joined, answer_for(office, joined, tmp_path))
    assert (to_send(joined).records, to_send(joined).photos, status(joined).lacking) == (0, 1, 1)
    assert say_needed(still_needed(joined, 2)) == (
        "1 foto dari kiriman #2 belum diterima kantor dan ikut di kiriman berikutnya. "
        "2 catatan lainnya sudah dijawab."
    )
    file = sent_files(joined)[0]
    assert (file.step, file.lacking, file.fates) == (ANSWERED, 1, {"diterima": 2})
    again = send(joined, stick(tmp_path, "lagi"), LIMIT)
    assert (len(again.files), again.records, again.photos) == (1, 0, 1)
    assert sent_files(joined)[0].step == MADE
    receive(joined, answer_for(office, joined, tmp_path))
    assert sent_files(joined)[0].step == MADE
    bring(office, again.files, tmp_path)
    # What is written meanwhile does not keep the photos from being answered.
    add_family(joined, "NASIAH", "3604275203849903", "3604271406129903")
    assert all(photos_of(office).values())
    assert roll_call(office).rows[0].photos == 0
    receive(joined, answer_for(office, joined, tmp_path))
    assert (to_send(joined).photos, sent_files(joined)[0].step) == (0, ANSWERED)
    assert send(joined, stick(tmp_path, "tanpa-foto")).photos == 0
    # Found at last, it changes nothing.
    assert bring(office, [second], tmp_path) == ["baru"]
    assert bring(office, [second], tmp_path) == ["sudah"]


def test_a_photo_waits_at_the_office_for_its_row(joined: Desk, office: Desk, tmp_path: Path) -> None:
    first, second, third = send(joined, stick(tmp_path, "usb"), LIMIT).files
    assert bring(office, [second, third], tmp_path) == ["baru", "baru"]
    row = roll_call(office).rows[0]
    assert (row.sequence, row.missing) == (2, (2,))
    pass_days(office, 20)
    back_up(office)
    bring(office, [first], tmp_path)
    assert list(photos_of(office).values()) == [True, True]
    pass_days(office, 40)
    back_up(office)
    assert list(photos_of(office).values()) == [True, True]


def test_a_photo_whose_row_never_comes_is_let_go(joined: Desk, office: Desk, tmp_path: Path) -> None:
    _first, second, third = send(joined, stick(tmp_path, "usb"), LIMIT).files
    bring(office, [second, third], tmp_path)
    kept = [path for path in office.places.files.glob("*/*") if path.is_file()]
    assert len(kept) == 2
    pass_days(office, 60)
    back_up(office)
    assert [path for path in kept if path.exists()] == []


def test_what_the_office_lacks_outlives_the_laptops_own_sweep(
    joined: Desk, office: Desk, tmp_path: Path
) -> None:
    first, _second, _third = send(joined, stick(tmp_path, "usb"), LIMIT).files
    bring(office, [first], tmp_path)
    receive(joined, answer_for(office, joined, tmp_path))
    with joined.keep() as session:
        session.connection().exec_driver_sql("DELETE FROM file")
    pass_days(joined, 60)
    back_up(joined)
    assert to_send(joined).photos == 2


def test_an_older_office_refuses_a_companion_and_says_why(joined: Desk, tmp_path: Path) -> None:
    first, second, _third = send(joined, stick(tmp_path, "usb"), LIMIT).files
    keys = keys_of(joined)
    trusted = {keys.public.signing_bytes: joined.identity.desk_id}
    reader = Reader(keys.sealing, office_link(joined).desk_id, trusted)
    needs = []
    with pytest.raises(BundleTooNew), open_bundle(second, reader):
        pass
    for path in (first, second):
        with open_bundle(path, replace(reader, knows=frozenset({CAPABILITY}))) as bundle:
            manifest = bundle.manifest
            needs.append((manifest.needs, manifest.part, manifest.parts, len(bundle.files)))
    assert needs == [([], 1, 3, 0), ([CAPABILITY], 2, 3, 1)]


def test_a_full_stick_between_two_files_keeps_what_was_written(
    joined: Desk, office: Desk, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "penuh", 1) as disk:
        if disk is None:
            pytest.skip("no small disk can be mounted here")
        with filled(disk, leaving=90_000), pytest.raises(PartsMissing) as error:
            send(joined, disk, LIMIT)
        assert str(error.value).startswith(
            "Bagian 1 dan 2 dari 3 sudah tertulis dan tetap berlaku. Bagian 3 belum: USB atau folder penuh."
        )
        written = sorted(disk.glob("*"))
        assert [path.name[-10:] for path in written] == ["1dari3.pkhb"[-10:], "2dari3.pkhb"[-10:]]
        bring(office, written, tmp_path)
    assert sent_files(joined)[0].names == tuple(path.name for path in written)
    assert sorted(photos_of(office).values()) == [False, True]
    receive(joined, answer_for(office, joined, tmp_path))
    bring(office, send(joined, stick(tmp_path, "lagi"), LIMIT).files, tmp_path)
    assert all(photos_of(office).values())


def test_a_first_file_that_does_not_fit_is_no_sending(joined: Desk, tmp_path: Path) -> None:
    before = sent_files(joined)
    with small_disk(tmp_path / "penuh", 1) as disk:
        if disk is None:
            pytest.skip("no small disk can be mounted here")
        with filled(disk), pytest.raises(DiskFull):
            send(joined, disk, LIMIT)
        assert list(disk.iterdir()) == []
    assert sent_files(joined) == before


@pytest.mark.parametrize("after", [0, 1])
def test_cancelling_leaves_whole_files_only(joined: Desk, tmp_path: Path, after: int) -> None:
    usb, seen = stick(tmp_path, "usb"), []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= after * PHOTO:
            raise Cancelled("Dibatalkan. Tidak ada yang berubah.")

    with pytest.raises(PartsMissing, match="dibatalkan"):
        send(joined, usb, LIMIT, stop)
    assert seen == [(PHOTO * part, PHOTO * 2) for part in range(after + 1)]
    assert len(list(usb.iterdir())) == after + 1
    assert to_send(joined).photos == 2
    before, whole = sent_files(joined), stick(tmp_path, "satu")
    with pytest.raises(Cancelled):
        send(joined, whole, LARGEST, stop)
    assert list(whole.iterdir()) == []
    assert sent_files(joined) == before


def test_a_laptop_that_asks_to_join_sends_its_photos_after_it_was_approved(
    office: Desk, desk: Desk, tmp_path: Path
) -> None:
    give_keys(office)
    add_photos(desk, add_family(desk), 2)
    letter = tmp_path / "w.undangan"
    invited = invite(office, "Wulan Apriyanti", ["Sukadana"], letter, Cost(memory=64, passes=1, lanes=1))
    join(desk, letter, invited.code)
    sent = send(desk, stick(tmp_path, "gabung"), LIMIT)
    assert (len(sent.files), sent.photos, sent.later) == (1, 0, 2)
    take_in(office, sent.path.parent)
    assert sent.words is not None
    approve(office, desk.identity.code, sent.words)
    apply_inbox(office)
    receive(desk, answer_for(office, desk, tmp_path))
    bring(office, send(desk, stick(tmp_path, "foto"), LIMIT).files, tmp_path)
    assert list(photos_of(office).values()) == [True, True]


def test_only_the_laptop_that_has_a_photo_is_asked_for_it(joined: Desk, office: Desk, tmp_path: Path) -> None:
    other = make_desk(tmp_path / "lain", name="Heni Rosdiana", seed=5)
    pass_days(other, 1)
    try:
        enrol(office, other, tmp_path, scope="Cikande")
        first, *_rest = send(joined, stick(tmp_path, "usb"), LIMIT).files
        bring(office, [first], tmp_path)
        receive(other, answer_for(office, other, tmp_path))
        receive(joined, answer_for(office, joined, tmp_path))
        assert (to_send(other).photos, to_send(joined).photos) == (0, 2)
    finally:
        other.close()


def test_what_is_still_needed_of_a_sending(joined: Desk, office: Desk, tmp_path: Path) -> None:
    lost: Sent = send(joined, stick(tmp_path, "hilang"))
    add_family(joined, "NASIAH", "3604275203849903", "3604271406129903")
    needed = still_needed(joined, lost.sequence)
    assert (needed.answered, needed.unsent, needed.photos, needed.others) == (0, 2, 2, 1)
    assert say_needed(needed) == (
        f"2 catatan dan 2 foto dari kiriman #{lost.sequence} belum diterima kantor "
        "dan ikut di kiriman berikutnya, bersama 1 catatan sesudahnya."
    )
    bring(office, send(joined, stick(tmp_path, "lagi")).files, tmp_path)
    receive(joined, answer_for(office, joined, tmp_path))
    needed = still_needed(joined, lost.sequence)
    assert (needed.unsent, needed.photos) == (0, 0)
    assert say_needed(needed) == (
        f"Semua isi kiriman #{lost.sequence} sudah dijawab kantor. Tidak ada yang perlu dikirim lagi."
    )
    with pytest.raises(RecordNotFound):
        still_needed(joined, 99)


@pytest.mark.parametrize("left", [-1, 20, 0])
def test_a_broken_photo_stops_no_other_and_is_told(
    joined: Desk, office: Desk, left: int, tmp_path: Path
) -> None:
    first, _second = (path for path in joined.places.files.glob("*/*") if path.is_file())
    first.write_bytes(first.read_bytes()[:left] + b"?" * (left < 0))
    for limit in (LIMIT, LARGEST):
        sent = send(joined, stick(tmp_path, f"usb-{limit}"), limit)
        assert (sent.records, sent.photos, sent.broken, sent.later) == (2, 1, 1, 0)
    bring(office, sent.files, tmp_path)
    assert sorted(photos_of(office).values()) == [False, True]


def test_photos_are_read_one_at_a_time(joined: Desk, tmp_path: Path) -> None:
    home = add_family(joined, "NASIAH", "3604275203849903", "3604271406129903")
    add_photos(joined, home, 40, size=250_000)
    tracemalloc.start()
    try:
        sent = send(joined, stick(tmp_path, "usb"))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sent.size > 40 * 250_000
    assert peak < 10 * 250_000


def test_a_sending_made_by_a_clock_set_back_is_known_to_hold_what_it_holds(
    joined: Desk, tmp_path: Path
) -> None:
    pass_days(joined, -3)
    sent = send(joined, stick(tmp_path, "usb"))
    needed = still_needed(joined, sent.sequence)
    assert (needed.unsent, needed.photos, needed.others) == (2, 2, 0)
    assert (sent_files(joined)[0].step, sent_files(joined)[0].fates) == (MADE, {"belum": 2})
