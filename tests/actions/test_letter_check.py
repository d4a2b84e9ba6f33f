"""The office checks a letter on paper by its QR, with the key of the laptop that made it."""

from pathlib import Path

import pytest
from PIL import Image

from helpers.desks import add_family
from helpers.papers import letter_again
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import (
    LetterWishes,
    make_letter,
    page_image,
    preview_letter,
)
from pkh_desk.actions.graduation.letter_check import check_letter, check_picture
from pkh_desk.desk import Desk
from pkh_desk.errors import FileNotUsable, InvalidInput, RecordNotFound
from pkh_desk.papers.drawing.qr import read_page_qr
from pkh_desk.papers.render import page_text
from pkh_desk.store.graduation.letter import Letter


def scan(pdf: bytes, path: Path) -> Path:
    """Save the page as a scanner would."""
    page = page_image(pdf, 1700)
    image = Image.frombuffer("RGBX", (page.width, page.height), page.data, "raw", "BGRX", page.stride)
    image.convert("L").save(path, "PNG")
    return path


def test_a_scan_of_the_letter_is_genuine(desk: Desk, tmp_path: Path) -> None:
    made = make_letter(desk, add_family(desk), LetterWishes())
    checked = check_picture(desk, scan(made.pdf, tmp_path / "pindaian.png"))
    assert (checked.code, checked.genuine) == (made.code, True)


def test_facts_that_were_changed_are_not(desk: Desk) -> None:
    made = make_letter(desk, add_family(desk), LetterWishes(paper="a4"))
    (qr,) = read_page_qr(made.pdf)
    with desk.write() as session:
        row = session.get_one(Letter, made.id)
        row.facts = row.facts.replace("SARMUNAH", "SUHAEMI")
    assert not check_letter(desk, qr).genuine
    forged = qr[:-1] + ("A" if qr[-1] != "A" else "B")
    assert not check_letter(desk, forged).genuine


def test_other_codes_and_pictures_are_named(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        check_letter(desk, "https://contoh.id")
    with pytest.raises(RecordNotFound):
        check_letter(desk, "GRD-7K2QF-2026-0031:AAAAAAAAAAAAAAAA")
    blank = tmp_path / "kosong.png"
    Image.new("L", (50, 50), 255).save(blank)
    with pytest.raises(InvalidInput):
        check_picture(desk, blank)
    with pytest.raises(FileNotUsable):
        check_picture(desk, tmp_path / "tidak ada.png")


def test_a_reprint_is_the_same_page_whatever_changed_since(desk: Desk) -> None:
    home = add_family(desk)
    made = make_letter(desk, home, LetterWishes(income=2_100_000))
    with desk.write() as session:
        session.get_one(Letter, made.id).place = "Anyar"
    assert letter_again(desk, made.id) == made.pdf


def test_codes_count_up_and_a_preview_takes_none(desk: Desk) -> None:
    home = add_family(desk)
    take_step(desk, home, StepDraft("calon", desk.today()))
    preview_letter(desk, home, LetterWishes())
    codes = [make_letter(desk, home, LetterWishes()).code for _ in range(3)]
    assert [code[-4:] for code in codes] == ["0001", "0002", "0003"]


def test_the_page_says_what_was_recorded(desk: Desk) -> None:
    home = add_family(desk)
    made = make_letter(desk, home, LetterWishes(income=2_100_000, village_head="Sapei"))
    text = " ".join(page_text(made.pdf).split())
    for words in (
        "SARMUNAH",
        "3604275203849901",
        "12 Maret 1984",
        "Desa Sukadana",
        "dua juta seratus ribu rupiah",
        "Sapei",
    ):
        assert words in text
