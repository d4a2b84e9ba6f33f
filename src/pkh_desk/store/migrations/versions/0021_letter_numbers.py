"""Letters by number block: how far a block is used is read from the index, not from years of frozen facts."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_letter_number", "letter", ["block_id", "block_n"], unique=False)
