"""The log by time: the latest acts of an office's years are found without reading all of them."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make the index."""
    op.create_index(op.f("ix_txn_h"), "txn", ["h"])
