"""FAMILY DOORS: the office's pages about one family: erase it, its orders, one catatan sent back."""

from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.page import Page, Shell
from pkh_desk.views.people.timeline import TimelineItem


def open_erasures(shell: Shell, desk: Desk, order: str = "") -> None:
    """Lead to the orders to erase; select this one."""
    from pkh_desk.gui.pages.office.erasures import ErasuresPage

    shell.open_page(ErasuresPage(shell, desk, lambda: shell.go(FAMILIES), order))


def erase_page(shell: Shell, desk: Desk, family_id: str) -> Page:
    """Make the page that erases a family for good; once it is done, it leads to the order."""
    from pkh_desk.gui.pages.office.erase import ErasePage

    return ErasePage(shell, desk, family_id, lambda order: open_erasures(shell, desk, order))


def give_back_page(shell: Shell, desk: Desk, family_id: str, family: str, item: TimelineItem) -> Page:
    """Make the page that sends a thing of a family's history back to who wrote it."""
    from pkh_desk.gui.pages.office.give_back import GiveBackPage

    return GiveBackPage(shell, desk, family_id, family, item)
