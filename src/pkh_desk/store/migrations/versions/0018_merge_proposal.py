"""What a pendamping proposes: that two families are one."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "merge_proposal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("change", "household_id", "other_id"):
        op.create_index(op.f(f"ix_merge_proposal_{column}"), "merge_proposal", [column], unique=False)
