"""Taking back something long from the toast: it says how far it is, and can be stopped."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.stopping import jobs_held
from helpers.sheets import person, r1_with, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.upkeep.undo import CHUNK
from pkh_desk.gui.undoing import SHORT
from pkh_desk.gui.work import Work
from pkh_desk.views.upkeep.records import family_records


@pytest.fixture
def long(empty: Work, tmp_path: Path) -> Work:
    """A desk whose last act is an import that takes a while to take back, in more than one step."""
    rows = [person(f"ORANG {n}", None, f"3604271406{n:02}9901", desa=None) for n in range(1, 32)]
    rows += [
        person(f"WARGA {n}", None, f"36042714{n % 12 + 1:02}{n:04}01", desa=None) for n in range(1000, 3000)
    ]
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx(r1_with(*rows)))
    report = import_roster(empty.desk, path, apply=True)
    assert report.families["new"] > 2 * CHUNK > SHORT
    return empty


def test_a_long_undo_says_how_far_it_is(long: Work, qtbot: QtBot) -> None:
    long.shell.toast("Impor diterapkan.", long.shell.take_back)
    with jobs_held() as go:
        long.shell.take_back()
        qtbot.waitUntil(lambda: long.shell.toasted.startswith("Mengurungkan… "))
        go.set()
        qtbot.waitUntil(long.jobs.idle)
    words = "Keluarga baru, Anggota baru · 2.031 keluarga"
    assert long.shell.toasted.startswith(f"Diurungkan: {words}.")
    assert family_records(long.desk) == []


def test_a_long_undo_can_be_stopped_and_then_nothing_has_changed(long: Work, qtbot: QtBot) -> None:
    held = len(family_records(long.desk))
    with jobs_held():
        long.undoing.undo()
        qtbot.waitUntil(lambda: long.shell.toasted.startswith("Mengurungkan… "))
        stop = long.shell._toast.button
        assert (stop.isVisible(), stop.words) == (True, "Batalkan")
        qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(long.jobs.idle)
    assert long.shell.toasted == "Dibatalkan. Semuanya tetap seperti semula."
    assert len(family_records(long.desk)) == held
    assert not stop.isVisible()
    long.shell.toast("Tersimpan.", long.shell.take_back)
    assert stop.words == "Urungkan"
