"""The vectors of the sync format: small files whose names say what a reader must do with them.

`accepted--<what>.pkhb` is to be taken, `<what is wrong>--<reason>.pkhb` refused with that reason. Once
released they are never edited, so this writes only those that are not there yet:

    PYTHONPATH=tests python -m helpers.vectors tests/data/bundles/v1
"""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from helpers.forge import (
    LAPTOP_ID,
    LARGE_WINDOW,
    OFFICE_ID,
    TXNS,
    Entry,
    Parties,
    file_member,
    front,
    lines_member,
    manifest_fields,
    sealed,
    tar,
    zstd,
)
from pkh_desk.domain.canon import canonical, digest
from pkh_desk.domain.words import new_code
from pkh_desk.store.log.txnlog import genesis
from pkh_desk.sync.bundle.limits import DEFAULT_CAPS
from pkh_desk.sync.bundle.tarball import BLOCK, header
from pkh_desk.sync.enrolment.invitation import Public, make_invitation
from pkh_desk.sync.enrolment.join import make_join
from pkh_desk.sync.enrolment.keys import DeskKeys, OfficeKeys

ROWS = "rows.jsonl.zst"
SECRET = hashlib.sha256(b"the invitation's secret of the vectors").hexdigest()
STREAM, PETUGAS, HOME, MEMBER, VISIT = (f"{n:032x}" for n in range(0x9901, 0x9906))
MORNING = 1_795_483_260_000
PHOTO = b"\xff\xd8\xff\xe0 an invented photo, to be carried and not looked at \xff\xd9"


def make_keys() -> dict[str, Any]:
    """Invent the keys of the vectors: office, laptop, stranger, recovery."""
    office, recovery = OfficeKeys.generate()
    desks = {"office": office.desk, "laptop": DeskKeys.generate(), "stranger": DeskKeys.generate()}
    ids = {"office": OFFICE_ID, "laptop": LAPTOP_ID, "stranger": "desk-stranger"}
    return {
        "note": "TEST KEYS, invented for these vectors. They protect nothing.",
        "recovery": recovery,
        "invitation_code": new_code(os.urandom),
        **{
            name: {"desk_id": ids[name], **keys.public.model_dump(), "private": json.loads(keys.to_text())}
            for name, keys in desks.items()
        },
    }


def read_keys(folder: Path) -> Parties:
    """Return the parties of the vectors in `folder`."""
    body = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
    desks = {
        name: DeskKeys.from_text(json.dumps(body[name]["private"]))
        for name in ("office", "laptop", "stranger")
    }
    recovery = str(Identity.from_str(body["recovery"]).to_public())
    return Parties(OfficeKeys(desks["office"], recovery), desks["laptop"], desks["stranger"])


def invitation_code(folder: Path) -> str:
    """Return the code that opens the invitation of the vectors."""
    return str(json.loads((folder / "keys.json").read_text(encoding="utf-8"))["invitation_code"])


def invitation(parties: Parties, code: str) -> bytes:
    """Return an invitation for the laptop of the vectors."""
    public = Public(
        office_id=OFFICE_ID,
        office_name="Dinsos Kab. Serang",
        office=parties.office.public,
        desk_id=LAPTOP_ID,
        name="Wulan Apriyanti",
        expires_at=MORNING,
    )
    return make_invitation(parties.office.desk, public, code, scope=["36.04.27.2007"]).content


@dataclass(frozen=True)
class Draft:
    """A bundle before it is signed and sealed; `changes` are those of the manifest."""

    members: list[dict[str, Any]]
    entries: list[Entry]
    changes: dict[str, Any]


def txn(n: int, prev: str, subject: list[str], ops: list[Any]) -> bytes:
    """Return one txn of the vectors' laptop."""
    body = {"s": STREAM, "n": n, "p": prev, "h": MORNING + n, "a": PETUGAS, "sv": 1, "act": f"{n:032x}"}
    salt = hashlib.sha256(b"salt %d" % n).hexdigest()[:32]
    return canonical({**body, "subject": subject, "r": salt, "ops": ops})


def txns() -> list[bytes]:
    """Return a family with its pengurus, and a visit to it."""
    family = {"address": "KP. CIPARI", "desa_code": "36.04.27.2007", "no_kk": "3604271406129901"}
    person = {"household_id": HOME, "name": "SARMUNAH", "nik": "3604275203849901", "sex": "P"}
    home = ["ins", "household", HOME, {**family, "pengurus_id": MEMBER}, HOME]
    ops = [home, ["ins", "member", MEMBER, person, HOME]]
    first = txn(1, genesis(STREAM), ["household", HOME], ops)
    visit = {"household_id": HOME, "on": "2026-11-24", "note": "Usaha telur asin berjalan"}
    return [first, txn(2, digest(first), ["visit", VISIT], [["ins", "visit", VISIT, visit, HOME]])]


def erased() -> bytes:
    """Return what is left of the first txn after its family was erased: its id, its place, no op."""
    whole = txns()[0]
    kept = {name: value for name, value in json.loads(whole).items() if name != "r"}
    return canonical({**kept, "ops": [], "erased": True, "id": digest(whole)})


def answer() -> list[bytes]:
    """Return an answer with a line of every kind."""
    first, second = (digest(line) for line in txns())
    row = {"address": "KP. KANTOR", "desa_code": "36.04.27.2007"}
    heads = {"address": [[MORNING + 5, "f" * 64, "KP. KANTOR"]]}
    lines = [
        ["tip", STREAM, 2, second], ["ack", second], ["arrived", "e" * 64], ["fate", first, "diterima", ""],
        ["fate", second, "dikembalikan", "NIK berbeda"], ["gone", "household", f"{0x9907:032x}", 16],
        ["row", "household", HOME, 17, MORNING + 1, first, row, heads], ["digest", {"household": 1}],
    ]  # fmt: skip
    return [canonical(line) for line in lines]


def lines_draft(lines: Sequence[bytes], name: str = TXNS, **changes: Any) -> Draft:
    """Return a draft of these lines alone, honestly announced."""
    plain = b"".join(line + b"\n" for line in lines)
    return packed_draft(zstd(plain), len(lines), len(plain), name, **changes)


def packed_draft(packed: bytes, lines: int, unpacked: int, name: str = TXNS, **changes: Any) -> Draft:
    """Return a draft of one member of lines with the counts it shall claim."""
    return Draft([lines_member(packed, lines, unpacked, name)], [(name, packed)], changes)


def up(**changes: Any) -> Draft:
    """Return the sound draft of an up file with two txns and a photo."""
    lines, photo = lines_draft(txns()), file_member(PHOTO)
    return Draft([*lines.members, photo], [*lines.entries, (photo["name"], PHOTO)], changes)


def companion() -> Draft:
    """Return the draft of the second file of a sending in three: a photo, no lines."""
    photo = file_member(PHOTO)
    return Draft([photo], [(photo["name"], PHOTO)], {"part": 2, "parts": 3, "needs": ["companion"]})


def lacks() -> bytes:
    """Return the line of an answer that asks for a photo again; it came after the answers were released."""
    return canonical(["lacks", hashlib.sha256(PHOTO).hexdigest()])


class Maker:
    """Makes the vectors with the keys of one folder."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.to_office = [*parties.office.public.recipients, parties.laptop.public.sealing]

    def front(self, draft: Draft, **signing: Any) -> list[Entry]:
        """Return manifest and signature of a draft, by the laptop unless `signer` is another."""
        raw = canonical(manifest_fields(draft.members, **draft.changes))
        return front(raw, signing.pop("signer", self.parties.laptop), **signing)

    def seal(self, draft: Draft, **signing: Any) -> bytes:
        """Return the draft signed and sealed to the office."""
        return sealed(tar(self.front(draft, **signing) + draft.entries), self.to_office)

    def entries(self, *entries: Entry) -> bytes:
        """Return these tar entries sealed to the office."""
        return sealed(tar(entries), self.to_office)

    def all(self) -> dict[str, bytes]:
        """Return every vector by its name."""
        return {**self.accepted(), **self.outside(), **self.signing(), **self.inside(), **self.lines()}

    def accepted(self) -> dict[str, bytes]:
        """Return what is to be taken."""
        parties = self.parties
        asked = make_join(SECRET, LAPTOP_ID, "Wulan Apriyanti", "K7M2Q", "0" * 64, parties.laptop.public)
        joining = lines_draft(txns(), kind="join", join=asked.model_dump())
        down = self.down(answer())
        return {
            "accepted--up": self.seal(up()),
            "accepted--empty": self.seal(Draft([], [], {})),
            "accepted--unknown-field": self.seal(up(colour="green")),
            "accepted--join": self.seal(joining),
            "accepted--down": down,
            "accepted--erased": self.seal(lines_draft([erased(), txns()[1]], needs=["erased"])),
            "accepted--companion": self.seal(companion()),
            "accepted--lacks": self.down([*answer()[:-1], lacks(), answer()[-1]]),
            "accepted--refusal": self.down([canonical(["refused", "salah orang"])], needs=["refusal"]),
        }

    def down(self, lines: list[bytes], **changes: Any) -> bytes:
        """Return an answer of the office with these lines."""
        parties = self.parties
        draft = lines_draft(
            lines, ROWS, kind="down", from_desk=OFFICE_ID, to_desk=LAPTOP_ID, to_name="Wulan Apriyanti",
            from_name="Dinsos Kab. Serang", from_code="D5SRG", since=0, cursor=17,
            **changes,
        )  # fmt: skip
        plain = tar(self.front(draft, signer=parties.office.desk) + draft.entries)
        return sealed(plain, [parties.laptop.public.sealing, parties.office.public.sealing])

    def outside(self) -> dict[str, bytes]:
        """Return what fails at the seal or in the tar."""
        whole = self.seal(up())
        flipped = bytearray(whole)
        flipped[-40] ^= 1
        entries = self.front(up()) + up().entries
        link = bytearray(header(TXNS, 0))
        link[156:157] = b"2"
        link[148:156] = b" " * 8
        link[148:156] = b"%06o\0 " % sum(link)
        return {
            "not-age--seal": b"PK\x03\x04 a file of another kind" * 20,
            "truncated--seal": whole[:-100],
            "flipped-byte--seal": bytes(flipped),
            "wrong-recipient--recipient": sealed(tar(entries), [self.parties.stranger.public.sealing]),
            "path-trick--name": self.entries(*entries, ("../../outside", b"x")),
            "absolute-path--name": self.entries(*entries, ("/etc/passwd", b"x")),
            "link--entry": sealed(
                tar(entries[:2])[: -2 * BLOCK] + bytes(link) + bytes(2 * BLOCK), self.to_office
            ),
            "after-the-end--entry": sealed(tar(entries) + tar(entries), self.to_office),
            "cut-tar--truncated": sealed(tar(entries)[: -3 * BLOCK], self.to_office),
        }

    def signing(self) -> dict[str, bytes]:
        """Return what fails at signature, address or version."""
        parties, sound = self.parties, up()
        manifest, signature = self.front(sound)
        changed = self.front(up(sequence=29))[0]
        spaced = json.dumps(manifest_fields(sound.members)).encode()
        twice = manifest[1][:-1] + b',"app":"0.1.0"}'
        return {
            "bad-signature--signature": self.entries(changed, signature, *sound.entries),
            "wrong-namespace--signature": self.seal(sound, namespace="pkh-invitation-v1"),
            "stranger--signer": self.seal(sound, signer=parties.stranger),
            "speaks-for-another--sender": self.seal(up(from_desk="desk-laptop-2")),
            "wrong-address--addressed": self.seal(up(to_desk="desk-kantor-2", to_name="Dinsos Kab. Lebak")),
            "too-new--version": self.seal(up(format=2)),
            "unknown-need--needs": self.seal(up(needs=["delta2"])),
            "bad-json--manifest": self.entries(*front(spaced, parties.laptop), *sound.entries),
            "doubled-key--manifest": self.entries(*front(twice, parties.laptop), *sound.entries),
            "unknown-kind--manifest": self.seal(up(kind="sideways")),
            "file-named-otherwise--manifest": self.seal(
                Draft([{**file_member(PHOTO), "name": "files/" + "0" * 64}], [], {})
            ),
        }

    def inside(self) -> dict[str, bytes]:
        """Return what fails because members are not what the manifest announces."""
        sound = up()
        manifest, signature = self.front(sound)
        lines, photo = sound.entries
        many = packed_draft(lines[1], DEFAULT_CAPS.lines + 1, 10_000_000)
        return {
            "surprise-member--member": self.entries(
                manifest, signature, lines, photo, ("more.jsonl.zst", b"x")
            ),
            "missing-member--member": self.entries(manifest, signature, lines),
            "swapped-members--member": self.entries(manifest, signature, photo, lines),
            "no-signature--member": self.entries(manifest, lines, photo),
            "longer-member--member": self.entries(manifest, signature, lines, (photo[0], photo[1] + b"x")),
            "bad-hash--hash": self.entries(manifest, signature, lines, (photo[0], bytes(len(photo[1])))),
            "announces-too-much--limit": self.seal(many),
            "long-signature--limit": self.entries(manifest, (signature[0], bytes(4000))),
        }

    def lines(self) -> dict[str, bytes]:
        """Return what fails in the lines."""
        plain = b"".join(line + b"\n" for line in txns())
        size, zeros = len(plain), bytes(16 << 20) + b"\n"
        first, second = txns()
        return {
            "bomb--bomb": self.seal(packed_draft(zstd(zeros), 1, 1000)),
            "not-zstd--zstd": self.seal(packed_draft(plain, 2, size)),
            "two-frames--zstd": self.seal(packed_draft(zstd(plain) * 2, 4, 2 * size)),
            "large-window--zstd": self.seal(packed_draft(zstd(plain, options=LARGE_WINDOW), 2, size)),
            "long-line--line": self.seal(packed_draft(zstd(zeros), 1, len(zeros))),
            "empty-line--line": self.seal(packed_draft(zstd(plain + b"\n"), 3, size + 1)),
            "fewer-lines--lines": self.seal(packed_draft(zstd(plain), 3, size)),
            "no-last-end--lines": self.seal(packed_draft(zstd(plain[:-1]), 2, size - 1)),
            "bad-json--txn": self.seal(lines_draft([first, second[:-1]])),
            "nested-json--txn": self.seal(lines_draft([first, b"[" * 100_000])),
            "not-canonical--txn": self.seal(lines_draft([first, second.replace(b":", b": ", 1)])),
            "not-an-op--txn": self.seal(
                lines_draft([txn(1, genesis(STREAM), ["household", HOME], [["ins"]])])
            ),
            "float--txn": self.seal(lines_draft([first.replace(b'"n":1', b'"n":1.0')])),
            "bad-json--json": self.down([*answer()[:-1], b"{"]),
            "nested-json--json": self.down([b"[" * 100_000]),
        }


def main(folder: Path) -> None:
    """Write keys and vectors that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "keys.json").exists():
        (folder / "keys.json").write_text(json.dumps(make_keys(), indent=1) + "\n", encoding="utf-8")
    parties = read_keys(folder)
    vectors = {f"{name}.pkhb": content for name, content in Maker(parties).all().items()}
    vectors["accepted--invitation.undangan"] = invitation(parties, invitation_code(folder))
    for name, content in vectors.items():
        if not (folder / name).exists():
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
