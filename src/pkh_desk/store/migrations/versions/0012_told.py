"""What a laptop tells of itself with each file: its program and its last backup."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns; files that came before told nothing."""
    op.add_column("bundle", sa.Column("app", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("bundle", sa.Column("backup_at", sa.BigInteger(), nullable=True))
