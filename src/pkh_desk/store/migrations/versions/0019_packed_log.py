"""The log in less room: what others wrote is packed, and the body alone tells the txn before."""

import sqlalchemy as sa
from alembic import op

from pkh_desk.store.log.packed import Packer

revision = "0019"
down_revision = "0018"

AT_ONCE = 1000


def upgrade() -> None:
    """Change the table and pack what came from other desks."""
    for column in ("prev", "stream", "change"):
        op.drop_index(op.f(f"ix_txn_{column}"), "txn")
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("txn") as txn:
        txn.drop_column("prev")
        txn.alter_column(
            "body",
            existing_type=sa.String(),
            existing_nullable=False,
            type_=sa.LargeBinary(),
            postgresql_using="convert_to(body, 'UTF8')",
        )
    op.create_index("ix_txn_stream_change", "txn", ["stream", "change"])
    if sqlite:
        op.execute("UPDATE txn SET body = CAST(body AS BLOB)")
    _pack(op.get_bind())


def _pack(connection: sa.Connection) -> None:
    txn = sa.table("txn", sa.column("id"), sa.column("body"), sa.column("own", sa.Boolean()))
    packer, last = None, ""
    update = sa.text("UPDATE txn SET body = :body WHERE id = :id")
    while rows := connection.execute(
        sa.select(txn.c.id, txn.c.body).where(~txn.c.own, txn.c.id > last).order_by(txn.c.id).limit(AT_ONCE)
    ).all():
        # A laptop has none of these, and needs no dictionary.
        packer = packer or Packer()
        connection.execute(update, [{"id": row.id, "body": packer.pack(bytes(row.body))} for row in rows])
        last = rows[-1].id
