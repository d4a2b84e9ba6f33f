"""The QR of a letter, read back from the painted page, and what its MAC says about the facts."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from helpers.letters import CODE, MAC_KEY, letter_facts, pernyataan
from pkh_desk.domain.graduation.letter_code import parse_qr_text, verify
from pkh_desk.papers.drawing.qr import qr_modules, read_page_qr, read_qr
from pkh_desk.papers.letters import draw_letter
from pkh_desk.papers.render import render_page

TEMPLATE = pernyataan()
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("paper", ["f4", "a4"])
def test_the_painted_page_says_which_letter_it_is_and_that_nothing_was_changed(paper: str, dpi: int) -> None:
    facts = letter_facts(TEMPLATE)
    (said,) = read_page_qr(draw_letter(facts, TEMPLATE, paper).pdf, dpi=dpi)
    signed = parse_qr_text(said)
    assert signed.code == CODE
    assert verify(signed, MAC_KEY, facts.digest)
    assert not verify(signed, bytes(32), facts.digest)
    assert not verify(signed, MAC_KEY, letter_facts(TEMPLATE, name="SITI ROHMAN").digest)
    assert not verify(signed, MAC_KEY, letter_facts(TEMPLATE, number=None).digest)


def test_the_symbol_is_at_least_20_mm_wide_and_a_preview_has_none() -> None:
    drawn = draw_letter(letter_facts(TEMPLATE), TEMPLATE, "a4")
    symbol = next(box for box in drawn.boxes if box.name == "qr")
    assert min(symbol.width, symbol.height) >= 20
    page = painted(drawn.pdf, 300).convert("L")
    dot = 300 / 25.4
    edge = page.crop(
        (
            round((symbol.left - 1) * dot),
            round((symbol.top - 1) * dot),
            round((symbol.left + symbol.width + 1) * dot),
            round((symbol.top + symbol.height + 1) * dot),
        )
    )
    left, top, right, bottom = edge.point(lambda grey: 255 if grey < 128 else 0).getbbox() or (0, 0, 0, 0)
    assert (right - left) / dot == pytest.approx(20, abs=0.2)
    assert (bottom - top) / dot == pytest.approx(20, abs=0.2)
    assert read_page_qr(draw_letter(letter_facts(TEMPLATE, code=""), TEMPLATE, "a4").pdf) == ()


def test_it_is_read_from_a_crooked_blurred_photo() -> None:
    facts = letter_facts(TEMPLATE)
    page = painted(draw_letter(facts, TEMPLATE, "f4").pdf, 150)
    photo = page.rotate(11, expand=True, fillcolor="white").filter(ImageFilter.GaussianBlur(1.2))
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=40)
    assert read_qr(out.getvalue()) == (facts.qr,)


@given(st.text(ALPHANUMERIC, min_size=1, max_size=80))
def test_every_text_of_the_alphabet_comes_back(text: str) -> None:
    modules = qr_modules(text)
    unit, quiet = 4, 16
    image = Image.new("L", (modules.size * unit + 2 * quiet,) * 2, 255)
    for x, y, run in modules.runs:
        image.paste(0, (quiet + x * unit, quiet + y * unit, quiet + (x + run) * unit, quiet + (y + 1) * unit))
    assert read_qr(image) == (text,)


@pytest.mark.parametrize("text", ["", "Ünicode"])
def test_only_ascii_is_encoded(text: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        qr_modules(text)


def test_files_that_are_no_picture_are_a_value_error() -> None:
    with pytest.raises(ValueError, match="not a picture"):
        read_qr(b"%PDF-1.7 not an image")
    with pytest.raises(ValueError, match="too large"):
        read_qr(png(Image.new("1", (10_000, 8_001))))


def test_a_page_is_painted_at_the_asked_width_or_resolution() -> None:
    pdf = draw_letter(letter_facts(TEMPLATE), TEMPLATE, "f4").pdf
    assert render_page(pdf, width_px=700).width == 700
    at_72 = render_page(pdf, dpi=72)
    assert (at_72.width, at_72.height) == (610, 936)
    assert len(at_72.data) == at_72.stride * at_72.height
    with pytest.raises(ValueError, match="dpi or width"):
        render_page(pdf, dpi=72, width_px=700)


def painted(pdf: bytes, dpi: int) -> Image.Image:
    """Return the first page as a picture."""
    page = render_page(pdf, dpi=dpi)
    return Image.frombuffer("RGB", (page.width, page.height), page.data, "raw", "BGRX", page.stride, 1)


def png(image: Image.Image) -> bytes:
    """Return the picture as the bytes of a PNG."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
