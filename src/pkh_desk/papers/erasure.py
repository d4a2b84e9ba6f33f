"""The certificate of an erasure, which names nobody whose data it is about. Source: UU 27/2022 art. 43-45."""

import io
from dataclasses import dataclass

from pkh_desk.papers.drawing.fonts import drawing, paper_faces
from pkh_desk.papers.drawing.page import A4
from pkh_desk.papers.drawing.pen import new_canvas
from pkh_desk.papers.notice import draw_pages, notice

SIGNERS = ("Petugas yang menghapus", "Mengetahui, kepala dinas")


@dataclass(frozen=True)
class CertificateWords:
    """All words of the certificate."""

    title: tuple[str, ...]
    opening: str
    points: tuple[str, ...]
    closing: str


def draw_erasure(words: CertificateWords) -> bytes:
    """Return the certificate as a PDF."""
    with drawing:
        out = io.BytesIO()
        canvas = new_canvas(out, A4, paper_faces(), "Berita acara penghapusan data pribadi")
        draw_pages(canvas, notice(words.title, words.opening, words.points, words.closing), SIGNERS)
        canvas.save()
    return out.getvalue()
