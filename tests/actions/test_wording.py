"""Editing the wording of a letter: the page it makes, what is wrong at which part, what would change."""

import copy
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from helpers.desks import add_family
from helpers.papers import letter_again
from helpers.pictures import picture
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.templates import publish_template, wording_on
from pkh_desk.actions.graduation.wording import (
    draw_edited,
    insertable,
    logo_from,
    preview_wording,
    shipped_wording,
    to_json,
)
from pkh_desk.desk import Desk
from pkh_desk.errors import BadPhoto, FileNotUsable

Wording = dict[str, Any]


@pytest.fixture
def data(office: Desk) -> Wording:
    return dict(json.loads(wording_on(office, "pernyataan", office.today())))


def wrong(data: Wording) -> list[tuple[str, str]]:
    edited = draw_edited(data, "f4", "lainnya", 400)
    assert (edited.page is None) == bool(edited.problems)
    return [(problem.field, problem.text) for problem in edited.problems]


def test_the_page_says_where_each_part_of_the_wording_stands(data: Wording) -> None:
    edited = draw_edited(data, "a4", "lainnya", 400)
    assert edited.page
    assert edited.page.width == 400
    assert round(edited.page.size_mm[0]) == 210
    parts = [spot.fields[0] for spot in edited.page.spots]
    # Points that are said for another reason are not on this page.
    assert [part for part in parts if part.startswith("points.")] == [
        f"points.{at}" for at in (0, 1, 7, 8, 9)
    ]
    assert {"opening", "statement", "closing", "signers"} <= set(parts)


@pytest.mark.parametrize(
    ("part", "value", "where", "words"),
    [
        ("points", ["Keluarga {nma};"], "points.0", "Maksud Anda {nama}?"),
        ("points", ["Sudah;", {"text": "Ada {usaha", "when": []}], "points.1", "Isian tidak terbaca"),
        ("opening", "Saya {xyzzy}", "opening", "Isian {xyzzy} tidak dikenal."),
        ("closing", "x" * 1501, "closing", "Paling panjang 1500 huruf."),
        ("title", ["A"] * 5, "title", "Paling banyak 4 baris."),
        ("size", 40, "size", "Bagian ini tidak terbaca."),
        ("points", ["Sudah;", *["kata panjang " * 100] * 5], "points.1", "tidak muat pada satu halaman F4"),
        ("logo", "bukan gambar", "template", "bukan gambar JPEG"),
        ("opening", "Saya menyatakan 漢", "template", "漢"),
    ],
)
def test_what_is_wrong_is_said_at_its_part(
    data: Wording, part: str, value: Any, where: str, words: str
) -> None:
    found = wrong(data | {part: value})
    assert [text for field, text in found if field == where and words in text]


def test_what_would_change_is_said_part_by_part(office: Desk, data: Wording) -> None:
    edited = copy.deepcopy(data)
    edited["points"].insert(1, "Saya bersedia didampingi sesudahnya;")
    edited["letterhead"] = True
    edited["signers"] = edited["signers"][:2]
    edited["opening"] = "Saya yang bertanda tangan:"
    found = [
        (c.title, c.before[:30], c.after[:30])
        for c in preview_wording(office, edited, office.today()).changes
    ]
    assert found[:3] == [
        ("Kop surat", "tidak", "ya"),
        ("Pembuka", "Yang bertanda tangan di bawah ", "Saya yang bertanda tangan:"),
        ("Butir 2", "belum ada", "Saya bersedia didampingi sesud"),
    ]
    assert [title for title, _, after in found[3:] if after == "dihapus"] == [
        f"Penanda tangan {at}" for at in (3, 4, 5)
    ]
    assert preview_wording(office, data, office.today()).changes == ()
    publish_template(office, to_json(edited), office.today())
    assert shipped_wording(office, "pernyataan") == data
    assert ("nama", "Nama lengkap") in insertable(data)
    assert ("nama_program", "frasa") in insertable(data)


def test_an_edited_wording_is_published_and_an_old_letter_is_reprinted_as_it_was(
    office: Desk, data: Wording
) -> None:
    home = add_family(office)
    old = make_letter(office, home, LetterWishes())
    since = office.today() + timedelta(1)
    publish_template(office, to_json(data | {"opening": "Saya:"}), since)
    office.clock.forward(days=1)  # type: ignore[attr-defined]
    assert letter_again(office, old.id) == old.pdf
    assert make_letter(office, home, LetterWishes()).pdf != old.pdf


def test_a_logo_is_a_small_picture_and_nothing_else(tmp_path: Path, data: Wording) -> None:
    good, big, svg = tmp_path / "logo.png", tmp_path / "besar.png", tmp_path / "logo.svg"
    good.write_bytes(picture(300, 300))
    big.write_bytes(b"\0" * 2_000_001)
    svg.write_text("<svg onload='alert(1)'/>", encoding="utf-8")
    assert wrong(data | {"letterhead": True, "logo": logo_from(good)}) == []
    with pytest.raises(BadPhoto):
        logo_from(svg)
    for path in (big, tmp_path / "tidak ada.png"):
        with pytest.raises(FileNotUsable):
            logo_from(path)
