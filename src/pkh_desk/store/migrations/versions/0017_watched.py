"""The watched folder: which of its files were looked at, and on what a file builds."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the table and the column."""
    op.create_table(
        "looked_at",
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.add_column("bundle", sa.Column("follows", sa.String(), nullable=False, server_default="[]"))
