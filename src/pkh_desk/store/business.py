"""Rows of businesses, products and stock movements."""

from typing import ClassVar

from sqlmodel import Field

from pkh_desk.domain.business import BusinessFields, MovementFields, ProductFields
from pkh_desk.store.log.synced import Fact, Register


class Business(BusinessFields, Register, table=True):
    """A family's business."""

    household_id: str = Field(max_length=32, index=True)


class Product(ProductFields, Register, table=True):
    """Something a family sells."""

    household_id: str = Field(max_length=32, index=True)


class Movement(MovementFields, Fact, table=True):
    """One movement of a product's stock."""

    __tablename__ = "stock_movement"
    subject: ClassVar = ("product", "product_id")

    household_id: str = Field(max_length=32, index=True)
    product_id: str = Field(max_length=32, index=True)
