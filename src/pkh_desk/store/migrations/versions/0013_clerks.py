"""What each clerk of an office may do; config documents lose a signature that nothing ever wrote.

A config row is as trusted as the signed file it comes in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the role, empty for whoever is there; drop the signature."""
    op.add_column("petugas", sa.Column("role", sa.String(length=20), nullable=False, server_default=""))
    op.drop_column("config", "signature")
