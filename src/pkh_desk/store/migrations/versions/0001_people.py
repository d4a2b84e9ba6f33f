"""Families, their people, and who looks after them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _alias()
    _commitment()
    _household()
    _kelompok()
    _member()
    _petugas()
    _phone()
    _promise()
    _visit()


def _alias() -> None:
    op.create_table(
        "alias",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_id", sa.String(length=32), nullable=False),
        sa.Column("to_id", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_alias_change"), "alias", ["change"], unique=False)
    op.create_index(op.f("ix_alias_from_id"), "alias", ["from_id"], unique=False)
    op.create_index(op.f("ix_alias_to_id"), "alias", ["to_id"], unique=False)


def _commitment() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("percent", sa.BigInteger(), nullable=True),
        sa.Column("effective_days", sa.BigInteger(), nullable=True),
        sa.Column("alpa", sa.BigInteger(), nullable=True),
        sa.Column("izin", sa.BigInteger(), nullable=True),
        sa.Column("sakit", sa.BigInteger(), nullable=True),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_commitment_change"), "commitment", ["change"], unique=False)
    op.create_index(op.f("ix_commitment_household_id"), "commitment", ["household_id"], unique=False)
    op.create_index(op.f("ix_commitment_member_id"), "commitment", ["member_id"], unique=False)


def _household() -> None:
    op.create_table(
        "household",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("no_kk", sa.String(length=16), nullable=True),
        sa.Column("no_kk_raw", sa.String(length=80), nullable=True),
        sa.Column("pengurus_id", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("rt", sa.String(length=10), nullable=False),
        sa.Column("rw", sa.String(length=10), nullable=False),
        sa.Column("dusun", sa.String(length=100), nullable=False),
        sa.Column("desa_code", sa.String(length=13), nullable=True),
        sa.Column("desa_raw", sa.String(length=120), nullable=True),
        sa.Column("kecamatan_raw", sa.String(length=120), nullable=True),
        sa.Column("kelompok_id", sa.String(length=32), nullable=True),
        sa.Column("no_peserta", sa.String(length=40), nullable=True),
        sa.Column("kks_tail", sa.String(length=4), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("joined_year", sa.BigInteger(), nullable=True),
        sa.Column("desil", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("pendamping_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_household_change"), "household", ["change"], unique=False)
    op.create_index(op.f("ix_household_desa_code"), "household", ["desa_code"], unique=False)
    op.create_index(op.f("ix_household_kelompok_id"), "household", ["kelompok_id"], unique=False)
    op.create_index(op.f("ix_household_no_kk"), "household", ["no_kk"], unique=False)
    op.create_index(op.f("ix_household_pendamping_id"), "household", ["pendamping_id"], unique=False)


def _kelompok() -> None:
    op.create_table(
        "kelompok",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("desa_code", sa.String(length=13), nullable=True),
        sa.Column("ketua_id", sa.String(length=32), nullable=True),
        sa.Column("pendamping_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_kelompok_change"), "kelompok", ["change"], unique=False)
    op.create_index(op.f("ix_kelompok_pendamping_id"), "kelompok", ["pendamping_id"], unique=False)


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("nik", sa.String(length=16), nullable=True),
        sa.Column("nik_raw", sa.String(length=80), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("birth_place", sa.String(length=80), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=True),
        sa.Column("komponen", sa.String(length=20), nullable=True),
        sa.Column("school", sa.String(length=120), nullable=False),
        sa.Column("grade", sa.String(length=20), nullable=False),
        sa.Column("occupation", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_member_change"), "member", ["change"], unique=False)
    op.create_index(op.f("ix_member_household_id"), "member", ["household_id"], unique=False)
    op.create_index(op.f("ix_member_nik"), "member", ["nik"], unique=False)


def _petugas() -> None:
    op.create_table(
        "petugas",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("nip", sa.String(length=30), nullable=False),
        sa.Column("jabatan", sa.String(length=120), nullable=False),
        sa.Column("wilayah", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_petugas_change"), "petugas", ["change"], unique=False)


def _phone() -> None:
    op.create_table(
        "phone",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_phone_change"), "phone", ["change"], unique=False)
    op.create_index(op.f("ix_phone_household_id"), "phone", ["household_id"], unique=False)


def _promise() -> None:
    op.create_table(
        "promise",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_promise_change"), "promise", ["change"], unique=False)
    op.create_index(op.f("ix_promise_due_on"), "promise", ["due_on"], unique=False)
    op.create_index(op.f("ix_promise_household_id"), "promise", ["household_id"], unique=False)


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("base_at", sa.BigInteger(), nullable=False),
        sa.Column("base_txn", sa.String(length=64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=True),
        sa.Column("met", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=4000), nullable=False),
        sa.Column("income", sa.BigInteger(), nullable=True),
        sa.Column("set_aside", sa.BigInteger(), nullable=True),
        sa.Column("willing", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_visit_change"), "visit", ["change"], unique=False)
    op.create_index(op.f("ix_visit_household_id"), "visit", ["household_id"], unique=False)
    op.create_index(op.f("ix_visit_on"), "visit", ["on"], unique=False)
