"""Every byte flipped and every length cut, outside the seal and under it: nothing is ever accepted."""

from pathlib import Path

import pytest

from helpers.forge import Parties, forged, refused, sealed, sound_members, sound_tar

PARTIES = Parties.generate()
TO_OFFICE = [PARTIES.office.public.sealing]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the bundle under test lies, alone in its folder."""
    return tmp_path / "PKH_K7M2Q_28.pkhb"


def flips(content: bytes) -> list[bytes]:
    """Return `content` once for each of its bytes, with one bit of that byte changed."""
    flipped = []
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        flipped.append(bytes(changed))
    return flipped


def test_every_byte_of_the_file_flipped(path: Path) -> None:
    tried = flips(forged(PARTIES, *sound_members()))
    reasons = [refused(PARTIES, path, content).reason for content in tried]
    # A flip in the stanza of our own key looks as if the file were sealed to somebody else.
    assert set(reasons) == {"seal", "recipient"}
    print(f"{len(reasons)} bytes flipped, 0 accepted")  # noqa: T201 - the figure is the result


def test_every_length_cut(path: Path) -> None:
    content = forged(PARTIES, *sound_members())
    reasons = [refused(PARTIES, path, content[:length]).reason for length in range(len(content))]
    assert set(reasons) == {"seal"}
    assert refused(PARTIES, path, content + b"\0").reason == "seal"
    print(f"{len(reasons)} lengths cut, 0 accepted")  # noqa: T201 - the figure is the result


def test_every_byte_under_the_seal_flipped_by_one_who_can_reseal(path: Path) -> None:
    tried = flips(sound_tar(PARTIES))
    reasons = [refused(PARTIES, path, sealed(plain, TO_OFFICE)).reason for plain in tried]
    assert set(reasons) == {"name", "entry", "signature", "hash"}
    print(f"{len(reasons)} bytes flipped under the seal, 0 accepted")  # noqa: T201 - the figure is the result


def test_every_block_under_the_seal_cut(path: Path) -> None:
    plain = sound_tar(PARTIES)
    for length in range(0, len(plain), 64):
        assert refused(PARTIES, path, sealed(plain[:length], TO_OFFICE)).reason == "truncated"
