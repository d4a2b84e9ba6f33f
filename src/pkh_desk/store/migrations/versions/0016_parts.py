"""Files of one sending: which part of how many each is, and how many photos and scans it holds."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the columns; files that came before were whole."""
    for name, default in (("part", "1"), ("parts", "1"), ("files", "0")):
        op.add_column("bundle", sa.Column(name, sa.BigInteger(), nullable=False, server_default=default))
