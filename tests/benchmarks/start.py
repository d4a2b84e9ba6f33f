"""Starting: to the painted unlock window, and from Enter to a filled Keluarga, each against a bare window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from tests.benchmarks.race import Race

from gui.village import settle_village
from helpers.desks import PASSPHRASE, make_desk
from pkh_desk.gui.application import Program
from pkh_desk.gui.frame.facts import FAMILIES as FAMILIES_PLACE
from pkh_desk.gui.style.theme import QT_ARGUMENTS
from pkh_desk.settings import Places

FAMILIES = 300

FLOOR = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, app.quit)

app = QApplication([])
window = Bare()
window.resize(1366, 688)
window.show()
app.exec()
"""

# As `pkh_desk.__main__` begins, up to the first paint.
OURS = """
import gc, os, sys
gc.disable()
from pathlib import Path
from PySide6.QtWidgets import QApplication
from pkh_desk.gui.application import Program
from pkh_desk.gui.style.theme import QT_ARGUMENTS
from pkh_desk.settings import Places

app = QApplication(QT_ARGUMENTS)
program = Program(app, Places(Path(sys.argv[1])))
program.start()
program.view.painted.disconnect()  # what is loaded after the first paint is not part of it
program.view.painted.connect(lambda: (print("painted", flush=True), os._exit(0)))
app.exec()
"""


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield the race to the first paint, and that from the passphrase to the list of families."""
    desk = make_desk(folder / "laptop")
    settle_village(desk, FAMILIES, 120)
    desk.close()
    yield Race(
        "start to the painted unlock window",
        lambda: _painted(FLOOR, folder),
        lambda: _painted(OURS, folder / "laptop"),
        1.3,
        rounds=9,
    )
    app = QApplication.instance() or QApplication(QT_ARGUMENTS)
    assert isinstance(app, QApplication)
    program = Program(app, Places(folder / "laptop"))
    program.start()
    _enter(app, program)
    yield Race(
        f"Enter to a filled Keluarga, {FAMILIES} families",
        lambda: _painted(FLOOR, folder),
        lambda: _enter(app, program),
        2.0,
    )
    program.close()


def _enter(app: QApplication, program: Program) -> None:
    """Unlock, show Keluarga, and wait until it is painted and filled."""
    program.lock()
    program._unlock(PASSPHRASE)
    while program.work is None:
        app.processEvents()
    program.work.shell.go(FAMILIES_PLACE)
    while not program.jobs.idle():
        app.processEvents()
    app.processEvents()


def _painted(script: str, home: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-c", script, str(home)]
    with subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        if child.stdout.readline() != b"painted\n":
            raise SystemExit("the window was never painted")
        child.kill()
