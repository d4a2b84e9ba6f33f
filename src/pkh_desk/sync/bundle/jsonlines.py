"""Members of lines: one JSON object a line, packed as a single zstd frame.

Unpacking trusts nothing: the window is capped, the output is counted while it flows against the size the
signed manifest states, and a line is measured before it is handed on.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pkh_desk.sync.bundle.limits import DEFAULT_CAPS, Caps
from pkh_desk.sync.bundle.refusals import Refusal

if sys.version_info >= (3, 14):
    from compression.zstd import DecompressionParameter, ZstdCompressor, ZstdDecompressor, ZstdError
else:
    from backports.zstd import DecompressionParameter, ZstdCompressor, ZstdDecompressor, ZstdError

LEVEL = 3
PIECE = 64 * 1024
BATCH = 500


@dataclass(frozen=True)
class Packed:
    """Lines as they stand in a bundle: `data` the zstd frame, `unpacked` its size when opened, in bytes."""

    data: bytes
    lines: int
    unpacked: int


def pack(lines: Iterable[bytes], caps: Caps = DEFAULT_CAPS) -> Packed:
    """Pack lines (without their ends). Raises ValueError for a line no reader would take."""
    compressor = ZstdCompressor(level=LEVEL)
    pieces: list[bytes] = []
    count = unpacked = 0
    source = iter(lines)
    while batch := list(islice(source, BATCH)):
        text = b"\n".join(batch) + b"\n"
        sizes = [len(line) for line in batch]
        if text.count(b"\n") != len(batch) or not 0 < min(sizes) <= max(sizes) <= caps.line:
            raise ValueError("a line is empty, too long or holds a line end")
        pieces.append(compressor.compress(text))
        count += len(batch)
        unpacked += len(text)
    pieces.append(compressor.flush())
    return Packed(b"".join(pieces), count, unpacked)


def unpack(packed: Packed, caps: Caps) -> Iterator[list[bytes]]:
    """Yield the lines without their ends, many at a time. Raises Refusal: `zstd`, `bomb`, `line`, `lines`."""
    count = total = 0
    tail = b""
    for piece in _pieces(packed.data, caps):
        total += len(piece)
        if total > packed.unpacked:
            raise Refusal("bomb")
        *lines, tail = (tail + piece).split(b"\n")
        count += len(lines)
        if count > packed.lines:
            raise Refusal("lines")
        if not all(0 < len(line) <= caps.line for line in lines) or len(tail) > caps.line:
            raise Refusal("line")
        yield lines
    if tail or count != packed.lines or total != packed.unpacked:
        raise Refusal("lines")


def _pieces(data: bytes, caps: Caps) -> Iterator[bytes]:
    frame = ZstdDecompressor(options={DecompressionParameter.window_log_max: caps.window_log})
    position = 0
    while not frame.eof:
        more = b""
        if frame.needs_input:
            more = data[position : position + PIECE]
            position += len(more)
            if not more:
                raise Refusal("zstd")
        try:
            yield frame.decompress(more, PIECE)
        except ZstdError:
            raise Refusal("zstd") from None
    if frame.unused_data or position != len(data):
        raise Refusal("zstd")
