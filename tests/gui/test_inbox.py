"""Kotak masuk by clicks and keys: the watched folder, files opened from anywhere, chips, filter, question."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlmodel import select

from gui.conftest import _working
from helpers.desks import add_family
from helpers.exchange import send_up, stick
from pkh_desk.actions.exchange.enrol import revoke
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.exchange.watch import SETTLED_MS, watch_folder
from pkh_desk.actions.upkeep.preferences import keep_preferences
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import DECISIONS, FAMILIES, INBOX
from pkh_desk.gui.pages.office.decisions import DecisionsPage
from pkh_desk.gui.pages.office.inbox import InboxPage
from pkh_desk.gui.work import Work
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.people.household import Household
from pkh_desk.views.exchange.inbox import waiting
from pkh_desk.views.office.overview import report

Settle = Callable[[], None]


@pytest.fixture
def shared(kantor: Desk, home: str, tmp_path: Path) -> Path:
    """A folder that the office watches."""
    folder = stick(tmp_path, "bersama")
    watch_folder(kantor, folder)
    return folder


@pytest.fixture
def work(kantor: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(kantor, qtbot, qapp)


@pytest.fixture
def settle(work: Work, qtbot: QtBot) -> Settle:
    """Wait until every job has ended and its outcome is on screen."""
    return lambda: qtbot.waitUntil(work.jobs.idle)


def inbox(work: Work, settle: Settle) -> InboxPage:
    page = work.shell.go(INBOX)
    settle()
    assert isinstance(page, InboxPage)
    return page


def look(work: Work, settle: Settle) -> None:
    """Let the clock of the folder ring twice."""
    assert work.watch is not None
    for _ in range(2):
        work.watch.look()
        settle()
        work.desk.clock.instant += SETTLED_MS  # type: ignore[attr-defined]


def send_one(desk: Desk, folder: Path, name: str = "NUR'AENI") -> Path:
    add_family(desk, name, nik=None, no_kk=None)
    return send(desk, folder).path


def counts(page: InboxPage) -> dict[str, str]:
    """Return the words of the chips on screen."""
    return {key: chip.text() for key, chip in page.left.chips._chips.items() if chip.isVisible()}


def test_a_file_in_the_watched_folder_comes_in_without_a_click_and_is_not_applied(
    shared: Path, work: Work, settle: Settle, kantor: Desk, desk: Desk
) -> None:
    busy: list[int] = []
    work.jobs.busy.connect(busy.append)
    work.shell.go(FAMILIES)
    send_one(desk, shared)
    look(work, settle)
    assert work.shell.toasted == "1 kiriman baru siap diterapkan."
    assert work.shell.nav._buttons[INBOX].accessibleName() == "Kotak masuk, 1 menunggu"
    assert report(kantor).families == 1
    assert busy == []
    page = inbox(work, settle)
    assert [row.badge for row in page.left.model.rows] == [("Baru", "teal")]
    assert page.watching.line.text().startswith("bersama · diperiksa ")
    work.shell.warn("")
    look(work, settle)
    assert work.shell.toasted == ""
    send_one(desk, shared, "JUBAEDAH")
    look(work, settle)
    assert len(page.left.model.rows) == 2


def test_what_was_just_done_stays_on_screen_when_files_come_in(
    shared: Path, work: Work, settle: Settle, desk: Desk
) -> None:
    work.shell.toast("Alamat Sarmunah diputuskan.", work.shell.take_back)
    send_one(desk, shared)
    look(work, settle)
    assert work.shell.toasted == "Alamat Sarmunah diputuskan."
    assert work.shell.nav._buttons[INBOX].accessibleName() == "Kotak masuk, 1 menunggu"


def test_the_watch_ends_with_the_window_and_takes_in_nothing_after_it(
    shared: Path, work: Work, settle: Settle, kantor: Desk, desk: Desk
) -> None:
    assert work.watch is not None
    send_one(desk, shared)
    work.watch.look()
    work.watch.stop()
    look(work, settle)
    assert waiting(kantor).files == 0


def test_a_folder_that_goes_is_said_once_and_one_that_comes_back_is_read_on(
    shared: Path, work: Work, settle: Settle, desk: Desk, tmp_path: Path
) -> None:
    page = inbox(work, settle)
    assert work.watch is not None
    said: list[str] = []
    work.watch.news.connect(said.append)
    shared.rename(tmp_path / "dicabut")
    look(work, settle)
    assert said == ["Folder bersama sedang tidak ada. Diperiksa lagi sendiri."]
    assert page.watching.line.text().startswith("Folder bersama sedang tidak ada.")
    (tmp_path / "dicabut").rename(shared)
    send_one(desk, shared)
    look(work, settle)
    assert said[1:] == ["1 kiriman baru siap diterapkan."]
    assert page.watching.line.text().startswith("bersama · diperiksa ")


def test_half_a_file_is_counted_in_the_line_until_it_is_whole(
    shared: Path, work: Work, settle: Settle, desk: Desk, kantor: Desk, tmp_path: Path
) -> None:
    page = inbox(work, settle)
    whole = send_one(desk, stick(tmp_path, "usb")).read_bytes()
    growing, now = shared / "PKH_X_2.pkhb", kantor.now() // 1000
    growing.write_bytes(whole[:2000])
    os.utime(growing, (now, now))
    look(work, settle)
    assert page.watching.line.text().endswith("1 berkas belum selesai disalin")
    assert work.shell.toasted == ""
    growing.write_bytes(whole)
    os.utime(growing, (now, now))
    look(work, settle)
    assert "belum selesai" not in page.watching.line.text()
    assert [row.badge for row in page.left.model.rows] == [("Baru", "teal")]


def test_the_folder_is_chosen_and_given_up_where_files_come_in(
    work: Work, settle: Settle, qtbot: QtBot, desk: Desk, home: str, tmp_path: Path
) -> None:
    page = inbox(work, settle)
    assert page.watching.stop.isHidden()
    folder = stick(tmp_path, "bersama")
    send_one(desk, folder)
    page.watching.choose.click()
    dialog = page.watching.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    settle()
    look(work, settle)
    assert [row.badge for row in page.left.model.rows] == [("Baru", "teal")]
    page.watching.stop.click()
    settle()
    assert page.watching.line.text().startswith("Kiriman baru di folder yang dipilih diambil sendiri")
    work.shell._toast.button.click()
    settle()
    assert page.watching.line.text().startswith("bersama · diperiksa ")


def test_a_file_is_opened_from_any_page_and_selected_where_it_came(
    work: Work, settle: Settle, qtbot: QtBot, desk: Desk, home: str, tmp_path: Path
) -> None:
    send_one(desk, stick(tmp_path, "satu"))
    second = send_one(desk, stick(tmp_path, "dua"), "JUBAEDAH").rename(tmp_path / "DOC-20261124-WA0003")
    inbox(work, settle).take([tmp_path / "satu"])
    settle()
    work.shell.go(FAMILIES)
    work.shell.searching.emit("buka kiriman")
    settle()
    entry = work.palette.lines.rows[0]
    assert (entry.words, entry.shortcut) == ("Buka kiriman", "Ctrl+O")
    work.palette.leave()
    qtbot.keyClick(work.shell, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = work.shell.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(second)])
    dialog.close()
    settle()
    page = work.shell.page
    assert isinstance(page, InboxPage)
    current = page.left.current
    assert current is not None
    assert (current.name, page.left.state) == (second.name, "baru")
    assert len(page.left.files) == 2
    page.apply.click()
    settle()
    (tmp_path / "rusak.pkhb").write_bytes(b"bukan kiriman")
    page.take([tmp_path / "rusak.pkhb"])
    settle()
    assert page.left.state == "ditolak"
    page.left.filter.setText("wulan")
    settle()
    assert page.left.none.isVisible()
    page.take([second])
    settle()
    assert page.left.current is not None
    assert (page.left.state, page.left.current.name) == ("diterapkan", second.name)


def test_what_is_missed_before_a_file_is_named_beside_it(
    work: Work, settle: Settle, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    send_one(desk, stick(tmp_path, "hilang"))
    inbox(work, settle).take([send_one(desk, stick(tmp_path, "usb"), "JUBAEDAH")])
    settle()
    page = inbox(work, settle)
    assert "belum ada" not in page.left.model.rows[0].place
    with kantor.keep() as session:
        # What an office that lost the work it had confirmed has of it.
        row = session.exec(select(Bundle).where(Bundle.state == "baru")).one()
        row.follows = json.dumps(["f" * 64])
    page = inbox(work, settle)
    assert page.left.model.rows[0].place.endswith(" · kiriman #2 belum ada")
    assert " Kiriman #2 belum ada. Beri laptop itu jawaban terbaru" in page.left.detail.text()


def test_chips_count_what_waits_and_a_file_leads_to_its_question(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    for each, address in ((kantor, "Kp. Kadu Bolang"), (desk, "Kp. Kadubolang")):
        with each.write() as session:
            session.get_one(Household, home).address = address
    send_up(kantor, desk, tmp_path)
    page = inbox(work, settle)
    assert counts(page) == {"keputusan": "Perlu keputusan 1", "baru": "Baru 0", "diterapkan": "Selesai 1"}
    assert page.left.state == "keputusan"
    (line,) = page.left.model.rows
    assert line.badge == ("1 keputusan", "amber")
    assert line.place.startswith("Ciomas · kiriman #2 · 1 catatan")
    assert page.left.to_decide.isVisible()
    qtbot.keyClick(page.left.list, Qt.Key.Key_Return)
    settle()
    decisions = work.shell.page
    assert isinstance(decisions, DecisionsPage)
    assert decisions.view.about.text() == "Alamat"
    qtbot.keyClick(decisions.view.cards[0], Qt.Key.Key_1)
    qtbot.keyClick(decisions.view.cards[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    inbox(work, settle)
    assert page.left.to_decide.isHidden()
    assert counts(page) == {"keputusan": "Perlu keputusan 0", "baru": "Baru 0", "diterapkan": "Selesai 2"}
    page.left.chips._chips["diterapkan"].click()
    settle()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.left.filter, "ciomas pabuaran")
    settle()
    assert page.left.none.isVisible()
    qtbot.keyClick(page.left.filter, Qt.Key.Key_Escape)
    settle()
    assert len(page.left.model.rows) == 2
    assert work.shell.has(DECISIONS)


def test_the_status_bar_says_when_the_offices_window_locks(work: Work, qtbot: QtBot, kantor: Desk) -> None:
    words = "Terkunci otomatis setelah {} menit"
    assert work.shell.status.office.words == words.format(10)
    keep_preferences(kantor, lock_minutes=30)
    qtbot.waitUntil(lambda: work.shell.status.office.words == words.format(30))


def test_what_a_revoked_laptop_sent_before_is_let_out_of_quarantine_by_a_person(
    work: Work, settle: Settle, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    inbox(work, settle).take([send_one(desk, stick(tmp_path, "usb"))])
    settle()
    revoke(kantor, desk.identity.code)
    page = inbox(work, settle)
    for taken_back in (True, False):
        page.left.chips._chips["karantina"].click()
        settle()
        page.left.to_release.click()
        settle()
        assert work.shell.toasted.endswith("menunggu di Baru. Laptopnya tetap dicabut.")
        assert not page.left.to_release.isVisible()
        if taken_back:
            work.shell._toast.button.click()
            settle()
    page.apply_all()
    settle()
    assert report(kantor).families == 2
