"""What others wrote, packed for the log: the office keeps the txns of all its laptops for years.

A packed body is one zstd frame against a shipped dictionary, whose number stands in the frame; what a desk
wrote itself lies as it is, canonical JSON. The same bytes come back, as their digest is the txn's id.
Dictionaries are frozen (`packaging/train_log.py` makes one): what was packed against one needs it for ever.
"""

import sys
from functools import cache

from pkh_desk.settings import resource

if sys.version_info >= (3, 14):
    from compression.zstd import CompressionParameter, ZstdCompressor, ZstdDict, decompress, get_frame_info
else:
    from backports.zstd import CompressionParameter, ZstdCompressor, ZstdDict, decompress, get_frame_info

NEWEST = 1
PLAIN = b"{"
OPTIONS: dict[int, int] = {
    CompressionParameter.compression_level: 1,
    CompressionParameter.content_size_flag: 0,
    CompressionParameter.checksum_flag: 0,
}


class Packer:
    """Packs txns one by one against the newest dictionary."""

    def __init__(self) -> None:
        self._compressor = ZstdCompressor(options=OPTIONS, zstd_dict=_dictionary(NEWEST).as_digested_dict)

    def pack(self, line: bytes) -> bytes:
        """Return the body of a txn from its line."""
        return self._compressor.compress(line, ZstdCompressor.FLUSH_FRAME)


def unpack(body: bytes) -> bytes:
    """Return the line of a txn from its body, packed or plain."""
    if body.startswith(PLAIN):
        return body
    return decompress(body, zstd_dict=_dictionary(get_frame_info(body).dictionary_id))


@cache
def _dictionary(number: int) -> ZstdDict:
    return ZstdDict(resource("log", f"{number}.zdict").read_bytes())
