"""The navigation in low windows: everything moves together, and what still does not fit is pointed at."""

import pytest
from pytestqt.qtbot import QtBot

from helpers.desks import MORNING
from pkh_desk.gui.frame.facts import ShellFacts
from pkh_desk.gui.frame.nav import Nav
from pkh_desk.gui.page import Place
from pkh_desk.gui.style.theme import TERANG, Theme

LEAST_TARGET = 28


@pytest.fixture
def nav(qapp: object, qtbot: QtBot) -> Nav:
    """As many places as the office has, as a rail."""
    places = [Place(f"tempat-{i}", f"Tempat {i}", "home", lambda _shell: None) for i in range(12)]
    facts = ShellFacts("Dinsos", "Kantor", "Kantor", MORNING)
    made = Nav(Theme(qapp, TERANG), places[:10], places[10:], facts)
    qtbot.addWidget(made)
    made.set_rail(True)
    made.resize(60, 700)
    made.show()
    return made


def test_all_places_of_the_office_fit_the_smallest_window_and_can_still_be_hit(
    nav: Nav, qtbot: QtBot
) -> None:
    usual = nav._buttons["tempat-0"].height()
    nav.resize(60, 480)
    qtbot.waitUntil(lambda: nav._buttons["tempat-0"].height() < usual)
    qtbot.waitUntil(lambda: nav._scroll.verticalScrollBar().maximum() == 0)
    assert nav._more.isHidden()
    assert nav._buttons["tempat-0"].height() >= LEAST_TARGET
    nav.resize(60, 700)
    qtbot.waitUntil(lambda: nav._buttons["tempat-0"].height() == usual)


def test_an_arrow_points_at_places_below_until_they_are_in_sight(nav: Nav) -> None:
    nav.theme.resize(150)
    nav.resize(nav.width(), 480)
    assert nav._more.isVisible()
    nav.select("tempat-9")
    assert nav._more.isHidden()
    nav.theme.resize(100)
