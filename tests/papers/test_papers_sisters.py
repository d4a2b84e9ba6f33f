"""The sister papers: tables over pages, whole signature blocks, the certificate, letterheads with a logo."""

import base64
import io
import json
import re

import pytest
from PIL import Image

from helpers.letters import DATED, FACTS, assert_well_laid, letter_facts, texts_on
from helpers.pictures import picture
from pkh_desk.errors import BadPhoto, LetterDoesNotFit, TemplateInvalid
from pkh_desk.papers.drawing.logo import BIGGEST_FILE, SIDE_PX, clean_logo
from pkh_desk.papers.drawing.page import PAPERS, Paper
from pkh_desk.papers.letters import Drawn, draw_letter, draw_letters
from pkh_desk.papers.render import page_count, page_text, render_page
from pkh_desk.papers.template.entries import Entry
from pkh_desk.papers.template.facts import LetterFacts, Signer
from pkh_desk.papers.template.longest import ENTRY, longest_facts
from pkh_desk.papers.template.template import (
    LetterTemplate,
    choose_template,
    parse_template,
    shipped_templates,
)

BOTH = pytest.mark.parametrize("paper", ["f4", "a4"])
TABLES = ("berita_acara", "rekap", "pengantar", "tanda_terima")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def shipped(kind: str) -> LetterTemplate:
    return choose_template(shipped_templates(), kind, DATED)


def sheet(template: LetterTemplate, paper: str) -> Paper:
    return PAPERS[paper].turned() if template.landscape else PAPERS[paper]


def with_rows(template: LetterTemplate, count: int, **changes: object) -> LetterFacts:
    """Return the longest facts with this many rows, each with its own name."""
    rows = tuple(ENTRY.model_copy(update={"name": f"NUR'AENI {n:03}"}) for n in range(count))
    facts = longest_facts(template, "lima_tahun")
    return facts.model_copy(update={"families": rows, "documents": rows[:50], **changes})


def headed(kind: str, **changes: object) -> LetterTemplate:
    """Return a shipped template, changed."""
    return parse_template(json.dumps(json.loads(shipped(kind).wording) | changes))


def assert_signatures_on_one_page(drawn: Drawn) -> None:
    pages = {box.page for box in drawn.boxes if box.name.startswith("signer.")}
    assert pages == {drawn.pages - 1}
    on_last = [box.name for box in drawn.boxes if box.page == drawn.pages - 1]
    assert not on_last[0].startswith(("signer.", "place_date"))


@BOTH
@pytest.mark.parametrize("count", [0, 1, 2, 5, 9, 10, 11, 12, 13, 34, 35, 36, 60])
@pytest.mark.parametrize("kind", ["berita_acara", "rekap"])
def test_a_table_goes_on_over_pages_and_its_signatures_stay_whole(kind: str, count: int, paper: str) -> None:
    template = shipped(kind)
    drawn = draw_letter(with_rows(template, count), template, paper)
    assert_well_laid(drawn, sheet(template, paper))
    assert_signatures_on_one_page(drawn)
    pages = [" ".join(page_text(drawn.pdf, page).split()) for page in range(drawn.pages)]
    found = [int(n) for page in pages for n in re.findall(r"NUR'AENI (\d{3})", page)]
    assert found == list(range(count))
    tables = {box.page for box in drawn.boxes if box.name == "table"}
    for page in tables:
        assert "Nama pengurus" in pages[page]
        assert count == 0 or re.search(r"NUR'AENI \d{3}", pages[page])


@BOTH
@pytest.mark.parametrize("kind", [template.kind for template in shipped_templates()])
def test_every_paper_is_well_laid_with_ordinary_and_longest_facts(kind: str, paper: str) -> None:
    template = shipped(kind)
    ordinary = letter_facts(
        template, families=(Entry(name="UUM UMAMAH"),), documents=(Entry(document="KTP"),)
    )
    for facts in (ordinary, longest_facts(template, "lainnya")):
        drawn = draw_letter(facts, template, paper)
        assert drawn.pages == 1
        assert_well_laid(drawn, sheet(template, paper))


@BOTH
@pytest.mark.parametrize("count", range(5))
def test_nobody_to_four_sign_a_berita_acara(count: int, paper: str) -> None:
    template = headed(
        "berita_acara", signers=[{"role": r} for r in ("kepala_desa", "pendamping", "koordinator", "saksi")]
    )
    roles = ("pendamping", "kepala_desa", "koordinator", "saksi")[:count]
    asked = tuple(Signer(role=role, name="WULAN APRIYANTI", title=("Jabatan",)) for role in roles)
    drawn = draw_letter(letter_facts(template, signers=asked), template, paper)
    assert_well_laid(drawn, sheet(template, paper))
    at = {box.name: box for box in drawn.boxes if box.name.startswith("signer.")}
    assert len(at) == count
    if count == 1:
        # Alone, one signs at the right, under place and date.
        assert at["signer.pendamping"].left > PAPERS[paper].width_mm / 2
    if count >= 2:
        assert at["signer.pendamping"].top == at["signer.kepala_desa"].top


def test_a_row_that_fills_more_than_a_page_is_refused() -> None:
    template = shipped("rekap")
    facts = with_rows(template, 1, families=(Entry(note="panjang " * 74),))
    with pytest.raises(LetterDoesNotFit, match="tabel"):
        draw_letter(facts, template, "a4")


def test_papers_of_both_directions_go_into_one_pdf() -> None:
    kinds = ("pengantar", "rekap", "berita_acara", "pernyataan")
    papers = [(with_rows(shipped(kind), 20), shipped(kind)) for kind in kinds]
    pdf = draw_letters(papers, "f4")
    sizes = [render_page(pdf, page, dpi=25.4) for page in range(page_count(pdf))]
    turned = ["rekap" if size.width > size.height else "" for size in sizes]
    assert turned[0] == turned[-1] == ""
    assert "rekap" in turned


def test_a_certificate_honours_in_large_type_within_its_frame() -> None:
    template = shipped("piagam")
    drawn = draw_letter(
        letter_facts(
            template,
            decree="12/3/2026",
            decree_dated="1 November 2026",
            signers=(Signer(role="pejabat", name="RATU CONTOH", title=("BUPATI SERANG",)),),
        ),
        template,
        "f4",
    )
    at = {box.name: box for box in drawn.boxes}
    assert at["identity.nama"].top < at["statement"].top < at["signer.pejabat"].top
    said = " ".join(page_text(drawn.pdf).split())
    assert "melalui Graduasi Mandiri, berdasarkan Keputusan Nomor 12/3/2026 tanggal 1 November 2026." in said
    marks = texts_on(drawn.pdf)
    high = {mark.text.strip(): mark.bottom - mark.top for mark in marks}
    assert high["SITI ROHMAH"] > 1.8 * high["RATU CONTOH"]
    assert min(mark.top for mark in marks) > 15
    assert max(mark.bottom for mark in marks) < 215 - 11


def logo_of(size: tuple[int, int], kind: str = "PNG", mode: str = "RGBA") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "green" if mode != "RGBA" else (0, 128, 0, 90)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("raw", "ratio"), [(logo_of((900, 300)), 3.0), (picture(), 4 / 3)])
def test_a_logo_becomes_small_plain_and_is_printed_beside_the_letterhead(raw: bytes, ratio: float) -> None:
    text = clean_logo(raw)
    kept = Image.open(io.BytesIO(base64.b64decode(text)))
    assert max(kept.size) <= SIDE_PX
    assert kept.width / kept.height == pytest.approx(ratio, abs=0.02)
    assert not kept.getexif()
    template = headed("pengantar", logo=text)
    facts = longest_facts(template, "lainnya")
    drawn, again = (draw_letter(facts, template, "a4") for _ in range(2))
    assert drawn.pdf == again.pdf
    assert_well_laid(drawn, PAPERS["a4"])
    off = headed("pengantar", logo=text, show_logo=False)
    assert b"/DCTDecode" in drawn.pdf
    assert b"/DCTDecode" not in draw_letter(longest_facts(off, "lainnya"), off, "a4").pdf


@pytest.mark.parametrize(
    "raw",
    [SVG, b"", b"\x89PNG\r\n\x1a\nrusak", logo_of((40, 40), "GIF", "RGB"), bytes(BIGGEST_FILE + 1)],
    ids=["svg", "empty", "broken", "gif", "huge"],
)
def test_what_is_no_small_picture_is_refused_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(BadPhoto, match=r"^Logo harus gambar PNG atau JPEG, paling besar 2 MB\. Pakai gambar"):
        clean_logo(raw)


def test_a_picture_of_too_many_pixels_is_refused_unread() -> None:
    with pytest.raises(BadPhoto):
        clean_logo(logo_of((6000, 5000), "PNG", "1"))


@pytest.mark.parametrize(
    "logo", ["bukan base64!", base64.b64encode(SVG).decode(), base64.b64encode(logo_of((9, 9))).decode()]
)
def test_a_template_with_another_kind_of_logo_is_refused(logo: str) -> None:
    with pytest.raises(TemplateInvalid, match="bukan gambar JPEG"):
        headed("pengantar", logo=logo)


def test_a_row_number_and_masked_numbers_are_all_a_row_knows() -> None:
    with pytest.raises(TemplateInvalid, match=r"\{telepon\}"):
        headed("rekap", table={"of": "keluarga", "columns": [{"label": "HP", "text": "{telepon}"}]})
    assert FACTS["nik"] not in page_text(
        draw_letter(with_rows(shipped("rekap"), 2), shipped("rekap"), "f4").pdf
    )
