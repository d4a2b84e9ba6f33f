"""A bundle that is broken, tampered with or not ours is refused for the right reason, and gives nothing."""

import hashlib
import io
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.forge import (
    LAPTOP_ID,
    LARGE_WINDOW,
    LINES,
    OFFICE_ID,
    PHOTO,
    TXNS,
    Entry,
    Parties,
    file_member,
    forged,
    front,
    lines_member,
    manifest_fields,
    refused,
    sealed,
    sound_members,
    sound_tar,
    tar,
    zstd,
)
from pkh_desk.domain.canon import canonical
from pkh_desk.errors import BundleDamaged, BundleRefused, BundleTooNew, BundleUntrusted
from pkh_desk.sync.bundle.limits import DEFAULT_CAPS, Caps
from pkh_desk.sync.bundle.reader import open_bundle
from pkh_desk.sync.bundle.refusals import REASONS, Refusal, to_error

PARTIES = Parties.generate()
TO_OFFICE = [PARTIES.office.public.sealing]
MEMBERS, ENTRIES = sound_members()
BOTH_LINES = b"\n".join(LINES) + b"\n"


def refusal(path: Path, content: bytes, caps: Caps = DEFAULT_CAPS, **reader: Any) -> BundleRefused:
    """Open `content` as the office; return the refusal."""
    return refused(PARTIES, path, content, caps, **reader)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the bundle under test lies, alone in its folder."""
    return tmp_path / "PKH_K7M2Q_28.pkhb"


def test_the_forge_makes_sound_bundles(path: Path) -> None:
    path.write_bytes(forged(PARTIES, MEMBERS, ENTRIES))
    with open_bundle(path, PARTIES.reader()) as bundle:
        assert list(bundle.lines(TXNS)) == LINES
        assert bundle.file(hashlib.sha256(PHOTO).hexdigest()) == PHOTO


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not age at all" * 50, b"age-encryption.org/v1\n"])
def test_not_a_sealed_file(path: Path, content: bytes) -> None:
    error = refusal(path, content)
    assert (type(error), error.reason) == (BundleDamaged, "seal")
    assert "rusak saat disalin" in error.text
    assert "tidak berubah" in error.text


def test_larger_than_the_cap_is_not_even_read(path: Path) -> None:
    error = refusal(path, b"x" * 1001, Caps(file=1000))
    assert error.reason == "size"
    assert "batas ukuran" in error.text


def test_a_stranger_s_signature(path: Path) -> None:
    raw = canonical(manifest_fields(MEMBERS))
    error = refusal(path, sealed(tar(front(raw, PARTIES.stranger) + ENTRIES), TO_OFFICE))
    assert (type(error), error.reason) == (BundleUntrusted, "signer")


def test_a_revoked_desk_s_signature(path: Path) -> None:
    assert refusal(path, forged(PARTIES, MEMBERS, ENTRIES), trusted={}).reason == "signer"


def test_a_known_desk_that_speaks_for_another(path: Path) -> None:
    assert refusal(path, forged(PARTIES, MEMBERS, ENTRIES, from_desk="desk-laptop-2")).reason == "sender"


def test_readdressed_and_resealed(path: Path) -> None:
    members, entries = sound_members()
    elsewhere = canonical(manifest_fields(members, to_desk="desk-kantor-2", to_name="Dinsos Lebak"))
    signed = front(elsewhere, PARTIES.laptop)
    error = refusal(path, sealed(tar(signed + entries), TO_OFFICE))
    assert (error.reason, "untuk Dinsos Lebak, bukan untuk kantor ini" in error.text) == (
        "addressed",
        True,
    )
    here = canonical(manifest_fields(members))
    assert refusal(path, sealed(tar([("manifest.json", here), signed[1], *entries]), TO_OFFICE)).reason == (
        "signature"
    )


def test_signed_for_another_purpose(path: Path) -> None:
    raw = canonical(manifest_fields(MEMBERS))
    signed = front(raw, PARTIES.laptop, "pkh-invitation-v1")
    assert refusal(path, sealed(tar(signed + ENTRIES), TO_OFFICE)).reason == "signature"


def test_a_newer_format_is_told_from_a_damaged_one(path: Path) -> None:
    entries = front(canonical({**_envelope(), "format": 2}), PARTIES.laptop)
    error = refusal(path, sealed(tar(entries), TO_OFFICE))
    assert (type(error), error.reason) == (BundleTooNew, "version")
    assert "Perbarui program" in error.hint
    assert refusal(path, forged(PARTIES, MEMBERS, ENTRIES, needs=["delta2"])).reason == "needs"


def test_a_needed_capability_that_is_known(path: Path) -> None:
    path.write_bytes(forged(PARTIES, MEMBERS, ENTRIES, needs=["delta2"]))
    with open_bundle(path, PARTIES.reader(knows=frozenset({"delta2"}))) as bundle:
        assert bundle.manifest.needs == ["delta2"]


def test_unknown_fields_are_ignored(path: Path) -> None:
    path.write_bytes(forged(PARTIES, MEMBERS, ENTRIES, colour="green"))
    with open_bundle(path, PARTIES.reader()) as bundle:
        assert list(bundle.lines(TXNS)) == LINES


def _envelope() -> dict[str, Any]:
    return {"format": 1, "needs": [], "from_desk": LAPTOP_ID, "to_desk": OFFICE_ID, "to_name": "Dinsos"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"format": 1}',
        b'{"format":1}',
        b'{"a":1,"a":1}',
        b'{"a":1e999}',
        canonical(_envelope()),
        canonical(manifest_fields([], kind="sideways")),
        canonical(manifest_fields([], sequence=0)),
        canonical(manifest_fields([], sequence="28")),
        canonical(manifest_fields([], kind="join")),
        canonical(manifest_fields([MEMBERS[0], MEMBERS[0]])),
        canonical(manifest_fields([{**MEMBERS[0], "name": "../evil.jsonl.zst"}])),
        canonical(manifest_fields([{**MEMBERS[0], "name": "manifest.json"}])),
        canonical(manifest_fields([{**MEMBERS[0], "name": TXNS + "\n"}])),
        canonical(manifest_fields([{**MEMBERS[0], "size": -1}])),
        canonical(manifest_fields([{**MEMBERS[1], "name": "files/" + "0" * 64}])),
    ],
)
def test_a_manifest_that_is_none(path: Path, raw: bytes) -> None:
    error = refusal(path, sealed(tar(front(raw, PARTIES.laptop)), TO_OFFICE))
    assert error.reason == "manifest"


TAMPERED: dict[str, tuple[str, Callable[[list[Entry]], list[Entry]]]] = {
    "members swapped": ("member", lambda e: [e[0], e[1], e[3], e[2]]),
    "signature before manifest": ("member", lambda e: [e[1], e[0], *e[2:]]),
    "manifest not first": ("member", lambda e: [e[2], *e]),
    "no signature": ("member", lambda e: [e[0], *e[2:]]),
    "manifest alone": ("truncated", lambda e: e[:1]),
    "nothing inside": ("truncated", lambda e: []),
    "member missing": ("member", lambda e: e[:3]),
    "member doubled": ("member", lambda e: [*e, e[3]]),
    "second manifest": ("member", lambda e: [*e, e[0]]),
    "member unannounced": ("member", lambda e: [*e, ("extra.jsonl.zst", b"x")]),
    "content of another": ("hash", lambda e: [*e[:3], (e[3][0], b"y" * len(e[3][1]))]),
    "lines of another": ("hash", lambda e: [*e[:2], (TXNS, bytes(len(e[2][1]))), e[3]]),
    "longer than announced": ("member", lambda e: [*e[:3], (e[3][0], e[3][1] + b"y")]),
    "path upwards": ("name", lambda e: [*e, ("../../outside", b"x")]),
    "absolute path": ("name", lambda e: [*e, ("/etc/passwd", b"x")]),
    "drive letter": ("name", lambda e: [*e, ("C:evil.jsonl.zst", b"x")]),
    "backslash": ("name", lambda e: [*e, ("files\\x", b"x")]),
    "reserved name": ("name", lambda e: [*e, ("con", b"x")]),
    "upper case hash": ("name", lambda e: [*e, ("files/" + "A" * 64, b"x")]),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_by_one_who_can_reseal(path: Path, name: str) -> None:
    reason, change = TAMPERED[name]
    entries = front(canonical(manifest_fields(MEMBERS)), PARTIES.laptop) + ENTRIES
    assert refusal(path, sealed(tar(change(entries)), TO_OFFICE)).reason == reason


def _foreign_tar(change: Callable[[tarfile.TarInfo], object], format: int = tarfile.USTAR_FORMAT) -> bytes:
    """Return a sound bundle's tar whose last member came from Python's tarfile with one property changed."""
    info = tarfile.TarInfo(ENTRIES[1][0])
    info.size = len(PHOTO)
    change(info)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as archive:
        archive.addfile(info, io.BytesIO(PHOTO))
    entries = front(canonical(manifest_fields(MEMBERS)), PARTIES.laptop) + ENTRIES[:1]
    return tar(entries)[:-1024] + out.getvalue()


@pytest.mark.parametrize(
    ("type_", "link"),
    [
        (tarfile.SYMTYPE, "/etc/passwd"),
        (tarfile.LNKTYPE, "manifest.json"),
        (tarfile.DIRTYPE, ""),
        (tarfile.CHRTYPE, ""),
        (tarfile.FIFOTYPE, ""),
        (tarfile.GNUTYPE_SPARSE, ""),
        (tarfile.CONTTYPE, ""),
    ],
)
def test_anything_but_a_regular_file(path: Path, type_: bytes, link: str) -> None:
    def change(info: tarfile.TarInfo) -> None:
        info.type, info.linkname = type_, link
        if type_ == tarfile.DIRTYPE:
            info.size = 0

    assert refusal(path, sealed(_foreign_tar(change), TO_OFFICE)).reason in {"entry", "name"}


@pytest.mark.parametrize(
    "change", [{"mode": 0o755}, {"uid": 1}, {"gid": 1}, {"mtime": 1}, {"uname": "root"}, {"gname": "root"}]
)
def test_any_other_spelling_of_a_header(path: Path, change: dict[str, Any]) -> None:
    plain = _foreign_tar(lambda info: [setattr(info, name, value) for name, value in change.items()])
    assert refusal(path, sealed(plain, TO_OFFICE)).reason == "entry"


@pytest.mark.parametrize(
    "size", [b"00000000005 ", b"\x80" + bytes(10) + b"\x05", b"-0000000005\0", b"0x00000005\0 "]
)
def test_odd_sizes(path: Path, size: bytes) -> None:
    plain = bytearray(sound_tar(PARTIES))
    plain[124:136] = size
    assert refusal(path, sealed(bytes(plain), TO_OFFICE)).reason == "entry"


def test_pax_and_long_names(path: Path) -> None:
    def lengthen(info: tarfile.TarInfo) -> None:
        info.name = "files/" + "d/" * 60 + "f" * 64

    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        assert refusal(path, sealed(_foreign_tar(lengthen, form), TO_OFFICE)).reason == "name"


def test_more_after_the_end(path: Path) -> None:
    plain = sound_tar(PARTIES)
    assert refusal(path, sealed(plain + plain, TO_OFFICE)).reason == "entry"
    assert refusal(path, sealed(plain + bytes(512 * 19), TO_OFFICE)).reason == "entry"
    assert refusal(path, sealed(plain + b"\0", TO_OFFICE)).reason == "truncated"


PACKED_ZEROS = zstd(bytes(16 << 20) + b"\n")
FRAMES: dict[str, tuple[str, bytes, int, int]] = {
    "bomb that states a small size": ("bomb", PACKED_ZEROS, 1, 1000),
    "one long line": ("line", PACKED_ZEROS, 1, (16 << 20) + 1),
    "an empty line": ("line", zstd(b"{}\n\n"), 2, 4),
    "no end of line": ("lines", zstd(b"{}"), 1, 2),
    "more lines than stated": ("lines", zstd(BOTH_LINES), 1, len(BOTH_LINES)),
    "fewer lines than stated": ("lines", zstd(BOTH_LINES), 3, len(BOTH_LINES)),
    "fewer bytes than stated": ("lines", zstd(BOTH_LINES), 2, len(BOTH_LINES) + 1),
    "not zstd": ("zstd", b"not zstd at all", 1, 100),
    "cut frame": ("zstd", zstd(BOTH_LINES)[:-2], 2, len(BOTH_LINES)),
    "two frames": ("zstd", zstd(BOTH_LINES) * 2, 4, 2 * len(BOTH_LINES)),
    "bytes after the frame": ("zstd", zstd(BOTH_LINES) + b"x", 2, len(BOTH_LINES)),
    "nothing": ("zstd", b"", 0, 0),
    "window of 128 MiB": (
        "zstd",
        zstd(BOTH_LINES, options=LARGE_WINDOW),
        2,
        len(BOTH_LINES),
    ),
}


@pytest.mark.parametrize("name", FRAMES)
def test_hostile_lines_of_a_known_desk(path: Path, name: str) -> None:
    reason, packed, lines, unpacked = FRAMES[name]
    members = [lines_member(packed, lines, unpacked)]
    assert refusal(path, forged(PARTIES, members, [(TXNS, packed)])).reason == reason


def test_a_frame_far_longer_than_a_piece_with_rest(path: Path) -> None:
    packed = zstd(BOTH_LINES) + bytes(200_000)
    members = [lines_member(packed, 2, len(BOTH_LINES))]
    assert refusal(path, forged(PARTIES, members, [(TXNS, packed)])).reason == "zstd"


@pytest.mark.parametrize(
    "caps",
    [
        Caps(manifest=100),
        Caps(packed=10),
        Caps(unpacked=10),
        Caps(lines=1),
        Caps(files=0),
        Caps(photo=10),
    ],
)
def test_announced_beyond_the_caps(path: Path, caps: Caps) -> None:
    assert refusal(path, forged(PARTIES, MEMBERS, ENTRIES), caps).reason == "limit"


def test_a_signature_too_long_to_be_one(path: Path) -> None:
    raw = canonical(manifest_fields(MEMBERS))
    entries = [("manifest.json", raw), ("manifest.json.sig", bytes(4000))]
    assert refusal(path, sealed(tar(entries), TO_OFFICE)).reason == "limit"


def test_checks_come_in_the_order_of_the_format(path: Path) -> None:
    """Of a file that is wrong in every way, the first check of the format names the reason."""
    members = [file_member(b"x"), lines_member(b"", 1, 1)]
    wrong = {"format": 9, "to_desk": "desk-other", "needs": ["x"]}

    def reason(signer: Any, **changes: Any) -> str:
        raw = canonical(manifest_fields(members, **changes))
        return refusal(path, sealed(tar(front(raw, signer)), TO_OFFICE)).reason

    assert reason(PARTIES.stranger, **wrong) == "signer"
    assert reason(PARTIES.laptop, from_desk="desk-9", **wrong) == "sender"
    assert reason(PARTIES.laptop, **wrong) == "addressed"
    assert reason(PARTIES.laptop, **{**wrong, "to_desk": OFFICE_ID}) == "version"
    assert reason(PARTIES.laptop, needs=["x"]) == "needs"
    assert reason(PARTIES.laptop) == "member"


@pytest.mark.parametrize("office", [True, False])
def test_every_reason_has_a_sentence_that_says_what_is_safe(office: bool) -> None:
    for reason in REASONS:
        error = to_error(Refusal(reason, "Heni Rosdiana"), office)
        assert error.reason == reason
        assert "tidak berubah" in error.text or "Tidak ada yang diubah" in error.text
        assert ("laptop" not in str(error)) if office else ("pendamping" not in str(error))
    laptop = to_error(Refusal("seal"), office=False)
    assert str(laptop) == (
        "Berkas kantor tidak bisa dibuka. Berkas rusak saat disalin. Data Anda tidak berubah. "
        "Minta kantor mengirim ulang."
    )
