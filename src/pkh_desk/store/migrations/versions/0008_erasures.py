"""Orders to erase and notes of the office; the acknowledgements that the fates already tell are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables; nothing that is there is lost: a txn's own fate confirms it."""
    op.drop_table("ack")
    _fact(
        "erasure",
        sa.Column("homes", sa.String(), nullable=False),
        sa.Column("ids", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("backups_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
    )
    _fact(
        "note",
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
    )
    op.create_index(op.f("ix_note_household_id"), "note", ["household_id"], unique=False)


def _fact(name: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("reverses", sa.String(length=32), nullable=True),
        *columns,
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f(f"ix_{name}_change"), name, ["change"], unique=False)
    op.create_index(op.f(f"ix_{name}_reverses"), name, ["reverses"], unique=False)
