"""Pembagian wilayah at the office: a plan by desa or group, looked at, applied as one act, taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from gui.conftest import _working
from gui.village import settle_village
from helpers.exchange import give_keys
from pkh_desk.actions.exchange.enrol import invite
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import LAPTOPS
from pkh_desk.gui.pages.lists.roster import RosterPage
from pkh_desk.gui.pages.office.distribution import DistributionPage
from pkh_desk.gui.pages.office.laptops import LaptopsPage
from pkh_desk.gui.work import Work
from pkh_desk.store.people.household import Household
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.views.lists.distribution import DESA, GROUP, district, outlook


@pytest.fixture
def work(office: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window: 24 families in three desa that are nobody's, and two pendamping."""
    give_keys(office)
    settle_village(office, 24, 0)
    with office.write() as session:
        for home in session.exec(select(Household)):
            home.pendamping_id = None
    for name in ("Heni Rosdiana", "Wulan Apriyanti"):
        invite(office, name, ["Ujungtebu"], office.places.home / f"{name}.pkhu")
    yield from _working(office, qtbot, qapp)


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> DistributionPage:
    """The page, opened from Pendamping."""
    laptops = work.shell.go(LAPTOPS)
    assert isinstance(laptops, LaptopsPage)
    qtbot.waitUntil(work.jobs.idle)
    laptops.open_distribution()
    qtbot.waitUntil(work.jobs.idle)
    opened = work.shell.page
    assert isinstance(opened, DistributionPage)
    return opened


def choose(page: DistributionPage, name: str) -> None:
    page.to.setCurrentIndex(next(at for at in range(page.to.count()) if name in page.to.itemText(at)))


def owned(desk: Desk) -> dict[str, int]:
    return {one.name: one.families for one in district(desk).receivers}


def test_a_plan_is_seen_then_done_and_undone(
    work: Work, page: DistributionPage, office: Desk, qtbot: QtBot
) -> None:
    desa = [part.families for part in page.table.rows]
    assert (len(desa), sum(desa), page.panel.apply.isEnabled()) == (3, 24, False)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert not page.assign.isEnabled()
    choose(page, "Heni")
    page.assign.click()
    page.table.tick_all()
    page.table.tick(page.table.ticked - {page.table.rows[0].key})
    choose(page, "Wulan")
    page.assign.click()
    assert [(one.before, one.after) for one in page.panel.shares.rows] == [(0, desa[0]), (0, 24 - desa[0])]
    assert page.panel.apply.text().strip() == "Terapkan untuk 24 keluarga"
    assert owned(office) == {"Heni Rosdiana": 0, "Wulan Apriyanti": 0}
    page.panel.note.setText("Mulai Desember")
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert owned(office) == {"Heni Rosdiana": desa[0], "Wulan Apriyanti": 24 - desa[0]}
    assert (page.plan, page.panel.apply.isEnabled()) == ({}, False)
    page.by.buttons[GROUP].click()
    qtbot.waitUntil(work.jobs.idle)
    assert {part.place for part in page.table.rows} == {"Ciomas"}
    page.table.tick({page.table.rows[0].key})
    page.free.setChecked(True)
    assert page.table.rows == []
    work.undoing.undo()
    qtbot.waitUntil(work.jobs.idle)
    assert owned(office) == {"Heni Rosdiana": 0, "Wulan Apriyanti": 0}


def test_a_list_leads_to_the_import(work: Work, page: DistributionPage) -> None:
    page.from_list.click()
    assert isinstance(work.shell.page, RosterPage)


def test_what_a_plan_does_is_counted_for_everybody(work: Work, office: Desk, qtbot: QtBot) -> None:
    found = district(office, DESA)
    heni, wulan = (one.petugas_id for one in found.receivers)
    first, second, third = (part.key for part in found.parts)
    seen = outlook(found, {first: heni, second: wulan}, free_only=False)
    counts = [part.families for part in found.parts]
    assert outlook(found, {third: heni}, free_only=True).moved == counts[2]
    assert (seen.moved, seen.left) == (counts[0] + counts[1], counts[2])
    assert outlook(found, {}, free_only=False).left == 24
    left, gone = office.new_id(), office.new_id()
    with office.write() as session:
        session.add(Petugas(id=gone, name="Siti, laptopnya dicabut"))
        for home in session.exec(select(Household)):
            home.pendamping_id = gone if home.desa_code == third else left
    (mine, taken) = outlook(district(office, DESA), {third: heni}, free_only=False).shares
    assert (mine.petugas_id, mine.before, mine.after) == (heni, 0, counts[2])
    assert (taken.petugas_id, taken.before, taken.after) == (gone, counts[2], 0)
