"""PRODUCT PHOTOS: adding photos of a product, seeing them large, taking the first one away."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from pkh_desk.actions.business.product_photo import add_photo, remove_photo
from pkh_desk.actions.people.photo import read_photo
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.forms.photos import KINDS
from pkh_desk.gui.page import Page
from pkh_desk.views.business.products import ProductRow
from pkh_desk.views.people.file import files_of


def choose_photos(page: Page, desk: Desk, product_id: str) -> None:
    """Ask for files and add them."""
    names, _kind = QFileDialog.getOpenFileNames(page, "Tambah foto produk", "", KINDS)
    take_photos(page, desk, product_id, [Path(name) for name in names])


def take_photos(page: Page, desk: Desk, product_id: str, paths: Sequence[Path]) -> None:
    """Add photos; each is read and made small beside the work."""
    jobs = page.shell.jobs

    def keep(content: bytes) -> None:
        jobs.write(
            partial(add_photo, desk, product_id, content),
            then=lambda _id: page.shell.toast("Foto produk tersimpan.", page.shell.take_back),
            failed=partial(_say, page),
            owner=page,
        )

    for path in paths:
        jobs.paper(partial(read_photo, path), then=keep, failed=partial(_say, page), owner=page)


def see_photos(page: Page, desk: Desk, product: ProductRow) -> None:
    """Show the photos one at a time."""
    from pkh_desk.gui.pages.people.viewer import Album, ViewerPage

    album = Album(f"Foto {product.name}", product.household_id, "Foto produk", desk.today().isoformat())
    files = files_of(desk, "product", product.id)
    if files:
        page.shell.open_page(ViewerPage(page.shell, desk, album, files))


def drop_photo(page: Page, desk: Desk, product_id: str) -> None:
    """Take away the photo that stands for a product; the next one takes its place."""

    def run() -> None:
        files = files_of(desk, "product", product_id)
        if files:
            remove_photo(desk, files[0].id)

    page.shell.jobs.write(
        run,
        then=lambda _none: page.shell.toast("Foto produk dihapus.", page.shell.take_back),
        failed=partial(_say, page),
        owner=page,
    )


def _say(page: Page, error: UserError) -> None:
    page.shell.toast(str(error), icon="error_circle")
