"""Photos of a product: kept like every other photo, the first one stands for the product."""

from pkh_desk.actions.people.household import own_family
from pkh_desk.actions.people.photo import Owner, keep_photo
from pkh_desk.desk import Desk
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.business import Product
from pkh_desk.store.people.file import File


def add_photo(desk: Desk, product_id: str, content: bytes) -> str:
    """Add a small picture (`read_photo`) to a product; return the id of its file.

    Raises RecordNotFound, HandedOver, DiskFull, FolderGone.
    """
    with desk.write(subject=("product", product_id)) as session:
        product = session.get(Product, product_id)
        if product is None or product.deleted:
            raise RecordNotFound("Produk itu tidak ada di sini.")
        own_family(session, product.household_id)
        row = keep_photo(desk, content, Owner("product", product_id, product.household_id))
        session.add(row)
        file_id: str = row.id
    return file_id


def remove_photo(desk: Desk, file_id: str) -> None:
    """Take a photo away from its product; it can be undone. Raises RecordNotFound, HandedOver."""
    with desk.write() as session:
        row = session.get(File, file_id)
        if row is None or row.deleted or row.owner_kind != "product":
            raise RecordNotFound("Foto itu tidak ada di sini.")
        session.writing.subject = ("product", row.owner_id)
        own_family(session, row.household_id or "")
        row.deleted = True
