"""A forgotten passphrase, as files between a real locked laptop and its office."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from helpers.desks import CHEAP, PASSPHRASE, add_family, make_desk, reopen
from helpers.exchange import enrol, give_keys
from pkh_desk.actions.exchange.enrol import reinstate, revoke
from pkh_desk.actions.exchange.forgotten import (
    ask_office,
    check_answer,
    helping_office,
    take_answer,
    waiting_request,
)
from pkh_desk.actions.exchange.forgotten_office import answer_request, look_at_request
from pkh_desk.actions.upkeep.setup import open_home
from pkh_desk.desk import Desk
from pkh_desk.errors import (
    FileNotUsable,
    InvalidInput,
    NotEnrolled,
    ResetRefused,
    WrongPassphrase,
    WrongWords,
)
from pkh_desk.store.local import Access
from pkh_desk.views.people.families import family_ids

NEW = "bebek angon pulang sore"


@pytest.fixture
def paper(office: Desk, desk: Desk, tmp_path: Path) -> str:
    """The office's paper key; the laptop is enrolled, holds a family, and is locked."""
    key = give_keys(office)
    add_family(desk)
    enrol(office, desk, tmp_path)
    desk.close()
    return key


def words_of(desk: Desk) -> str:
    asked = waiting_request(desk.places, desk.now())
    assert asked is not None
    return asked.words


def take(desk: Desk, answer: Path, passphrase: str = NEW) -> Desk:
    return take_answer(desk.places, answer, passphrase, desk.clock, cost=CHEAP)


def test_the_office_opens_the_laptop_and_nothing_is_lost(
    office: Desk, desk: Desk, paper: str, tmp_path: Path
) -> None:
    assert helping_office(desk.places) == "Dinsos Kab. Serang"
    asked = ask_office(desk.places, tmp_path, desk.now())
    seen = look_at_request(office, asked)
    assert (seen.name, seen.code, seen.known, seen.answered_at) == (
        "Wulan Apriyanti",
        desk.identity.code,
        True,
        None,
    )
    assert seen.words == words_of(desk)
    with pytest.raises(WrongWords):
        answer_request(office, asked, "telur asin keripik bubur", tmp_path / "x.kunci")
    assert not (tmp_path / "x.kunci").exists()
    answer = tmp_path / "jawab.kunci"
    assert answer_request(office, asked, seen.words.upper().replace(" ", ", "), answer) == "Wulan Apriyanti"
    check_answer(desk.places, answer, desk.now())
    with pytest.raises(InvalidInput):
        take(desk, answer, "pendek")
    opened = take(desk, answer)
    assert len(family_ids(opened)) == 1
    opened.close()
    with pytest.raises(WrongPassphrase):
        open_home(desk.places, PASSPHRASE, desk.clock)
    with pytest.raises(ResetRefused, match="sudah dipakai"):
        take(desk, answer)
    opened = open_home(desk.places, NEW, desk.clock)
    for where in (office, opened):
        with where.read() as session:
            assert [row.what for row in session.exec(select(Access))] == ["sandi"]
    opened.close()
    assert look_at_request(office, asked).answered_at is not None


def test_what_is_wrong_foreign_expired_or_no_longer_needed_is_refused_and_changes_nothing(
    office: Desk, desk: Desk, paper: str, tmp_path: Path
) -> None:
    vault = desk.places.vault.read_bytes()
    asked = ask_office(desk.places, tmp_path, desk.now())
    again = ask_office(desk.places, tmp_path, desk.now())
    assert again == asked
    answer = tmp_path / "jawab.kunci"
    answer_request(office, asked, words_of(desk), answer)
    whole = answer.read_bytes()
    for at in range(0, len(whole), 37):
        answer.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(ResetRefused):
            check_answer(desk.places, answer, desk.now())
    answer.write_bytes(whole)
    with pytest.raises(ResetRefused, match="permintaan dari laptop"):
        check_answer(desk.places, asked, desk.now())
    with pytest.raises(ResetRefused, match="jawaban dari kantor"):
        look_at_request(office, answer)
    with pytest.raises(FileNotUsable):
        check_answer(desk.places, tmp_path / "tidak ada", desk.now())
    desk.clock.forward(days=8)
    with pytest.raises(ResetRefused, match="lewat 7 hari"):
        take(desk, answer)
    office.clock.forward(days=8)
    with pytest.raises(ResetRefused, match="lewat 7 hari"):
        look_at_request(office, asked)
    ask_office(desk.places, tmp_path, desk.now())
    with pytest.raises(ResetRefused, match="laptop atau permintaan lain"):
        take(desk, answer)
    answer_request(office, asked, words_of(desk), answer)
    assert desk.places.vault.read_bytes() == vault
    # The passphrase came back to mind: the answer that is on its way must not open the laptop for others.
    open_home(desk.places, PASSPHRASE, desk.clock).close()
    with pytest.raises(ResetRefused, match="tidak diperlukan lagi"):
        take(desk, answer)


def test_a_revoked_laptop_and_one_with_another_laptops_slot_are_not_opened(
    office: Desk, desk: Desk, paper: str, tmp_path: Path
) -> None:
    asked = ask_office(desk.places, tmp_path, desk.now())
    revoke(office, desk.identity.code)
    with pytest.raises(ResetRefused, match="sudah dicabut"):
        look_at_request(office, asked)
    reinstate(office, desk.identity.code)
    other = make_desk(tmp_path / "lain", name="Heni Rosdiana", seed=5)
    enrol(office, other, tmp_path, "Ciomas/Lebak")
    other.close()
    mine, theirs = desk.places.vault.read_text(), other.places.vault.read_text()
    box = box_of(theirs)
    desk.places.vault.write_text(mine.replace(box_of(mine), box))
    asked = ask_office(desk.places, tmp_path, desk.now())
    with pytest.raises(ResetRefused, match="kunci laptop lain"):
        answer_request(office, asked, words_of(desk), tmp_path / "jawab.kunci")
    assert not (tmp_path / "jawab.kunci").exists()


def box_of(vault: str) -> str:
    return str(next(slot["box"] for slot in json.loads(vault)["slots"] if slot["kind"] == "office"))


def test_the_paper_key_answers_on_a_new_office_computer(
    office: Desk, desk: Desk, paper: str, tmp_path: Path
) -> None:
    asked = ask_office(desk.places, tmp_path, desk.now())
    fresh = make_desk(tmp_path / "kantor-baru", role="kantor", name="Dinsos Kab. Serang", seed=9)
    give_keys(fresh)
    with pytest.raises(ResetRefused, match="pihak lain"):
        look_at_request(fresh, asked)
    slip = paper[:-1] + ("P" if paper.endswith("Q") else "Q")
    with pytest.raises(InvalidInput, match="Kunci kertas belum cocok"):
        look_at_request(fresh, asked, slip)
    typed = " ".join(paper[at : at + 5] for at in range(0, len(paper), 5)).lower()
    seen = look_at_request(fresh, asked, typed)
    assert (seen.name, seen.known) == ("Wulan Apriyanti", False)
    answer_request(fresh, asked, words_of(desk), tmp_path / "jawab.kunci", typed)
    fresh.close()
    opened = take(desk, tmp_path / "jawab.kunci")
    assert len(family_ids(opened)) == 1
    opened.close()


def test_a_laptop_that_works_alone_says_that_no_office_can_help(desk: Desk, tmp_path: Path) -> None:
    assert helping_office(desk.places) is None
    with pytest.raises(NotEnrolled):
        ask_office(desk.places, tmp_path, desk.now())
    reopen(desk).close()
