"""The products of the desk: what each family sells, what is left of it, and the ledger of one product."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.domain.business import is_low, signed
from pkh_desk.domain.catalogue import Need, missing, needs_of
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.log.states import mark
from pkh_desk.store.office import config_on
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.people.families import under_elder


@dataclass(frozen=True)
class ProductRow:
    """A product with its owner. `stock` is the sum of its movements, `moved_on` the day of the last one.

    `price` in whole rupiah a `unit`, up to `price_high` where it is a range; `content` is what a unit holds;
    `low_stock` is the product's own limit. The states of NIB (the business's), P-IRT and halal are codes of
    PERMIT ("" = not asked), beside their numbers. `photos` are the SHA-256 of its photos, the first one
    stands for it; `needs` is what E-Katalog asks for, empty where only the stock is looked at; `kecamatan` is
    the code of its owner's, "" if it is not known.
    """

    id: str
    household_id: str
    owner: str
    desa: str
    name: str
    unit: str
    price: int | None
    low_stock: int | None
    note: str
    stock: int
    moved_on: date | None
    handed_over: bool
    price_high: int | None = None
    content: str = ""
    nib_state: str = ""
    nib: str = ""
    pirt_state: str = ""
    pirt: str = ""
    halal_state: str = ""
    halal: str = ""
    photos: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    kecamatan: str = ""

    @property
    def low(self) -> bool:
        """Whether it runs low."""
        return is_low(self.stock, self.low_stock)

    @property
    def worth(self) -> int:
        """What is left of it, in rupiah."""
        return max(self.stock, 0) * (self.price or 0)

    @property
    def missing(self) -> int:
        """How many things are missing for E-Katalog."""
        return missing(self.needs)

    @property
    def lacking(self) -> list[str]:
        """Their names."""
        return [need.name for need in self.needs if not need.met]

    @property
    def price_words(self) -> str:
        """The price, or its range: Rp10.000 sampai Rp12.000; empty if there is none."""
        low = say_rupiah(self.price) if self.price else ""
        return f"{low} sampai {say_rupiah(self.price_high)}" if low and self.price_high else low


@dataclass(frozen=True)
class MovementView:
    """A line of the ledger. `change` has its sign; `taken_back` once its reverse exists.

    `fate` is what the office made of it, empty for what is not this desk's own.
    """

    id: str
    on: date
    kind: str
    change: int
    note: str
    taken_back: bool
    fate: str


def products(desk: Desk) -> list[ProductRow]:
    """Return every product of the desk, by name; a fixed number of SELECTs."""
    with desk.read() as session:
        return read_all(session.connection(), _asked(desk, session))


def asked_needs(desk: Desk) -> Sequence[Mapping[str, str]]:
    """Return what E-Katalog asks for today (`need`, `name`, `title`), in its order."""
    with desk.read() as session:
        return _asked(desk, session)


def _asked(desk: Desk, session: Session) -> Sequence[Mapping[str, str]]:
    asked: Sequence[Mapping[str, str]] = config_on(session, "catalogue", desk.today())["needs"]
    return asked


def read_all(connection: Connection, asked: Sequence[Mapping[str, str]] = ()) -> list[ProductRow]:
    """Like `products`, on an open connection; with `asked` each row says what E-Katalog still needs."""
    ledger = {row[0]: row[1:] for row in connection.exec_driver_sql(_SUMS)}
    photos: dict[str, list[str]] = {}
    if asked:
        for owner_id, digest in connection.exec_driver_sql(_PHOTOS):
            photos.setdefault(owner_id, []).append(digest)
    rows = []
    for row in connection.exec_driver_sql(_ALL):
        product, home, owner, desa, name, unit, price, limit, note, gone, high, content, *permits = row
        stock, day = ledger.get(product, (0, None))
        nib_state, nib, pirt_state, pirt, halal_state, halal = (told or "" for told in permits)
        made = ProductRow(
            id=product,
            household_id=home,
            owner=owner or "(tanpa nama)",
            desa=wilayah().name_of(desa) if desa else "",
            name=name,
            unit=unit,
            price=price,
            low_stock=limit,
            note=note,
            stock=int(stock),
            moved_on=date.fromisoformat(day) if day else None,
            handed_over=bool(gone),
            price_high=high,
            content=content,
            nib_state=nib_state,
            nib=nib,
            pirt_state=pirt_state,
            pirt=pirt,
            halal_state=halal_state,
            halal=halal,
            photos=tuple(photos.get(product, ())),
            kecamatan=kecamatan_of(desa) if desa else "",
        )
        rows.append(replace(made, needs=needs_of(asked, _states(made))))
    return sorted(rows, key=lambda row: (row.name.casefold(), row.owner.casefold(), row.id))


def _states(row: ProductRow) -> dict[str, tuple[str, str]]:
    """Return the state of everything E-Katalog may ask for, and what is told of it."""
    content = f"isi {row.content}" if row.content else f"per {row.unit}"
    return {
        "nib": (row.nib_state, row.nib),
        "pirt": (row.pirt_state, row.pirt),
        "halal": (row.halal_state, row.halal),
        "foto": (_has(row.photos), f"{len(row.photos)} foto" if row.photos else ""),
        "harga": (_has(row.price), f"{row.price_words}, {content}" if row.price else ""),
    }


def _has(thing: object) -> str:
    return "ada" if thing else "belum"


def product(desk: Desk, product_id: str) -> ProductRow:
    """Return one product. Raises RecordNotFound."""
    row = next((row for row in products(desk) if row.id == product_id), None)
    if row is None:
        raise RecordNotFound("Produk itu tidak ada di sini.")
    return row


def ledger(desk: Desk, product_id: str) -> list[MovementView]:
    """Return the movements of a product, the latest first; the reverse of one shows as its `taken_back`."""
    with desk.read() as session:
        connection = session.connection()
        sql = _LEDGER.format(mark(connection, 1))
        rows = connection.exec_driver_sql(sql, (product_id,)).fetchall()
    # What the office wrote itself waits for nobody.
    return [
        MovementView(
            row[0],
            date.fromisoformat(row[1]),
            row[2],
            signed(row[2], row[3]),
            row[4],
            bool(row[5]),
            "" if desk.is_office else row[6] or "",
        )
        for row in rows
    ]


def ready_by_kecamatan(connection: Connection, asked: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """Return how many products have all that E-Katalog asks for, by kecamatan ("": desa not known)."""
    found: dict[str, int] = {}
    for place, nib, pirt, halal, priced, photo, count in connection.exec_driver_sql(_ALIKE):
        states = {"nib": nib or "", "pirt": pirt, "halal": halal, "harga": _has(priced), "foto": _has(photo)}
        if not missing(needs_of(asked, {key: (state, "") for key, state in states.items()})):
            found[place or ""] = found.get(place or "", 0) + count
    return found


def usual_low_stock(desk: Desk) -> int:
    """Return the limit the office proposes for a new product."""
    with desk.read() as session:
        return int(config_on(session, "limits", desk.today()).get("low_stock", 0))


_SUMS = (
    "SELECT m.product_id, sum(m.quantity * CASE WHEN m.kind = 'masuk' THEN 1 ELSE -1 END "
    "* CASE WHEN m.reverses IS NULL THEN 1 ELSE -1 END), "
    "max(CASE WHEN m.reverses IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM stock_movement r WHERE r.reverses = m.id) "
    'THEN m."on" END) FROM stock_movement m GROUP BY m.product_id'
)
# A family that was merged into another shows under the elder's name.
_ALL = (
    "SELECT p.id, h.id, m.name, h.desa_code, p.name, p.unit, p.price, p.low_stock, p.note, g.row_id, "
    "p.price_high, p.content, b.nib_state, b.nib, p.pirt_state, p.pirt, p.halal_state, p.halal "
    "FROM product p "
    f"{under_elder('p')} "
    "LEFT JOIN member m ON m.id = h.pengurus_id LEFT JOIN business b ON b.id = p.business_id "
    "LEFT JOIN handed_over g ON g.table_name = 'household' AND g.row_id = h.id "
    "WHERE NOT p.deleted AND NOT h.deleted"
)
# Products that are alike in all that is asked for.
_ALIKE = (
    "SELECT substr(h.desa_code, 1, 8), b.nib_state, p.pirt_state, p.halal_state, coalesce(p.price, 0) > 0, "
    "EXISTS (SELECT 1 FROM file f WHERE f.owner_id = p.id AND f.owner_kind = 'product' AND NOT f.deleted), "
    f"count(*) FROM product p {under_elder('p')} LEFT JOIN business b ON b.id = p.business_id "
    "WHERE NOT p.deleted AND NOT h.deleted GROUP BY 1, 2, 3, 4, 5, 6"
)
_PHOTOS = (
    "SELECT f.owner_id, f.sha256 FROM product p JOIN file f ON f.owner_id = p.id "
    "WHERE NOT p.deleted AND NOT f.deleted AND f.owner_kind = 'product' ORDER BY f.place, f.id"
)
_LEDGER = (
    'SELECT m.id, m."on", m.kind, m.quantity, m.note, '
    "EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses = m.id), CASE WHEN t.own THEN t.fate END "
    "FROM stock_movement m LEFT JOIN txn t ON t.id = m.base_txn "
    'WHERE m.reverses IS NULL AND m.product_id = {} ORDER BY m."on" DESC, m.id DESC'
)
