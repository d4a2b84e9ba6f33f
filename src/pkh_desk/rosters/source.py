"""Opening a roster file, whatever it is: by its content, never by its name.

Text is read here; everything else in a child process that may die (`child.py`).
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from pkh_desk.errors import FileNotUsable, SheetDamaged, SheetLocked, SheetTooBig, UserError
from pkh_desk.rosters import limits
from pkh_desk.rosters.cells import Cell, Row, Sheet
from pkh_desk.rosters.delimited import read_delimited

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<body", b"<meta")
CHILD_WORD = "--read-sheet"
"""The hidden word by which the packaged program is its own child."""


@contextmanager
def open_sheets(path: Path) -> Iterator[Iterator[Sheet]]:
    """Give the sheets of a file, one after the other; each must be read before the next.

    Raises FileNotUsable, SheetDamaged, SheetLocked, SheetTooBig; also while the rows are read.
    """
    head = _head(path)
    if head.startswith(ZIP) or head.startswith(OLE):
        if head.startswith(OLE) and _is_encrypted(path):
            raise _refusal("locked")
        with _child(path) as lines:
            yield _sheets(lines)
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise SheetDamaged(
            "Berkas ini halaman web (HTML), bukan Excel, walau namanya begitu. Tidak ada yang berubah.",
            "Buka di Excel, lalu simpan sebagai .xlsx.",
        )
    else:
        yield read_delimited(path)


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FileNotUsable(
                "Itu folder, bukan berkas. Tidak ada yang berubah.", "Pilih berkas daftarnya."
            )
        size = path.stat().st_size
        if size > limits.BIGGEST_FILE:
            raise _refusal("too_big")
        with path.open("rb") as content:
            head = content.read(512)
    except OSError as error:
        raise FileNotUsable(
            "Berkas daftar tidak bisa dibaca. Tidak ada yang berubah.",
            "Periksa USB-nya, atau salin dulu ke laptop.",
        ) from error
    if not head:
        raise FileNotUsable("Berkas ini kosong. Tidak ada yang berubah.", "Minta dikirim ulang.")
    return head


def _is_encrypted(path: Path) -> bool:
    """Say whether an OLE file is an encrypted package: its directory names one."""
    with path.open("rb") as content:
        tail = b""
        while piece := content.read(1 << 20):
            if ENCRYPTED in tail + piece:
                return True
            tail = piece[-len(ENCRYPTED) :]
    return False


@contextmanager
def _child(path: Path) -> Iterator["_Lines"]:
    """Start the child on `path`; it is gone when the block ends."""
    frozen = getattr(sys, "frozen", False)
    words = [CHILD_WORD] if frozen else ["-m", "pkh_desk.rosters.child"]
    child = subprocess.Popen(
        [sys.executable, *words, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        assert child.stdout is not None
        yield _Lines(child.stdout)
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


class _Lines:
    """The child's lines, one held back at will. An end without a farewell means that it was killed."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._held: dict[str, Any] | None = None

    def next(self) -> dict[str, Any]:
        """Return the next line. Raises what the child reports, SheetTooBig if it died."""
        if self._held is not None:
            line, self._held = self._held, None
            return line
        text = self._stream.readline()
        if not text.endswith("\n"):
            raise _refusal("too_big")
        line = json.loads(text)
        if "error" in line:
            raise _refusal(line["error"])
        return dict(line)

    def hold(self, line: dict[str, Any]) -> None:
        """Give a line back."""
        self._held = line


def _sheets(lines: _Lines) -> Iterator[Sheet]:
    while "end" not in (line := lines.next()):
        merged = [(first, last, column) for first, last, column in line.get("merged", ())]
        yield Sheet(line["sheet"], _rows(lines), line["hidden"], merged)


def _rows(lines: _Lines) -> Iterator[Row]:
    while "rows" in (line := lines.next()):
        for number, cells, hidden in line["rows"]:
            yield Row(number, [_cell(cell) for cell in cells], hidden)
    lines.hold(line)


def _cell(cell: Any) -> Cell:
    if isinstance(cell, dict):
        text = str(cell["d"])
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return None if cell == "" else cell


def _refusal(reason: str) -> UserError:
    if reason == "locked":
        return SheetLocked(
            "Berkas ini dikunci kata sandi. Tidak ada yang berubah.",
            "Buka di Excel, hapus kata sandinya, simpan, lalu ulangi.",
        )
    if reason == "too_big":
        return SheetTooBig(
            "Berkas ini terlalu besar atau punya sel yang sangat jauh. Tidak ada yang berubah.",
            "Salin daftarnya saja ke lembar baru, lalu ulangi.",
        )
    return SheetDamaged(
        "Berkas ini rusak atau bukan Excel. Tidak ada yang berubah.",
        "Minta dikirim ulang, atau simpan ulang di Excel.",
    )
