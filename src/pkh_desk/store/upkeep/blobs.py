"""Photos and scans: encrypted files named by a keyed digest of their content.

Written and fsynced before the row that names them; a file without a row is swept by the data doctor. The
name is HMAC-SHA256 of the content's digest, so that a thief cannot test for a known picture. Source:
decisions, Files.
"""

import hmac
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pkh_desk.errors import DamagedDatabase
from pkh_desk.store.upkeep.safe_write import world_faults, write_whole
from pkh_desk.store.upkeep.vault import derive

NONCE, TAG = 12, 16


class Blobs:
    """The encrypted files of one desk."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._cipher = AESGCM(derive(key, "files"))
        self._names = derive(key, "file names")

    def put(self, content: bytes) -> str:
        """Store content (once) and return its SHA-256. Raises DiskFull, FolderGone."""
        digest = sha256(content).hexdigest()
        target = self._path(digest)
        if not target.exists():
            with world_faults(target):
                target.parent.mkdir(parents=True, exist_ok=True)
            nonce = os.urandom(NONCE)
            write_whole(target, nonce + self._cipher.encrypt(nonce, content, digest.encode()))
        return digest

    def get(self, digest: str) -> bytes | None:
        """Return the content with this SHA-256, or None if it is not here. Raises DamagedDatabase."""
        try:
            sealed = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], digest.encode())
        except (InvalidTag, ValueError):
            # ValueError: a file that was cut, or is empty, holds no whole nonce.
            raise DamagedDatabase(
                "Satu foto atau pindaian rusak di komputer ini. Data lain tidak tersentuh.",
                "Ambil lagi dari cadangan atau foto ulang.",
            ) from None

    def has(self, digest: str) -> bool:
        """Say whether the content is here."""
        return self._path(digest).exists()

    def missing(self, digests: Iterable[str]) -> set[str]:
        """Return those that are not here; asked of many, it lists what is here once."""
        here: set[str] = set()
        if self._folder.is_dir():
            for folder in self._folder.iterdir():
                here.update(os.listdir(folder) if folder.is_dir() else ())
        return {digest for digest in digests if self._name(digest) not in here}

    def size(self, digest: str) -> int | None:
        """Return the size of the content with this SHA-256 in bytes, or None if it is not here."""
        try:
            return max(0, self._path(digest).stat().st_size - NONCE - TAG)
        except FileNotFoundError:
            return None

    def remove(self, digest: str) -> None:
        """Remove the content with this SHA-256, if it is here."""
        self._path(digest).unlink(missing_ok=True)

    def sweep(self, known: Iterable[str], before: float) -> int:
        """Remove files that no row names and that are older than `before` (seconds since 1970); count them.

        They are left by saves that were cut between the file and its row.
        """
        named = {self._path(digest) for digest in known}
        gone = 0
        for path in self._folder.glob("*/*"):
            if path not in named and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _path(self, digest: str) -> Path:
        name = self._name(digest)
        return self._folder / name[:2] / name

    def _name(self, digest: str) -> str:
        return hmac.digest(self._names, digest.encode(), "sha256").hex()
