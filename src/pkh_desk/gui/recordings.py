"""RECORDINGS: what the menu Catat offers, and how each begins about the family that is open."""

from pkh_desk.desk import Desk
from pkh_desk.gui.page import Recording, Shell
from pkh_desk.gui.pages.families import FamiliesPage
from pkh_desk.gui.pages.graduation_propose import ProposePage
from pkh_desk.gui.pages.products import ProductsPage
from pkh_desk.gui.pages.visit import VisitPage
from pkh_desk.views.family import family

FAMILIES, PRODUCTS = "keluarga", "produk"
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
        page = shell.go(PRODUCTS)
        assert isinstance(page, ProductsPage)
        wares = family(desk, family_id).products if family_id else ()
        if wares:
            page.show_product(wares[0].id)
    elif kind == CANDIDATE.kind:
        shell.open_page(ProposePage(shell, desk, family_id))
    elif family_id:
        open_visit(shell, desk, family_id)
    else:
        shell.go(FAMILIES)
        shell.toast(CHOOSE_FIRST, icon="info")


def open_visit(shell: Shell, desk: Desk, family_id: str) -> VisitPage:
    """Open the visit form of a family on top of the page on screen; its draft is in it."""

    def saved(following: bool) -> None:
        if following:
            families(shell).show_next(family_id)

    page = VisitPage(shell, desk, family_id, saved)
    shell.open_page(page)
    return page


def families(shell: Shell) -> FamiliesPage:
    """Show the place Keluarga and return its page."""
    page = shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    return page
