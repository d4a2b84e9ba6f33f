"""Opening a bundle: nothing inside is handed out before everything inside was checked.

The order of the checks and why nothing plain ever touches a disk: FORMAT.md, Reading.
"""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from pkh_desk.errors import FileNotUsable
from pkh_desk.sync.bundle.admission import Admit, Reader, admit_joining, admit_known
from pkh_desk.sync.bundle.gate import Gate, Hashed, Held
from pkh_desk.sync.bundle.jsonlines import Packed, unpack
from pkh_desk.sync.bundle.manifest import Manifest
from pkh_desk.sync.bundle.refusals import Refusal, spoken
from pkh_desk.sync.bundle.seal import unseal
from pkh_desk.sync.bundle.tarball import MemberSink, TarWalk

TakeFile = Callable[[str, bytes], object]


@dataclass(frozen=True)
class OpenBundle:
    """A bundle that passed every check; it stays usable inside `with open_bundle(...)`.

    `sha256` names the sealed file, `signer` is the raw signing key of its sender.
    """

    manifest: Manifest
    signer: bytes
    sha256: str
    _packed: dict[str, bytes] = field(repr=False)
    _file: "SealedFile" = field(repr=False)
    _reader: Reader = field(repr=False)

    def lines(self, name: str) -> Iterator[bytes]:
        """Return the lines of `txns.jsonl.zst` or `rows.jsonl.zst` as received, without their ends.

        A member the bundle does not have gives none.
        """
        return chain.from_iterable(self.line_batches(name))

    def line_batches(self, name: str) -> Iterator[list[bytes]]:
        """Yield the same lines, many at a time."""
        for member in self.manifest.members:
            if member.name == name and not member.is_file:
                packed = Packed(self._packed[name], member.lines, member.unpacked)
                yield from unpack(packed, self._reader.caps)

    @property
    def files(self) -> dict[str, int]:
        """The photos and scans inside: size by SHA-256."""
        return {member.sha256: member.size for member in self.manifest.members if member.is_file}

    def take_files(self, take: TakeFile, wanted: Collection[str] | None = None) -> None:
        """Call `take(sha256, content)` for each wanted file (all by default), in one more pass of the seal.

        One file is in memory at a time, and is hashed again before it is handed out. Raises BundleDamaged
        if the sealed file was changed or withdrawn since it was opened, or has no such file (`member`).
        """
        sizes = {sha: size for sha, size in self.files.items() if wanted is None or sha in wanted}
        taken: set[str] = set()

        def hand_out(sha: str, content: bytes) -> None:
            check = Hashed(sha)
            check.write(content)
            check.close()
            taken.add(sha)
            take(sha, content)

        def begin(name: str, size: int) -> MemberSink:
            sha = name.removeprefix("files/")
            if sizes.get(sha) == size:
                return Held(lambda content: hand_out(sha, content))
            return Skipped()

        with spoken(self._reader.office):
            _stream(self._file, self._reader, TarWalk(begin))
            if taken != sizes.keys() or taken != set(sizes if wanted is None else wanted):
                raise Refusal("member")

    def file(self, sha256: str) -> bytes:
        """Return one file; for several use `take_files`, which opens the seal once."""
        found: list[bytes] = []
        self.take_files(lambda _sha, content: found.append(content), {sha256})
        return found[0]


class Skipped:
    """Takes a member that nobody wants."""

    def write(self, data: bytes) -> None:
        """Drop the piece."""

    def close(self) -> None:
        """Nothing to compare."""


class SealedFile:
    """The file at `path`, held open so that every pass reads the same one. Raises FileNotUsable."""

    def __init__(self, path: Path) -> None:
        with _readable():
            self._file = path.open("rb")

    def size(self) -> int:
        """Return its size in bytes."""
        return os.fstat(self._file.fileno()).st_size

    def rewind(self) -> None:
        """Read from the beginning again."""
        self._file.seek(0)

    def read(self, size: int, /) -> bytes:
        """Return the next `size` bytes."""
        with _readable():
            return self._file.read(size)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


@contextmanager
def open_bundle(path: Path, reader: Reader) -> Iterator[OpenBundle]:
    """Check the whole bundle at `path` and give its content.

    Raises BundleDamaged, BundleNotForMe, BundleUntrusted or BundleTooNew, each with its `reason`;
    FileNotUsable if the path cannot be read.
    """
    with closing(SealedFile(path)) as file:
        bundle = _checked(file, reader, admit_known)
        _check_lines(bundle, reader)
        yield bundle


def read_own(path: Path, reader: Reader) -> tuple[Manifest, str]:
    """Check a bundle like `open_bundle`, lines excepted: who packed them needs no more than their hash.

    Returns its manifest and the SHA-256 of the sealed file.
    """
    with closing(SealedFile(path)) as file:
        bundle = _checked(file, reader, admit_known)
    return bundle.manifest, bundle.sha256


@contextmanager
def open_joining(path: Path, reader: Reader) -> Iterator[OpenBundle]:
    """Check the whole bundle of a desk that asks to join (kind `join`) and give its content.

    It is signed by the key inside its own request, so it proves nothing before `check_join` was asked.
    Raises as `open_bundle` does; BundleUntrusted (`signer`) for any other bundle.
    """
    with closing(SealedFile(path)) as file:
        bundle = _checked(file, reader, admit_joining)
        _check_lines(bundle, reader)
        yield bundle


def _checked(file: SealedFile, reader: Reader, admit: Admit) -> OpenBundle:
    with spoken(reader.office):
        if file.size() > reader.caps.file:
            raise Refusal("size")
        gate = Gate(reader, admit)
        sha256 = _stream(file, reader, TarWalk(gate.begin))
        gate.close()
        return OpenBundle(gate.manifest, gate.signer, sha256, gate.packed, file, reader)


def _check_lines(bundle: OpenBundle, reader: Reader) -> None:
    with spoken(reader.office):
        for member in bundle.manifest.members:
            for _lines in bundle.line_batches(member.name):
                pass


def _stream(file: SealedFile, reader: Reader, walk: TarWalk) -> str:
    file.rewind()
    sha256 = unseal(file, walk.feed, reader.identity)
    walk.close()
    return sha256


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileNotUsable(
            "Berkas ini tidak bisa dibaca. Data Anda tidak berubah.",
            "Pasang lagi USB atau salin berkasnya ke laptop, lalu ulangi.",
        ) from error
