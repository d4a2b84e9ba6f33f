"""What became of a desk's own txns and when its families were written, without reading the bodies."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Make the index."""
    own, columns = sa.text("own"), ["household_id", "h", "subject_kind", "subject_id", "fate", "own"]
    op.create_index("ix_txn_own", "txn", columns, unique=False, sqlite_where=own, postgresql_where=own)
