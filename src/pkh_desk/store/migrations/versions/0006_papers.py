"""Village officials, packets of a desa, and the wordings that letters were printed with."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables."""
    _synced(
        "village_official",
        sa.Column("desa_code", sa.String(length=13), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("nip", sa.String(length=30), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        indexed=("desa_code",),
    )
    _synced(
        "printed_template",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
    )
    _packet()
    _synced(
        "packet_row",
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("packet_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", sa.String(length=32), nullable=True),
        sa.Column("entry", sa.String(), nullable=False),
        indexed=("household_id", "packet_id"),
    )
    _synced(
        "packet_print",
        sa.Column("pendamping_id", sa.String(length=32), nullable=True),
        sa.Column("packet_id", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("paper", sa.String(length=4), nullable=False),
        sa.Column("copies", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        indexed=("pendamping_id", "packet_id", "reverses"),
        fact=True,
    )


def _packet() -> None:
    _synced(
        "packet",
        sa.Column("desa_code", sa.String(length=13), nullable=False),
        sa.Column("pendamping_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("template_version", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("paper", sa.String(length=4), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("voided_on", sa.Date(), nullable=True),
        sa.Column("void_reason", sa.String(length=300), nullable=False),
        indexed=("desa_code", "pendamping_id", "code"),
    )


def _synced(
    table: str, *columns: "sa.Column[object]", indexed: tuple[str, ...] = (), fact: bool = False
) -> None:
    """Create a synced table: its merge columns, then its own."""
    own = (
        [sa.Column("reverses", sa.String(length=32), nullable=True)]
        if fact
        else [
            sa.Column("deleted", sa.Boolean(), nullable=False),
            sa.Column("heads", sa.String(), nullable=True),
        ]
    )
    op.create_table(
        table,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        *own,
        *columns,
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("change", *indexed):
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
