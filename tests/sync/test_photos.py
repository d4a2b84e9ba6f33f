"""Photos in companions: each goes along once, no file is larger than asked for, and all of them arrive."""

import hashlib
import os
import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, give_keys, stick
from helpers.forge import TXNS, Parties, heading
from pkh_desk.actions.exchange.enrol import revoke
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.people.photo import Owner, keep_photo
from pkh_desk.desk import Desk
from pkh_desk.errors import BundleStale
from pkh_desk.sync.bundle.jsonlines import pack
from pkh_desk.sync.bundle.limits import Caps
from pkh_desk.sync.bundle.parts import share_out
from pkh_desk.sync.bundle.writer import Lines, Photo, write_bundle
from pkh_desk.views.exchange.sending import to_send

PARTIES = Parties.generate()
RECIPIENTS = PARTIES.office.public.recipients
EMPTY = 25_000
"""More than any file without photos is thought to take."""


def photo(number: int, size: int) -> Photo:
    content = number.to_bytes(4, "big") * (size // 4) + bytes(size % 4)
    return Photo(hashlib.sha256(content).hexdigest(), size, lambda: content)


@given(
    sizes=st.lists(st.integers(4, 30_000), max_size=30, unique=True),
    lines=st.lists(st.binary(min_size=1, max_size=300).map(lambda raw: raw.replace(b"\n", b" ")), max_size=9),
    limit=st.integers(1, 120_000),
    most=st.integers(1, 9),
)
@settings(max_examples=60)
def test_every_photo_goes_once_and_no_file_is_larger_than_asked_for(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], lines: list[bytes], limit: int, most: int
) -> None:
    photos = [photo(number, size) for number, size in enumerate(sizes)]
    packed = pack(lines)
    shared = share_out(photos, len(packed.data), limit, Caps(files=most))
    assert [one for files in shared for one in files] == photos
    assert all(shared[1:])
    assert all(len(files) <= most for files in shared)
    folder = tmp_path_factory.mktemp("usb")
    for part, files in enumerate(shared, 1):
        head = heading(part=part, parts=len(shared))
        contents = [Lines(TXNS, packed), *files] if part == 1 else files
        written = write_bundle(folder, head, contents, PARTIES.laptop, RECIPIENTS)
        assert written.size <= limit or len(files) <= 1
    if sum(sizes) + EMPTY + 900 * len(sizes) <= limit and len(sizes) <= most:
        assert len(shared) == 1


@pytest.fixture
def pair(desk: Desk, office: Desk, tmp_path: Path) -> tuple[Desk, Desk, str]:
    """An office, its laptop, and a family of it."""
    give_keys(office)
    home = add_family(desk)
    enrol(office, desk, tmp_path)
    return office, desk, home


def add_photo(desk: Desk, home: str) -> str:
    row = keep_photo(desk, os.urandom(9_000), Owner("household", home, home))
    sha256 = row.sha256
    with desk.write() as session:
        session.add(row)
    return sha256


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_lost_doubled_or_late_all_photos_arrive(
    pair: tuple[Desk, Desk, str], tmp_path: Path, seed: int
) -> None:
    office, laptop, home = pair
    rng, made, old = random.Random(seed), set[str](), list[Path]()
    answers: list[Path] = []
    for number in range(8):
        made |= {add_photo(laptop, home) for _ in range(rng.randrange(1, 4))}
        files = list(send(laptop, stick(tmp_path, f"usb-{number}"), rng.choice([35_000, 45_000])).files)
        old += files
        # Some are lost for ever, some come out of order, some come once more much later.
        for path in [*rng.sample(files, rng.randrange(len(files) + 1)), rng.choice(old)]:
            take_in(office, path)
        if rng.random() < 0.8:
            apply_inbox(office)
        answers.append(answer_for(office, laptop, tmp_path))
        with suppress(BundleStale):
            receive(laptop, rng.choice(answers[-2:]))
    for number in range(2):
        take_in(office, send(laptop, stick(tmp_path, f"akhir-{number}"), 35_000).path.parent)
        apply_inbox(office)
        receive(laptop, answer_for(office, laptop, tmp_path))
    assert {sha256 for sha256 in made if office.blobs.has(sha256)} == made
    assert made
    assert (to_send(laptop).records, to_send(laptop).photos) == (0, 0)


def test_nothing_of_a_revoked_laptops_companion_is_kept(pair: tuple[Desk, Desk, str], tmp_path: Path) -> None:
    office, laptop, home = pair
    sha256 = add_photo(laptop, home)
    first, second = send(laptop, stick(tmp_path, "usb"), 30_000).files
    revoke(office, laptop.identity.code)
    assert [arrival.state for arrival in take_in(office, second.parent)] == ["karantina", "karantina"]
    assert apply_inbox(office) == []
    assert not office.blobs.has(sha256)
    assert first != second
