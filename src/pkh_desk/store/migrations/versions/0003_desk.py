"""The desk's own tables: log, merge, exchange, settings, search."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

SEARCH = (
    "CREATE VIRTUAL TABLE search_words USING fts5(key, content='search_entry', content_rowid='id', "
    "prefix='2 3', detail='none')",
    "CREATE VIRTUAL TABLE search_digits USING fts5(digits, content='search_entry', "
    "content_rowid='id', tokenize='trigram')",
)


def upgrade() -> None:
    """Make the tables."""
    _access()
    _ack()
    _before_value()
    _bundle()
    _conflict()
    _desk()
    _draft()
    _handed_over()
    _invitation()
    _orphan()
    _overtaken()
    _refused_op()
    _scope_change()
    _search_entry()
    _setting()
    _shadow()
    _stream()
    _tip()
    _txn()
    _undone()
    if op.get_bind().dialect.name == "sqlite":
        for statement in SEARCH:
            op.execute(sa.text(statement))


def _access() -> None:
    op.create_table(
        "access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_access_household_id"), "access", ["household_id"], unique=False)


def _ack() -> None:
    op.create_table(
        "ack",
        sa.Column("txn_id", sa.String(length=64), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("txn_id", "desk_id"),
    )


def _before_value() -> None:
    op.create_table(
        "before_value",
        sa.Column("txn_id", sa.String(length=64), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("txn_id", "table_name", "row_id", "field"),
    )
    op.create_index(op.f("ix_before_value_row_id"), "before_value", ["row_id"], unique=False)


def _bundle() -> None:
    op.create_table(
        "bundle",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("arrived", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index(op.f("ix_bundle_desk_id"), "bundle", ["desk_id"], unique=False)
    op.create_index(op.f("ix_bundle_state"), "bundle", ["state"], unique=False)


def _conflict() -> None:
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=True),
        sa.Column("txns", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_conflict_household_id"), "conflict", ["household_id"], unique=False)
    op.create_index(op.f("ix_conflict_kind"), "conflict", ["kind"], unique=False)


def _desk() -> None:
    op.create_table(
        "desk",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("petugas_id", sa.String(length=32), nullable=True),
        sa.Column("sign_key", sa.String(length=120), nullable=False),
        sa.Column("seal_key", sa.String(length=120), nullable=False),
        sa.Column("mac_key", sa.String(length=120), nullable=False),
        sa.Column("alone_as", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.String(length=64), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("form", "subject_id"),
    )


def _handed_over() -> None:
    op.create_table(
        "handed_over",
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id"),
    )


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("petugas_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("secret", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def _orphan() -> None:
    op.create_table(
        "orphan",
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id"),
    )


def _overtaken() -> None:
    op.create_table(
        "overtaken",
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("txn_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("row_id", "field", "txn_id"),
    )


def _refused_op() -> None:
    op.create_table(
        "refused_op",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("txn_id", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_refused_op_txn_id"), "refused_op", ["txn_id"], unique=False)


def _scope_change() -> None:
    op.create_table(
        "scope_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("from_pendamping", sa.String(length=32), nullable=True),
        sa.Column("to_pendamping", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_scope_change_change"), "scope_change", ["change"], unique=False)


def _search_entry() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_search_entry_household_id"), "search_entry", ["household_id"], unique=False)


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def _shadow() -> None:
    op.create_table(
        "shadow",
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id"),
    )


def _stream() -> None:
    op.create_table(
        "stream",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("forked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stream_desk_id"), "stream", ["desk_id"], unique=False)


def _tip() -> None:
    op.create_table(
        "tip",
        sa.Column("txn_id", sa.String(length=64), nullable=False),
        sa.Column("stream", sa.String(length=32), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("txn_id"),
    )
    op.create_index(op.f("ix_tip_stream"), "tip", ["stream"], unique=False)


def _txn() -> None:
    op.create_table(
        "txn",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("stream", sa.String(length=32), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("h", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("fate", sa.String(length=12), nullable=False),
        sa.Column("fate_reason", sa.String(length=500), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_txn_act"), "txn", ["act"], unique=False)
    op.create_index(op.f("ix_txn_change"), "txn", ["change"], unique=False)
    op.create_index(op.f("ix_txn_fate"), "txn", ["fate"], unique=False)
    op.create_index(op.f("ix_txn_household_id"), "txn", ["household_id"], unique=False)
    op.create_index(op.f("ix_txn_prev"), "txn", ["prev"], unique=False)
    op.create_index(op.f("ix_txn_stream"), "txn", ["stream"], unique=False)
    op.create_index(op.f("ix_txn_subject_id"), "txn", ["subject_id"], unique=False)


def _undone() -> None:
    op.create_table(
        "undone",
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("by_act", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("act"),
    )
    op.create_index(op.f("ix_undone_by_act"), "undone", ["by_act"], unique=False)
