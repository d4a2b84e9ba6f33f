"""Jobs held in their midst, however fast the machine is and however late the window gets its turn."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pkh_desk.gui.jobs import Jobs, Phases

LOOKS, LOOK_SECONDS = 3_000, 0.02
"""A job that nobody stops or lets go on for a minute goes on by itself: its test has failed by then."""


@contextmanager
def jobs_held() -> Iterator[threading.Event]:
    """Hold each job begun inside after the first thing it tells, until it is stopped or the event is set.

    A click on Batalkan may come after the job's last look at whether to go on: then nothing is stopped, and
    rightly so. A test of stopping, or of what is shown meanwhile, must
    not depend on which of the two is first.
    """
    teller, go = Jobs._teller, threading.Event()

    def holding(jobs: Jobs, number: int, stop: threading.Event) -> Phases:
        tell = teller(jobs, number, stop)

        def told(done: int, total: int, *phase: str) -> None:
            tell(done, total, *phase)
            for _look in range(LOOKS):
                if stop.is_set() or go.wait(LOOK_SECONDS):
                    break
            tell(done, total, *phase)

        return told

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Jobs, "_teller", holding)
        try:
            yield go
        finally:
            go.set()
