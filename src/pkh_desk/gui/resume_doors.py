"""RESUME DOORS: what drafts that are about no family are called, and what opens their forms again.

Each page is imported when it is opened.
"""

from pkh_desk.desk import Desk
from pkh_desk.errors import RecordNotFound
from pkh_desk.gui.frame.facts import LAPTOPS
from pkh_desk.gui.page import Shell
from pkh_desk.gui.paper.paper_doors import open_desa_papers
from pkh_desk.gui.recordings import families, graduation, products
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.business.products import product
from pkh_desk.views.people.family import family
from pkh_desk.views.people.timeline import family_of_txn, timeline


def said_product(desk: Desk, subject: str) -> str:
    """Name the draft of a product, of a family's new one, or of a new one."""
    if not subject:
        return "produk baru"
    try:
        return f"produk {product(desk, subject).name}"
    except RecordNotFound:
        return f"produk baru {said_name(family(desk, subject).name)}"


def open_product(shell: Shell, desk: Desk, subject: str) -> None:
    """Open the form of a product, of a family's new one, or of a new one."""
    from pkh_desk.gui.pages.business.product_form import ProductForm

    try:
        row = product(desk, subject)
    except RecordNotFound:
        products(shell)
        shell.open_page(ProductForm(shell, desk, family_id=subject))
        return
    products(shell).show_product(subject)
    shell.open_page(ProductForm(shell, desk, row))


def open_papers(shell: Shell, desk: Desk, _none: str) -> None:
    """Open the papers of a desa."""
    graduation(shell)
    open_desa_papers(shell, desk)


def said_return(desk: Desk, txn: str) -> str:
    """Name the draft with which a catatan is sent back."""
    return f"pengembalian catatan {said_name(family(desk, family_of_txn(desk, txn)).name)}"


def open_return(shell: Shell, desk: Desk, txn: str) -> None:
    """Open the page that sends this catatan back, if it can still be."""
    from pkh_desk.gui.pages.office.family_doors import give_back_page

    view = family(desk, family_of_txn(desk, txn))
    families(shell).show_family(view.id)
    item = next((each for each in timeline(desk, view.id) if each.txn == txn), None)
    if item is not None:
        shell.open_page(give_back_page(shell, desk, view.id, said_name(view.name), item))


def open_invitation(shell: Shell, desk: Desk, _none: str) -> None:
    """Open the invitation."""
    from pkh_desk.gui.pages.office.invite import InvitePage

    shell.go(LAPTOPS)
    shell.open_page(InvitePage(shell, desk))


def said_config(desk: Desk, kind: str) -> str:
    """Name the draft of a document."""
    from pkh_desk.views.office.config import config_kinds

    titles = {each.kind: each.title for each in config_kinds(desk)}
    if kind not in titles:
        raise RecordNotFound("Ketentuan itu tidak ada lagi.")
    return f"isian {titles[kind]}"


def open_config(shell: Shell, desk: Desk, kind: str) -> None:
    """Open the document of this kind; the wordings of letters have a page of their own."""
    from pkh_desk.gui.pages.office.config import ConfigPage
    from pkh_desk.gui.pages.office.places import CONFIG

    page = shell.go(CONFIG)
    assert isinstance(page, ConfigPage)
    page.show_kind(kind)
