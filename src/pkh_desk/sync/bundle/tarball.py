"""The one shape of tar a bundle may have: regular files under known names, nothing else.

Source: POSIX.1-1988 ustar. A header is accepted only if it is, byte for byte, the one this module writes
for that name and size, so links, devices, long names, sparse maps and odd numbers do not exist. The bytes
are those of `tar --format=ustar --owner=0 --group=0 --numeric-owner --mtime=@0 --mode=0644`.
"""

import re
from collections.abc import Callable
from typing import Protocol

from pkh_desk.sync.bundle.refusals import Refusal

BLOCK = 512
END = bytes(2 * BLOCK)
MOST_END_BLOCKS = 20
LARGEST = 8**11 - 1
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
LINES_NAME = r"[a-z][a-z0-9_-]{0,39}\.jsonl\.zst"
FILE_NAME = r"files/[0-9a-f]{64}"
KNOWN_NAME = re.compile(rf"{re.escape(MANIFEST)}|{re.escape(SIGNATURE)}|{LINES_NAME}|{FILE_NAME}")
OCTAL = re.compile(rb"[0-7]{11}\0")


def header(name: str, size: int) -> bytes:
    """Return the 512-byte header of a regular file. `name` at most 100 ASCII characters."""
    if len(name) > 100 or not 0 <= size <= LARGEST:
        raise ValueError("name or size does not fit a ustar header")
    fields = (
        name.encode("ascii").ljust(100, b"\0"),
        b"0000644\0" + b"0000000\0" * 2,
        b"%011o\0" % size,
        b"00000000000\0",
        b" " * 8,
        b"0" + bytes(100),
        b"ustar\00000" + bytes(64),
        b"0000000\0" * 2,
    )
    block = b"".join(fields).ljust(BLOCK, b"\0")
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def padding(size: int) -> bytes:
    """Return the zeros that fill the last block of a member."""
    return bytes(-size % BLOCK)


class MemberSink(Protocol):
    """Takes the content of one member."""

    def write(self, data: bytes, /) -> object:
        """Take the next piece."""

    def close(self) -> object:
        """Know that the member is complete."""


class TarWalk:
    """Reads a tar that arrives in pieces.

    `begin(name, size)` is asked for a sink at each member, after name and header were found good.
    Raises Refusal: `name`, `entry`, `truncated`, or what `begin` and the sinks raise.
    """

    def __init__(self, begin: Callable[[str, int], MemberSink]) -> None:
        self._begin = begin
        self._sink: MemberSink | None = None
        self._content = 0
        self._padding = 0
        self._block = bytearray()
        self._end_blocks = 0

    def feed(self, data: bytes) -> None:
        """Take the next piece of the tar."""
        position = 0
        while position < len(data):
            position += self._step(data, position)

    def close(self) -> None:
        """Say that the tar ends here."""
        if self._sink or self._padding or self._block or self._end_blocks < 2:
            raise Refusal("truncated")

    def _step(self, data: bytes, position: int) -> int:
        if self._sink:
            piece = data[position : position + self._content]
            self._sink.write(piece)
            self._content -= len(piece)
            self._close_if_complete()
        elif self._padding:
            piece = data[position : position + self._padding]
            if any(piece):
                raise Refusal("entry")
            self._padding -= len(piece)
        else:
            piece = data[position : position + BLOCK - len(self._block)]
            self._block += piece
            if len(self._block) == BLOCK:
                self._take_header(bytes(self._block))
                self._block.clear()
        return len(piece)

    def _take_header(self, block: bytes) -> None:
        if not any(block):
            self._end_blocks += 1
        if self._end_blocks:
            if any(block) or self._end_blocks > MOST_END_BLOCKS:
                raise Refusal("entry")
            return
        name = block[:100].split(b"\0", 1)[0].decode("ascii", "replace")
        if not KNOWN_NAME.fullmatch(name):
            raise Refusal("name")
        if not OCTAL.fullmatch(block[124:136]):
            raise Refusal("entry")
        size = int(block[124:135], 8)
        if block != header(name, size):
            raise Refusal("entry")
        self._content, self._padding = size, len(padding(size))
        self._sink = self._begin(name, size)
        self._close_if_complete()

    def _close_if_complete(self) -> None:
        if self._sink and not self._content:
            self._sink.close()
            self._sink = None
