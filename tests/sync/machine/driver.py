"""The driver: which steps there are, how often each is taken, and one run of them by a seed."""

import random
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from machine import work
from machine.world import World

Step = Callable[[World, int, int, int], object]

STEPS: dict[str, tuple[float, Step]] = {
    "change": (
        8,
        lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.change_family(s.desk, b, c, c // 6)),
    ),
    "new family": (2, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.new_family(s, b))),
    "visit": (3, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.visit(s, b, c))),
    "stock": (4, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.stock(s, b, c))),
    "step": (3, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.take_steps(s.desk, b, c))),
    "delete": (1.5, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.delete(s.desk, b, c % 3 == 0))),
    "move person": (1, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.move_person(s.desk, b, c))),
    "same": (1.5, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.same(s.desk, b, c))),
    "undo": (1.5, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.undo(s.desk))),
    "kelompok": (0.3, lambda w, a, b, c: work.at_laptop(w, a, lambda s: work.kelompok(s, b))),
    "forbidden": (2, lambda w, a, b, c: work.forbidden(w, a, b, c)),
    "office change": (3, lambda w, a, b, c: work.at_office(w, lambda d: work.change_family(d, a, b, c))),
    "office step": (1, lambda w, a, b, c: work.at_office(w, lambda d: work.take_steps(d, a, b))),
    "office moves person": (
        0.5,
        lambda w, a, b, c: work.at_office(w, lambda d: work.move_person(d, a, b)),
    ),
    "office same": (0.2, lambda w, a, b, c: work.at_office(w, lambda d: work.same(d, a, b))),
    "office undo": (0.5, lambda w, a, b, c: work.at_office(w, work.undo)),
    "reassign": (1.5, lambda w, a, b, c: work.reassign(w, a, b)),
    "kelompok handed over": (
        0.3,
        lambda w, a, b, c: work.at_office(w, lambda d: work.hand_over_kelompok(d, a, b)),
    ),
    "erase": (0.4, lambda w, a, b, c: work.erase(w, a)),
    "decide": (2, lambda w, a, b, c: work.settle_question(w, a, b)),
    "return": (0.5, lambda w, a, b, c: work.return_record(w, a)),
    "send": (2, lambda w, a, b, c: w.send(a)),
    "deliver up": (3, lambda w, a, b, c: w.deliver_up(a, b)),
    "apply": (1.5, lambda w, a, b, c: w.apply()),
    "answer": (1, lambda w, a, b, c: w.answer()),
    "deliver down": (3, lambda w, a, b, c: w.deliver_down(a, b)),
    "cut answer": (0.5, lambda w, a, b, c: w.cut_answer(a, b)),
    "round": (5, lambda w, a, b, c: w.round(a, b)),
    "copy home": (1, lambda w, a, b, c: w.copy_home(a)),
    "roll back": (0.8, lambda w, a, b, c: w.roll_back(a)),
    "restore backup": (0.4, lambda w, a, b, c: w.restore_backup(a)),
    "clone": (0.4, lambda w, a, b, c: w.clone(a)),
    "wrong clock": (0.8, lambda w, a, b, c: w.wrong_clock(a, b)),
    "a month passes": (0.6, lambda w, a, b, c: work.month_after_handing_over(w, a, b)),
    "office backup": (1, lambda w, a, b, c: w.back_up_office()),
    "office restored": (0.8, lambda w, a, b, c: w.restore_office()),
    "office copied": (1, lambda w, a, b, c: w.copy_office()),
    "office put back": (1, lambda w, a, b, c: w.roll_back_office()),
}


@dataclass
class Run:
    """What a run was: its steps as they were taken, and how often each event occurred."""

    steps: list[tuple[str, int, int, int]]
    events: Counter[str]


def run(template: Path, folder: Path, seed: int, steps: int, often: Collection[str] = ()) -> Run:
    """Take `steps` random steps, those named in `often` more often, then let everything settle.

    Raises AssertionError when a promise breaks.
    """
    choose = random.Random(seed)
    names = list(STEPS)
    weights = [STEPS[name][0] * (5 if name in often else 1) for name in names]
    taken: list[tuple[str, int, int, int]] = []
    world = World(template, folder, seed)
    try:
        for _ in range(steps):
            (name,) = choose.choices(names, weights)
            numbers = choose.randrange(100), choose.randrange(100), choose.randrange(100)
            taken.append((name, *numbers))
            STEPS[name][1](world, *numbers)
        world.settle()
    except BaseException as error:
        error.add_note(f"seed {seed}, step {len(taken)} of {steps}: {taken[-1:]}")
        raise
    finally:
        world.close()
    return Run(taken, world.events)
