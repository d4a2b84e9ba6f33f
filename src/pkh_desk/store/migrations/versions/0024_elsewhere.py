"""Visits that a pendamping recorded on another laptop, or before the log was lost."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "recorded_elsewhere",
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("visit_id"),
    )
