"""Rows of aid payments, and of the components that lists only count."""

from collections.abc import Collection
from typing import ClassVar

from sqlalchemy import Connection
from sqlmodel import Field

from pkh_desk.domain.people.payment import ComponentCountFields, PaymentFields
from pkh_desk.store.log.states import select_in
from pkh_desk.store.log.synced import Fact, Register


class AidPayment(PaymentFields, Fact, table=True):
    """One payment of aid; its id derives from what it is, so that two desks make one row of one payment.

    Lists name different people of the family for it, or no card: that does not make it another payment.
    """

    __tablename__ = "aid_payment"
    subject: ClassVar = ("household", "household_id")
    provenance: ClassVar = frozenset({"member_id", "kks_tail", "source"})

    household_id: str = Field(max_length=32, index=True)


class ComponentCount(ComponentCountFields, Register, table=True):
    """The people of one komponen in a family, as a list counts them."""

    __tablename__ = "component_count"
    subject: ClassVar = ("household", "household_id")

    household_id: str = Field(max_length=32, index=True)


def payments_told_again(connection: Connection, homes: Collection[str]) -> set[str]:
    """Return the payments to one family that another one that stands tells too, and no less of.

    `homes`: the family's ids. Desks read one payment from lists of their own, with its day or without; told
    without its day it is any of that program, tahap and amount.
    """
    known: set[tuple[object, ...]] = set()
    again = set()
    rows = select_in(connection, _STANDING, homes)
    for row_id, *what, day in sorted(rows, key=lambda row: (row[-1] is None, row[0])):
        if (*what, day) in known:
            again.add(row_id)
        known |= {(*what, day), (*what, None)}
    return again


_STANDING = (
    "SELECT p.id, p.program, p.year, p.tahap, p.amount, p.paid_on FROM aid_payment p "
    "WHERE p.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM aid_payment r WHERE r.reverses = p.id) "
    "AND p.household_id IN {}"
)
