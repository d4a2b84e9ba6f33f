"""Starting: from the spawned process to the painted unlock window, against a bare QMainWindow."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.race import Race

from helpers.desks import make_desk

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

OURS = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from pkh_desk.gui.application import Program
from pkh_desk.gui.theme import QT_ARGUMENTS
from pkh_desk.settings import Places

app = QApplication(QT_ARGUMENTS)
program = Program(app, Places(Path(sys.argv[1])))
program.start()
program.view.painted.disconnect()  # what is loaded after the first paint is not part of it
program.view.painted.connect(lambda: (print("painted", flush=True), os._exit(0)))
app.exec()
"""


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield the race to the first paint."""
    make_desk(folder / "laptop").close()
    yield Race(
        "start to the painted unlock window",
        lambda: _painted(FLOOR, folder),
        lambda: _painted(OURS, folder / "laptop"),
        1.3,
        rounds=9,
    )


def _painted(script: str, home: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-c", script, str(home)]
    with subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        if child.stdout.readline() != b"painted\n":
            raise SystemExit("the window was never painted")
        child.kill()
