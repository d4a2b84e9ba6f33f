"""JOBS: the only place with threads. Three lanes: one writes, one only reads, one makes papers.

A job is a function called on its lane's thread; what comes of it is delivered on the GUI thread: its result,
its progress, a `UserError` to the caller, anything else to the crash handler. Jobs of a lane run in the order
they were given. Cancelling makes the progress callback raise `Cancelled`, and the transaction rolls back.
"""

import gc
import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from pkh_desk.errors import Cancelled, UserError

WRITE, READ, PAPER = "write", "read", "paper"
LANES = (WRITE, READ, PAPER)
# More often than this nobody can read it, and the GUI thread would be kept from its own work.
PROGRESS_GAP = 0.05
# Of a job that takes less than this nobody needs to hear how far it is.
PATIENCE_MS = 400
COLLECT_MS = 500
# A lane that computes lets the GUI thread in after this many seconds. Its own 5 ms are waited for at each
# of the many calls that one paint makes, and add up to a window that hangs.
LET_IN = 0.0005

Progress = Callable[[int, int], None]
"""`progress(done, total)`: a long action calls it between rows; it raises Cancelled when asked to stop."""

Phases = Callable[[int, int, str], None]
"""The same of an action that goes through several phases: the third argument names the one it is in."""


@dataclass(eq=False)
class Job:
    """One call on a lane. The receivers run on the GUI thread, and not at all once `owner` is destroyed.

    `quiet`: no person began it, so that `busy` does not count it and the window may lock meanwhile.
    """

    run: Callable[..., Any]
    then: Callable[[Any], object] | None = None
    failed: Callable[[UserError], object] | None = None
    progress: Callable[..., object] | None = None
    owner: QObject | None = None
    replaces: str = ""
    quiet: bool = False
    lane: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to stop. Not begun: it never begins. Running: its next progress call raises."""
        self.stop.set()


class Jobs(QObject):
    """The lanes. Made once by the application, handed to every page, closed at the end.

    `on_bug(error)` gets whatever is not a UserError; `on_error(error)` a UserError that no caller took.
    `busy` fires with the number of unfinished jobs of the writing lane whenever it changes, `ended` once what
    came of a job was received.
    """

    busy = Signal(int)
    ended = Signal()
    # Without arguments: to copy a Python object into its event Qt would need the interpreter's lock while it
    # holds one of its own, for which a `connect` on the GUI thread may wait with the interpreter's lock held.
    _news = Signal()

    def __init__(
        self,
        on_bug: Callable[[BaseException], object],
        on_error: Callable[[UserError], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_bug, self._on_error = on_bug, on_error
        self._waiting: dict[str, queue.SimpleQueue[tuple[int, Job] | None]] = {
            lane: queue.SimpleQueue() for lane in LANES
        }
        self._told: queue.SimpleQueue[tuple[int, str, Any]] = queue.SimpleQueue()
        self._latest: dict[str, Job] = {}
        self._unfinished: dict[int, Job] = {}
        self._given = 0
        self._closed = False
        self._news.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        # Python collects garbage on whichever thread allocates. A widget that a lane collected would be
        # destroyed on the wrong thread, which crashes or hangs: so only this timer collects.
        gc.disable()
        sys.setswitchinterval(LET_IN)
        self._collecting = QTimer(self, interval=COLLECT_MS)
        self._collecting.timeout.connect(self._collect)
        self._collecting.start()
        self._threads = [
            threading.Thread(target=self._work, args=(self._waiting[lane],), name=lane, daemon=True)
            for lane in LANES
        ]
        for thread in self._threads:
            thread.start()

    def write(self, run: Callable[..., Any], **receivers: Any) -> Job:
        """Run an action that changes data. Receivers: then, failed, progress, owner, quiet (see Job)."""
        return self._start(Job(run, lane=WRITE, **receivers))

    def read(self, run: Callable[..., Any], **receivers: Any) -> Job:
        """Run something that only reads: figures, reports, a backup, checks."""
        return self._start(Job(run, lane=READ, **receivers))

    def paper(self, run: Callable[..., Any], **receivers: Any) -> Job:
        """Make a paper or a preview. With `replaces="preview"` an older one not yet finished is dropped."""
        return self._start(Job(run, lane=PAPER, **receivers))

    def idle(self) -> bool:
        """Tell whether every job given has finished and its outcome been delivered."""
        return not self._unfinished

    @property
    def closed(self) -> bool:
        """Whether the lanes have ended: nothing can be given any more."""
        return self._closed

    def close(self) -> None:
        """Stop what can be stopped, let the rest end, and join the threads. Nothing is delivered after it."""
        if self._closed:
            return
        self._closed = True
        for job in self._unfinished.values():
            job.cancel()
        for waiting in self._waiting.values():
            waiting.put(None)
        for thread in self._threads:
            thread.join()
        self._unfinished.clear()
        self._collecting.stop()
        gc.enable()

    def _collect(self) -> None:
        """Collect garbage as Python would, but here; all of it, which takes longest, only between jobs."""
        count, most = gc.get_count(), gc.get_threshold()
        if count[0] > most[0]:
            whole = count[2] > most[2] and self.idle()
            gc.collect(2 if whole else 1 if count[1] > most[1] else 0)

    def _start(self, job: Job) -> Job:
        if self._closed:
            raise RuntimeError("a job was given after the lanes were closed")
        if job.replaces:
            older = self._latest.get(job.replaces)
            if older is not None:
                # Its outcome is of no interest to anybody any more, not even that it was cancelled.
                older.then = older.progress = None
                older.failed = _ignore
                older.cancel()
            self._latest[job.replaces] = job
        self._given += 1
        self._unfinished[self._given] = job
        self._waiting[job.lane].put((self._given, job))
        if job.lane == WRITE and not job.quiet:
            self._tell_busy()
        return job

    def _work(self, waiting: "queue.SimpleQueue[tuple[int, Job] | None]") -> None:
        """Run the jobs of one lane, on its own thread.

        What a job holds must not end here: a widget whose last reference a lane drops is destroyed on the
        wrong thread, while Qt may be at work in it. So the GUI thread keeps the job until it is told of the
        end, and the lane has let go of everything before it tells, by number.
        """
        while (given := waiting.get()) is not None:
            number, job = given
            outcome = [self._run(number, job)]
            del given, job
            self._told.put((number, *outcome.pop()))
            self._news.emit()

    def _run(self, number: int, job: Job) -> tuple[str, Any]:
        """Return what came of a job: `result` or `error`, with its value."""
        try:
            if job.stop.is_set():
                raise Cancelled("Dibatalkan. Tidak ada yang berubah.")
            if job.progress is None:
                return "result", job.run()
            return "result", job.run(progress=self._teller(number, job.stop))
        except BaseException as error:  # noqa: BLE001 (nothing may end the lane; the crash handler gets it)
            return "error", error

    def _teller(self, number: int, stop: threading.Event) -> Progress:
        last = 0.0

        def tell(done: int, total: int, *phase: str) -> None:
            nonlocal last
            if stop.is_set():
                raise Cancelled("Dibatalkan. Tidak ada yang berubah.")
            now = time.monotonic()
            if now - last >= PROGRESS_GAP or done >= total:
                last = now
                self._told.put((number, "progress", (done, total, *phase)))
                self._news.emit()

        return tell

    @Slot()
    def _deliver(self) -> None:
        """Hand one piece of news to its receivers, on the GUI thread."""
        number, kind, value = self._told.get()
        if self._closed:
            return
        job = self._unfinished[number]
        wanted = job.owner is None or shiboken6.isValid(job.owner)
        if kind == "progress":
            if wanted and job.progress is not None and not job.stop.is_set():
                job.progress(*value)
            return
        del self._unfinished[number]
        if job.replaces and self._latest.get(job.replaces) is job:
            del self._latest[job.replaces]
        if job.lane == WRITE and not job.quiet:
            self._tell_busy()
        if kind == "error":
            self._deliver_error(job, value, wanted)
        elif wanted and job.then is not None:
            job.then(value)
        self.ended.emit()

    def _deliver_error(self, job: Job, error: BaseException, wanted: bool) -> None:
        if not isinstance(error, UserError):
            self._on_bug(error)
        elif job.failed is not None:
            if wanted:
                job.failed(error)
        elif not isinstance(error, Cancelled):
            self._on_error(error)

    def _tell_busy(self) -> None:
        self.busy.emit(sum(job.lane == WRITE and not job.quiet for job in self._unfinished.values()))


def _ignore(_error: UserError) -> None:
    """Take an error that nobody waits for."""
