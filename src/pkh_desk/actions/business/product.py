"""Products of a family and their stock: a ledger of movements, never an edited number."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.business import MovementFields, ProductFields, check_movement, check_nib, check_product
from pkh_desk.domain.fit import fit
from pkh_desk.errors import CannotUndo, InvalidInput, RecordNotFound
from pkh_desk.store.business import Business, Movement, Product
from pkh_desk.views.people.family import read_products

Nib = tuple[str, str]
"""The NIB of a business: a code of PERMIT ("" = not asked), and its 13 digits or ""."""


@dataclass(frozen=True)
class Moved:
    """A movement that was recorded, and the stock it leaves; `short` when that is below zero."""

    id: str
    stock: int

    @property
    def short(self) -> bool:
        """Whether more went out than ever came in: worth a question, never a refusal."""
        return self.stock < 0


def add_product(desk: Desk, fields: ProductFields, nib: Nib | None = None) -> str:
    """Record something a family sells; return its id. Raises InvalidInput, FamilyNotFound, HandedOver."""
    _require_valid(fields, nib)
    product_id = desk.new_id()
    with desk.write(subject=("product", product_id)) as session:
        own_family(session, fields.household_id)
        product = Product(id=product_id, **fields.model_dump())
        session.add(product)
        _put_nib(desk, session, product, nib)
    return product_id


def edit_product(desk: Desk, product_id: str, fields: ProductFields, nib: Nib | None = None) -> None:
    """Change what is recorded of a product, and the NIB of its business; it stays with its family.

    Raises RecordNotFound, HandedOver, InvalidInput.
    """
    _require_valid(fields, nib)
    with desk.write(subject=("product", product_id)) as session:
        product = _product(session, product_id)
        for name in ProductFields.model_fields.keys() - {"household_id", "business_id"}:
            setattr(product, name, getattr(fields, name))
        _put_nib(desk, session, product, nib)


def _require_valid(fields: ProductFields, nib: Nib | None) -> None:
    problems = check_product(fields) + (check_nib(*nib) if nib else [])
    if problems:
        raise InvalidInput(problems)


def _put_nib(desk: Desk, session: Session, product: Product, nib: Nib | None) -> None:
    """Record the NIB with the product's business: its own, the family's only one, or one that begins here."""
    if nib is None:
        return
    business = session.get(Business, product.business_id) if product.business_id else None
    if business is None or business.deleted:
        if not nib[0]:
            return
        whose = select(Business).where(Business.household_id == product.household_id)
        listed = [row for row in session.exec(whose) if not row.deleted]
        made = Business(id=desk.new_id(), household_id=product.household_id, name=product.name)
        business = listed[0] if len(listed) == 1 else made
        product.business_id = business.id
    business.nib_state, business.nib = nib
    session.add(business)


def move_stock(
    desk: Desk, product_id: str, kind: str, quantity: int, on: date | None = None, note: str = ""
) -> Moved:
    """Record a movement (`masuk`, `keluar`, `rusak`) of a positive quantity.

    Raises RecordNotFound, HandedOver, InvalidInput.
    """
    movement_id = desk.new_id()
    with desk.write(subject=("product", product_id)) as session:
        product = _product(session, product_id)
        fields = fit(
            MovementFields,
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
    return Moved(movement_id, _stock(desk, home, product_id))


def take_back_movement(desk: Desk, movement_id: str) -> Moved:
    """Take a movement back by its reverse; the movement itself stays in the ledger.

    Raises RecordNotFound, HandedOver, CannotUndo (it was taken back already).
    """
    reverse_id = desk.new_id()
    with desk.write() as session:
        moved = session.get(Movement, movement_id)
        if moved is None or moved.reverses:
            raise RecordNotFound("Gerak stok itu tidak ada di sini.")
        session.writing.subject = ("product", moved.product_id)
        product = _product(session, moved.product_id)
        if session.exec(select(Movement.id).where(Movement.reverses == movement_id)).first():
            raise CannotUndo("Gerak stok itu sudah ditarik kembali.")
        fields = moved.model_dump(include=set(MovementFields.model_fields))
        session.add(Movement(id=reverse_id, reverses=movement_id, **fields))
        home, product_id = product.household_id, product.id
    return Moved(reverse_id, _stock(desk, home, product_id))


def _product(session: Session, product_id: str) -> Product:
    product = session.get(Product, product_id)
    if product is None or product.deleted:
        raise RecordNotFound("Produk itu tidak ada di sini.", "Cari produknya di data keluarganya.")
    own_family(session, product.household_id)
    return product


def _stock(desk: Desk, home: str, product_id: str) -> int:
    with desk.read() as session:
        (left,) = (p for p in read_products(session.connection(), [home]) if p.id == product_id)
    return left.stock
