"""Photos: read with care, made small, stripped of where and when, kept encrypted.

Pillow reads an explicit list of kinds under a cap of pixels; what is kept is a JPEG of at most 1600 px
without any metadata, its orientation applied. Source: trust, At rest.
"""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from pkh_desk.desk import Desk
from pkh_desk.errors import BadPhoto, FileNotUsable
from pkh_desk.store.people.file import File

KINDS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
BIGGEST_FILE = 40_000_000
USABLE = "JPEG, PNG, atau WebP"
QUALITIES = (85, 75, 60, 45)
SMALL_ENOUGH = 300_000


@dataclass(frozen=True)
class Owner:
    """The record a photo belongs to."""

    kind: str
    id: str
    household_id: str


def read_photo(path: Path) -> bytes:
    """Read a photo from disk and make it small. Raises FileNotUsable, BadPhoto."""
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise BadPhoto("Foto ini terlalu besar. Tidak ada yang berubah.", "Pilih foto di bawah 40 MB.")
        content = path.read_bytes()
    except OSError as error:
        raise FileNotUsable(
            "Foto tidak bisa dibaca. Tidak ada yang berubah.", "Periksa berkasnya."
        ) from error
    return shrink(content)


def shrink(
    content: bytes, longest: int = LONGEST_SIDE, enough: int = SMALL_ENOUGH, usable: str = USABLE
) -> bytes:
    """Return the picture as a small JPEG without metadata, its longer side at most `longest` px.

    It is made coarser until it has at most `enough` bytes, within reason. Raises BadPhoto, whose hint names
    what is `usable`.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=KINDS)
            if image.width * image.height > MOST_PIXELS:
                raise BadPhoto(
                    "Foto ini terlalu besar. Tidak ada yang berubah.", "Pilih foto yang lebih kecil."
                )
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as e:
        raise BadPhoto(
            "Berkas ini bukan foto yang bisa dibaca. Tidak ada yang berubah.", f"Pakai {usable}."
        ) from e
    upright.thumbnail((longest, longest))
    upright.info.clear()
    for quality in QUALITIES:
        out = io.BytesIO()
        upright.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= enough:
            break
    return out.getvalue()


def hold_photo(desk: Desk, path: Path) -> tuple[str, bytes]:
    """Read a photo for a form that is not saved yet; return its SHA-256 and the small picture.

    The picture lies encrypted on disk from now on, so that a draft needs to name it only. Raises
    FileNotUsable, BadPhoto, DiskFull, FolderGone.
    """
    content = read_photo(path)
    return desk.blobs.put(content), content


def held_photo(desk: Desk, digest: str) -> bytes | None:
    """Return a picture that a form holds, or None if it is gone."""
    return desk.blobs.get(digest)


def keep_photo(desk: Desk, content: bytes, owner: Owner) -> File:
    """Store a small picture encrypted and return the row that names it; the caller adds it to a session.

    The file is on disk before the row is written, so that no row ever names a photo that is not there.
    """
    return File(
        id=desk.new_id(),
        household_id=owner.household_id,
        owner_kind=owner.kind,
        owner_id=owner.id,
        sha256=desk.blobs.put(content),
        size=len(content),
        media_type="image/jpeg",
    )
