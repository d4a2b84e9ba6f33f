"""What others wrote, packed for the log: the office keeps the txns of all its laptops for years.

A packed body is one zstd frame against a shipped dictionary, whose number stands in the frame; what a desk
wrote itself lies as it is, canonical JSON. The same bytes come back, as their digest is the txn's id.
Dictionaries are frozen (`packaging/train_log.py` makes one): what was packed against one needs it for ever,
and against a damaged one nothing is ever packed.
"""

import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256

from pkh_desk.errors import NewerDatabase, ProgramDamaged
from pkh_desk.settings import resource

if sys.version_info >= (3, 14):
    from compression.zstd import CompressionParameter, ZstdCompressor, ZstdDict, decompress, get_frame_info
else:
    from backports.zstd import CompressionParameter, ZstdCompressor, ZstdDict, decompress, get_frame_info

DICTIONARIES = {1: "b62d195c5dca053143a124762bb76a0aaabdcd7f1e467b2581fbab8e8c2ce92f"}
"""The SHA-256 of each by its number; none of them ever changes."""
NEWEST = max(DICTIONARIES)
PLAIN = b"{"
OPTIONS: dict[int, int] = {
    CompressionParameter.compression_level: 1,
    CompressionParameter.content_size_flag: 0,
    CompressionParameter.checksum_flag: 0,
}


class Packer:
    """Packs txns one by one against the newest dictionary. Raises ProgramDamaged."""

    def __init__(self) -> None:
        self._compressor = ZstdCompressor(options=OPTIONS, zstd_dict=_dictionary(NEWEST).as_digested_dict)

    def pack(self, line: bytes) -> bytes:
        """Return the body of a txn from its line."""
        return self._compressor.compress(line, ZstdCompressor.FLUSH_FRAME)


def unpack(body: bytes) -> bytes:
    """Return the line of a txn from its body, packed or plain. Raises ProgramDamaged, NewerDatabase."""
    if body.startswith(PLAIN):
        return body
    return decompress(body, zstd_dict=_dictionary(get_frame_info(body).dictionary_id))


@cache
def _dictionary(number: int) -> ZstdDict:
    if number not in DICTIONARIES:
        raise NewerDatabase(
            "Catatan ini disimpan oleh PKH Desk yang lebih baru. Data Anda utuh.",
            "Perbarui program dari USB koordinator.",
        )
    content = b""
    with suppress(OSError):
        content = resource("log", f"{number}.zdict").read_bytes()
    if sha256(content).hexdigest() != DICTIONARIES[number]:
        raise ProgramDamaged(
            f"Satu berkas program hilang atau rusak (log/{number}.zdict). Data Anda utuh.",
            "Pasang ulang PKH Desk, lalu ulangi.",
        )
    return ZstdDict(content)
