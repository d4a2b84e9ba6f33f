"""The quality bar: many letters with the longest facts, both papers, read by two independent readers.

Bounded here; `PKH_LONG=1` runs all 500 on each paper.
"""

import io
import os
import random
from collections.abc import Callable

import pypdf
import pytest

from helpers.letters import LONGEST, assert_well_laid, fonts_of, letter_facts
from pkh_desk.domain.graduation.letter_code import make_code
from pkh_desk.papers.drawing.fonts import paper_faces
from pkh_desk.papers.drawing.page import PAPERS
from pkh_desk.papers.letters import Drawn, draw_letter, draw_letters
from pkh_desk.papers.render import page_count, page_text
from pkh_desk.papers.template.facts import LetterFacts, Signer
from pkh_desk.papers.template.template import LetterTemplate, shipped_templates

COUNT = 500 if os.environ.get("PKH_LONG") else 24
FIRST = ("SITI", "NUR'AENI", "ST. MAEMUNAH", "Hj. UUM", "R.A. ENTIN", "Ma’rifah", "SRI-WAHYUNI", "Dhiyā’")
LAST = ("ROHMAH", "SUPRIATIN", "AL-FARUQ", "BINTI H. ABD. ROCHMAN", "NURHASANAH", "WIDYANINGSIH, S.Sos.")
STREET = (
    "Kp. Cikujang Girang",
    "Gang Haji Abdullah No. 12/B",
    "Perum. Bumi Ciruas Permai Blok C-14",
    "Link. Pasar",
)
STATEMENTS = [each for each in shipped_templates() if each.kind in ("pernyataan", "pengunduran")]


def words(chance: random.Random, parts: tuple[str, ...], least: int, most: int) -> str:
    """Return parts over and over, between `least` and `most` characters, ended at a whole word."""
    text = ""
    while len(text) < least:
        text = f"{text} {chance.choice(parts)}".strip()
    return text[:most].rsplit(" ", 1)[0] if len(text) > most else text


def letter(template: LetterTemplate, n: int) -> LetterFacts:
    """Return the n-th letter: longest names, an address of three lines, four signers besides the maker."""
    chance = random.Random(n)
    roles = ("pendamping", "kepala_desa", "koordinator", "saksi")
    return letter_facts(
        template,
        LONGEST,
        code=make_code("7K2QF", 2026, n + 1),
        name=words(chance, FIRST + LAST, 40, 90),
        address=words(chance, STREET, 130, 190),
        reason=chance.choice(("ekonomi_membaik", "penghasilan", "lima_tahun", "aparatur", "lainnya")),
        reason_text=words(chance, FIRST + STREET, 100, 160),
        signers=tuple(
            Signer(
                role=role, name=words(chance, FIRST + LAST, 30, 60), title=(f"Jabatan {role}",), nip="1" * 18
            )
            for role in roles
        ),
    )


def assert_block_whole(drawn: Drawn, facts: LetterFacts) -> None:
    """Everybody signs on the one page, below the closing, with room above each name."""
    at = {box.name: box for box in drawn.boxes}
    signers = [box for name, box in at.items() if name.startswith("signer.")]
    assert len(signers) == 1 + len(facts.signers)
    assert {box.page for box in drawn.boxes} == {0}
    assert min(box.top for box in signers) > at["closing"].top + at["closing"].height


@pytest.mark.parametrize("paper", ["f4", "a4"])
def test_many_longest_letters_split_nothing_overflow_nothing_and_lack_no_glyph(
    paper: str, record_property: Callable[[str, object], None]
) -> None:
    smallest, made = 14.0, []
    for n in range(COUNT):
        template = STATEMENTS[n % 2]
        facts = letter(template, n)
        drawn = draw_letter(facts, template, paper)
        assert_well_laid(drawn, PAPERS[paper])
        assert_block_whole(drawn, facts)
        text = page_text(drawn.pdf)
        assert not paper_faces().missing(text.replace("\n", ""))
        plain = " ".join(text.split())
        for part in (facts.name, facts.nik, facts.code, *(signer.nip for signer in facts.signers)):
            assert part.replace(" ", "") in plain.replace(" ", "")
        smallest = min(smallest, drawn.size)
        made.append((facts, template))
    assert smallest >= 9
    assert page_count(draw_letters(made, paper)) == COUNT
    record_property("figure", f"{COUNT} longest letters on {paper}: smallest type {smallest} pt")


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda each: each.kind)
def test_another_reader_finds_the_same_words_in_embedded_subset_fonts(template: LetterTemplate) -> None:
    facts = letter(template, 7)
    pdf = draw_letter(facts, template, "a4").pdf
    (page,) = pypdf.PdfReader(io.BytesIO(pdf), strict=True).pages
    read = "".join(page.extract_text().split())
    assert sorted(read) == sorted("".join(page_text(pdf).split()))
    for signer in facts.signers:
        places = {place.role for place in template.signers}
        assert signer.role not in places or signer.name.replace(" ", "") in read
    for font in page["/Resources"]["/Font"].values():
        described = font["/FontDescriptor"]
        assert "/FontFile2" in described
        # A subset: a whole face has some 390 kB.
        assert len(described["/FontFile2"].get_object().get_data()) < 100_000
    assert all(fonts_of(pdf).values())
