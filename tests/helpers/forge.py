"""Bundles made by hand, whole or broken in one chosen way: what a careless or hostile sender could write.

Nothing here goes through the product's writer; only the bytes of signature, tar header and canonical JSON
are borrowed from it.
"""

import hashlib
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pkh_desk.domain.canon import canonical
from pkh_desk.errors import BundleRefused
from pkh_desk.sync.bundle.admission import Reader
from pkh_desk.sync.bundle.limits import DEFAULT_CAPS, Caps
from pkh_desk.sync.bundle.manifest import NAMESPACE, Heading
from pkh_desk.sync.bundle.reader import open_bundle
from pkh_desk.sync.bundle.seal import seal
from pkh_desk.sync.bundle.sshsig import sign
from pkh_desk.sync.bundle.tarball import END, header, padding
from pkh_desk.sync.enrolment.keys import DeskKeys, OfficeKeys

if sys.version_info >= (3, 14):
    from compression.zstd import CompressionParameter, ZstdCompressor
else:
    from backports.zstd import CompressionParameter, ZstdCompressor

LAPTOP_ID, OFFICE_ID = "desk-laptop-1", "desk-kantor"
TXNS = "txns.jsonl.zst"
LINES = [b'{"n":1,"subject":["visit","a1"]}', b'{"n":2,"subject":["letter","b2"]}']
PHOTO = b"\xff\xd8\xff not really a photo " * 20
LARGE_WINDOW = {CompressionParameter.window_log: 27}
Entry = tuple[str, bytes]


@dataclass(frozen=True)
class Parties:
    """An office, a laptop it knows, and somebody else."""

    office: OfficeKeys
    laptop: DeskKeys
    stranger: DeskKeys

    @classmethod
    def generate(cls) -> "Parties":
        """Make new keys for all three."""
        return cls(OfficeKeys.generate()[0], DeskKeys.generate(), DeskKeys.generate())

    def reader(self, caps: Caps = DEFAULT_CAPS, **changes: Any) -> Reader:
        """Return the office as reader, who trusts the laptop alone."""
        fields = {
            "identity": self.office.desk.sealing,
            "desk_id": OFFICE_ID,
            "trusted": {self.laptop.public.signing_bytes: LAPTOP_ID},
            "office": True,
            "caps": caps,
        }
        return Reader(**{**fields, **changes})


def heading(**changes: Any) -> Heading:
    """Return a sound heading of a file up, with some fields changed."""
    fields: dict[str, Any] = {
        "from_desk": LAPTOP_ID,
        "to_desk": OFFICE_ID,
        "to_name": "Dinsos Kab. Serang",
        "kind": "up",
        "from_name": "Wulan Apriyanti",
        "from_code": "K7M2Q",
        "sequence": 28,
        "epoch": "e1",
        "cursor": 17,
        "counts": {"catatan": 2},
        "digest": {"household": 300, "saldo": -5},
        "app": "0.1.0",
        "schema_version": 1,
        "made_at": 1_795_483_260_000,
    }
    return Heading(**{**fields, **changes})


def zstd(plain: bytes, **options: Any) -> bytes:
    """Return one zstd frame that does not state its size."""
    compressor = ZstdCompressor(**options)
    return compressor.compress(plain) + compressor.flush()


def lines_member(packed: bytes, lines: int, unpacked: int, name: str = TXNS) -> dict[str, Any]:
    """Return the manifest's entry for packed lines, with the counts it shall claim."""
    sha256 = hashlib.sha256(packed).hexdigest()
    return {"name": name, "sha256": sha256, "size": len(packed), "lines": lines, "unpacked": unpacked}


def file_member(content: bytes) -> dict[str, Any]:
    """Return the manifest's entry for a photo."""
    sha256 = hashlib.sha256(content).hexdigest()
    return {
        "name": f"files/{sha256}", "sha256": sha256, "size": len(content), "lines": 0, "unpacked": 0,
    }  # fmt: skip


def sound_members() -> tuple[list[dict[str, Any]], list[Entry]]:
    """Return manifest entries and tar entries of two lines and one photo."""
    plain = b"".join(line + b"\n" for line in LINES)
    packed = zstd(plain)
    members = [lines_member(packed, len(LINES), len(plain)), file_member(PHOTO)]
    return members, [(TXNS, packed), (members[1]["name"], PHOTO)]


def manifest_fields(members: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Return the JSON object of a manifest; `changes` may be nonsense, nothing is checked."""
    return {**heading().model_dump(), "members": members, **changes}


def front(raw: bytes, signer: DeskKeys, namespace: str = NAMESPACE) -> list[Entry]:
    """Return the tar entries of a manifest and its signature."""
    return [("manifest.json", raw), ("manifest.json.sig", sign(signer.signing, raw, namespace))]


def tar(entries: Sequence[Entry]) -> bytes:
    """Return the tar of these entries."""
    blocks = [header(name, len(content)) + content + padding(len(content)) for name, content in entries]
    return b"".join(blocks) + END


def sealed(plain: bytes, recipients: Sequence[str]) -> bytes:
    """Return `plain` sealed with age."""
    out = io.BytesIO()
    seal(iter([plain]), out, recipients)
    return out.getvalue()


def forged(parties: Parties, members: list[dict[str, Any]], entries: list[Entry], **changes: Any) -> bytes:
    """Return a whole bundle of the laptop for the office; sound unless what is given is not."""
    raw = canonical(manifest_fields(members, **changes))
    return sealed(tar(front(raw, parties.laptop) + entries), [parties.office.public.sealing])


def sound_tar(parties: Parties) -> bytes:
    """Return the tar inside a sound bundle."""
    members, entries = sound_members()
    return tar(front(canonical(manifest_fields(members)), parties.laptop) + entries)


def refused(
    parties: Parties, path: Path, content: bytes, caps: Caps = DEFAULT_CAPS, **reader: Any
) -> BundleRefused:
    """Open `content` as the office; return the refusal, after looking that nothing was handed out.

    `path` is where it shall lie, alone in its folder.
    """
    path.write_bytes(content)
    entered = False
    with pytest.raises(BundleRefused) as error:
        with open_bundle(path, parties.reader(caps, **reader)):
            entered = True
    assert not entered
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    return error.value
