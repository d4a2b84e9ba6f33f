"""What goes, what comes back, and what a person is told before and after: over real sealed files."""

import os
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from helpers.desks import add_family
from helpers.exchange import CHEAP_CODE, answer_for, enrol, give_keys, send_up, stick
from pkh_desk.actions.exchange.enrol import invite
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.invitation import is_complete, look_at_invitation, tidy_code
from pkh_desk.actions.exchange.receive import MOST_LOOKED_AT, find_answer, preview, receive
from pkh_desk.actions.exchange.send import mark_handed_over, note_way, send
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import Desk
from pkh_desk.errors import (
    BundleDamaged,
    BundleNotForMe,
    BundleStale,
    InvitationExpired,
    InvitationInvalid,
    RecordNotFound,
)
from pkh_desk.views.exchange.sending import (
    ANSWERED,
    ARRIVED,
    HANDED_OVER,
    MADE,
    record_fates,
    sent_files,
    to_send,
)
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.upkeep.status import status


@pytest.fixture
def joined(desk: Desk, office: Desk, tmp_path: Path) -> Desk:
    """A laptop that was approved; it holds one family the office has."""
    give_keys(office)
    add_family(desk)
    enrol(office, desk, tmp_path)
    return desk


def test_a_preview_tells_what_receiving_does_and_changes_nothing(
    joined: Desk, office: Desk, tmp_path: Path
) -> None:
    add_family(joined, "RUMSIAH", "3604275203849902", "3604271406129902")
    send_up(office, joined, tmp_path)
    path = answer_for(office, joined, tmp_path)
    before = status(joined)
    seen = preview(joined, path)
    assert (seen.records["household"], seen.fates, seen.used_at) == (1, {"diterima": 1}, None)
    assert status(joined) == before
    receive(joined, path)
    assert status(joined).unsent == 0
    again = preview(joined, path)
    assert (again.records, again.fates) == ({}, {})
    assert again.used_at is not None


def test_catatan_are_counted_alike_on_both_sides_however_often_they_were_changed(
    joined: Desk, office: Desk, tmp_path: Path
) -> None:
    home, new = family_ids(joined)[0], add_family(joined, "RUMSIAH", "3604275203849902", "3604271406129902")
    # One family that the office knows is changed twice, one is new and then changed: two catatan.
    for each, address in ((home, "KP BARU"), (home, "KP LAMA"), (new, "KP HILIR")):
        edit_household(joined, each, {"address": address})
    assert to_send(joined).records == 2
    usb = stick(tmp_path, "naik")
    send(joined, usb)
    assert [arrival.records for arrival in take_in(office, usb)] == [2]
    assert [(one.records, one.new) for one in apply_inbox(office)] == [(2, 4)]
    path = answer_for(office, joined, tmp_path)
    assert preview(joined, path).fates == {"diterima": 2}
    assert receive(joined, path).fates == {"diterima": 2}


def test_a_laptops_own_sending_is_told_from_an_answer(joined: Desk, tmp_path: Path) -> None:
    add_family(joined, "RUMSIAH", "3604275203849902", "3604271406129902")
    sent = send(joined, stick(tmp_path, "naik"))
    renamed = sent.path.rename(tmp_path / "DOC-20261126-WA0003")
    for read in (preview, receive):
        with pytest.raises(BundleNotForMe, match="kiriman Anda sendiri untuk kantor"):
            read(joined, renamed)


def test_an_older_answer_is_refused_before_it_is_applied(joined: Desk, office: Desk, tmp_path: Path) -> None:
    old = answer_for(office, joined, tmp_path)
    add_family(joined, "RUMSIAH", "3604275203849902", "3604271406129902")
    send_up(office, joined, tmp_path)
    receive(joined, answer_for(office, joined, tmp_path))
    with pytest.raises(BundleStale):
        preview(joined, old)


def test_the_newest_unused_answer_is_found_among_other_files(
    joined: Desk, office: Desk, tmp_path: Path
) -> None:
    folder = stick(tmp_path, "unduhan")
    assert find_answer(joined, [folder, tmp_path / "tercabut"]) is None
    send(joined, folder)
    (folder / "rusak.pkhb").write_bytes(b"age-encryption.org/v1\n")
    with pytest.raises(BundleDamaged):
        find_answer(joined, [folder])
    path = answer_for(office, joined, tmp_path)
    kept = folder / f"{path.name}.zip"
    kept.write_bytes(path.read_bytes())
    (folder / f"{path.name}.crdownload").write_bytes(path.read_bytes()[:100])
    if os.name != "nt":
        (folder / "hilang.pkhb").symlink_to(tmp_path / "tidak-ada")
    os.utime(kept, (0, 0))
    sealed = pyrage.encrypt(b"", [Identity.generate().to_public()])
    for number in range(MOST_LOOKED_AT):
        # Parts of its own sendings, and answers for other laptops, made later than the answer.
        (folder / f"PKH_{joined.identity.code}_9_{number}dari99.pkhb").write_bytes(b"age-encryption.org/v1\n")
        (folder / f"PKH_{office.identity.code}_{100 + number}.pkhb").write_bytes(sealed)
    found = find_answer(joined, [folder])
    assert found is not None
    assert found[0] == kept
    receive(joined, kept)
    with pytest.raises(BundleDamaged):
        find_answer(joined, [folder])
    (folder / "rusak.pkhb").unlink()
    found = find_answer(joined, [folder])
    assert found is not None
    assert found[1].used_at is not None


def test_a_file_goes_from_made_to_answered(joined: Desk, office: Desk, tmp_path: Path) -> None:
    add_family(joined, "RUMSIAH", "3604275203849902", "3604271406129902")
    assert (to_send(joined).kinds, to_send(joined).approved) == ({"household": 1}, True)
    usb = stick(tmp_path, "usb")
    sent = send(joined, usb)
    note_way(joined, sent.sequence, "USB KINGSTON")

    def newest() -> tuple[int, str, dict[str, int]]:
        file = sent_files(joined)[0]
        return file.step, file.way, file.fates

    assert newest() == (MADE, "USB KINGSTON", {"belum": 1})
    mark_handed_over(joined, sent.sequence)
    assert newest()[0] == HANDED_OVER
    take_in(office, usb)
    receive(joined, answer_for(office, joined, tmp_path))
    assert newest() == (ARRIVED, "USB KINGSTON", {"sampai": 1})
    send_up(office, joined, tmp_path)
    receive(joined, answer_for(office, joined, tmp_path))
    assert [file.step for file in sent_files(joined)] == [ANSWERED] * 3
    with pytest.raises(RecordNotFound):
        mark_handed_over(joined, 99)


def test_a_lone_laptop_has_sent_nothing_yet(desk: Desk) -> None:
    add_family(desk)
    assert sent_files(desk) == []
    assert (to_send(desk).office, to_send(desk).records) == (None, 1)


def test_every_catatan_has_its_fate_and_those_that_came_back_stand_first(joined: Desk) -> None:
    add_family(joined, "RUMSIAH", "3604275203849902", "3604271406129902")
    assert [(one.family, one.fate) for one in record_fates(joined) if one.kind == "household"] == [
        ("RUMSIAH", "belum"),
        ("SARMUNAH", "diterima"),
    ]
    with joined.keep() as session:
        session.connection().exec_driver_sql(
            "UPDATE txn SET fate = 'dikembalikan', fate_reason = 'NIK berbeda' WHERE fate = 'diterima' "
            "AND subject_kind = 'household'"
        )
    first = record_fates(joined)[0]
    assert (first.family, first.fate, first.reason) == ("SARMUNAH", "dikembalikan", "NIK berbeda")


def test_an_invitation_is_looked_at_without_a_desk(office: Desk, tmp_path: Path) -> None:
    give_keys(office)
    invited = invite(office, "Heni Rosdiana", ["Sukadana"], tmp_path / "heni.undangan", CHEAP_CODE)
    assert tidy_code(invited.code.lower().replace("-", " ")) == invited.code
    assert is_complete(invited.code)
    assert not is_complete(invited.code[:-1])
    seen = look_at_invitation(invited.path, invited.code, office.now())
    assert (seen.name, seen.office) == ("Heni Rosdiana", "Dinsos Kab. Serang")
    assert len(seen.words.split()) == 4
    with pytest.raises(InvitationInvalid):
        look_at_invitation(invited.path, "ABCD-EFGH-JKMN", office.now())
    with pytest.raises(InvitationExpired):
        look_at_invitation(invited.path, invited.code, invited.expires_at + 1)
