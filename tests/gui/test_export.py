"""Ekspor: the list as it is filtered and sorted, numbers only with a reason, from the page and by Ctrl+K."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from pkh_desk.gui.frame.palette_doors import fixed_entries
from pkh_desk.gui.pages.business.products import ProductsPage
from pkh_desk.gui.pages.graduation.pipeline import GraduationPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.upkeep.history import HistoryPage
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.work import Work
from pkh_desk.views.people.families import family_ids, family_rows


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the file dialog puts every file, under the name that is proposed."""
    folder = tmp_path / "keluar"
    folder.mkdir()

    def choose(_parent: object, _title: str, proposed: str, kind: str) -> tuple[str, str]:
        return str(folder / Path(proposed).name), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return folder


def click(qtbot: QtBot, work: Work, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)


def cells(path: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()]


def test_families_go_out_as_filtered_and_sorted(work: Work, qtbot: QtBot, target: Path) -> None:
    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    page.chooser.chips.pick("usaha")
    page.chooser._sort_by("desa")
    qtbot.waitUntil(work.jobs.idle)
    bar = page.chooser.export
    click(qtbot, work, bar.button)
    assert bar.words.text().startswith(f"Ekspor {len(page.chooser.model.ids)} keluarga")
    click(qtbot, work, bar.excel)
    (path,) = target.iterdir()
    assert path.name == "keluarga-2026-11-24.xlsx"
    wanted = family_rows(work.desk, family_ids(work.desk, chip="usaha", sort="desa"))
    rows = cells(path)[1:]
    assert [row[1] for row in rows] == [row.name for row in wanted] != []
    assert all("********" in str(row[2]) for row in rows)
    assert bar.isHidden()
    assert work.shell.toasted == f"{len(rows)} keluarga tersimpan di {path.name}."


def test_whole_numbers_need_a_reason(work: Work, qtbot: QtBot, target: Path) -> None:
    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    bar = page.chooser.export
    click(qtbot, work, bar.button)
    assert bar.reason.isHidden()
    bar.full.click()
    assert not bar.reason.isHidden()
    click(qtbot, work, bar.csv)
    assert bar.trouble.text().startswith("Tulis dulu alasannya")
    assert list(target.iterdir()) == []
    qtbot.keyClicks(bar.reason, "Diminta dinas")
    click(qtbot, work, bar.csv)
    (path,) = target.iterdir()
    assert "****" not in path.read_text("utf-8-sig")
    with work.desk.read() as session:
        reasons = session.connection().exec_driver_sql("SELECT DISTINCT why FROM access").fetchall()
    assert [row[0] for row in reasons] == ["keluarga: Diminta dinas"]
    click(qtbot, work, bar.button)
    assert (bar.full.isChecked(), bar.reason.text()) == (False, "")
    qtbot.keyClick(bar.excel, Qt.Key.Key_Escape)
    assert bar.isHidden()


def bars(work: Work, qtbot: QtBot) -> list[ExportBar]:
    """Every list with an export, its page opened."""
    found = []
    for place in ("produk", "graduasi"):
        page = work.shell.go(place)
        qtbot.waitUntil(work.jobs.idle)
        assert isinstance(page, ProductsPage | GraduationPage)
        found.append(page.export)
    work.shell.history.emit()
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(work.shell.page, HistoryPage)
    return [*found, work.shell.page.export]


def test_every_list_has_an_export(work: Work, qtbot: QtBot, target: Path) -> None:
    for bar in bars(work, qtbot):
        bar.open_bar()
        bar.excel.click()
        qtbot.waitUntil(work.jobs.idle)
    assert sorted(path.name.rsplit("-", 3)[0] for path in target.iterdir()) == [
        "graduasi",
        "produk",
        "riwayat-perubahan",
    ]
    assert all(len(cells(path)) > 1 for path in target.iterdir())


def test_the_lists_of_the_office_go_out_too(filled: Work, qtbot: QtBot, target: Path) -> None:
    for place in ("dasbor", "kotak", "keputusan", "pendamping"):
        page = filled.shell.go(place)
        qtbot.waitUntil(filled.jobs.idle)
        begin = page.exporter()
        assert begin is not None
        begin()
        bar = page.findChild(ExportBar)
        assert bar is not None
        assert bar.full.isHidden()
        bar.excel.click()
        qtbot.waitUntil(filled.jobs.idle)
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    found = {path.name.rsplit("-", 3)[0]: len(cells(path)) for path in target.iterdir()}
    assert set(found) == {"kecamatan", "kotak-masuk", "keputusan", "pendamping"}
    assert min(found.values()) > 1


def test_a_full_disk_or_lost_folder_is_said_in_the_bar(work: Work, qtbot: QtBot, target: Path) -> None:
    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    target.rmdir()
    bar = page.chooser.export
    click(qtbot, work, bar.button)
    click(qtbot, work, bar.excel)
    assert bar.trouble.text().startswith("Folder tujuan")
    assert not bar.excel.isHidden()


def test_the_search_over_everything_offers_it(work: Work, qtbot: QtBot) -> None:
    work.shell.go("produk")
    qtbot.waitUntil(work.jobs.idle)
    entries = {entry.words: entry for entry in fixed_entries(work.shell)}
    assert entries["Ekspor Produk ke Excel"].holds(["ekspor"])
    entries["Ekspor Keluarga ke Excel"].act()
    qtbot.waitUntil(work.jobs.idle)
    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    assert not page.chooser.export.isHidden()
