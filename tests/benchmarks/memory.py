"""Memory: what the program holds (resident MB) unlocking, at Beranda, and after every place was visited.

Each is measured in a process of its own against a bare window, started as `packaging/dev.py run` starts the
program, without docstrings; only Linux tells it, from `/proc`. The first run of a checkout compiles the
libraries and holds more.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gui.village import settle_village
from helpers.desks import PASSPHRASE, make_desk

FAMILIES = 300
MB = 1024
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 688)
window.show()
app.processEvents()
"""
UNLOCK = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from pkh_desk.gui.application import Program
from pkh_desk.gui.style.theme import QT_ARGUMENTS
from pkh_desk.settings import Places
app = QApplication(QT_ARGUMENTS)
program = Program(app, Places(Path(sys.argv[1])))
def settle():
    while True:
        app.processEvents()
        if program.jobs.idle():
            break
program.start()
settle()
"""
READY = (
    UNLOCK
    + """
program._unlock(sys.argv[2])
while program.work is None:
    app.processEvents()
settle()
"""
)
VISITED = (
    READY
    + """
for place in program.work.shell.places:
    program.work.shell.go(place.key)
    settle()
"""
)
TELL = """
import os, re
print(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read()).group(1), flush=True)
os._exit(0)
"""


@dataclass
class Weight:
    """What a script holds in its end; `target` in MB is the bar, if there is one, for the eye only."""

    name: str
    script: str
    home: Path
    target: int | None = None
    held: float = 0

    def run(self) -> "Weight":
        """Measure it."""
        words = [sys.executable, "-OO", "-c", self.script + TELL, str(self.home), PASSPHRASE]
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        told = subprocess.run(words, env=env, capture_output=True, text=True, check=True, timeout=120)
        self.held = int(told.stdout) / MB
        return self

    def line(self) -> str:
        """Return the result as one line of the table."""
        bar = f"  target {self.target} MB" if self.target else ""
        return f"{self.name:44.44} {self.held:7.1f} MB{bar}"


def races(folder: Path, full: bool) -> Iterator[Weight]:
    """Yield the stations of a start, each heavier than the one before.

    The bar is for the window that a start is timed to; what the libraries of data and our own tables, pages
    and rows take once the passphrase is typed is printed beside it.
    """
    desk = make_desk(folder / "laptop")
    settle_village(desk, FAMILIES, 120)
    desk.close()
    stations = (
        ("bare window", BARE, None),
        ("window ready: the unlock window", UNLOCK, 110),
        (f"Beranda, {FAMILIES} families", READY, None),
        ("every place visited", VISITED, None),
    )
    for name, script, target in stations:
        yield Weight(name, script, folder / "laptop", target)
