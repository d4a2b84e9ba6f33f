"""Making a bundle: packed, signed, sealed, written whole or not at all, and read back before it counts."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pkh_desk.errors import BundleDamaged, BundleRefused, FileNotUsable
from pkh_desk.sync.bundle.admission import Reader
from pkh_desk.sync.bundle.jsonlines import Packed
from pkh_desk.sync.bundle.limits import DEFAULT_CAPS, Caps
from pkh_desk.sync.bundle.manifest import NAMESPACE, Heading, Manifest, Member
from pkh_desk.sync.bundle.reader import read_own
from pkh_desk.sync.bundle.seal import seal, sealed_size
from pkh_desk.sync.bundle.sshsig import sign
from pkh_desk.sync.bundle.tarball import BLOCK, END, MANIFEST, SIGNATURE, header, padding
from pkh_desk.sync.bundle.target import forget_cached, new_file, target_faults
from pkh_desk.sync.enrolment.keys import DeskKeys


@dataclass(frozen=True)
class Lines:
    """A member of JSON lines, named `txns.jsonl.zst` or the like."""

    name: str
    packed: Packed


@dataclass(frozen=True)
class Photo:
    """A photo or scan: SHA-256 and size of its content, and how to read it when its turn comes.

    `read` may raise (a person cancelled, a blob is gone): then no bundle is left.
    """

    sha256: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True)
class WrittenBundle:
    """A bundle that lies complete at `path`; `sha256` and `size` are those of the sealed file."""

    path: Path
    sha256: str
    size: int
    manifest: Manifest


class PhotoUnreadable(FileNotUsable):
    """A photo that was to go along is gone, or not what its name says; `sha256` names it."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            "Satu foto di komputer ini rusak atau hilang, jadi kiriman belum dibuat. Catatan tetap lengkap.",
            "Ambil lagi dari cadangan atau foto ulang, lalu buat kiriman lagi.",
        )
        self.sha256 = sha256


def bundle_name(desk_code: str, sequence: int, part: int = 1, parts: int = 1) -> str:
    """Return the file name: no personal data, and safe on every file system."""
    of = f"_{part}dari{parts}" if parts > 1 else ""
    return f"PKH_{desk_code}_{sequence}{of}.pkhb"


def write_bundle(
    folder: Path,
    heading: Heading,
    parts: Iterable[Lines | Photo],
    keys: DeskKeys,
    recipients: Sequence[str],
    caps: Caps = DEFAULT_CAPS,
) -> WrittenBundle:
    """Write one bundle into `folder`; return it once it was read back from there and found good.

    It is signed with `keys` and sealed to the age `recipients` and to `keys`. Photos are read one at a time.
    Raises DiskFull, FolderGone, PhotoUnreadable, BundleDamaged (`read_back`: what lies on the medium is not
    what was written), and nothing half-written is left; ValueError for a member that no manifest may name,
    which is a bug.
    """
    members: list[Member] = []
    contents: list[bytes | Photo] = []
    for part in parts:
        member, content = _member(part)
        members.append(member)
        contents.append(content)
    manifest = Manifest(**dict(heading), members=members)
    front = _front(manifest, keys)
    size = sum(map(len, front)) + sum(BLOCK + member.size + BLOCK for member in members) + len(END)
    sealed_to = [*recipients, keys.public.sealing]
    needed = sealed_size(size, len(sealed_to))
    path = folder / bundle_name(heading.from_code, heading.sequence, heading.part, heading.parts)
    unsent = heading.counts.get("catatan")
    with new_file(path, needed, unsent) as target:
        seal(_pieces(front, members, contents), target, sealed_to)
    with target_faults(folder, needed, unsent):
        sha256 = _read_back(path, manifest, keys, caps)
        return WrittenBundle(path, sha256, path.stat().st_size, manifest)


def _member(part: Lines | Photo) -> tuple[Member, bytes | Photo]:
    if isinstance(part, Photo):
        return Member(name=f"files/{part.sha256}", sha256=part.sha256, size=part.size), part
    packed = part.packed
    sha256 = hashlib.sha256(packed.data).hexdigest()
    member = Member(
        name=part.name,
        sha256=sha256,
        size=len(packed.data),
        lines=packed.lines,
        unpacked=packed.unpacked,
    )
    return member, packed.data


def _front(manifest: Manifest, keys: DeskKeys) -> list[bytes]:
    raw = manifest.to_bytes()
    signature = sign(keys.signing, raw, NAMESPACE)
    return [
        header(MANIFEST, len(raw)) + raw + padding(len(raw)),
        header(SIGNATURE, len(signature)) + signature + padding(len(signature)),
    ]


def _pieces(front: list[bytes], members: list[Member], contents: list[bytes | Photo]) -> Iterator[bytes]:
    yield from front
    for member, content in zip(members, contents, strict=True):
        yield header(member.name, member.size)
        yield content if isinstance(content, bytes) else _photo(content)
        yield padding(member.size)
    yield END


def _photo(photo: Photo) -> bytes:
    try:
        content = photo.read()
    except OSError as error:
        raise PhotoUnreadable(photo.sha256) from error
    if len(content) != photo.size or hashlib.sha256(content).hexdigest() != photo.sha256:
        raise PhotoUnreadable(photo.sha256)
    return content


def _read_back(path: Path, manifest: Manifest, keys: DeskKeys, caps: Caps) -> str:
    """Read the bundle at `path` as its recipient would; return its SHA-256, or remove it and raise."""
    forget_cached(path)
    trusted = {keys.public.signing_bytes: manifest.from_desk}
    knows = frozenset(manifest.needs)
    reader = Reader(keys.sealing, manifest.to_desk, trusted, knows=knows, caps=caps)
    try:
        found, sha256 = read_own(path, reader)
        if found == manifest:
            return sha256
    except (BundleRefused, FileNotUsable):
        pass
    path.unlink(missing_ok=True)
    raise BundleDamaged(
        "Kiriman tertulis, tetapi tidak terbaca kembali dengan benar, jadi berkasnya dihapus lagi. "
        "Semua catatan masih lengkap dan tetap ditandai belum terkirim.",
        "Pakai USB atau folder lain, lalu Ulangi.",
        "read_back",
    )
