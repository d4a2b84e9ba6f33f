"""Letters of invented people, and what is measured on their pages."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_TEXT

from pkh_desk.papers.drawing.page import FOOTER_MM, LEFT_MM, MM, RIGHT_MM, Paper
from pkh_desk.papers.letters import Drawn
from pkh_desk.papers.render import page_count
from pkh_desk.papers.template.facts import LetterFacts, Signer
from pkh_desk.papers.template.template import LetterTemplate, choose_template, shipped_templates

MAC_KEY = b"\x07" * 32
CODE = "GRD-7K2QF-2026-0031"
DATED = date(2026, 11, 24)

FACTS: dict[str, Any] = {
    "code": CODE,
    "made": "24 November 2026 pukul 10.42",
    "graduation": "mandiri",
    "reason": "ekonomi_membaik",
    "programmes": ("pkh",),
    "number": "400.9.2/031/PKH-CMS/XI/2026",
    "place": "Ciomas",
    "dated": "24 November 2026",
    "name": "SITI ROHMAH",
    "nik": "3604035403879902",
    "no_kk": "3604031108129907",
    "no_peserta": "360403-0187",
    "born": "Serang, 14 Maret 1987",
    "occupation": "Wiraswasta (pembuat telur asin)",
    "address": "Kp. Cikujang RT 02 RW 05",
    "desa": "Desa Sukadana",
    "kecamatan": "Ciomas",
    "kabupaten": "Kabupaten Serang",
    "provinsi": "Banten",
    "business": "telur asin “Cikujang”",
    "capital": "saya sisihkan dari bantuan PKH",
    "income": "Rp2.100.000,00",
    "income_words": "dua juta seratus ribu rupiah",
    "signers": (
        Signer(
            role="pendamping", name="WULAN APRIYANTI", title=("Pendamping Sosial PKH", "Kecamatan Ciomas")
        ),
        Signer(role="kepala_desa", title=("Kepala Desa Sukadana",)),
        Signer(role="saksi", name="ENOK MAESAROH", title=("Ketua Kelompok Melati",)),
        Signer(role="saksi", name="UJANG SUHERMAN", title=("Ketua RT 02",)),
    ),
}


def repeated(text: str, length: int) -> str:
    """Return `text` over and over, cut to exactly `length` characters."""
    return (text * (length // len(text) + 1))[: length - 1] + "x"


LONGEST_NAME = repeated("SITI ROHMAH NURHASANAH BINTI ABDURRAHMAN ", 120)
LONGEST: dict[str, Any] = FACTS | {
    "name": LONGEST_NAME,
    "born": "Kabupaten Kepulauan Siau Tagulandang Biaro, 24 September 1987",
    "phone": "+6281234567890",
    "address": repeated("Kp. Cikujang Girang Gang Haji Abdullah No. 12 RT 002 RW 005, Dusun Selatan ", 240),
    "programmes": ("pkh", "sembako"),
    "legal_basis": "Keputusan Direktur Jenderal Perlindungan dan Jaminan Sosial tentang Petunjuk Teknis PKH",
    "business": repeated("kerupuk, keripik pisang dan gula aren ", 120),
    "capital": "saya sisihkan dari bantuan PKH dan pinjaman koperasi simpan pinjam desa setempat",
    "reason": "lainnya",
    "reason_text": repeated("Anak-anak saya telah lulus sekolah dan bekerja ", 300),
    "signers": (
        Signer(role="pendamping", name=LONGEST_NAME[:90], title=("Pendamping Sosial PKH",), nip="1" * 18),
        Signer(role="kepala_desa", name=LONGEST_NAME[:60], title=("Kepala Desa Sukadana",)),
        Signer(role="koordinator", name="BAMBANG SUTEJO", title=("Ketua Tim PKH Kabupaten Serang",)),
        Signer(role="saksi", name=LONGEST_NAME[:70], title=("Ketua Kelompok Melati",)),
    ),
}


def pernyataan() -> LetterTemplate:
    """Return the shipped surat pernyataan in force on the day of the sample letter."""
    return choose_template(shipped_templates(), "pernyataan", DATED)


def letter_facts(template: LetterTemplate, source: dict[str, Any] = FACTS, **changes: Any) -> LetterFacts:
    """Return facts of this template, sealed if they have a code."""
    frozen = {
        "kind": template.kind,
        "template_version": template.version,
        "template_digest": template.digest,
    }
    facts = LetterFacts(**(source | frozen | changes))
    return facts.sealed(MAC_KEY) if facts.code else facts


@dataclass(frozen=True)
class Mark:
    """One text or drawing on a page, measured by PDFium: millimetres from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def texts_on(pdf: bytes, page: int = 0) -> list[Mark]:
    """Return every run of text on a page."""
    return _marks(pdf, FPDF_PAGEOBJ_TEXT, page)


def paths_on(pdf: bytes, page: int = 0) -> list[Mark]:
    """Return every line, rectangle and symbol on a page."""
    return _marks(pdf, FPDF_PAGEOBJ_PATH, page)


def assert_well_laid(drawn: Drawn, paper: Paper) -> None:
    """On every page: text within the margins, no two texts or passages on each other, the foot kept free."""
    assert page_count(drawn.pdf) == drawn.pages
    for page in range(drawn.pages):
        marks = texts_on(drawn.pdf, page)
        assert min(mark.left for mark in marks) > LEFT_MM - 0.5
        assert max(mark.right for mark in marks) < paper.width_mm - RIGHT_MM + 0.5
        for mark, other in combinations(marks, 2):
            beside = min(mark.right, other.right) <= max(mark.left, other.left) + 0.3
            assert beside or min(mark.bottom, other.bottom) <= max(mark.top, other.top) + 0.3, (mark, other)
        body = [box for box in drawn.boxes if box.name != "qr" and box.page == page]
        assert max(box.top + box.height for box in body) <= paper.height_mm - FOOTER_MM + 0.01
        for one, two in combinations(body, 2):
            apart = one.left + one.width <= two.left or two.left + two.width <= one.left
            under = min(one.top + one.height, two.top + two.height) <= max(one.top, two.top) + 0.01
            assert apart or under, (one, two)


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Return the fonts that the first page's text uses, and whether each is embedded."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        found = [each.get_font() for each in document[0].get_objects(filter=[FPDF_PAGEOBJ_TEXT])]
        return {font.get_base_name(): font.is_embedded for font in found}


def _marks(pdf: bytes, kind: int, number: int) -> list[Mark]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        page = document[number]
        height = page.get_height()
        marks = []
        for each in page.get_objects(filter=[kind], textpage=page.get_textpage()):
            left, bottom, right, top = each.get_bounds()
            text = each.extract() if kind == FPDF_PAGEOBJ_TEXT else ""
            marks.append(Mark(text, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
        return marks
