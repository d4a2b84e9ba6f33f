"""Pengaturan: which office, what it supplied, and the licences in full."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.exchange import answer_for, enrol, give_keys
from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.office.config import body_on, publish_config
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import SETTINGS
from pkh_desk.gui.pages.upkeep.licences import LicencesPage
from pkh_desk.gui.pages.upkeep.settings import SettingsPage
from pkh_desk.gui.work import Work


def settings(work: Work, qtbot: QtBot) -> SettingsPage:
    page = work.shell.go(SETTINGS)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(work.jobs.idle)
    return page


@pytest.fixture
def work(desk: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """A laptop's window."""
    yield from _working(desk, qtbot, qapp)


def test_a_laptop_says_its_office_and_what_it_supplied(
    work: Work, office: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    page, desk = settings(work, qtbot), work.desk
    limits = page.limits
    assert limits is not None
    assert page.clerks is None
    assert "belum terdaftar" in page.office.lines.text()
    assert limits.version.text() == "Bawaan program"
    give_keys(office)
    enrol(office, desk, tmp_path)
    today = office.today()
    publish_config(office, "limits", body_on(office, "limits", today) | {"low_stock": 4}, today)
    receive(desk, answer_for(office, desk, tmp_path))
    page.entered()
    qtbot.waitUntil(lambda: "Batas stok tipis: 4" in limits.lines.text())
    assert limits.version.text() == "Versi 1 · sejak 24 Nov"
    qtbot.waitUntil(lambda: "Dinsos Kab. Serang" in page.office.lines.text())
    told = page.office.lines.text()
    assert f"Kode meja: {desk.identity.code}" in told
    assert "Terdaftar sejak 24 November 2026" in told
    assert own_words(desk) in told


def test_an_office_says_its_words_and_whether_its_key_is_on_paper(begun: Work, qtbot: QtBot) -> None:
    page = settings(begun, qtbot)
    assert page.limits is None
    words = own_words(begun.desk)
    qtbot.waitUntil(lambda: words in page.office.lines.text())
    assert "Kunci kertas: belum dicetak" in page.office.lines.text()


def test_every_licence_can_be_read_in_full(work: Work, qtbot: QtBot) -> None:
    settings(work, qtbot)._open_licences()
    page = work.shell.page
    assert isinstance(page, LicencesPage)
    qtbot.waitUntil(lambda: len(page.list.rows) > 15)
    for licence in page.list.rows:
        page.list.select(licence.name)
        assert licence.short
        assert len(page.text.toPlainText()) > 500
