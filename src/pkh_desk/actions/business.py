"""Products of a family and their stock: a ledger of movements, never an edited number."""

from dataclasses import dataclass
from datetime import date

from pkh_desk.actions.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.business import MovementFields, ProductFields, check_movement, check_product
from pkh_desk.errors import InvalidInput, RecordNotFound
from pkh_desk.store.business import Movement, Product
from pkh_desk.views.family import read_products


@dataclass(frozen=True)
class Moved:
    """A movement that was recorded, and the stock it leaves; `short` when that is below zero."""

    id: str
    stock: int

    @property
    def short(self) -> bool:
        """Whether more went out than ever came in: worth a question, never a refusal."""
        return self.stock < 0


def add_product(desk: Desk, fields: ProductFields) -> str:
    """Record something a family sells; return its id. Raises InvalidInput, FamilyNotFound, HandedOver."""
    problems = check_product(fields)
    if problems:
        raise InvalidInput(problems)
    product_id = desk.new_id()
    with desk.write(subject=("product", product_id)) as session:
        own_family(session, fields.household_id)
        session.add(Product(id=product_id, **fields.model_dump()))
    return product_id


def move_stock(
    desk: Desk, product_id: str, kind: str, quantity: int, on: date | None = None, note: str = ""
) -> Moved:
    """Record a movement (`masuk`, `keluar`, `rusak`) of a positive quantity.

    Raises RecordNotFound, HandedOver, InvalidInput.
    """
    movement_id = desk.new_id()
    with desk.write(subject=("product", product_id)) as session:
        product = session.get(Product, product_id)
        if product is None or product.deleted:
            raise RecordNotFound("Produk itu tidak ada di sini.", "Lihat produk keluarga di families.")
        own_family(session, product.household_id)
        fields = MovementFields(
            household_id=product.household_id,
            product_id=product_id,
            kind=kind,
            quantity=quantity,
            on=on or desk.today(),
            note=note,
        )
        problems = check_movement(fields, desk.today())
        if problems:
            raise InvalidInput(problems)
        session.add(Movement(id=movement_id, **fields.model_dump()))
        home = product.household_id
    with desk.read() as session:
        (left,) = (p for p in read_products(session.connection(), [home]) if p.id == product_id)
    return Moved(movement_id, left.stock)
