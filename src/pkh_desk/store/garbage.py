"""Python's look for garbage, which walks everything that is held: large jobs do without."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for garbage meanwhile: the rows of a large list or file are all in use.

    In the window Python never does so on its own (gui/jobs.py).
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
