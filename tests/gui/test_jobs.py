"""The lanes: what a job holds is let go on the GUI thread, whichever thread is done with it last."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from pkh_desk.errors import UserError
from pkh_desk.gui.jobs import Jobs

MANY = 400


class Held:
    """Something that must die on the GUI thread, as a widget must; `died_on` tells where each did."""

    def __init__(self, died_on: list[int]) -> None:
        self._died_on = died_on

    def __del__(self) -> None:
        self._died_on.append(threading.get_ident())

    def take(self, _what: object) -> None:
        """Receive what came of a job."""

    def fail(self) -> None:
        """Do what a job does that fails, with a frame that holds this."""
        raise UserError("Tidak bisa.")


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    """Lanes that do nothing else."""
    made = Jobs(_raise, _raise)
    yield made
    made.close()


def _raise(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize("fails", [False, True])
def test_no_lane_is_the_last_to_hold_what_a_job_was_given(jobs: Jobs, qtbot: QtBot, fails: bool) -> None:
    died_on: list[int] = []
    for _ in range(MANY):
        held = Held(died_on)
        jobs.read(held.fail if fails else lambda: None, then=held.take, failed=held.take)
        del held
    qtbot.waitUntil(jobs.idle)
    qtbot.waitUntil(lambda: len(died_on) == MANY)
    assert set(died_on) == {threading.get_ident()}
