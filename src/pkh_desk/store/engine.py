"""The engine: one SQLCipher database behind SQLAlchemy, and what SQLite says, said to a person.

Transactions are begun by us, not by the driver: plain BEGIN to read, BEGIN IMMEDIATE to write (execution
option `writing`), so that a writer waits at its start and never fails half-way with a stale snapshot.
"""

import shutil
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.pool import QueuePool

from pkh_desk.errors import DamagedDatabase, DeskBusy, DiskFull, FolderGone, UserError

BUSY_MS = 5000
ROOM_TO_OPEN = 64 * 1024
SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_IOERR = 5, 6, 8, 10
SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_NOTADB = 11, 13, 14, 26


def connect(path: Path, key: bytes) -> Any:
    """Open one raw keyed connection in autocommit mode.

    Raises DamagedDatabase if the key does not fit, DiskFull if there is no room for the shared memory file.
    """
    try:
        connection = sqlcipher.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
        )
        for pragma in (
            f"key = \"x'{key.hex()}'\"",
            "cipher_log_level = NONE",
            "temp_store = MEMORY",
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = FULL",
            "cache_size = -32768",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlcipher.Error as error:
        raise _unopened(path, error) or error from error
    return connection


def open_engine(path: Path, key: bytes) -> Engine:
    """Return an engine on the keyed database at `path`; connections are made when first used."""
    engine = create_engine(
        "sqlite+pysqlite:///desk.db",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=2,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _handle)
    return engine


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _handle(context: ExceptionContext) -> None:
    error = said(context.original_exception)
    if error is not None:
        raise error from context.original_exception


def _unopened(path: Path, error: BaseException) -> UserError | None:
    """Return the sentence for a database that does not open; SQLite calls a full disk an I/O error here."""
    fault = said(error)
    if isinstance(fault, FolderGone) and path.exists():
        if shutil.disk_usage(path.parent).free < ROOM_TO_OPEN:
            return DiskFull(
                "Ruang komputer penuh, PKH Desk belum bisa dibuka. Data Anda tetap aman.",
                "Kosongkan ruang, lalu buka lagi.",
            )
    return fault


def said(error: BaseException) -> UserError | None:
    """Return the sentence for a fault of the world, or None if the error is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == SQLITE_FULL:
        return DiskFull(
            "Ruang komputer penuh, catatan ini belum tersimpan. Isian masih ada di layar.",
            "Kosongkan ruang, lalu tekan Simpan lagi.",
        )
    if primary in (SQLITE_BUSY, SQLITE_LOCKED):
        return DeskBusy(
            "Data sedang dipakai proses lain. Catatan belum tersimpan.", "Tunggu sebentar, lalu ulangi."
        )
    if primary in (SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_IOERR):
        return FolderGone(
            "Folder data tidak bisa dibaca atau ditulisi. Yang sudah tersimpan tetap aman.",
            "Periksa hak akses dan perangkatnya, lalu buka lagi.",
        )
    if primary in (SQLITE_CORRUPT, SQLITE_NOTADB):
        return DamagedDatabase(
            "Data di komputer ini rusak atau kuncinya tidak cocok. Cadangan tidak tersentuh.",
            "Pulihkan dari cadangan terakhir.",
        )
    return None
