"""Impor: a spreadsheet taken in by mouse and by keyboard, and everything that may be wrong with one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from gui.stopping import jobs_held
from helpers.sheets import R1, ole, person, r1_with, xlsx
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.frame.focus import tab_stops
from pkh_desk.gui.pages.lists.roster import CHECK, COLUMNS, DONE, PICK, RosterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.widgets.progress import FIRST_ESTIMATE_MS, ProgressBox, _span
from pkh_desk.gui.work import Work
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The list of four families with what is wrong in it."""
    path = tmp_path / "Daftar KPM.xlsx"
    path.write_bytes(xlsx(R1))
    return path


def opened(work: Work, qtbot: QtBot, path: Path | None = None) -> RosterPage:
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.import_roster(path)
    qtbot.waitUntil(work.jobs.idle)
    shown = work.shell.page
    assert isinstance(shown, RosterPage)
    return shown


def press(page: RosterPage, work: Work, qtbot: QtBot) -> None:
    """Press the one filled button of the page, by keyboard."""
    qtbot.keyClick(page.next, Qt.Key.Key_Space)
    qtbot.waitUntil(work.jobs.idle)


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))


def test_from_an_empty_list_to_families_and_back(
    empty: Work, qtbot: QtBot, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = empty
    assert QApplication.focusWidget() is work.shell.page.importer
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    page = work.shell.page
    assert isinstance(page, RosterPage)
    answer(monkeypatch, listed)
    qtbot.mouseClick(page.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert page._step == COLUMNS
    columns = {column.text: column for column in page.columns.table.rows}
    assert (columns["DESA/KEL"].read_as, columns["DESA/KEL"].samples[0]) == ("Desa", "Sukadana")
    assert page.columns._lists.text() == "Lembar KPM: 4 baris, satu baris satu keluarga."
    press(page, work, qtbot)
    assert page._step == CHECK
    assert (
        page.check.balance.text() == "4 baris dibaca = 4 baru + 0 berubah + 0 sama + 0 dilewati + 0 ditolak"
    )
    assert page.check.cards.button("look").accessibleName() == "4 perlu dicek"
    assert page.next.words == "Terapkan 4 baris"
    kk = next(line for line in page.check.findings.rows if line.kind == "kk_letter")
    assert (kk.row, kk.name, kk.raw, kk.proposal) == (
        10,
        "ST.MAEMUNAH",
        "36042807O4159904",
        "3604280704159904",
    )
    assert family_ids(work.desk) == []
    press(page, work, qtbot)
    assert page._step == DONE
    assert work.shell.toasted == "4 baris diterapkan: 4 baru, 0 berubah."
    assert len(family_ids(work.desk)) == 4
    answer(monkeypatch, tmp_path / "temuan.xlsx")
    qtbot.mouseClick(page.done.save_found, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    sheet = CalamineWorkbook.from_path(tmp_path / "temuan.xlsx").get_sheet_by_index(0).to_python()
    assert len(sheet) == 1 + 4
    qtbot.mouseClick(page.done.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert family_ids(work.desk) == []
    assert page.done._title.text() == "Impor diurungkan"
    # What is brought back, and taken back again, from anywhere is said here too.
    for again, title, many in (
        (work.shell.redo, "Impor selesai", 4),
        (work.shell.undo, "Impor diurungkan", 0),
    ):
        again.emit()
        qtbot.waitUntil(lambda title=title: work.jobs.idle() and page.done._title.text() == title)
        assert (len(family_ids(work.desk)), page.done.undo.isVisible()) == (many, many > 0)
    qtbot.mouseClick(page.done.open_list, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert work.shell.page._empty.isVisible()


def test_a_list_let_fall_on_the_window_opens_its_check(work: Work, qtbot: QtBot, listed: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(listed))])
    copy, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = work.shell.page.detail
    QApplication.sendEvent(over, QDragEnterEvent(QPoint(60, 30), copy, mime, button, keys))
    QApplication.sendEvent(over, QDropEvent(QPointF(60, 30), copy, mime, button, keys))
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(work.shell.page, RosterPage)
    assert work.shell.page._step == COLUMNS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 cut", "Berkas ini rusak atau terpotong"),
        (ole({"EncryptedPackage": b"x" * 5000}), "kata sandi"),
        (xlsx([("Rapat koordinasi",), ("tanggal", "hadir")]), "Tidak ada daftar yang dikenal"),
        (b"%PDF-1.7", "PDF"),
    ],
    ids=["cut", "locked", "no list", "a PDF"],
)
def test_a_file_that_cannot_be_read_is_said_and_another_one_is_taken(
    empty: Work, qtbot: QtBot, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(content)
    page = opened(empty, qtbot, path)
    assert said in page.banner.words
    assert page.banner.isVisible()
    assert page._step == PICK
    assert page.choose.isEnabled()
    path.write_bytes(xlsx(R1))
    page.take(path)
    qtbot.waitUntil(empty.jobs.idle)
    assert page._step == COLUMNS
    assert page.banner.words == ""


def test_rows_with_findings_can_be_left_out(work: Work, qtbot: QtBot, listed: Path) -> None:
    page = opened(work, qtbot, listed)
    press(page, work, qtbot)
    qtbot.mouseClick(page.check.side.hold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert page._step == CHECK
    assert (page.next.words, page.note.text()) == ("Terapkan 1 baris", "")
    qtbot.mouseClick(page.check.cards.button("left_out"), Qt.MouseButton.LeftButton)
    assert [row.name for row in page.check.table.rows] == ["NUR'AENI", "RUMSIAH", "ST.MAEMUNAH"]
    before = len(family_ids(work.desk))
    press(page, work, qtbot)
    assert len(family_ids(work.desk)) == before + 1


def test_a_cell_is_put_right_and_a_row_left_out_by_keyboard(work: Work, qtbot: QtBot, listed: Path) -> None:
    page = opened(work, qtbot, listed)
    press(page, work, qtbot)
    side, findings = page.check.side, page.check.findings
    assert findings.current.kind == "kk_letter"
    assert side.field.line.text == "Ada huruf di dalam No KK."
    assert side.offer.words == "Pakai usulan 3604280704159904"
    qtbot.mouseClick(side.offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert page.check.cards.button("look").accessibleName() == "3 perlu dicek"
    assert (findings.current.row, findings.current.kind) == (6, "kk_lost_digits")
    qtbot.keyClick(findings, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is side.entry
    side.entry.selectAll()
    qtbot.keyClicks(side.entry, "3604272002139902")
    qtbot.keyClick(side.entry, Qt.Key.Key_Return)
    qtbot.waitUntil(work.jobs.idle)
    assert [(line.row, line.kind) for line in findings.rows] == [
        (6, "nik_lost_digits"), (7, "nik_lost_digits"),
    ]  # fmt: skip
    assert QApplication.focusWidget() is findings
    qtbot.keyClick(findings, Qt.Key.Key_L)
    qtbot.waitUntil(work.jobs.idle)
    assert side.skip.isChecked()
    assert page.note.text() == "1 temuan belum diputuskan"
    assert page.check.balance.text().endswith("= 3 baru + 0 berubah + 0 sama + 1 dilewati + 0 ditolak")
    before = set(family_ids(work.desk))
    press(page, work, qtbot)
    new = [family(work.desk, home) for home in set(family_ids(work.desk)) - before]
    assert sorted(view.no_kk or "" for view in new) == [
        "3604271406129901",
        "3604280704159904",
        "3604300109119903",
    ]


def test_tab_walks_rows_then_panel_then_buttons_and_all_have_names(
    work: Work, qtbot: QtBot, listed: Path
) -> None:
    page = opened(work, qtbot, listed)
    press(page, work, qtbot)
    stops = [stop for pane in page.panes() for stop in tab_stops(pane)]
    order = [page.check.findings, page.check.side.entry, page.check.side.reread, page.back, page.next]
    places = [stops.index(widget) for widget in order]
    assert places == sorted(places)
    for stop in stops:
        assert QAccessible.queryAccessibleInterface(stop).text(QAccessible.Text.Name).strip()


def test_cancelling_changes_nothing(work: Work, qtbot: QtBot, listed: Path) -> None:
    page = opened(work, qtbot, listed)
    press(page, work, qtbot)
    before = family_ids(work.desk)
    with jobs_held():
        qtbot.keyClick(page.next, Qt.Key.Key_Space)
        page.progress.cancel.click()
        qtbot.waitUntil(work.jobs.idle)
    assert page.banner.words == "Impor dibatalkan. Tidak ada yang berubah."
    assert page._step == CHECK
    assert family_ids(work.desk) == before
    press(page, work, qtbot)
    assert len(family_ids(work.desk)) == len(before) + 4
    assert page.progress.words == "Menyimpan…"


def test_a_long_import_says_its_phase_and_how_long_that_may_take(work: Work, qtbot: QtBot) -> None:
    box = ProgressBox(work.shell.theme, "arrow_import", "baris")
    qtbot.addWidget(box)
    box.begin("Membaca daftar KPM", "")
    box.show_progress(0, 0, "Membaca baris")
    assert box.words == "Membaca baris…"
    box.show_progress(12_000, 0, "Membaca baris")
    assert (box.words, box.estimate) == ("Membaca baris 12.000", "")
    before, after = QElapsedTimer(), QElapsedTimer()
    before.start()
    box.show_progress(0, 60_000, "Memeriksa")
    after.start()
    qtbot.wait(FIRST_ESTIMATE_MS + 50)
    least = after.elapsed()
    box.show_progress(20_000, 60_000, "Memeriksa")
    most = before.elapsed()
    assert box.words == "Memeriksa 20.000 dari 60.000"
    assert box.estimate in {f"kira-kira {_span(2 * passed)} lagi" for passed in range(least, most + 1)}
    box.show_progress(0, 60_000, "Mencocokkan")
    assert (box.words, box.estimate) == ("Mencocokkan 0 dari 60.000", "")
    box.show_progress(0, 0, "Menyalin {} MB")
    assert box.words == "Menyalin…"
    box.show_progress(120, 1_880, "Menyalin {} MB")
    assert box.words == "Menyalin 120 dari 1.880 MB"


def test_a_page_that_is_left_still_tells_what_came_of_it(work: Work, qtbot: QtBot, listed: Path) -> None:
    page = opened(work, qtbot, listed)
    press(page, work, qtbot)
    qtbot.keyClick(page.next, Qt.Key.Key_Space)
    work.shell.go(FAMILIES)
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(work.shell.page, FamiliesPage)
    assert work.shell.toasted == "4 baris diterapkan: 4 baru, 0 berubah."


def test_a_file_saved_anew_since_the_check_is_not_applied(work: Work, qtbot: QtBot, listed: Path) -> None:
    page = opened(work, qtbot, listed)
    press(page, work, qtbot)
    before = family_ids(work.desk)
    listed.write_bytes(xlsx(r1_with(person(), person("TARSIH", "3604275203849903", "3604271406129903"))))
    press(page, work, qtbot)
    assert page.banner.words.startswith("Berkas berubah sejak diperiksa. Data Anda tidak berubah.")
    assert family_ids(work.desk) == before
    qtbot.mouseClick(page.check.side.reread, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert page.next.words == "Terapkan 2 baris"
