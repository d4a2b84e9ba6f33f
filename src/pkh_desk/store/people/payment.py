"""Rows of aid payments, and of the components that lists only count."""

from typing import ClassVar

from sqlmodel import Field

from pkh_desk.domain.people.payment import ComponentCountFields, PaymentFields
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
