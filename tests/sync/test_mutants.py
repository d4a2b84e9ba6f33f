"""The machine would notice: each way of breaking the product's own merge is caught by the same driver.

A mutant replaces one function of the product while it runs; the driver takes seed after seed until a
promise breaks. The table of what was caught, and after how many steps, is printed.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import test_answers as answers
import test_erasure as erasure
import test_merge_cases as cases
import test_sweep as sweeping
import test_twins as twins
from machine.driver import run
from machine.world import World

from pkh_desk.actions.exchange import inbox, office_answer
from pkh_desk.actions.exchange import receive as receiving
from pkh_desk.actions.upkeep import restore
from pkh_desk.store.local import get_setting
from pkh_desk.store.log import heads, writing
from pkh_desk.sync.answering import sweep
from pkh_desk.sync.answering.receive import Receive
from pkh_desk.sync.merging import conflicts, erasing, merge, scope

LENGTH, MOST_SEEDS = 60, 12
Patch = pytest.MonkeyPatch


def ignore_seen(patch: Patch) -> None:
    write = heads.RowState.write
    patch.setattr(
        heads.RowState, "write", lambda row, name, value, seen, *rest: write(row, name, value, (), *rest)
    )


def keep_only_the_newest(patch: Patch) -> None:
    write = heads.RowState.write

    def last_writer_wins(row: Any, name: str, value: Any, seen: Any, *rest: Any) -> None:
        write(row, name, value, [head[1] for head in row.heads_of(name)], *rest)

    patch.setattr(heads.RowState, "write", last_writer_wins)


def show_the_lowest(patch: Patch) -> None:
    patch.setattr(heads, "highest", lambda found: min(found, key=lambda head: head[:2]))


def skip_what_entered_the_scope(patch: Patch) -> None:
    patch.setattr(scope, "entered", lambda connection, pendamping, since: set())


def forget_what_left_the_scope(patch: Patch) -> None:
    patch.setattr(scope, "gone", lambda connection, pendamping, since: [])


def use_answers_of_a_past_epoch(patch: Patch) -> None:
    apply = Receive.apply

    def believing(self: Receive, lines: Any) -> Any:
        epoch = get_setting(self.session, "epoch", "")
        self.span = replace(self.span, epoch=max(self.span.epoch, epoch))
        return apply(self, lines)

    patch.setattr(Receive, "apply", believing)


def confirm_what_is_only_stored(patch: Patch) -> None:
    take = Receive._take
    patch.setattr(
        Receive, "_take", lambda self, line: take(self, ["ack", line[1]] if line[0] == "arrived" else line)
    )


def let_a_laptop_write_everything(patch: Patch) -> None:
    judge = merge.judge
    patch.setattr(merge, "judge", lambda op, author: judge(op, replace(author, office=True)))


def let_a_laptop_write_about_any_family(patch: Patch) -> None:
    patch.setattr(merge, "may_touch", lambda *_: True)


def continue_the_stream_after_a_fork(patch: Patch) -> None:
    patch.setattr(receiving, "begin_stream", lambda desk: None)


def assume_that_the_last_answer_arrived(patch: Patch) -> None:
    """The office counts on what it gave, not on what the laptop says it has."""
    given: dict[str, int] = {}
    lines = office_answer.answer_lines

    def carrying_on(connection: Any, desk_id: str, petugas: str, since: int, *rest: Any) -> Any:
        known, given[desk_id] = given.get(desk_id, 0), since
        return lines(connection, desk_id, petugas, max(since, known + 1), *rest)

    patch.setattr(office_answer, "answer_lines", carrying_on)


def trust_that_the_office_is_the_one_that_answered(patch: Patch) -> None:
    notice = inbox._notice_restore
    patch.setattr(
        inbox,
        "_notice_restore",
        lambda desk, manifest: notice(desk, manifest.model_copy(update={"answered": ""})),
    )


def leave_hidden_what_somebody_deleted(patch: Patch) -> None:
    patch.setattr(inbox, "_bring_back", lambda desk: None)


def ask_nothing_of_twins(patch: Patch) -> None:
    patch.setattr(conflicts, "differing", lambda connection, linked: iter(()))


def forget_whose_value_is_in_question_again(patch: Patch) -> None:
    patch.setattr(conflicts, "_with_origins", lambda connection, found: found)


def sweep_unsent_work_too(patch: Patch) -> None:
    patch.setattr(sweep, "_unsent", lambda connection: (set(), set()))


def keep_what_is_erased_in_the_log(patch: Patch) -> None:
    patch.setattr(erasing, "_redact_log", lambda connection, order, rows, here: set())


def take_in_what_was_erased(patch: Patch) -> None:
    patch.setattr(merge, "standing_order", lambda connection: erasing.Order())


def forget_the_list_of_the_erased(patch: Patch) -> None:
    patch.setattr(restore, "erase_again", lambda desk: 0)


def forget_what_was_overtaken(patch: Patch) -> None:
    patch.setattr(merge.Merge, "_take_overtaken", lambda *_: False)


def name_only_the_shown_as_seen(patch: Patch) -> None:
    patch.setattr(writing, "own_among", lambda connection, txns: set())
    patch.setattr(writing, "_own_latest", lambda *_: set())


MUTANTS: dict[Callable[[Patch], None], int] = {
    ignore_seen: 1,
    keep_only_the_newest: 0,
    show_the_lowest: 4,
    skip_what_entered_the_scope: 5,
    forget_what_left_the_scope: 2,
    let_a_laptop_write_everything: 4,
    let_a_laptop_write_about_any_family: 3,
    continue_the_stream_after_a_fork: 1,
    assume_that_the_last_answer_arrived: 1,
}
"""Each mutant and the seed to begin with: one that is known to meet it soon."""


RARE: dict[Callable[[Patch], None], Callable[[World], None]] = {
    use_answers_of_a_past_epoch: cases.test_after_a_restore_of_the_office_everybody_sends_everything_again,
    trust_that_the_office_is_the_one_that_answered: (
        answers.test_an_office_put_back_notices_though_it_took_in_more_since
    ),
    confirm_what_is_only_stored: answers.test_what_is_only_stored_is_not_confirmed,
    leave_hidden_what_somebody_deleted: cases.test_a_later_edit_of_what_somebody_deleted_is_a_question,
    ask_nothing_of_twins: twins.test_a_family_recorded_twice_is_linked_and_can_be_parted,
    forget_whose_value_is_in_question_again: (twins.test_a_family_recorded_twice_is_linked_and_can_be_parted),
    sweep_unsent_work_too: sweeping.test_the_days_count_from_the_last_confirmation,
    keep_what_is_erased_in_the_log: erasure.test_every_desk_drops_it_and_keeps_the_chain,
    take_in_what_was_erased: erasure.test_unsent_work_about_it_keeps_its_place_and_brings_nothing,
    forget_the_list_of_the_erased: erasure.test_the_list_survives_a_restore_of_office_and_laptop,
    forget_what_was_overtaken: cases.test_an_edit_that_overtakes_its_insert_waits_for_it,
    name_only_the_shown_as_seen: (
        cases.test_a_laptop_never_conflicts_with_itself_though_the_office_lost_what_lay_between
    ),
}
"""Mutants that need a chain of mishaps which chance takes long to make, each with the case that makes it."""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_broken_merge_is_caught(
    mutant: Callable[[Patch], None],
    template: Path,
    tmp_path: Path,
    monkeypatch: Patch,
    record_property: Callable[[str, object], None],
) -> None:
    mutant(monkeypatch)
    first = MUTANTS[mutant]
    for seed in range(first, first + MOST_SEEDS):
        try:
            run(template, tmp_path / str(seed), seed, LENGTH)
        except AssertionError as error:
            figures = f"mutant {mutant.__name__}: {error.__notes__[-1]}: {str(error)[:60]}"
            print(figures)  # noqa: T201
            record_property("figures", figures)
            return
    pytest.fail(f"{MOST_SEEDS} runs of {LENGTH} steps did not notice: {mutant.__name__}")


@pytest.mark.parametrize("mutant", RARE, ids=lambda mutant: mutant.__name__)
def test_a_broken_merge_is_caught_by_a_case(
    mutant: Callable[[Patch], None], world: World, monkeypatch: Patch
) -> None:
    mutant(monkeypatch)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        RARE[mutant](world)
