"""PLACES: where the office's navigation leads, around the places that both roles have."""

from collections.abc import Sequence
from pathlib import Path

from pkh_desk.desk import Desk
from pkh_desk.gui.facts import DECISIONS, INBOX, LAPTOPS, PROPOSALS
from pkh_desk.gui.page import Place, Shell
from pkh_desk.gui.pages.families import FamiliesPage
from pkh_desk.gui.pages.office.attention import FAMILIES
from pkh_desk.gui.pages.office.dashboard import DashboardPage
from pkh_desk.gui.pages.office.decisions import DecisionsPage
from pkh_desk.gui.pages.office.inbox import InboxPage
from pkh_desk.gui.pages.office.laptops import LaptopsPage
from pkh_desk.gui.pages.office.letter_check import LetterCheckPage
from pkh_desk.gui.pages.office.proposals import ProposalsPage
from pkh_desk.gui.shell import WindowShell

DASHBOARD = "dasbor"


def office_places(desk: Desk, shared: Sequence[Place]) -> list[Place]:
    """Return the office's places; `shared` are those of both roles."""

    def dashboard(shell: Shell) -> DashboardPage:
        return DashboardPage(shell, desk, shell.go, lambda code: show_kecamatan(shell, code))

    def decisions(shell: Shell) -> DecisionsPage:
        return DecisionsPage(shell, desk, lambda home: show_family(shell, home))

    return [
        Place(DASHBOARD, "Dasbor", "data_bar_vertical", dashboard),
        Place(INBOX, "Kotak masuk", "mail_inbox", lambda shell: InboxPage(shell, desk)),
        Place(DECISIONS, "Keputusan", "scales", decisions),
        Place(PROPOSALS, "Usulan", "document_edit", lambda shell: ProposalsPage(shell, desk)),
        *shared,
        Place(LAPTOPS, "Pendamping", "people_community", lambda shell: LaptopsPage(shell, desk)),
    ]


def show_family(shell: Shell, home: str) -> None:
    """Lead to a family."""
    page = shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.show_family(home)


def show_kecamatan(shell: Shell, code: str) -> None:
    """Lead to the families of a kecamatan."""
    page = shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.show_kecamatan(code)


def check_letter(shell: WindowShell, desk: Desk, path: Path | None = None) -> None:
    """Open the check of a letter on paper; look at this photo of one."""
    page = shell.page
    if not isinstance(page, LetterCheckPage):
        page = LetterCheckPage(shell, desk, lambda home: show_family(shell, home))
        shell.open_page(page)
    if path is not None:
        page.take(path)


def take_request(shell: Shell, path: Path) -> None:
    """Look at the request of a laptop whose passphrase was forgotten."""
    page = shell.go(LAPTOPS)
    assert isinstance(page, LaptopsPage)
    page.open_request(path)


def take_bundles(shell: Shell, paths: Sequence[Path]) -> None:
    """Take in files that fell anywhere on the window."""
    page = shell.go(INBOX)
    assert isinstance(page, InboxPage)
    page.take(paths)
