"""The graduation case: which step may follow which, and the stage as the fold of the steps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.graduation.case import (
    AFTER,
    NEXT_STAGES,
    OFFICE_STAGES,
    PATH,
    STAGES,
    CaseFields,
    Folded,
    Step,
    check_case,
    check_letter,
    check_step,
    ends_by_itself,
    fold_stages,
)

TODAY = date(2026, 11, 24)
stages = st.sampled_from(sorted(STAGES))


def walk(*path: str) -> list[Step]:
    """Return the steps of a case that went this way, each seen as it was."""
    seen = [None, *path]
    return [Step((n, "d"), f"s{n}", seen[n], stage) for n, stage in enumerate(path)]


@st.composite
def cases(draw: st.DrawFn) -> list[Step]:
    """Return the steps of one case by authors who saw what was, something older, or nothing."""
    steps: list[Step] = []
    for n in range(draw(st.integers(0, 14))):
        now = fold_stages(steps).stage
        seen = draw(st.sampled_from([now, now, now, now, now, None, "siap"]))
        onward = [to for to in PATH[1:] if to in NEXT_STAGES[now]] or sorted(NEXT_STAGES[now])
        stage = draw(st.sampled_from(onward) | st.sampled_from(sorted(NEXT_STAGES[now])) | stages)
        steps.append(Step((n // 2, f"{n}"), f"s{n}", seen, stage, draw(st.integers(0, 6)) == 0))
    return steps


def test_the_whole_way_leads_to_graduation() -> None:
    assert fold_stages(walk(*PATH)) == Folded("graduasi", "s5", ())
    assert fold_stages([]) == Folded(None, None, ())


@pytest.mark.parametrize("stage", PATH[:-1])
def test_no_step_of_the_way_can_be_left_out(stage: str) -> None:
    at = PATH.index(stage)
    for far in PATH[at + 2 :]:
        jump = Step((9, "d"), "jump", stage, far)
        folded = fold_stages([*walk(*PATH[: at + 1]), jump])
        assert (folded.stage, folded.refused) == (stage, ("jump",))


def test_a_step_taken_without_seeing_the_one_before_is_kept_apart() -> None:
    both = [*walk("calon", "siap", "surat_dicetak"), Step((2, "e"), "other", "siap", "dibatalkan")]
    assert fold_stages(both) == Folded("surat_dicetak", "s2", ("other",))


def test_a_step_taken_back_never_was() -> None:
    *before, last = walk("calon", "siap", "dibatalkan")
    undone = Step(last.order, last.id, last.seen, last.stage, undone=True)
    again = Step((3, "d"), "s3", "siap", "surat_dicetak")
    assert fold_stages([*before, undone, again]) == Folded("surat_dicetak", "s3", ())


def test_a_graduated_family_is_not_moved_again() -> None:
    done = walk(*PATH)
    for stage in STAGES:
        assert fold_stages([*done, Step((9, "d"), "x", "graduasi", stage)]).stage == "graduasi"


def test_what_follows_a_graduation_happens_once_in_either_order() -> None:
    done = walk(*PATH)
    given, off = Step((7, "d"), "a", "graduasi", "sertifikat"), Step((8, "d"), "b", "graduasi", "nonaktif")
    again = Step((9, "d"), "c", "graduasi", "sertifikat")
    folded = fold_stages([*done, off, given, again])
    assert folded == Folded("graduasi", "s5", ("c",), {"sertifikat": "a", "nonaktif": "b"})
    early = Step((4, "d"), "e", "diverifikasi", "nonaktif")
    assert fold_stages([*done, early]).refused == ("e",)
    assert check_step("graduasi", "sertifikat", "kantor") == []
    (problem,) = check_step("graduasi", "sertifikat", "kantor", folded.after)
    assert problem.text == "Piagam diserahkan sudah tercatat."


@pytest.mark.parametrize("to", STAGES)
def test_nobody_is_verified_or_graduates_without_a_signed_and_scanned_letter(to: str) -> None:
    needs = to in ("diverifikasi", "graduasi")
    assert check_letter(to, True, 1) == []
    for signed, scans in ((False, 0), (False, 1), (True, 0)):
        assert bool(check_letter(to, signed, scans)) == needs


@pytest.mark.parametrize(
    ("komponen", "members", "hint"),
    [
        ((), 3, True),
        ((), 0, False),
        (("lansia",), 2, False),
        (("disabilitas",), 1, False),
        (("sd",), 4, False),
    ],
)
def test_who_might_leave_naturally(komponen: tuple[str, ...], members: int, hint: bool) -> None:
    assert ends_by_itself(komponen, members) == hint


@given(cases().flatmap(lambda steps: st.tuples(st.just(steps), st.permutations(steps))))
def test_files_may_arrive_in_any_order(both: tuple[list[Step], list[Step]]) -> None:
    steps, arrived = both
    assert fold_stages(arrived) == fold_stages(steps)


@given(cases())
def test_every_step_counts_or_is_kept_apart_or_was_taken_back(steps: list[Step]) -> None:
    folded = fold_stages(steps)
    counted = [step for step in steps if not step.undone and step.id not in folded.refused]
    assert all(step.stage in NEXT_STAGES[step.seen] for step in counted)
    moved = [step for step in counted if step.stage not in AFTER]
    assert [step.seen for step in moved] == [None, *(step.stage for step in moved)][: len(moved)]
    last = (moved[-1].stage, moved[-1].id) if moved else (None, None)
    assert (folded.stage, folded.last) == last
    later = {step.stage: step.id for step in counted if step.stage in AFTER}
    assert folded.after == later
    assert len(later) == len(counted) - len(moved)
    assert folded.stage == "graduasi" or not later


@pytest.mark.parametrize("stage", [None, *STAGES])
def test_what_is_refused_beforehand_is_what_the_fold_refuses(stage: str | None) -> None:
    for to in STAGES:
        problems = check_step(stage, to, "kantor")
        assert (problems == []) == (to in NEXT_STAGES[stage])
        if not problems:
            assert bool(check_step(stage, to, "pendamping")) == (to in OFFICE_STAGES)


def test_a_refused_step_is_said_in_words() -> None:
    assert (
        check_step("calon", "graduasi", "kantor")[0].text
        == "Dari tahap Calon tidak bisa langsung ke Graduasi."
    )
    assert check_step(None, "graduasi", "kantor")[0].text.startswith("Dari tahap belum dimulai")
    assert (
        check_step("diverifikasi", "graduasi", "pendamping")[0].text
        == "Tahap Graduasi diputuskan oleh kantor."
    )
    assert check_step("calon", "wisuda", "kantor")[0].text == "Tahap wisuda tidak dikenal."


def test_the_map_of_steps_is_closed() -> None:
    assert set(NEXT_STAGES) == {None, *STAGES}
    assert set().union(*NEXT_STAGES.values()) == set(STAGES)
    assert all(after in NEXT_STAGES[before] for before, after in pairwise(PATH))
    assert all(before in NEXT_STAGES[after] for before, after in pairwise(PATH[:-1]))


@pytest.mark.parametrize(
    ("known", "fields"),
    [
        ({}, []),
        ({"kind": "alami"}, []),
        ({"kind": "wisuda"}, ["kind"]),
        ({"opened_on": TODAY + timedelta(days=1)}, ["opened_on"]),
        ({"kind": "", "opened_on": date(2027, 1, 1)}, ["kind", "opened_on"]),
    ],
)
def test_what_keeps_a_case_from_being_opened(known: dict[str, str | date], fields: list[str]) -> None:
    case = CaseFields.model_validate({"household_id": "h", "opened_on": TODAY} | known)
    assert [problem.field for problem in check_case(case, TODAY)] == fields
