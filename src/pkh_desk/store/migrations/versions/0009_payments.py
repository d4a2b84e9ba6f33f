"""Aid payments, and the components that lists only count."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    _table(
        "aid_payment",
        sa.Column("reverses", sa.String(length=32), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=True),
        sa.Column("program", sa.String(length=20), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("tahap", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("kks_tail", sa.String(length=4), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
    )
    op.create_index(op.f("ix_aid_payment_reverses"), "aid_payment", ["reverses"], unique=False)
    _table(
        "component_count",
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("komponen", sa.String(length=20), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
    )


def _table(name: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f(f"ix_{name}_change"), name, ["change"], unique=False)
    op.create_index(op.f(f"ix_{name}_household_id"), name, ["household_id"], unique=False)
