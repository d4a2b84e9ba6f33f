"""A look into an XLS beside calamine, which tells neither its hidden rows nor its hidden columns.

Only the records of rows, columns and sheets are read (BIFF5 and BIFF8, [MS-XLS] 2.4.221, 2.4.53, 2.4.28), out
of the container's stream ([MS-CFB]). What is not understood hides nothing: to read the sheet is calamine's.
"""

import struct
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pkh_desk.rosters.reading.hidden import Hidden

_SECTOR_END = 0xFFFFFFFA
_HEADER = 512
_IN_HEADER = 109
_ENTRY = 128
_BOUNDSHEET, _ROW, _COLINFO, _EOF = 0x85, 0x208, 0x7D, 0x0A
_ZERO_HEIGHT, _HIDDEN = 0x20, 0x01
_MOST, _SHEETS = 2_000_000, 255


def scan_xls(path: Path) -> dict[str, Hidden]:
    """Return what each sheet hides, by its name; {} for a file that is not understood."""
    try:
        stream = _Container(path.read_bytes()).stream("Workbook", "Book")
        return {name: _sheet(stream, at) for name, at in islice(_sheets(stream), _SHEETS)}
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return {}


class _Container:
    """The streams of a compound file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        self._size, self._small = 1 << shift, 1 << small_shift
        self._cutoff, small_first = struct.unpack_from("<II", content, 56)
        self._fat = self._numbers(self._table())
        self._small_fat = self._numbers(b"".join(self._chain(small_first)))
        (first,) = struct.unpack_from("<I", content, 48)
        self._directory = b"".join(self._chain(first))

    def stream(self, *names: str) -> bytes:
        """Return the first stream with one of these names. Raises ValueError."""
        root = None
        for at in range(0, len(self._directory) - _ENTRY + 1, _ENTRY):
            entry = self._directory[at : at + _ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            name = entry[: max(length - 2, 0)].decode("utf-16-le")
            first, size = struct.unpack_from("<II", entry, 116)
            root = root if root is not None else first
            if name in names:
                return self._read(first, root, size)[:size]
        raise ValueError("no workbook")

    def _read(self, first: int, root: int, size: int) -> bytes:
        if size >= self._cutoff:
            return b"".join(self._chain(first))
        small = b"".join(self._chain(root))
        places = _follow(self._small_fat, first, len(small) // self._small)
        return b"".join(small[at * self._small : (at + 1) * self._small] for at in places)

    def _table(self) -> bytes:
        """Return the sectors of the FAT: those the header names, and those that further sectors name."""
        listed = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        more, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, len(self._content) // self._size)):
            if more >= _SECTOR_END:
                break
            *further, more = self._numbers(self._sector(more))
            listed += further
        return b"".join(self._sector(at) for at in listed if at < _SECTOR_END)

    def _chain(self, first: int) -> Iterator[bytes]:
        return map(self._sector, _follow(self._fat, first, len(self._content) // self._size))

    def _sector(self, at: int) -> bytes:
        start = _HEADER + at * self._size
        return self._content[start : start + self._size]

    @staticmethod
    def _numbers(content: bytes) -> list[int]:
        count = len(content) // 4
        return list(struct.unpack_from(f"<{count}I", content))


def _follow(table: list[int], first: int, most: int) -> Iterator[int]:
    """Yield a chain of at most so many sectors; one that runs in a circle ends."""
    for _ in range(most):
        if first >= _SECTOR_END or first >= len(table):
            return
        yield first
        first = table[first]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    for _ in range(_MOST):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Yield name and place of each sheet."""
    version = struct.unpack_from("<H", stream, 4)[0]
    for kind, content in _records(stream, 0):
        if kind == _BOUNDSHEET:
            at, _, count = struct.unpack_from("<IHB", content)
            if version < 0x0600:
                yield content[7 : 7 + count].decode("cp1252"), at
            else:
                wide = content[7] & 1
                text = content[8 : 8 + count * (2 if wide else 1)]
                yield text.decode("utf-16-le" if wide else "latin-1"), at


def _sheet(stream: bytes, at: int) -> Hidden:
    found = Hidden()
    for kind, content in _records(stream, at):
        if kind == _ROW and struct.unpack_from("<H", content, 12)[0] & _ZERO_HEIGHT:
            found.rows.append(struct.unpack_from("<H", content)[0] + 1)
        elif kind == _COLINFO and struct.unpack_from("<H", content, 8)[0] & _HIDDEN:
            first, last = struct.unpack_from("<HH", content)
            found.columns += range(first, min(last, 255) + 1)
    return found
