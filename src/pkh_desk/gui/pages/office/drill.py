"""DRILL: from a figure of the dashboard to the list behind it, with the same filters."""

from typing import TYPE_CHECKING

from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import GRADUATION, LAPTOPS, PRODUCTS, REPORTS
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.office.attention import ROLL_CALL, SHARING

if TYPE_CHECKING:
    from pkh_desk.gui.pages.office.laptops import LaptopsPage


def lead(shell: Shell, place: str) -> Page:
    """Show a place of the navigation, the roll-call of who has not sent, or the families to deal out."""
    if place in (ROLL_CALL, SHARING):
        page = _laptops(shell)
        if place == SHARING:
            page.open_distribution()
        else:
            page.open_roll_call(silent=True)
        return page
    return shell.go(place)


def drill(shell: Shell, desk: Desk, figure: str, year: int, kecamatan: str) -> None:
    """Show what a figure counts: families on their way, laptops, products, or the report it is the sum of."""
    from pkh_desk.gui.pages.business.products import ProductsPage
    from pkh_desk.gui.pages.graduation.pipeline import GRADUATED, PROPOSED, GraduationPage
    from pkh_desk.gui.pages.office.reports import MONTH, ReportsPage

    if figure == "senders":
        _laptops(shell).open_roll_call()
    elif figure == "visits":
        page = shell.go(REPORTS)
        assert isinstance(page, ReportsPage)
        page.show_report("kunjungan", MONTH, f"{desk.today():%Y-%m}", kecamatan)
    elif figure == "products":
        page = shell.go(PRODUCTS)
        assert isinstance(page, ProductsPage)
        page.show_ready(kecamatan)
    else:
        page = shell.go(GRADUATION)
        assert isinstance(page, GraduationPage)
        page.show_cases(GRADUATED if figure == "approved" else PROPOSED, year, kecamatan)


def _laptops(shell: Shell) -> "LaptopsPage":
    from pkh_desk.gui.pages.office.laptops import LaptopsPage

    page = shell.go(LAPTOPS)
    assert isinstance(page, LaptopsPage)
    return page
