"""Sealing with age: only who holds one of the keys can open it, and not a byte can be changed unseen.

age authenticates each 64 KiB before it hands it on, but not who sealed: the signature inside does that.
Everything is streamed; the cost in memory does not grow with the file.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from pyrage import DecryptError, EncryptError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from pkh_desk.sync.bundle.refusals import Refusal

AGE_CHUNK = 64 * 1024
AGE_TAG = 16
LONGEST_HEADER = 4096
NO_KEY_FITS = "No matching keys"


class Readable(Protocol):
    """An open file to read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


class Writable(Protocol):
    """An open file to write to."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`."""


def seal(plain: Iterator[bytes], target: Writable, recipients: Sequence[str]) -> None:
    """Write the pieces of `plain` to `target`, sealed to every age recipient.

    Whatever `plain` or `target` raise comes out as it is (OSError of the target among them).
    """
    source, sink = _Source(_Pieces(plain).read), _Sink(target.write)
    keys = [Recipient.from_str(recipient) for recipient in dict.fromkeys(recipients)]
    try:
        encrypt_io(source, sink, keys)
    except (EncryptError, OSError) as error:
        raise source.failure or sink.failure or error from None
    # pyrage writes its last piece while it cleans up and drops the error: a full disk would pass for success.
    if sink.failure:
        raise sink.failure


def unseal(sealed: Readable, take: Callable[[bytes], None], identity: Identity) -> str:
    """Open `sealed` and hand its content on piece by piece; return the SHA-256 of the sealed bytes in hex.

    Each piece is authentic, but only the return says that nothing was cut off the end. Raises Refusal
    (`recipient` no key of ours, `seal` not age, cut or changed); what `sealed` or `take` raise comes out
    as it is.
    """
    digest = hashlib.sha256()

    def read(size: int) -> bytes:
        data = sealed.read(size)
        digest.update(data)
        return data

    source, sink = _Source(read), _Sink(take)
    try:
        decrypt_io(source, sink, [identity])
    except (DecryptError, OSError) as error:
        if failure := source.failure or sink.failure:
            raise failure from None
        raise Refusal("recipient" if NO_KEY_FITS in str(error) else "seal") from None
    return digest.hexdigest()


def sealed_size(plain: int, recipients: int) -> int:
    """Return an upper bound for the sealed size of `plain` bytes."""
    chunks = plain // AGE_CHUNK + 1
    return LONGEST_HEADER + 200 * recipients + plain + chunks * AGE_TAG


class _Pieces:
    """An iterator of bytes as something to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        head, self._rest = self._rest[:size], self._rest[size:]
        return bytes(head)


class _Source:
    """Reads for pyrage: keeps the exception that pyrage would flatten to text."""

    def __init__(self, give: Callable[[int], bytes]) -> None:
        self._give = give
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._give(size)
        except BaseException as error:
            self.failure = error
            raise


class _Sink:
    """Writes for pyrage: keeps the exception that pyrage would flatten to text or drop."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take
        self.failure: BaseException | None = None

    def write(self, data: bytes) -> int:
        if self.failure:
            raise self.failure
        try:
            self._take(data)
        except BaseException as error:
            self.failure = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing to do: the owner of the file flushes it."""
