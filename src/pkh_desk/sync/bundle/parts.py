"""How one sending is shared out over files: its lines in the first, its photos in companions.

A companion is a whole file of its own, signed, sealed and read back like any other; it names its part in
the manifest and is taken in any order. Whoever does not know companions must not take one for an empty file.
"""

from collections.abc import Iterable, Sequence

from pkh_desk.sync.bundle.limits import DEFAULT_CAPS, Caps
from pkh_desk.sync.bundle.seal import sealed_size
from pkh_desk.sync.bundle.tarball import BLOCK, padding
from pkh_desk.sync.bundle.writer import Photo

CAPABILITY = "companion"
"""The word in `needs` of a companion."""

AROUND, ENTRY, RECIPIENTS = 16 * 1024, 300, 4
"""At most so much is a file without its members, and what its manifest says of one of them, in bytes."""


def share_out(
    photos: Sequence[Photo], lines: int, limit: int, caps: Caps = DEFAULT_CAPS
) -> list[list[Photo]]:
    """Return the photos of each file of a sending, in their order; one file if `limit` bytes are enough.

    Else the first file holds the lines alone (`lines` bytes as packed), small and quickly sent, and each
    other one as many photos as fit; a photo larger than the limit gets a file of its own.
    """
    limit = min(limit, caps.file)
    if _bound(photos, lines) <= limit and len(photos) <= caps.files:
        return [list(photos)]
    shared: list[list[Photo]] = [[]]
    room = 0
    for photo in photos:
        taken = _taken(photo)
        if taken > room or len(shared[-1]) == caps.files:
            shared.append([])
            room = limit - _bound([], 0)
        shared[-1].append(photo)
        room -= taken
    return shared


def _bound(photos: Iterable[Photo], lines: int) -> int:
    return sealed_size(AROUND + lines + sum(map(_taken, photos)), RECIPIENTS)


def _taken(photo: Photo) -> int:
    """Return what a photo takes of a file; age adds 16 bytes to each 64 KiB."""
    plain = BLOCK + photo.size + len(padding(photo.size)) + ENTRY
    return plain + plain // 4096 + 1
