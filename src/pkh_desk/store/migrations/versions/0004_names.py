"""Search entries know the name by which families are listed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the folded name and its index; the rebuild that follows every migration fills it."""
    op.add_column("search_entry", sa.Column("name", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_search_entry_name", "search_entry", ["name", "household_id"], unique=False)
