"""RECORDINGS: what the menu Catat offers, and the doors to the pages that others lead to.

A page is imported when it is first opened: a window that only shows Beranda carries no other.
"""

from typing import TYPE_CHECKING

from pkh_desk.desk import Desk
from pkh_desk.gui.family_pages import open_correction
from pkh_desk.gui.frame.facts import FAMILIES, GRADUATION, PRODUCTS
from pkh_desk.gui.page import Recording, Shell
from pkh_desk.views.people.family import family

if TYPE_CHECKING:
    from pkh_desk.gui.pages.business.products import ProductsPage
    from pkh_desk.gui.pages.graduation.pipeline import GraduationPage
    from pkh_desk.gui.pages.people.families import FamiliesPage
    from pkh_desk.gui.pages.people.visit import VisitPage

VISIT = Recording("kunjungan", "Kunjungan", "person_home", "Ctrl+J")
STOCK = Recording("stok", "Stok", "box")
CANDIDATE = Recording("calon", "Calon graduasi", "hat_graduation")
CHOOSE_FIRST = "Pilih keluarga yang dikunjungi, lalu tekan Catat kunjungan."


def recordings_of(desk: Desk) -> list[Recording]:
    """Return what can be recorded on this desk; the office records no field work."""
    return [] if desk.is_office else [VISIT, STOCK, CANDIDATE]


def begin(shell: Shell, desk: Desk, kind: str, family_id: str) -> None:
    """Begin to record something of this kind; a visit without one asks for it."""
    if kind == STOCK.kind:
        page = products(shell)
        wares = family(desk, family_id).products if family_id else ()
        if wares:
            page.show_product(wares[0].id)
    elif kind == CANDIDATE.kind:
        from pkh_desk.gui.pages.graduation.graduation_propose import ProposePage

        shell.open_page(ProposePage(shell, desk, family_id))
    elif family_id:
        open_visit(shell, desk, family_id)
    else:
        shell.go(FAMILIES)
        shell.toast(CHOOSE_FIRST, icon="info")


def open_visit(shell: Shell, desk: Desk, family_id: str) -> "VisitPage":
    """Open the visit form of a family on top of the page on screen; its draft is in it."""
    from pkh_desk.gui.pages.people.visit import VisitPage

    def saved(following: bool) -> None:
        if following:
            families(shell).show_next(family_id)

    page = VisitPage(shell, desk, family_id, saved)
    shell.open_page(page)
    return page


def mend_visit(shell: Shell, desk: Desk, home: str, visit_id: str) -> None:
    """Show a visit in the history of its family, and over it the form that corrects it."""
    families(shell).show_record(home, "riwayat", visit_id)
    open_correction(shell, desk, visit_id)


def families(shell: Shell) -> "FamiliesPage":
    """Show the place Keluarga and return its page."""
    from pkh_desk.gui.pages.people.families import FamiliesPage

    page = shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    return page


def graduation(shell: Shell) -> "GraduationPage":
    """Show the place Graduasi and return its page."""
    from pkh_desk.gui.pages.graduation.pipeline import GraduationPage

    page = shell.go(GRADUATION)
    assert isinstance(page, GraduationPage)
    return page


def products(shell: Shell) -> "ProductsPage":
    """Show the place Produk and return its page."""
    from pkh_desk.gui.pages.business.products import ProductsPage

    page = shell.go(PRODUCTS)
    assert isinstance(page, ProductsPage)
    return page


def show_product(shell: Shell, product: str) -> None:
    """Show the place Produk with this product selected."""
    products(shell).show_product(product)
