"""Landing a list of products: businesses and products of families that a person confirmed.

A name alone links nothing: it suggests owners with a score and reasons. What is in stock becomes the first
movement (*hitung awal*) only by choice, and what was sold stays a remark.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.actions.lists.roster_families import insert_phone
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import CHANGED, NEW, REFUSED, SAME, SKIPPED, RosterRow, RowChoices
from pkh_desk.desk import Desk
from pkh_desk.domain.text import fold
from pkh_desk.rosters.columns.lines import Roster
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.product_list import ProductListReader, ProductRow
from pkh_desk.rosters.lists.wares import Ware
from pkh_desk.rosters.matching.alike import Somebody, suggestions
from pkh_desk.rosters.matching.match import PHONES
from pkh_desk.rosters.matching.people import People, Person
from pkh_desk.rosters.progress import Progress, telling
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import Stored, load_rows, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.store.wilayah import wilayah

RECORD = "catat"
FIRST_COUNT = "Hitung awal"


@dataclass
class _Held:
    """The businesses, products and telephones of one family; `moved` are the products that have movements.

    `names` are (name, content) of its products, those that this list brings too.
    """

    businesses: dict[str, Stored] = field(default_factory=dict)
    products: dict[str, Stored] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    phones: set[str] = field(default_factory=set)
    new_business: str | None = None

    def find(self, ware: Ware) -> str | None:
        """Return the product that a ware is: of the same name, and the same content where both tell it."""
        for product, (name, content) in self.names.items():
            if fold(name) == fold(ware.name) and len({fold(ware.content), fold(content)} - {""}) < 2:
                return product
        return None


class ProductLanding:
    """Where layout R8 lands."""

    def __init__(self, desk: Desk, report: RosterReport, choices: RowChoices) -> None:
        self._desk, self._report, self._choices = desk, report, choices
        self._rows: list[ProductRow] = []
        self._held: dict[str, _Held] = {}

    def take(self, roster: Roster, progress: Progress) -> None:
        """Read the rows of one list."""
        reader = ProductListReader(roster, wilayah(), self._desk.today(), self._report.findings, progress)
        for row in reader.rows():
            if row.refused:
                self._count(row, None, REFUSED)
            elif self._choices.keeps_back(row.sheet, row.row, row.found):
                self._count(row, None, SKIPPED)
            else:
                self._rows.append(row)

    def land(self, session: Session, bulk: BulkWriter | None, progress: Progress) -> None:
        """Record the products of every owner that is known."""
        owners = self._owners(People(session.connection()), progress)
        homes = {owner.household_id for owner in owners if owner}
        self._held = _held(session.connection(), homes)
        for row, owner in telling(list(zip(self._rows, owners, strict=True)), progress):
            if owner is None:
                self._count(row, None, SKIPPED)
            elif owner.handed_over:
                self._find(row, row.columns[0], "handed_over", row.name)
                self._count(row, owner, SKIPPED)
            else:
                self._count(row, owner, *self._record(bulk, row, owner.household_id))
        if bulk is not None:
            bulk.flush()

    def _owners(self, people: People, progress: Progress) -> list[Person | None]:
        """Return whose each row is: by NIK, or as a person chose; a name only suggests."""
        niks = people.by_nik({row.nik for row in self._rows if row.nik})
        chosen = people.by_id(self._choices.answers.values())
        found: list[Person | None] = []
        for row in telling(self._rows, progress):
            owner = next(iter(niks.get(row.nik, [])), None)
            if owner is None:
                self._suggest(row, people)
                answer = self._choices.answers.get((row.sheet, row.row, "owner_suggested"), "")
                owner = chosen.get(answer)
            found.append(owner)
        return found

    def _suggest(self, row: ProductRow, people: People) -> None:
        somebody = Somebody(row.name, row.kecamatan, row.desa_code, row.nik)
        listed = suggestions(somebody, people.alike(row.name, row.kecamatan))
        for person, like in listed:
            words = f"{person.words} ({like.words})"
            self._find(row, row.columns[0], "owner_suggested", row.name, words, person.member_id)
        if not listed:
            self._find(row, row.columns[0], "owner_unknown", row.name)

    # --- what is recorded

    def _record(self, bulk: BulkWriter | None, row: ProductRow, home: str) -> tuple[str, tuple[str, ...]]:
        held, fates, said = self._held[home], set[str](), list[str]()
        business = self._business(bulk, row, home, held, fates)
        self._phones(bulk, row, home, held, fates)
        for ware in row.wares:
            product = held.find(ware)
            if product is not None and product not in held.products:
                self._find(row, "", "repeated", ware.name)
                fate = SAME
            elif product is not None:
                fate = self._edit(bulk, product, held.products[product], _values(row, ware))
            else:
                product, fate = self._desk.new_id(), NEW
                held.names[product] = ware.name, ware.content
                if bulk is not None:
                    whose: dict[str, Json] = {"household_id": home, "business_id": business}
                    bulk.insert("product", product, {**_values(row, ware), **whose, "note": row.said[:1000]})
            if self._first_stock(bulk, row, home, product, held) and fate == SAME:
                fate = CHANGED
            if bulk is not None:
                bulk.seal(("product", product))
            fates.add(fate)
            said += [ware.name] if fate != SAME else []
        return next(fate for fate in (NEW, CHANGED, SAME) if fate in fates), tuple(said)

    def _edit(self, bulk: BulkWriter | None, product: str, stored: Stored, values: dict[str, Json]) -> str:
        """Change what the list says otherwise; what it does not say stays, and so do the words of a name."""
        held = stored.state.values
        new: dict[str, Json] = {k: v for k, v in values.items() if k not in ("name", "unit") and v}
        if new.get("price"):
            new["price_high"] = values["price_high"]
        new = {name: value for name, value in new.items() if held.get(name) != value}
        if bulk is not None and new:
            bulk.edit("product", product, stored, new)
        return CHANGED if new else SAME

    def _business(
        self, bulk: BulkWriter | None, row: ProductRow, home: str, held: _Held, fates: set[str]
    ) -> str | None:
        """Return the business a new product belongs to: the family's only one, or one that begins here.

        Its NIB is what the list says; with several businesses nobody knows whose it is.
        """
        nib: dict[str, Json] = {"nib_state": row.nib.state, "nib": row.nib.number} if row.nib.state else {}
        if not held.businesses:
            if held.new_business is None:
                held.new_business = self._desk.new_id()
                if bulk is not None:
                    named: dict[str, Json] = {"household_id": home, "name": row.wares[0].name}
                    bulk.insert("business", held.new_business, {**named, **nib})
                    bulk.seal(("business", held.new_business))
            return held.new_business
        if len(held.businesses) > 1:
            return None
        ((business, stored),) = held.businesses.items()
        if {**stored.state.values, **nib} != stored.state.values:
            fates.add(CHANGED)
            if bulk is not None:
                bulk.edit("business", business, stored, nib)
                bulk.seal(("business", business))
        return business

    def _phones(
        self, bulk: BulkWriter | None, row: ProductRow, home: str, held: _Held, fates: set[str]
    ) -> None:
        """Record the telephones of the owner that the family is not known by."""
        new = [phone for phone in row.phones if phone not in held.phones]
        held.phones.update(new)
        if new:
            fates.add(CHANGED)
        if bulk is not None and new:
            for phone in new:
                insert_phone(bulk, home, phone)
            bulk.seal(("household", home))

    def _first_stock(
        self, bulk: BulkWriter | None, row: ProductRow, home: str, product: str, held: _Held
    ) -> bool:
        """Offer the stock of a product that has no movement yet as its first; say whether it is recorded."""
        count, unit = row.stock.count, row.wares[0].unit
        if not count or product in held.moved:
            return False
        words = f"Catat {FIRST_COUNT.lower()} {count} {unit}"
        self._find(row, row.columns[1], "stock_first", f"{count} {unit}", words, RECORD)
        if self._choices.answers.get((row.sheet, row.row, "stock_first")) != RECORD:
            return False
        held.moved.add(product)
        if bulk is not None:
            values: dict[str, Json] = {"household_id": home, "product_id": product, "kind": "masuk"}
            values |= {"quantity": count, "on": self._desk.today().isoformat(), "note": FIRST_COUNT}
            bulk.insert("stock_movement", self._desk.new_id(), values)
        return True

    def _find(
        self,
        row: ProductRow,
        column: str,
        kind: str,
        raw: str,
        proposal: str | None = None,
        answer: str | None = None,
    ) -> None:
        self._report.findings.append(Finding(row.sheet, row.row, column, kind, raw, proposal, answer))

    def _count(self, row: ProductRow, owner: Person | None, fate: str, changed: tuple[str, ...] = ()) -> None:
        place = wilayah().name_of(owner.desa_code) if owner and owner.desa_code else row.kecamatan
        self._report.count(RosterRow(row.sheet, row.row, row.name, row.nik, place, fate, changed))


def _values(row: ProductRow, ware: Ware) -> dict[str, Json]:
    return {
        "name": ware.name,
        "unit": ware.unit,
        "content": ware.content,
        "price": ware.price,
        "price_high": ware.price_high,
        "pirt_state": row.pirt.state,
        "pirt": row.pirt.number,
        "halal_state": row.halal.state,
        "halal": row.halal.number,
    }


def _held(connection: Connection, homes: Collection[str]) -> dict[str, _Held]:
    """Return what these families are known to sell."""
    held = {home: _Held() for home in homes}
    for table in ("business", "product"):
        owners = dict(map(tuple, select_in(connection, _OF_HOMES.format(table) + "{}", homes)))
        for row_id, stored in load_rows(connection, nouns()[table], owners).items():
            one = held[owners[row_id]]
            if table == "business":
                one.businesses[row_id] = stored
                continue
            values = stored.state.values
            one.products[row_id] = stored
            one.names[row_id] = str(values["name"]), str(values["content"] or "")
    for home, product in select_in(connection, _MOVED, homes):
        held[home].moved.add(product)
    for home, number in select_in(connection, PHONES, homes):
        held[home].phones.add(number)
    return held


_OF_HOMES = "SELECT id, household_id FROM {} WHERE NOT deleted AND household_id IN "
_MOVED = "SELECT household_id, product_id FROM stock_movement WHERE household_id IN {}"
