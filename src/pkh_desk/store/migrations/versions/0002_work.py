"""What a family makes, and its way out of the programme."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _business()
    _config()
    _file()
    _graduation_case()
    _letter()
    _letter_print()
    _number_block()
    _product()
    _returned()
    _stage_event()
    _stock_movement()


def _business() -> None:
    op.create_table(
        "business",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("since_year", sa.BigInteger(), nullable=True),
        sa.Column("capital_source", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_business_change"), "business", ["change"], unique=False)
    op.create_index(op.f("ix_business_household_id"), "business", ["household_id"], unique=False)


def _config() -> None:
    op.create_table(
        "config",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("signature", sa.String(length=2000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_config_change"), "config", ["change"], unique=False)
    op.create_index(op.f("ix_config_kind"), "config", ["kind"], unique=False)


def _file() -> None:
    op.create_table(
        "file",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=True),
        sa.Column("owner_kind", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_file_change"), "file", ["change"], unique=False)
    op.create_index(op.f("ix_file_household_id"), "file", ["household_id"], unique=False)
    op.create_index(op.f("ix_file_owner_id"), "file", ["owner_id"], unique=False)
    op.create_index(op.f("ix_file_sha256"), "file", ["sha256"], unique=False)


def _graduation_case() -> None:
    op.create_table(
        "graduation_case",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("reason_text", sa.String(length=300), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_graduation_case_change"), "graduation_case", ["change"], unique=False)
    op.create_index(
        op.f("ix_graduation_case_household_id"), "graduation_case", ["household_id"], unique=False
    )


def _letter() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("number_by_hand", sa.Boolean(), nullable=False),
        sa.Column("block_id", sa.String(length=32), nullable=True),
        sa.Column("block_n", sa.BigInteger(), nullable=True),
        sa.Column("template_version", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("paper", sa.String(length=4), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("voided_on", sa.Date(), nullable=True),
        sa.Column("void_reason", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_letter_change"), "letter", ["change"], unique=False)
    op.create_index(op.f("ix_letter_code"), "letter", ["code"], unique=False)
    op.create_index(op.f("ix_letter_household_id"), "letter", ["household_id"], unique=False)


def _letter_print() -> None:
    op.create_table(
        "letter_print",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("reverses", sa.String(length=32), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("letter_id", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("paper", sa.String(length=4), nullable=False),
        sa.Column("copies", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_letter_print_change"), "letter_print", ["change"], unique=False)
    op.create_index(op.f("ix_letter_print_household_id"), "letter_print", ["household_id"], unique=False)
    op.create_index(op.f("ix_letter_print_letter_id"), "letter_print", ["letter_id"], unique=False)
    op.create_index(op.f("ix_letter_print_reverses"), "letter_print", ["reverses"], unique=False)


def _number_block() -> None:
    op.create_table(
        "number_block",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("desk_code", sa.String(length=8), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("kecamatan", sa.String(length=13), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_number_block_change"), "number_block", ["change"], unique=False)


def _product() -> None:
    op.create_table(
        "product",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("business_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("low_stock", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_product_change"), "product", ["change"], unique=False)
    op.create_index(op.f("ix_product_household_id"), "product", ["household_id"], unique=False)


def _returned() -> None:
    op.create_table(
        "returned",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("reverses", sa.String(length=32), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("txn_id", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_returned_change"), "returned", ["change"], unique=False)
    op.create_index(op.f("ix_returned_household_id"), "returned", ["household_id"], unique=False)
    op.create_index(op.f("ix_returned_reverses"), "returned", ["reverses"], unique=False)
    op.create_index(op.f("ix_returned_subject_id"), "returned", ["subject_id"], unique=False)


def _stage_event() -> None:
    op.create_table(
        "stage_event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("reverses", sa.String(length=32), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("seen", sa.String(length=20), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stage_event_case_id"), "stage_event", ["case_id"], unique=False)
    op.create_index(op.f("ix_stage_event_change"), "stage_event", ["change"], unique=False)
    op.create_index(op.f("ix_stage_event_household_id"), "stage_event", ["household_id"], unique=False)
    op.create_index(op.f("ix_stage_event_reverses"), "stage_event", ["reverses"], unique=False)


def _stock_movement() -> None:
    op.create_table(
        "stock_movement",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("reverses", sa.String(length=32), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("product_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stock_movement_change"), "stock_movement", ["change"], unique=False)
    op.create_index(op.f("ix_stock_movement_household_id"), "stock_movement", ["household_id"], unique=False)
    op.create_index(op.f("ix_stock_movement_product_id"), "stock_movement", ["product_id"], unique=False)
    op.create_index(op.f("ix_stock_movement_reverses"), "stock_movement", ["reverses"], unique=False)
