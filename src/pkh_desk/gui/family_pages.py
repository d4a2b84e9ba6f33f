"""FAMILY PAGES: what opens on top about one family. Each page is imported when it is first opened."""

from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.page import Page, Shell


def letter_page(shell: Shell, desk: Desk, family_id: str) -> Page:
    """Make the letter of a family."""
    from pkh_desk.gui.pages.graduation.letter import LetterPage

    return LetterPage(shell, desk, family_id)


def data_page(shell: Shell, desk: Desk, family_id: str) -> Page:
    """Make the form of a family's data."""
    from pkh_desk.gui.pages.people.family_form import FamilyForm

    return FamilyForm(shell, desk, family_id)


def proposal_page(shell: Shell, desk: Desk, family_id: str = "") -> Page:
    """Make the proposal of a family for graduation; without one, of a family that is chosen there."""
    from pkh_desk.gui.pages.graduation.graduation_propose import ProposePage

    return ProposePage(shell, desk, family_id)


def case_page(shell: Shell, desk: Desk, family_id: str) -> Page:
    """Make the way of a family to graduation."""
    from pkh_desk.gui.pages.graduation.graduation_case import CasePage

    return CasePage(shell, desk, family_id)


def exit_page(shell: Shell, desk: Desk, family_id: str) -> Page:
    """Make the page of another way out of the program."""
    from pkh_desk.gui.pages.people.family_exit import ExitPage

    return ExitPage(shell, desk, family_id)


def twin_page(shell: Shell, desk: Desk, family_id: str) -> Page:
    """Make the page that says that a family is another one too."""
    from pkh_desk.gui.pages.people.family_twin import TwinPage

    return TwinPage(shell, desk, family_id)


def product_page(shell: Shell, desk: Desk, family_id: str) -> Page:
    """Make the form of a family's new product."""
    from pkh_desk.gui.pages.business.product_form import ProductForm

    return ProductForm(shell, desk, family_id=family_id)


def open_correction(shell: Shell, desk: Desk, visit_id: str) -> None:
    """Open the form that corrects a visit on top of the page on screen; its draft is in it."""
    from pkh_desk.gui.pages.people.visit_correction import CorrectionPage
    from pkh_desk.views.people.recorded_visit import recorded_visit

    try:
        shell.open_page(CorrectionPage(shell, desk, recorded_visit(desk, visit_id)))
    except UserError as error:
        shell.toast(str(error), icon="error_circle")
