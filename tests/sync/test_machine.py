"""The promises of sync, driven at random on real databases and real files.

Two drivers take the same steps: Hypothesis, which shrinks what it finds, and a plain one by seeds, for
volume. Both end by letting editing stop and comparing everybody. Red unless each kind of trouble really
occurred. Long form: `PKH_LONG=1 pytest tests/sync/test_machine.py -n 0 -s`.
"""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from machine.driver import STEPS, Step, run
from machine.world import World

from pkh_desk.sync.merging import ingest

LONG = bool(os.environ.get("PKH_LONG"))
SEEDS, MOST_SEEDS, LENGTH = (400, 400, 200) if LONG else (4, 12, 100)
FIRST = 7
WHOLE = ingest.RUN
EXAMPLES, RULES = (150, 60) if LONG else (4, 40)
BY_HAND = (
    "cut file",
    "clone",
    "new epoch",
    "office put back",
    "swept",
    "erased",
    "decision",
    "the same file again",
    "answer old",
    "returned",
    "twins linked",
    "said same",
)
MUST_OCCUR = (
    "gap (down)",
    "gap (up)",
    "fork",
    "refused op",
    "rollback",
    "conflict",
    "reassignment",
    *BY_HAND,
)
NUMBER = st.integers(0, 99)


def said(events: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(events.items()) if count)


def test_promises_hold_by_seeds(
    template: Path,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    events: Counter[str] = Counter()
    for seed in range(FIRST, FIRST + MOST_SEEDS):
        if events["runs"] >= SEEDS and all(events[name] for name in MUST_OCCUR):
            break
        # Files here are short: in every other world one is merged in many runs.
        monkeypatch.setattr(ingest, "RUN", 2 if seed % 2 else WHOLE)
        events += run(template, tmp_path / f"run-{seed}", seed, LENGTH).events
        events["runs"] += 1
    figures = f"sync machine: runs of {LENGTH} steps; {said(events)}"
    print(figures)  # noqa: T201
    record_property("figures", figures)
    assert [name for name in MUST_OCCUR if not events[name]] == []


def machine(template: Path, events: Counter[str]) -> type[RuleBasedStateMachine]:
    """Return the state machine whose rules are the steps of the driver."""

    class Machine(RuleBasedStateMachine):
        """One example: a world of its own in a folder of its own."""

        world: World | None = None

        @initialize(seed=NUMBER)
        def begin(self, seed: int) -> None:
            self.folder = TemporaryDirectory()
            self.world = World(template, Path(self.folder.name) / "world", seed)

        def teardown(self) -> None:
            if self.world is None:
                return
            try:
                self.world.settle()
            finally:
                events.update(self.world.events)
                self.world.close()
                self.folder.cleanup()

    def rule_of(name: str, step: Step) -> object:
        def taken(self: Machine, a: int, b: int, c: int) -> None:
            assert self.world is not None
            step(self.world, a, b, c)

        taken.__name__ = f"take_{name}"
        return rule(a=NUMBER, b=NUMBER, c=NUMBER)(taken)

    for name, (_, step) in STEPS.items():
        setattr(Machine, name.replace(" ", "_"), rule_of(name.replace(" ", "_"), step))
    return Machine


def test_promises_hold_by_hypothesis(template: Path, record_property: Callable[[str, object], None]) -> None:
    events: Counter[str] = Counter()
    limits = settings(
        max_examples=EXAMPLES,
        stateful_step_count=RULES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine(template, events), settings=limits)  # type: ignore[no-untyped-call]
    figures = f"sync machine (hypothesis): {EXAMPLES} examples of up to {RULES} steps; {said(events)}"
    print(figures)  # noqa: T201
    record_property("figures", figures)
    assert sum(events.values()) > EXAMPLES
