"""Laporan, the roll-call, and the way from each figure of the dashboard to the list behind it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.cases import bring_to
from helpers.desks import add_family
from helpers.exchange import enrol, give_keys
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.gui.pages.business.products import ProductsPage
from pkh_desk.gui.pages.graduation.pipeline import GraduationPage
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.pages.office.dashboard import DashboardPage
from pkh_desk.gui.pages.office.laptops import LaptopsPage
from pkh_desk.gui.pages.office.reports import ReportsPage
from pkh_desk.gui.pages.office.rollcall import RollCallPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.store.business import Product
from pkh_desk.store.people.visit import Visit

PageT = TypeVar("PageT")
Settle = Callable[[], None]
CIOMAS, PABUARAN = "36.04.27", "36.04.28"


@pytest.fixture
def kantor(office: Desk) -> Desk:
    """An office with families in two kecamatan: graduated this year and last, proposed, visited."""
    give_keys(office)
    stages = [
        (6, "36.04.27.2007", date(2026, 11, 4)),
        (6, "36.04.27.2007", date(2025, 11, 4)),
        (4, "36.04.27.2001", date(2026, 11, 5)),
        (5, "36.04.28.2001", date(2026, 11, 6)),
        (1, "36.04.28.2001", date(2026, 11, 7)),
    ]
    for at, (far, desa, day) in enumerate(stages):
        home = add_family(office, f"KELUARGA {at}", nik=None, no_kk=None, desa_code=desa)
        bring_to(office, home, PATH[far - 1], day)
        with office.write() as session:
            session.add(Visit(id=office.new_id(), household_id=home, on=day))
            if at < 2:
                session.add(Product(id=office.new_id(), household_id=home, name="Telur asin", unit="butir"))
    return office


@pytest.fixture
def work(kantor: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(kantor, qtbot, qapp)


@pytest.fixture
def settle(work: Work, qtbot: QtBot) -> Settle:
    """Wait until every job has ended and its outcome is on screen."""
    return lambda: qtbot.waitUntil(work.jobs.idle)


def shown(work: Work, settle: Settle, kind: type[PageT]) -> PageT:
    settle()
    page = work.shell.page
    assert isinstance(page, kind), page
    return page


def rows(page: ReportsPage) -> list[list[str]]:
    """Return the table as it stands on screen."""
    table = page.table.table
    assert table is not None
    return [line.split("\t") for line in table.as_tsv().splitlines()[1:]]


@pytest.mark.parametrize("place", ["", CIOMAS, PABUARAN])
def test_every_figure_of_the_dashboard_leads_to_as_many(
    work: Work, settle: Settle, qtbot: QtBot, place: str
) -> None:
    def figure(key: str) -> int:
        work.shell.go("dasbor")
        page = shown(work, settle, DashboardPage)
        page.kecamatan.setCurrentIndex(page.kecamatan.findData(place))
        card = page.figures[key]
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        settle()
        return int(card.figure.text())

    for key in ("approved", "proposed"):
        count = figure(key)
        assert len(shown(work, settle, GraduationPage).table.rows) == count, key
    count = figure("visits")
    page = shown(work, settle, ReportsPage)
    assert (page.kecamatan.value(), page.cards[0].figure.text()) == (place, str(count))
    count = figure("products")
    products = shown(work, settle, ProductsPage)
    assert (products.place.value(), products.chips.value(), len(products.table.rows)) == (
        place,
        "siap",
        count,
    )
    figure("senders")
    assert shown(work, settle, RollCallPage).call is not None


def test_a_year_is_picked_from_its_column_and_the_figures_follow(
    work: Work, settle: Settle, qtbot: QtBot
) -> None:
    work.shell.go("dasbor")
    page = shown(work, settle, DashboardPage)
    columns = page.columns
    qtbot.mouseClick(columns, Qt.MouseButton.LeftButton, pos=QPoint(columns.width() // 4, 20))
    assert (page.year.value(), page.figures["approved"].about.text()) == ("2025", "Graduasi 2025")
    page.figures["approved"].opened.emit()
    cases = shown(work, settle, GraduationPage)
    assert [card.since.year for card in cases.table.rows] == [2025]
    cases.clear()
    assert len(cases.table.rows) == 4
    page = shown(work, settle, GraduationPage)
    work.shell.go("dasbor")
    board = shown(work, settle, DashboardPage)
    qtbot.keyClick(columns, Qt.Key.Key_Right)
    qtbot.keyClick(columns, Qt.Key.Key_Return)
    assert board.year.value() == "2026"


def test_a_report_follows_its_choices_and_leads_to_a_family(work: Work, settle: Settle, qtbot: QtBot) -> None:
    work.shell.go("laporan")
    page = shown(work, settle, ReportsPage)
    assert [card.figure.text() for card in page.cards[:3]] == ["3", "1", "0"]
    page.period.setCurrentIndex(1)
    settle()
    assert [card.figure.text() for card in page.cards[:3]] == ["1", "1", "0"]
    table = page.table.table
    assert table is not None
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert shown(work, settle, FamiliesPage).detail.name.text() == "Keluarga 1"
    work.shell.go("laporan")
    page.kind.setCurrentIndex(page.kind.findData("kunjungan"))
    qtbot.mouseClick(page.scale.buttons["bulan"], Qt.MouseButton.LeftButton)
    settle()
    assert [row[0] for row in rows(page)] == ["Ciomas", "Pabuaran"]
    assert page.table.sums.text().startswith("Jumlah · Keluarga aktif")
    page.kecamatan.setCurrentIndex(page.kecamatan.findData(CIOMAS))
    settle()
    assert {row[0] for row in rows(page)} == {"Ciomas"}
    assert len(rows(page)) == 2, "a kecamatan is told by its desa"
    page.period.setCurrentIndex(3)
    settle()
    assert page.cards[0].figure.text() == "0"


def test_a_report_goes_out_as_pdf_and_on_the_print_sheet(
    work: Work, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(_parent: object, _title: str, proposed: str, kind: str) -> tuple[str, str]:
        return str(tmp_path / Path(proposed).name), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    work.shell.go("laporan")
    page = shown(work, settle, ReportsPage)
    page.export.button.click()
    assert page.export.full.isVisible()
    page.export.pdf.click()
    settle()
    (path,) = tmp_path.glob("rekap-graduasi-*.pdf")
    assert path.read_bytes().startswith(b"%PDF")
    assert work.shell.toasted == f"3 keluarga tersimpan di {path.name}."
    page.print.click()
    sheet = shown(work, settle, PrintSheet)
    assert len(sheet.pages.sizes) == 1
    assert sheet.pages.sizes[0].lies


def test_the_roll_call_shows_who_is_silent_and_leads_to_the_laptop(
    work: Work, settle: Settle, kantor: Desk, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    enrol(kantor, desk, tmp_path)
    kantor.clock.forward(days=31)  # type: ignore[attr-defined]
    work.shell.go("dasbor")
    board = shown(work, settle, DashboardPage)
    board.entered()
    settle()
    board.attention.links["1 pendamping belum mengirim"].click()
    page = shown(work, settle, RollCallPage)
    assert (page.chips.value(), [row.name for row in page.table.rows]) == ("belum", ["Wulan Apriyanti"])
    page.print.click()
    assert shown(work, settle, PrintSheet).task.title == "Pendamping yang belum mengirim"
    work.shell.back()
    settle()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shown(work, settle, LaptopsPage).detail.name.text() == "Wulan Apriyanti"
