"""RECORDINGS: what the menu Catat offers, and how each begins about the family that is open."""

from pkh_desk.desk import Desk
from pkh_desk.gui.page import Recording, Shell
from pkh_desk.gui.pages.families import FamiliesPage
from pkh_desk.gui.pages.products import ProductsPage
from pkh_desk.gui.pages.visit import VisitPage
from pkh_desk.views.family import family

FAMILIES, PRODUCTS = "keluarga", "produk"
VISIT = Recording("kunjungan", "Kunjungan", "person_home", "Ctrl+J")
STOCK = Recording("stok", "Stok", "box")
CANDIDATE = Recording("calon", "Calon graduasi", "hat_graduation")
CHOOSE_FIRST = {
    VISIT.kind: "Pilih keluarga yang dikunjungi, lalu tekan Catat kunjungan.",
    CANDIDATE.kind: "Pilih keluarganya, lalu buka tab Graduasi.",
}


def recordings_of(desk: Desk) -> list[Recording]:
    """Return what can be recorded on this desk; the office records no field work."""
    return [] if desk.is_office else [VISIT, STOCK, CANDIDATE]


def begin(shell: Shell, desk: Desk, kind: str, family_id: str) -> None:
    """Begin to record something of this kind; without a family the list is shown to choose one."""
    if kind == STOCK.kind:
        page = shell.go(PRODUCTS)
        assert isinstance(page, ProductsPage)
        wares = family(desk, family_id).products if family_id else ()
        if wares:
            page.show_product(wares[0].id)
    elif not family_id:
        shell.go(FAMILIES)
        shell.toast(CHOOSE_FIRST[kind], icon="info")
    elif kind == VISIT.kind:
        open_visit(shell, desk, family_id)
    else:
        families(shell).propose(family_id)


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
