"""Txns by when the office saw them: a month of changes is read without years of others."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_txn_seen", "txn", ["seen_at"], unique=False)
