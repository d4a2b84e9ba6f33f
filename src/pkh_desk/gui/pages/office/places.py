"""PLACES: where the office's navigation leads, around the places that both roles have."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import DECISIONS, INBOX, LAPTOPS, PROPOSALS
from pkh_desk.gui.frame.shell import WindowShell
from pkh_desk.gui.page import Place, Shell
from pkh_desk.gui.recordings import families

if TYPE_CHECKING:
    from pkh_desk.gui.pages.office.config import ConfigPage
    from pkh_desk.gui.pages.office.dashboard import DashboardPage
    from pkh_desk.gui.pages.office.decisions import DecisionsPage
    from pkh_desk.gui.pages.office.folder_watch import FolderWatch
    from pkh_desk.gui.pages.office.inbox import InboxPage
    from pkh_desk.gui.pages.office.laptops import LaptopsPage
    from pkh_desk.gui.pages.office.proposals import ProposalsPage
    from pkh_desk.gui.pages.office.typing import TypingPage

DASHBOARD, CONFIG, TYPING = "dasbor", "ketentuan", "siks"


def office_places(desk: Desk, shared: Sequence[Place], watch: "FolderWatch | None") -> list[Place]:
    """Return the office's places; `shared` are those of both roles, `watch` is what the inbox needs."""

    def dashboard(shell: Shell) -> "DashboardPage":
        from pkh_desk.gui.pages.office.dashboard import DashboardPage
        from pkh_desk.gui.pages.office.drill import drill, lead

        return DashboardPage(
            shell,
            desk,
            partial(lead, shell),
            lambda code: families(shell).show_kecamatan(code),
            partial(drill, shell, desk),
        )

    def inbox(shell: Shell) -> "InboxPage":
        from pkh_desk.gui.pages.office.inbox import InboxPage

        assert watch is not None
        return InboxPage(shell, desk, watch, partial(show_question, shell))

    def decisions(shell: Shell) -> "DecisionsPage":
        from pkh_desk.gui.pages.office.decisions import DecisionsPage

        return DecisionsPage(shell, desk, lambda home: families(shell).show_family(home))

    def proposals(shell: Shell) -> "ProposalsPage":
        from pkh_desk.gui.pages.office.proposals import ProposalsPage

        return ProposalsPage(shell, desk)

    def laptops(shell: Shell) -> "LaptopsPage":
        from pkh_desk.gui.pages.office.laptops import LaptopsPage

        return LaptopsPage(shell, desk)

    def typing(shell: Shell) -> "TypingPage":
        from pkh_desk.gui.pages.office.typing import TypingPage

        return TypingPage(shell, desk)

    def config(shell: Shell) -> "ConfigPage":
        from pkh_desk.gui.pages.office.config import ConfigPage

        return ConfigPage(shell, desk)

    return [
        Place(DASHBOARD, "Dasbor", "data_bar_vertical", dashboard),
        Place(INBOX, "Kotak masuk", "mail_inbox", inbox),
        Place(DECISIONS, "Keputusan", "scales", decisions),
        Place(PROPOSALS, "Usulan", "document_edit", proposals),
        *shared,
        Place(TYPING, "SIKS-NG", "document_table", typing),
        Place(LAPTOPS, "Pendamping", "people_community", laptops),
        Place(CONFIG, "Ketentuan", "clipboard_task", config, below=True),
    ]


def check_letter(shell: WindowShell, desk: Desk, path: Path | None = None) -> None:
    """Open the check of a letter on paper; look at this photo of one."""
    from pkh_desk.gui.pages.office.letter_check import LetterCheckPage

    page = shell.page
    if not isinstance(page, LetterCheckPage):
        page = LetterCheckPage(shell, desk, lambda home: families(shell).show_family(home))
        shell.open_page(page)
    if path is not None:
        page.take(path)


def take_request(shell: Shell, path: Path) -> None:
    """Look at the request of a laptop whose passphrase was forgotten."""
    from pkh_desk.gui.pages.office.laptops import LaptopsPage

    page = shell.go(LAPTOPS)
    assert isinstance(page, LaptopsPage)
    page.open_request(path)


def show_question(shell: Shell, question: int) -> None:
    """Lead to a question at Keputusan."""
    from pkh_desk.gui.pages.office.decisions import DecisionsPage

    page = shell.go(DECISIONS)
    assert isinstance(page, DecisionsPage)
    page.show_question(question)


def take_bundles(shell: Shell, paths: Sequence[Path]) -> None:
    """Take in files that fell anywhere on the window."""
    from pkh_desk.gui.pages.office.inbox import InboxPage

    page = shell.go(INBOX)
    assert isinstance(page, InboxPage)
    page.take(paths)
