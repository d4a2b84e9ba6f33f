"""PAPER DOORS: the pages about papers that open from several places. Each is imported when first opened."""

from pkh_desk.desk import Desk
from pkh_desk.gui.page import Shell


def open_book(shell: Shell, desk: Desk) -> None:
    """Open the register of letters."""
    from pkh_desk.gui.pages.graduation.letter_book import LetterBookPage

    shell.open_page(LetterBookPage(shell, desk))


def open_desa_papers(shell: Shell, desk: Desk) -> None:
    """Open the papers of a desa, or of a whole list."""
    from pkh_desk.gui.pages.graduation.desa_papers import DesaPapersPage

    shell.open_page(DesaPapersPage(shell, desk))


def open_margin_page(shell: Shell, desk: Desk) -> None:
    """Open the print sheet with the printer's test page."""
    from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
    from pkh_desk.gui.paper.print_task import margin_task

    shell.open_page(PrintSheet(shell, desk, margin_task()))
