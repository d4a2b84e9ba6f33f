"""Starting, unlocking, locking, and being started twice."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.desks import PASSPHRASE, make_desk
from pkh_desk.gui.application import Program
from pkh_desk.gui.opening.single import SingleInstance
from pkh_desk.gui.opening.unlock import UnlockView

Start = Callable[..., Program]

STACK = ("sqlmodel", "sqlalchemy", "pydantic", "sqlcipher3", "pkh_desk.gui.widgets.combo")
PAPER = ("reportlab", "xlsxwriter", "pypdfium2", "zxingcpp", "PIL", "python_calamine", "alembic")
"""What makes papers and tables, and reads lists: imported with the first of them."""
SEALED = ("pyrage", "pkh_desk.sync.enrolment.keys", "pkh_desk.sync.bundle.writer", "pkh_desk.papers.recovery")
"""What seals and opens files, and draws the office's key: imported with the first file, 4 MB."""
ASKED = (
    "pkh_desk.domain.office.config_shapes",
    "pkh_desk.gui.frame.palette",
    "sqlalchemy.dialects.postgresql",
)
"""What an office publishes, Ctrl+K, and the other database: imported when somebody asks for them."""
STARTED = f"""
import linecache
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from pkh_desk.gui.application import Program
from pkh_desk.settings import Places
app = QApplication([])
program = Program(app, Places(Path(sys.argv[1])))
seen = []
def loaded():
    return [name for name in {STACK + PAPER + SEALED + ASKED!r} if name in sys.modules]
program.show_lock("")
program.view.painted.disconnect()
program.view.painted.connect(lambda: seen.append(loaded()))
program.view.painted.connect(program._load_rest)
program.window.show()
while not seen or not program.jobs.idle():
    app.processEvents()
program._unlock(sys.argv[2])
while program.work is None or not program.jobs.idle():
    app.processEvents()
print(seen[0], loaded(), program.window.windowTitle())
print([name for name in linecache.cache if name.endswith(".py") and "sqlalchemy" in name])
program.close()
"""


def test_nothing_heavy_is_imported_before_it_is_used(tmp_path: Path) -> None:
    make_desk(tmp_path / "rumah").close()
    told = subprocess.run(
        [sys.executable, "-c", STARTED, tmp_path / "rumah", PASSPHRASE],
        capture_output=True,
        text=True,
        timeout=60,
    )
    seen, sources = told.stdout.splitlines()
    assert seen == f"[] {list(STACK)} PKH Desk — Beranda", told.stderr
    # Qt's hook on `import` would keep the text of every module that was imported.
    assert sources == "[]"


def type_passphrase(program: Program, qtbot: QtBot, text: str) -> UnlockView:
    view = program.view
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.passphrase.hasFocus)
    view.passphrase.selectAll()
    qtbot.keyClicks(view.passphrase, text)
    qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(program.jobs.idle)
    return view


def test_a_wrong_passphrase_is_said_and_the_right_one_opens(start: Start, qtbot: QtBot) -> None:
    program = start()
    view = type_passphrase(program, qtbot, "bukan ini")
    assert view.wrong.words() == (
        "Kata sandi belum cocok. Periksa Caps Lock. Sisa 3 percobaan, lalu tunggu 1 menit."
    )
    assert view.passphrase.selectedText() == view.passphrase.text() != ""
    type_passphrase(program, qtbot, PASSPHRASE)
    assert program.work is not None
    assert program.window.windowTitle() == "PKH Desk — Beranda"
    families = program.work.shell.go("keluarga")
    qtbot.waitUntil(lambda: families.chooser.count.text() == "6 keluarga")


def test_capitals_typed_without_shift_are_told(start: Start, qtbot: QtBot) -> None:
    view = start().view
    assert isinstance(view, UnlockView)
    for text, modifier, said in (
        ("A", Qt.KeyboardModifier.ShiftModifier, ""),
        ("A", Qt.KeyboardModifier.NoModifier, "Caps Lock menyala"),
        ("a", Qt.KeyboardModifier.NoModifier, ""),
        ("a", Qt.KeyboardModifier.ShiftModifier, "Caps Lock menyala"),
    ):
        QApplication.sendEvent(view.passphrase, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, text))
        assert view.caps.words() == said


def test_locking_takes_pages_and_key_away(start: Start, qtbot: QtBot) -> None:
    program = start()
    view = type_passphrase(program, qtbot, PASSPHRASE)
    assert program.work is not None, view.wrong.words()
    desk = program.work.desk
    qtbot.keyClick(program.work.shell.page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert program.work is None
    assert isinstance(program.view, UnlockView)
    qtbot.waitUntil(program.jobs.idle)
    assert desk.key == b""
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not program.window]
    type_passphrase(program, qtbot, PASSPHRASE)
    assert program.work is not None


def test_a_second_start_wakes_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.woken):
        assert not second.claim()
    first.release()
    assert second.claim()
    second.release()


def test_the_second_program_ends_at_once_and_the_first_goes_on(tmp_path: Path, qtbot: QtBot) -> None:
    words = [sys.executable, "-m", "pkh_desk", "--home", tmp_path]
    with subprocess.Popen(words, stderr=subprocess.PIPE) as first:
        qtbot.waitUntil((tmp_path / "window.wake").exists, timeout=30_000)
        second = subprocess.run(words, capture_output=True, timeout=30)
        assert (second.returncode, second.stdout) == (0, b"")
        assert (tmp_path / "window.wake").read_text(encoding="ascii").isdigit()
        assert first.poll() is None
        first.terminate()
