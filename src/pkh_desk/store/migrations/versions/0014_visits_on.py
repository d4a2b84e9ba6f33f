"""The index of visits by day holds what counting them asks: a year of a district is counted in it alone."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Put the index in place of the narrower one."""
    op.drop_index("ix_visit_on", table_name="visit")
    op.create_index("ix_visit_on", "visit", ["on", "household_id", "deleted"], unique=False)
