"""Decisions of Kemensos, ways out that are no graduation, and what is known of a signed paper."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns; rows that are there say nothing about them."""
    for table, name in (("stage_event", "sk_on"), ("household", "exit_on")):
        op.add_column(table, sa.Column(name, sa.Date(), nullable=True))
    for table, name, length in _TEXTS:
        op.add_column(table, sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    for name in ("all_signed", "meterai", "readable"):
        op.add_column("letter", sa.Column(name, sa.Boolean(), nullable=True))
    for name in ("place", "turned"):
        op.add_column("file", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))


_TEXTS = (
    ("stage_event", "sk_number", 80),
    ("stage_event", "tahap", 40),
    ("household", "exit_reason", 300),
    ("letter", "signed_by", 600),
)
