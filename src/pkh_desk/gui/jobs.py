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
COLLECT_MS = 500
# A lane that computes lets the GUI thread in after this many seconds. Its own 5 ms are waited for at each
# of the many calls that one paint makes, and add up to a window that hangs.
LET_IN = 0.0005

Progress = Callable[[int, int], None]
"""`progress(done, total)`: a long action calls it between rows; it raises Cancelled when asked to stop.

One that goes through several phases names the one it is in as a third argument.
"""


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
    stop: threading.Event = field(default_factory=threading.Event)
    finished: bool = False

    def cancel(self) -> None:
        """Ask the job to stop. Not begun: it never begins. Running: its next progress call raises."""
        self.stop.set()


class Jobs(QObject):
    """The lanes. Made once by the application, handed to every page, closed at the end.

    `on_bug(error)` gets whatever is not a UserError; `on_error(error)` a UserError that no caller took.
    `busy` fires with the number of unfinished jobs of the writing lane whenever it changes.
    """

    busy = Signal(int)
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
        self._waiting: dict[str, queue.SimpleQueue[Job | None]] = {
            lane: queue.SimpleQueue() for lane in LANES
        }
        self._told: queue.SimpleQueue[tuple[Job, str, Any]] = queue.SimpleQueue()
        self._latest: dict[str, Job] = {}
        self._unfinished: dict[Job, str] = {}
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
        return self._start(WRITE, Job(run, **receivers))

    def read(self, run: Callable[..., Any], **receivers: Any) -> Job:
        """Run something that only reads: figures, reports, a backup, checks."""
        return self._start(READ, Job(run, **receivers))

    def paper(self, run: Callable[..., Any], **receivers: Any) -> Job:
        """Make a paper or a preview. With `replaces="preview"` an older one not yet finished is dropped."""
        return self._start(PAPER, Job(run, **receivers))

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
        for job in self._unfinished:
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

    def _start(self, lane: str, job: Job) -> Job:
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
        self._unfinished[job] = lane
        self._waiting[lane].put(job)
        if lane == WRITE and not job.quiet:
            self._tell_busy()
        return job

    def _work(self, waiting: "queue.SimpleQueue[Job | None]") -> None:
        """Run the jobs of one lane, on its own thread."""
        while (job := waiting.get()) is not None:
            try:
                if job.stop.is_set():
                    raise Cancelled("Dibatalkan. Tidak ada yang berubah.")
                extra = {"progress": self._teller(job)} if job.progress is not None else {}
                result = job.run(**extra)
            except BaseException as error:  # noqa: BLE001 (nothing may end the lane; the crash handler gets it)
                self._tell(job, "error", error)
            else:
                self._tell(job, "result", result)
            # The frame must not keep the last result alive while the lane waits.
            job = result = None

    def _teller(self, job: Job) -> Progress:
        last = 0.0

        def tell(done: int, total: int, *phase: str) -> None:
            nonlocal last
            if job.stop.is_set():
                raise Cancelled("Dibatalkan. Tidak ada yang berubah.")
            now = time.monotonic()
            if now - last >= PROGRESS_GAP or done >= total:
                last = now
                self._tell(job, "progress", (done, total, *phase))

        return tell

    def _tell(self, job: Job, kind: str, value: Any) -> None:
        """Pass news to the GUI thread; on the lane's own thread."""
        self._told.put((job, kind, value))
        self._news.emit()

    @Slot()
    def _deliver(self) -> None:
        """Hand one piece of news to its receivers, on the GUI thread."""
        job, kind, value = self._told.get()
        if self._closed:
            return
        wanted = job.owner is None or shiboken6.isValid(job.owner)
        if kind == "progress":
            if wanted and job.progress is not None and not job.stop.is_set():
                job.progress(*value)
            return
        job.finished = True
        lane = self._unfinished.pop(job)
        if job.replaces and self._latest.get(job.replaces) is job:
            del self._latest[job.replaces]
        if lane == WRITE and not job.quiet:
            self._tell_busy()
        if kind == "error":
            self._deliver_error(job, value, wanted)
        elif wanted and job.then is not None:
            job.then(value)

    def _deliver_error(self, job: Job, error: BaseException, wanted: bool) -> None:
        if not isinstance(error, UserError):
            self._on_bug(error)
        elif job.failed is not None:
            if wanted:
                job.failed(error)
        elif not isinstance(error, Cancelled):
            self._on_error(error)

    def _tell_busy(self) -> None:
        self.busy.emit(sum(lane == WRITE and not job.quiet for job, lane in self._unfinished.items()))


def _ignore(_error: UserError) -> None:
    """Take an error that nobody waits for."""
