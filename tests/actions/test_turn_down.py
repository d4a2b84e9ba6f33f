"""A laptop that the office does not take in: it hears why, loses nothing, and may be invited anew."""

from pathlib import Path

import pytest

from helpers.desks import add_family
from helpers.exchange import CHEAP_CODE, enrol, stick
from pkh_desk.actions.exchange.enrol import approve, invite, join, turn_down
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.receive import preview, receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput, JoinRefused, RecordNotFound
from pkh_desk.views.exchange.laptops import laptops
from pkh_desk.views.people.families import family_ids


def ask(kantor: Desk, laptop: Desk, folder: Path) -> Path:
    """Join and send the request; return the file that asks."""
    letter = folder / "laptop.undangan"
    join(laptop, letter, invite(kantor, laptop.identity.name, ["Sukadana"], letter, CHEAP_CODE).code)
    asked = send(laptop, stick(folder, "gabung")).path
    take_in(kantor, asked)
    return asked


def test_the_next_answer_says_why_and_all_work_stays(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    home = add_family(desk)
    ask(kantor, desk, tmp_path)
    with pytest.raises(InvalidInput):
        turn_down(kantor, desk.identity.code, " ")
    assert turn_down(kantor, desk.identity.code, "empat kata tidak cocok") == "Wulan Apriyanti"
    assert [row.state for row in laptops(kantor)] == ["ditolak"]
    assert apply_inbox(kantor) == []
    (word,) = answer(kantor, stick(tmp_path, "jawaban"))
    assert answer(kantor, tmp_path) == []
    for hear in (preview, receive, receive):
        with pytest.raises(JoinRefused, match="empat kata tidak cocok"):
            hear(desk, word.path)
    with pytest.raises(JoinRefused, match="tetap aman"):
        send(desk, tmp_path)
    assert family_ids(desk) == [home]
    enrol(kantor, desk, stick(tmp_path, "lagi"))
    assert family_ids(kantor) == [home]


def test_it_is_told_again_if_it_sends_again(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    ask(kantor, desk, tmp_path)
    turn_down(kantor, desk.identity.code, "salah orang")
    answer(kantor, stick(tmp_path, "hilang"))
    again = send(desk, stick(tmp_path, "usb")).path
    assert [one.state for one in take_in(kantor, again)] == ["karantina"]
    (word,) = answer(kantor, stick(tmp_path, "jawaban"))
    with pytest.raises(JoinRefused, match="salah orang"):
        receive(desk, word.path)


def test_only_who_waits_is_turned_down_and_a_mistake_is_mended(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    ask(kantor, desk, tmp_path)
    turn_down(kantor, desk.identity.code, "keliru")
    with pytest.raises(RecordNotFound):
        turn_down(kantor, desk.identity.code, "keliru")
    approve(kantor, desk.identity.code, laptops(kantor)[0].words)
    (first,) = answer(kantor, stick(tmp_path, "jawaban"))
    assert receive(desk, first.path).differs == ()
