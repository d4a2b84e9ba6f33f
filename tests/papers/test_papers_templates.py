"""Templates of letters: which are refused and why, which is in force, whether the shipped ones fit."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from helpers.letters import LONGEST, letter_facts, pernyataan
from pkh_desk.errors import TemplateInvalid
from pkh_desk.papers.letters import draw_letter
from pkh_desk.papers.render import page_count, page_text
from pkh_desk.papers.template.check import check_template
from pkh_desk.papers.template.facts import Signer
from pkh_desk.papers.template.template import (
    MAX_BYTES,
    LetterTemplate,
    choose_template,
    frozen_template,
    parse_template,
    shipped_templates,
)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """Return the JSON of the shipped surat pernyataan after `change`."""
    data = json.loads(pernyataan().wording)
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t["points"].append("Saya {umur}."), r"isian yang tidak dikenal: \{umur\}"),
        (lambda t: t["title"].append("{judul}"), r"isian yang tidak dikenal: \{judul\}"),
        (lambda t: t.update(place_date="{tempat"), r"Isian tidak terbaca pada templat surat: \{"),
        (lambda t: t["points"].append("{nama.__class__}"), "Isian tidak terbaca"),
        (lambda t: t["points"].append("{nama!r:>20}"), "Isian tidak terbaca"),
        (lambda t: t["phrases"].update(a=["{a}"]), r"\{a\} memuat dirinya sendiri"),
        (lambda t: t["phrases"].update(a=["{b}"], b=["x", "{a}"]), r"\{a\} > \{b\} > \{a\}"),
        (lambda t: t["phrases"].update(nama=["x"]), r"Frasa \{nama\} memakai nama isian"),
        (
            lambda t: t["phrases"].update({f"p{n}": [f"{{p{n + 1}}}" * 9] for n in range(9)}, p9=["xx"]),
            "menjadi terlalu panjang",
        ),
        (
            lambda t: t["points"].append("{p}" * 5) or t["phrases"].update(p=["kata " * 200]),
            "Bagian points pada templat surat terlalu panjang",
        ),
        (lambda t: t["points"].append({"text": "x", "when": [{"field": "umur"}]}), "tidak dikenal: umur"),
        (
            lambda t: t["points"].append({"text": "x", "when": [{"field": "nama", "one_of": ["x"]}]}),
            "nama tidak dapat dibandingkan",
        ),
        (lambda t: t["signers"][0].update(name="Siti Rohmah"), "harus berupa isian"),
        (lambda t: t.update(script="x"), "salah pada script. Bagian ini tidak dikenal."),
        (lambda t: t.update(title=[]), "tidak berjudul"),
        (lambda t: t.update(layout="piagam"), "Piagam tidak memuat butir"),
        (lambda t: t.update(effective_from="besok"), "salah pada effective_from. Bagian ini tidak terbaca"),
        (lambda t: t["signers"][0].update(role="camat"), r"salah pada signers\.0\.role"),
    ],
)
def test_a_wrong_template_is_refused_with_its_reason(
    change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    with pytest.raises(TemplateInvalid, match=sentence):
        parse_template(changed(change))


@pytest.mark.parametrize("raw", ["", "{", b"\xff\xfe", "[]", "[" * 60_000, " " * (MAX_BYTES + 1)])
def test_what_is_no_template_is_refused(raw: str | bytes) -> None:
    with pytest.raises(TemplateInvalid):
        parse_template(raw)


@pytest.mark.parametrize("paper", ["f4", "a4"])
@pytest.mark.parametrize("template", shipped_templates(), ids=lambda each: f"{each.kind}-{each.version}")
def test_every_shipped_template_fits_with_the_longest_facts(template: LetterTemplate, paper: str) -> None:
    assert page_count(draw_letter(letter_facts(template, LONGEST), template, paper).pdf) == 1


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda each: f"{each.kind}-{each.version}")
def test_every_shipped_template_may_go_out(template: LetterTemplate) -> None:
    assert check_template(template.wording) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t["points"].append("Saya {umur}."), r"isian yang tidak dikenal: \{umur\}"),
        (lambda t: t["phrases"].update(a=["{b}"], b=["{a}"]), r"memuat dirinya sendiri"),
        (lambda t: t["points"].append({"text": "x", "when": [{"field": "umur"}]}), "Syarat pada templat"),
        (lambda t: t["points"].append("家 tangga"), "tidak dapat dicetak: 家"),
        (lambda t: t["signers"].pop(0), "pembuat pernyataan tidak ada"),
        (lambda t: t["signers"][0].update(meterai=False), "Kotak meterai pembuat pernyataan"),
        (lambda t: t["points"].extend(["Saya menyatakan hal ini. " * 20] * 6), "satu halaman F4"),
        (lambda t: t["points"].extend(["Saya menyatakan hal ini. " * 20] * 3), "satu halaman A4"),
        (lambda t: t.update(kind="undangan"), "Jenis surat undangan tidak dikenal"),
        (
            lambda t: t.update(
                table={
                    "of": "keluarga",
                    "columns": [
                        {"label": "Pendamping", "text": "{pendamping}", "width": 5},
                        {"label": "Nama", "text": "{nama}", "width": 95},
                    ],
                }
            ),
            "Kolom Pendamping terlalu sempit untuk judulnya pada A4",
        ),
    ],
)
def test_what_would_make_a_bad_letter_is_found_before_it_goes_out(
    change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    found = " ".join(problem.text for problem in check_template(changed(change)))
    assert re.search(sentence, found), found


@pytest.mark.parametrize("count", range(5))
def test_signers_are_the_letters_own_none_to_four(count: int) -> None:
    template = pernyataan()
    asked = (
        Signer(role="koordinator", name="BAMBANG SUTEJO"),
        Signer(role="saksi", name="ENOK MAESAROH"),
        Signer(role="saksi", name="UJANG SUHERMAN"),
        Signer(role="pendamping", name="WULAN APRIYANTI"),
    )[:count]
    drawn = draw_letter(letter_facts(template, signers=asked), template, "a4")
    named = [box.name for box in drawn.boxes if box.name.startswith("signer.")]
    roles = sorted({name.split(".")[1].split("_")[0] for name in named})
    assert len(named) == 1 + count
    assert roles == sorted({"pembuat", *(signer.role for signer in asked)})


def test_no_signer_is_lost_where_there_are_many() -> None:
    template = pernyataan()
    names = ["ENOK MAESAROH", "UJANG SUHERMAN", "CUCU RUKMINI", "ADE KOMARA", "NENG YATI"]
    asked = tuple(Signer(role="saksi", name=name) for name in names)
    for extra in ((), (Signer(role="pendamping"),)):
        pdf = draw_letter(letter_facts(template, signers=(*asked, *extra)), template, "f4").pdf
        assert [name for name in names if name not in page_text(pdf)] == []


def test_a_letterhead_stands_above_the_title_when_the_template_asks_for_it() -> None:
    head = ("PEMERINTAH KABUPATEN SERANG", "DINAS SOSIAL", "Jl. Contoh No. 1, Serang 42111")
    headed = parse_template(changed(lambda t: t.update(letterhead=True)))
    pdf = draw_letter(letter_facts(headed, letterhead=head), headed, "a4").pdf
    assert page_text(pdf).split("\n")[:4] == [*head, "SURAT PERNYATAAN GRADUASI MANDIRI"]
    plain = pernyataan()
    assert "DINAS SOSIAL" not in page_text(draw_letter(letter_facts(plain, letterhead=head), plain, "a4").pdf)


def test_the_version_in_force_on_the_day_is_used_and_a_printed_one_is_found_again() -> None:
    first = pernyataan()
    later = parse_template(
        changed(lambda t: t.update(version=1, effective_from="2027-01-01", opening="Kami:"))
    )
    both = [later, first]
    assert choose_template(both, "pernyataan", date(2026, 12, 31)) is first
    assert choose_template(both, "pernyataan", date(2027, 1, 1)) is later
    assert frozen_template(both, letter_facts(first)) is first
    with pytest.raises(TemplateInvalid, match="versi 1 tidak ada"):
        frozen_template([first], letter_facts(later))
    with pytest.raises(TemplateInvalid, match="Belum ada templat"):
        choose_template(both, "pernyataan", date(2001, 1, 1))


def test_the_digest_is_of_the_words_not_of_their_spacing() -> None:
    first = pernyataan()
    assert parse_template(json.dumps(json.loads(first.wording), indent=4)).digest == first.digest
    assert parse_template(changed(lambda t: t.update(opening="Saya:"))).digest != first.digest
