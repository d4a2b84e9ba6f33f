"""What is written comes back, whole and in order, and only to those it was meant for."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.forge import OFFICE_ID, PHOTO, TXNS, Parties, heading
from pkh_desk.errors import BundleDamaged, BundleNotForMe, FileNotUsable
from pkh_desk.sync.bundle.jsonlines import pack
from pkh_desk.sync.bundle.limits import Caps
from pkh_desk.sync.bundle.reader import open_bundle
from pkh_desk.sync.bundle.writer import Lines, Photo, PhotoUnreadable, bundle_name, write_bundle
from pkh_desk.sync.enrolment.keys import DeskKeys

PARTIES = Parties.generate()
RECIPIENTS = PARTIES.office.public.recipients
LINE = st.binary(min_size=1, max_size=300).map(lambda raw: raw.replace(b"\n", b" "))


def photo(content: bytes) -> Photo:
    """Return a photo part of this content."""
    return Photo(hashlib.sha256(content).hexdigest(), len(content), lambda: content)


@given(
    lines=st.lists(LINE, max_size=40),
    rows=st.lists(LINE, max_size=5),
    photos=st.sets(st.binary(max_size=3000), max_size=4),
    sequence=st.integers(1, 2**53 - 1),
)
@settings(max_examples=60)
def test_everything_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[bytes],
    rows: list[bytes],
    photos: set[bytes],
    sequence: int,
) -> None:
    folder = tmp_path_factory.mktemp("usb")
    parts = [Lines(TXNS, pack(iter(lines))), Lines("rows.jsonl.zst", pack(rows)), *map(photo, photos)]
    head = heading(sequence=sequence)
    written = write_bundle(folder, head, parts, PARTIES.laptop, RECIPIENTS)
    with open_bundle(written.path, PARTIES.reader()) as bundle:
        assert bundle.manifest.model_dump(exclude={"members"}) == head.model_dump()
        assert bundle.manifest == written.manifest
        assert list(bundle.lines(TXNS)) == lines
        assert list(bundle.lines("rows.jsonl.zst")) == rows
        assert list(bundle.lines("other.jsonl.zst")) == []
        found: dict[str, bytes] = {}
        bundle.take_files(found.__setitem__)
        assert found == {hashlib.sha256(content).hexdigest(): content for content in photos}
        assert bundle.files == {sha: len(content) for sha, content in found.items()}
    sealed = written.path.read_bytes()
    assert (written.size, written.sha256) == (len(sealed), hashlib.sha256(sealed).hexdigest())
    assert bundle.sha256 == written.sha256
    assert bundle.signer == PARTIES.laptop.public.signing_bytes
    assert [path.name for path in folder.iterdir()] == [bundle_name("K7M2Q", sequence)]


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 200_000])
def test_sizes_around_the_blocks_of_tar_and_age(tmp_path: Path, size: int) -> None:
    content = bytes(i % 251 for i in range(size))
    written = write_bundle(tmp_path, heading(), [photo(content)], PARTIES.laptop, RECIPIENTS)
    with open_bundle(written.path, PARTIES.reader()) as bundle:
        assert bundle.file(hashlib.sha256(content).hexdigest()) == content


def test_sealed_to_office_recovery_and_writer_alone(tmp_path: Path) -> None:
    written = write_bundle(tmp_path, heading(), [Lines(TXNS, pack([b"{}"]))], PARTIES.laptop, RECIPIENTS)
    with open_bundle(written.path, PARTIES.reader(identity=PARTIES.laptop.sealing)) as bundle:
        assert list(bundle.lines(TXNS)) == [b"{}"]
    stranger = PARTIES.reader(identity=PARTIES.stranger.sealing)
    with (
        pytest.raises(BundleNotForMe, match="dikunci untuk orang lain") as refused,
        open_bundle(written.path, stranger),
    ):
        pass
    assert refused.value.reason == "recipient"


def test_own_file_dropped_into_the_own_inbox_names_its_addressee(tmp_path: Path) -> None:
    written = write_bundle(tmp_path, heading(), [], PARTIES.laptop, RECIPIENTS)
    laptop = PARTIES.reader(identity=PARTIES.laptop.sealing, desk_id="desk-laptop-1", office=False)
    expected = "Berkas ini untuk Dinsos Kab. Serang, bukan untuk laptop ini. Tidak ada yang diubah."
    with pytest.raises(BundleNotForMe, match=expected) as refused, open_bundle(written.path, laptop):
        pass
    assert refused.value.reason == "addressed"


def test_wanted_files_alone_are_handed_out(tmp_path: Path) -> None:
    contents = [b"one", b"two", b"three"]
    shas = [hashlib.sha256(content).hexdigest() for content in contents]
    written = write_bundle(tmp_path, heading(), map(photo, contents), PARTIES.laptop, RECIPIENTS)
    with open_bundle(written.path, PARTIES.reader()) as bundle:
        found: dict[str, bytes] = {}
        bundle.take_files(found.__setitem__, shas[1:])
        assert list(found) == shas[1:]
        with pytest.raises(BundleDamaged) as refused:
            bundle.file("0" * 64)
        assert refused.value.reason == "member"


def test_a_file_changed_after_opening_is_not_handed_out(tmp_path: Path) -> None:
    written = write_bundle(tmp_path, heading(), [photo(PHOTO)], PARTIES.laptop, RECIPIENTS)
    other = write_bundle(tmp_path, heading(sequence=29), [photo(b"x")], PARTIES.laptop, RECIPIENTS)
    with open_bundle(written.path, PARTIES.reader()) as bundle:
        written.path.write_bytes(other.path.read_bytes())
        with pytest.raises(BundleDamaged):
            bundle.file(hashlib.sha256(PHOTO).hexdigest())


def test_the_taker_s_own_errors_come_out_as_they_are(tmp_path: Path) -> None:
    written = write_bundle(tmp_path, heading(), [photo(PHOTO)], PARTIES.laptop, RECIPIENTS)

    def fail(_sha: str, _content: bytes) -> None:
        raise OSError(28, "the blob store is full")

    with open_bundle(written.path, PARTIES.reader()) as bundle, pytest.raises(OSError, match="blob store"):
        bundle.take_files(fail)


def test_a_rotten_or_missing_photo_leaves_no_bundle(tmp_path: Path) -> None:
    def gone() -> bytes:
        raise FileNotFoundError

    for bad in (
        Photo("0" * 64, 3, lambda: b"abc"),
        Photo(hashlib.sha256(b"abc").hexdigest(), 4, lambda: b"abc"),
        Photo("1" * 64, 3, gone),
    ):
        with pytest.raises(PhotoUnreadable, match="kiriman belum dibuat") as refused:
            write_bundle(tmp_path, heading(), [photo(PHOTO), bad], PARTIES.laptop, RECIPIENTS)
        assert refused.value.sha256 == bad.sha256
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", [b"", b"a\nb", b"x" * 101])
def test_lines_no_reader_would_take_are_a_bug(line: bytes) -> None:
    with pytest.raises(ValueError, match="a line is"):
        pack([b"{}", line], Caps(line=100))


def test_a_path_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.pkhb", tmp_path):
        with pytest.raises(FileNotUsable), open_bundle(path, PARTIES.reader()):
            pass


def test_a_laptop_opens_the_answer_of_its_office(tmp_path: Path) -> None:
    answer = heading(kind="down", from_desk=OFFICE_ID, to_desk="desk-laptop-1", from_code="KNTR1", since=3)
    written = write_bundle(
        tmp_path, answer, [Lines("rows.jsonl.zst", pack([b"[1]"]))], PARTIES.office.desk,
        [PARTIES.laptop.public.sealing],
    )  # fmt: skip
    laptop = PARTIES.reader(
        identity=PARTIES.laptop.sealing,
        desk_id="desk-laptop-1",
        trusted={PARTIES.office.public.signing_bytes: OFFICE_ID},
        office=False,
    )
    with open_bundle(written.path, laptop) as bundle:
        assert list(bundle.lines("rows.jsonl.zst")) == [b"[1]"]


def test_private_keys_survive_as_text_and_never_show() -> None:
    keys = DeskKeys.generate()
    again = DeskKeys.from_text(keys.to_text())
    assert again.public == keys.public
    assert again.signing.private_bytes_raw() == keys.signing.private_bytes_raw()
    assert str(again.sealing) == str(keys.sealing)
    assert "SECRET" not in repr(keys)
    assert "PRIVATE" not in repr(keys)
