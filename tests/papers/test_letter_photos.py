"""A letter is read back from photos and scans of cheap prints; the table says how often, over fixed seeds.

`PKH_LONG=1` takes 40 prints of each instead of 2.
"""

import os
import random
from collections.abc import Callable
from functools import lru_cache, partial

import pytest
from PIL import Image

from helpers.letters import letter_facts, pernyataan
from helpers.photos import creased, faded, jpeg, photographed, printed, scanned, shaded, stained
from pkh_desk.domain.graduation.letter_code import parse_qr_text, verify
from pkh_desk.papers.drawing.qr import read_qr
from pkh_desk.papers.letters import draw_letter

SEEDS = 40 if os.environ.get("PKH_LONG") else 2
TEMPLATE = pernyataan()
FACTS = letter_facts(TEMPLATE)
Sight = Callable[[Image.Image, random.Random], bytes]


def photo(sheet: Image.Image, rng: random.Random, quality: int = 60, **how: float) -> bytes:
    """Return a photo as a messenger sends it."""
    return jpeg(photographed(sheet, rng, **how), quality)  # type: ignore[arg-type]


def scan(sheet: Image.Image, rng: random.Random, **how: int) -> bytes:
    """Return a scan."""
    return jpeg(scanned(sheet, rng, **how))


def dim(sheet: Image.Image, rng: random.Random) -> bytes:
    """Return a photo of the evening: a third of the light."""
    return photo(sheet.point(lambda grey: grey // 3), rng)


SIGHTS: dict[str, tuple[Sight, float]] = {
    "photo by hand": (photo, 1),
    "photo a little out of focus": (partial(photo, blur=1.5), 1),
    "photo out of focus": (partial(photo, blur=1.75), 0.8),
    "photo whose small print nobody reads": (partial(photo, blur=2), 0.3),
    "photo moved while taken": (partial(photo, shake=4), 1),
    "photo from a steep angle": (partial(photo, lean=0.09), 0.9),
    "photo turned by 45 degrees": (partial(photo, turned=45), 0.9),
    "photo upside down": (partial(photo, turned=180), 1),
    "photo in the evening, a third of the light": (dim, 0.7),
    "photo with grain": (partial(photo, noise=22), 0.95),
    "photo sent on and on, JPEG 25": (partial(photo, quality=25), 1),
    "print of an empty toner": (lambda sheet, rng: photo(faded(sheet, 130), rng), 1),
    "shadow of a hand across the QR": (lambda sheet, rng: photo(shaded(sheet, rng), rng), 0.95),
    "opaque spot of 5 mm on the QR": (lambda sheet, rng: photo(stained(sheet, rng), rng), 0.9),
    "tea of 12 mm over the QR": (lambda sheet, rng: photo(stained(sheet, rng, 12, 150), rng), 0.95),
    "fold through the QR": (lambda sheet, rng: photo(creased(sheet, rng), rng), 0.95),
    "scan 150 dpi": (scan, 1),
    "scan 100 dpi": (partial(scan, dpi=100), 1),
    "old copier, 150 dpi, one bit": (partial(scan, bits=1), 0.95),
}
"""How a letter comes back, and how much of that is read at the least."""


@lru_cache(maxsize=4)
def sheet_of(seed: int) -> Image.Image:
    """Return a print of the letter, by turns on A4 and F4."""
    drawn = draw_letter(FACTS, TEMPLATE, "f4" if seed % 2 else "a4")
    return printed(drawn.pdf, random.Random(seed))


@pytest.mark.timeout(1800)
def test_a_letter_is_read_from_photos_and_scans(record_property: Callable[[str, object], None]) -> None:
    hits = dict.fromkeys(SIGHTS, 0)
    for seed in range(SEEDS):
        for name, (sight, _least) in SIGHTS.items():
            hits[name] += read_qr(sight(sheet_of(seed), random.Random(seed))) == (FACTS.qr,)
    for name, count in hits.items():
        record_property("figure", f"{name}: {count} of {SEEDS} read")
    assert {
        name: hits[name] for name, (_sight, least) in SIGHTS.items() if hits[name] < int(least * SEEDS)
    } == {}


def test_what_is_read_vouches_for_this_letter_alone() -> None:
    (text,) = read_qr(photo(sheet_of(1), random.Random(1), blur=1.5))
    signed = parse_qr_text(text)
    assert verify(signed, b"\x07" * 32, FACTS.digest)
    assert not verify(signed, b"\x07" * 32, letter_facts(TEMPLATE, nik="3604035403879903").digest)


def test_a_picture_is_looked_at_again_until_what_is_wanted_is_seen() -> None:
    sheet = sheet_of(0).copy()
    card = draw_letter(letter_facts(TEMPLATE, code="GRD-ABCDE-2026-0001"), TEMPLATE, "a4").pdf
    sharp = printed(card, random.Random(0)).reduce(2)
    dull = photographed(sheet, random.Random(0), blur=1.75, lean=0)
    both = Image.new("L", (dull.width + sharp.width, max(dull.height, sharp.height)), 200)
    both.paste(dull, (0, 0))
    both.paste(sharp, (dull.width, 0))
    other = letter_facts(TEMPLATE, code="GRD-ABCDE-2026-0001").qr
    assert read_qr(both) == (other,)
    assert set(read_qr(both, lambda text: text != other)) == {other, FACTS.qr}


def test_a_picture_without_a_qr_has_none() -> None:
    assert read_qr(photo(Image.new("L", (1240, 1754), 245), random.Random(0))) == ()
    assert read_qr(Image.new("L", (1, 1), 0)) == ()
