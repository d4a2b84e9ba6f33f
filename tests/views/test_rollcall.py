"""The roll-call of laptops: who is silent, which numbers are missing, what waits, what a laptop told."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from helpers.desks import add_family
from helpers.exchange import enrol, stick
from pkh_desk import __version__
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.desk import Desk
from pkh_desk.store.office import add_config
from pkh_desk.views.exchange.rollcall import (
    MOST_MISSING,
    RollCallRow,
    holes,
    roll_call,
    roll_call_report,
    say_numbers,
)
from pkh_desk.views.office.dashboard import dashboard


def only(kantor: Desk) -> RollCallRow:
    (row,) = roll_call(kantor).rows
    return row


def test_a_laptop_tells_its_backup_and_program_and_a_lost_file_is_a_number(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    first = only(kantor)
    assert (first.sequence, first.missing, first.waiting) == (1, (), 0)
    assert (first.app, first.backup_on) == (__version__, None)
    add_family(desk)
    send(desk, stick(tmp_path, "hilang"))
    desk.clock.forward(days=3)  # type: ignore[attr-defined]
    kantor.clock.forward(days=3)  # type: ignore[attr-defined]
    back_up(desk)
    sent = send(desk, stick(tmp_path, "sampai"))
    take_in(kantor, sent.path)
    row = only(kantor)
    assert (row.sequence, row.missing, row.days) == (3, (2,), 0)
    assert (row.sent_on, row.backup_on) == (kantor.today(), kantor.today())
    assert (row.waiting, row.waits_since, row.families) == (1, kantor.today(), 0)
    apply_inbox(kantor)
    assert (only(kantor).waiting, only(kantor).families) == (0, 1)
    take_in(kantor, tmp_path / "hilang")
    assert only(kantor).missing == ()


def test_a_laptop_is_silent_by_the_offices_own_limit_here_and_on_the_dashboard(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    kantor.clock.forward(days=8)  # type: ignore[attr-defined]
    assert roll_call(kantor).silent == ()
    with kantor.write() as session:
        add_config(session, kantor.new_id(), "limits", kantor.today(), {"silent_days": 7})
    seen = roll_call(kantor)
    assert [row.name for row in seen.silent] == list(dashboard(kantor).attention.silent)
    chase = roll_call_report(seen, only_silent=True)
    assert (chase.sheet.count, dict(chase.figures)["Belum mengirim"]) == (1, "1")
    assert "lebih dari 7 hari" in chase.about
    add_family(desk)
    take_in(kantor, send(desk, stick(tmp_path, "akhirnya")).path)
    assert roll_call(kantor).silent == ()
    assert dashboard(kantor).attention.silent == ()


def test_a_file_made_by_a_clock_that_ran_ahead_does_not_speak_for_ever(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    desk.clock.forward(days=9000)  # type: ignore[attr-defined]
    take_in(kantor, send(desk, stick(tmp_path, "ahead")).path)
    desk.clock.forward(days=-8999)  # type: ignore[attr-defined]
    kantor.clock.forward(days=1)  # type: ignore[attr-defined]
    back_up(desk)
    take_in(kantor, send(desk, stick(tmp_path, "right")).path)
    assert only(kantor).backup_on == kantor.today()


def test_a_number_beyond_all_reason_does_not_stop_the_roll_call() -> None:
    missing = holes({1, 2, 2**53 - 1})
    assert (len(missing), missing[-1]) == (MOST_MISSING, 2**53 - 2)
    assert holes({2**53 - 1, 2**53 - 3}) == (2**53 - 2,)


@given(st.sets(st.integers(1, 40)))
def test_holes_are_what_lies_between(numbers: set[int]) -> None:
    missing = holes(numbers)
    assert holes(set(), numbers) == tuple(range(min(numbers, default=1), max(numbers, default=0) + 1))
    assert not numbers & set(missing)
    whole = sorted(numbers | set(missing))
    assert whole == list(range(min(numbers, default=1), max(numbers, default=0) + 1))
    spans = [part.split("-") for part in say_numbers(missing).split(", ") if part]
    assert [n for span in spans for n in range(int(span[0]), int(span[-1]) + 1)] == list(missing)
