"""The certificate of an erasure: every word on paper, however many laptops it names."""

import pypdfium2

from pkh_desk.papers.drawing.page import FOOTER_MM, MM
from pkh_desk.papers.erasure import CertificateWords, draw_erasure


def test_the_names_of_many_laptops_and_the_signatures_stand_on_paper() -> None:
    names = [f"Pendamping Kecamatan Ke-{number}" for number in range(40)]
    points = [f"Laptop ke-{turn}: {', '.join(names)}" for turn in range(4)]
    words = CertificateWords(("BERITA ACARA",), "Pembuka.", tuple(points), "Penutup.")
    book = pypdfium2.PdfDocument(draw_erasure(words))
    texts = [page.get_textpage() for page in book]
    said = " ".join(" ".join(text.get_text_range().split()) for text in texts)
    for part in (*names[::10], "Laptop ke-3", "Penutup.", "Mengetahui, kepala dinas"):
        assert part in said
    assert len(book) == 2
    lowest = min(text.get_charbox(at)[1] for text in texts for at in range(text.count_chars()))
    assert lowest > FOOTER_MM * MM


def test_few_laptops_need_one_page() -> None:
    words = CertificateWords(("BERITA ACARA",), "Pembuka.", ("Laptop: Wulan Apriyanti",), "Penutup.")
    assert len(pypdfium2.PdfDocument(draw_erasure(words))) == 1
