"""Several clerks at one office PC: a passphrase, a role and a name in the history for each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.desks import CHEAP, PASSPHRASE, add_family, know_first_clerk, seeded
from helpers.exchange import give_keys
from pkh_desk.actions.exchange.enrol import invite, revoke
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.new_hardware import restore_here
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.office.clerks import (
    add_clerk,
    bring_back_clerk,
    change_clerk,
    remove_clerk,
    renew_clerk,
)
from pkh_desk.actions.office.config import body_on, publish_config
from pkh_desk.actions.office.decide import send_back
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.passphrase import change_passphrase
from pkh_desk.actions.upkeep.setup import begin
from pkh_desk.actions.upkeep.undo import undo_act, undo_last
from pkh_desk.desk import Desk, open_desk
from pkh_desk.errors import (
    CannotUndo,
    InvalidInput,
    NothingToUndo,
    RecordNotFound,
    StageNotAllowed,
    WrongPassphrase,
    WrongRole,
)
from pkh_desk.settings import Places, lock_clerks
from pkh_desk.store.local import Access
from pkh_desk.store.people.household import Household
from pkh_desk.views.office.clerks import clerks
from pkh_desk.views.upkeep.history import history

SITI, AGUS = "sawah hijau pagi", "perahu kelapa mawar"


def opened(office: Desk, passphrase: str, petugas_id: str = "") -> Desk:
    return open_desk(office.places, passphrase, office.clock, seeded(77), petugas_id)


@pytest.fixture
def siti(office: Desk) -> str:
    """An operator beside the admin who began the office."""
    give_keys(office)
    return add_clerk(office, " Siti  Aminah ", "operator", SITI, CHEAP)


def test_everyone_opens_with_their_own_and_what_they_write_carries_their_name(
    office: Desk, siti: str
) -> None:
    assert [(each.name, each.role, each.me) for each in clerks(office)] == [
        ("Dinsos Kab. Serang", "admin", True),
        ("Siti Aminah", "operator", False),
    ]
    desk = opened(office, SITI)
    assert [each.name for each in clerks(desk) if each.me] == ["Siti Aminah"]
    home = add_family(desk)
    note_access(desk, "lihat", home)
    assert [act.author for act in history(office, home)] == ["Siti Aminah"]
    with office.read() as session:
        assert session.get_one(Access, 2).who == siti
    desk.close()
    with pytest.raises(WrongPassphrase):
        opened(office, SITI, office.identity.petugas_id)
    again = opened(office, PASSPHRASE)
    assert again.identity.petugas_id == office.identity.petugas_id
    again.close()


def test_a_passphrase_that_is_in_use_is_refused_without_saying_why(office: Desk, siti: str) -> None:
    for taken in (PASSPHRASE, SITI):
        with pytest.raises(InvalidInput, match="Pilih yang lain"):
            add_clerk(office, "Agus", "operator", taken, CHEAP)
    with pytest.raises(InvalidInput, match="Pilih yang lain"):
        change_passphrase(office, PASSPHRASE, SITI, CHEAP)
    for name, role, why in (
        ("", "operator", "belum diisi"),
        ("Agus", "raja", "tidak dikenal"),
        ("siti aminah", "admin", "sudah dipakai"),
    ):
        with pytest.raises(InvalidInput, match=why):
            add_clerk(office, name, role, AGUS, CHEAP)
    assert len(clerks(office)) == 2


def test_an_own_passphrase_is_changed_and_a_forgotten_one_given_anew(office: Desk, siti: str) -> None:
    desk = opened(office, SITI)
    change_passphrase(desk, SITI, AGUS, CHEAP)
    with pytest.raises(WrongPassphrase):
        change_passphrase(desk, PASSPHRASE, "rumah besar di bukit", CHEAP)
    desk.close()
    opened(office, PASSPHRASE).close()
    assert opened(office, AGUS).identity.petugas_id == siti
    renew_clerk(office, siti, "rumah besar di bukit", CHEAP)
    with pytest.raises(WrongPassphrase):
        opened(office, AGUS)
    opened(office, "rumah besar di bukit", siti).close()


def acts(home: str, folder: Path) -> dict[str, tuple[str, Callable[[Desk], object]]]:
    """What needs which role at least."""
    return {
        "take in": ("operator", lambda desk: take_in(desk, folder)),
        "apply": ("operator", apply_inbox),
        "record": ("operator", lambda desk: edit_household(desk, home, {"alamat": "Kp. Baru"})),
        "stage": ("operator", lambda desk: take_step(desk, home, StepDraft("calon", desk.today()))),
        "return": ("verifikator", lambda desk: send_back(desk, "0" * 64, "foto")),
        "verify": (
            "verifikator",
            lambda desk: take_step(desk, home, StepDraft("diverifikasi", desk.today())),
        ),
        "desil": ("verifikator", lambda desk: edit_household(desk, home, {"desil": "2"})),
        "invite": ("admin", lambda desk: invite(desk, "Heni", ["Sukadana"], folder / "u.undangan")),
        "revoke": ("admin", lambda desk: revoke(desk, "AAAAA")),
        "erase": ("admin", lambda desk: erase_household(desk, home, "permintaan")),
        "publish": (
            "admin",
            lambda desk: publish_config(desk, "limits", body_on(desk, "limits", desk.today()), desk.today()),
        ),
        "clerks": ("admin", lambda desk: add_clerk(desk, "Rudi", "admin", "kuda lari kencang", CHEAP)),
    }


@pytest.mark.parametrize("role", ["operator", "verifikator", "admin"])
def test_each_role_may_what_it_may(office: Desk, siti: str, role: str, tmp_path: Path) -> None:
    change_clerk(office, siti, "Siti Aminah", role)
    home, desk = add_family(office), opened(office, SITI)
    ranks = ["operator", "verifikator", "admin"]
    (tmp_path / "usb").mkdir()
    refused = set()
    for name, (_, act) in acts(home, tmp_path / "usb").items():
        try:
            act(desk)
        except WrongRole:
            refused.add(name)
        except (InvalidInput, RecordNotFound, StageNotAllowed):
            # It was let through, and found wrong for another reason.
            continue
    wanted = {
        name for name, (needed, _) in acts(home, tmp_path).items() if ranks.index(needed) > ranks.index(role)
    }
    assert refused == wanted
    desk.close()


def test_the_last_admin_stays_and_a_removed_clerk_is_out_though_their_name_stays(
    office: Desk, siti: str
) -> None:
    me = office.identity.petugas_id
    for take in (lambda: remove_clerk(office, me), lambda: change_clerk(office, me, "Dinsos", "verifikator")):
        with pytest.raises(InvalidInput, match="satu admin"):
            take()
    desk = opened(office, SITI)
    home = add_family(desk)
    remove_clerk(office, siti)
    with pytest.raises(WrongRole):
        send_back(desk, "0" * 64, "foto")
    desk.close()
    with pytest.raises(WrongPassphrase):
        opened(office, SITI)
    with pytest.raises(RecordNotFound):
        remove_clerk(office, siti)
    assert [act.author for act in history(office, home)] == ["Siti Aminah"]
    assert [each.name for each in clerks(office)] == ["Dinsos Kab. Serang"]
    assert lock_clerks(office.places) == []


def test_who_was_taken_out_comes_back_with_the_same_passphrase_and_role(office: Desk, siti: str) -> None:
    removed = remove_clerk(office, siti)
    assert (removed.name, removed.role) == ("Siti Aminah", "operator")
    other = add_clerk(office, "siti aminah", "admin", AGUS, CHEAP)
    with pytest.raises(InvalidInput, match="sudah dipakai"):
        bring_back_clerk(office, removed)
    remove_clerk(office, other)
    bring_back_clerk(office, removed)
    assert [(each.name, each.role) for each in clerks(office)][1:] == [("Siti Aminah", "operator")]
    desk = opened(office, SITI, siti)
    with pytest.raises(WrongRole):
        bring_back_clerk(desk, removed)
    desk.close()


def test_who_comes_back_shares_no_passphrase_with_another(office: Desk, siti: str) -> None:
    removed = remove_clerk(office, siti)
    other = add_clerk(office, "Agus", "operator", SITI, CHEAP)
    with pytest.raises(InvalidInput, match="kata sandi baru"):
        bring_back_clerk(office, removed)
    desk = opened(office, SITI)
    assert desk.identity.petugas_id == other
    desk.close()
    assert removed.name not in [each.name for each in clerks(office)]


def test_ctrl_z_neither_lets_a_clerk_in_nor_out_nor_goes_up_in_rank(office: Desk, siti: str) -> None:
    """It takes back what lies below: a passphrase goes with a clerk, which no log holds."""
    know_first_clerk(office)
    home = add_family(office)
    edit_household(office, home, {"address": "KP. BARU"})
    change_clerk(office, siti, "Siti Aminah", "admin")
    change_clerk(office, office.identity.petugas_id, "Dinsos", "operator")
    with pytest.raises(CannotUndo, match="halamannya sendiri"):
        undo_act(office, history(office)[0].id)
    undo_last(office)
    with office.read() as session:
        assert session.get_one(Household, home).address != "KP. BARU"
    assert [each.role for each in clerks(office)] == ["operator", "admin"]


def test_the_first_change_of_a_new_office_is_not_its_admin(tmp_path: Path) -> None:
    desk = begin(Places(tmp_path / "baru"), "kantor", "Dinsos", PASSPHRASE, cost=CHEAP)
    with pytest.raises(NothingToUndo):
        undo_last(desk)
    assert desk.clerk_may("admin")
    desk.close()


def test_a_clerk_undoes_their_own_and_only_an_admin_undoes_another_s(office: Desk, siti: str) -> None:
    add_family(office)
    desk = opened(office, SITI)
    with pytest.raises(NothingToUndo):
        undo_last(desk)
    act = history(office)[0].id
    with pytest.raises(WrongRole):
        undo_act(desk, act)
    change_clerk(office, siti, "Siti Aminah", "admin")
    assert undo_act(desk, act).records
    desk.close()


def test_a_backup_opens_with_every_passphrase_of_its_day(office: Desk, siti: str, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    backup = back_up(office, usb)
    remove_clerk(office, siti)
    for number, passphrase in enumerate((SITI, PASSPHRASE)):
        desk = restore_here(Places(tmp_path / f"baru-{number}"), backup.path, passphrase, office.clock)
        assert (desk.identity.petugas_id == siti) == (passphrase == SITI)
        desk.close()
