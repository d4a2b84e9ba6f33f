"""The checks a bundle passes while it streams by.

The gate is asked about each member as the tar reveals it. Manifest and signature come first, so a stranger
can make it hold no more than those two; what a known desk announced is hashed as it flows, and only the
packed lines are kept.
"""

import hashlib
from collections.abc import Callable

from pkh_desk.sync.bundle.admission import Admit, Reader
from pkh_desk.sync.bundle.manifest import NAMESPACE, Manifest, Member
from pkh_desk.sync.bundle.refusals import Refusal
from pkh_desk.sync.bundle.sshsig import LONGEST_ARMOR, BadSignature, verify
from pkh_desk.sync.bundle.tarball import MANIFEST, SIGNATURE, MemberSink


class Held:
    """Keeps a member in memory and hands it to `done` when it is complete."""

    def __init__(self, done: Callable[[bytes], None]) -> None:
        self._done = done
        self._content = bytearray()

    def write(self, data: bytes) -> None:
        """Keep the next piece."""
        self._content += data

    def close(self) -> None:
        """Hand the content on."""
        self._done(bytes(self._content))


class Hashed:
    """Hashes a member and keeps nothing."""

    def __init__(self, sha256: str) -> None:
        self._expected = sha256
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Hash the next piece."""
        self._digest.update(data)

    def close(self) -> None:
        """Compare. Raises Refusal `hash`."""
        if self._digest.hexdigest() != self._expected:
            raise Refusal("hash")


class Gate:
    """Passes the members of one bundle; afterwards `manifest`, `signer` and `packed` (by name) are good.

    Raises Refusal: `member` (missing, unannounced or out of its place), `limit`, `signature`, `hash`, or
    what `admit` raises.
    """

    def __init__(self, reader: Reader, admit: Admit) -> None:
        self._reader = reader
        self._admit = admit
        self._raw = b""
        self._began = 0
        self._manifest: Manifest | None = None
        self.signer = b""
        self.packed: dict[str, bytes] = {}

    @property
    def manifest(self) -> Manifest:
        """The accepted manifest; its absence means that the tar ended before it."""
        if self._manifest is None:
            raise Refusal("truncated")
        return self._manifest

    def begin(self, name: str, size: int) -> MemberSink:
        """Return what takes the next member."""
        self._began += 1
        if self._began == 1:
            return self._front(name == MANIFEST, size <= self._reader.caps.manifest, self._take_manifest)
        if self._began == 2:
            return self._front(name == SIGNATURE, size <= LONGEST_ARMOR, self._take_signature)
        place = self._began - 3
        announced = self.manifest.members[place] if place < len(self.manifest.members) else None
        if announced is None or (announced.name, announced.size) != (name, size):
            raise Refusal("member")
        if announced.is_file:
            return Hashed(announced.sha256)
        return Held(lambda content: self._take_lines(announced, content))

    def close(self) -> None:
        """Know that the tar has ended."""
        if self._began - 2 < len(self.manifest.members):
            raise Refusal("member")

    def _front(self, in_place: bool, within: bool, done: Callable[[bytes], None]) -> Held:
        if not in_place:
            raise Refusal("member")
        if not within:
            raise Refusal("limit")
        return Held(done)

    def _take_manifest(self, content: bytes) -> None:
        self._raw = content

    def _take_signature(self, content: bytes) -> None:
        try:
            self.signer = verify(content, self._raw, NAMESPACE)
        except BadSignature:
            raise Refusal("signature") from None
        self._manifest = self._admit(self._reader, self._raw, self.signer)

    def _take_lines(self, announced: Member, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != announced.sha256:
            raise Refusal("hash")
        self.packed[announced.name] = content
