"""Permits of businesses and products, price ranges, and the JML that a school wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; rows that are there say nothing about them."""
    op.add_column("commitment", sa.Column("jml", sa.BigInteger(), nullable=True))
    op.add_column("product", sa.Column("price_high", sa.BigInteger(), nullable=True))
    for table, name, length in _TEXTS:
        op.add_column(table, sa.Column(name, sa.String(length=length), nullable=False, server_default=""))


_TEXTS = (
    ("business", "nib_state", 20),
    ("business", "nib", 13),
    ("product", "content", 60),
    ("product", "pirt_state", 20),
    ("product", "pirt", 40),
    ("product", "halal_state", 20),
    ("product", "halal", 40),
)
