"""The test page of a printer: frames close to every edge and rulers in millimetres, to be read by eye.

A cheap printer leaves a border of its own, and a driver may scale. What is seen on the page says whether a
letter comes out whole and in its size.
"""

import io

from pkh_desk.papers.drawing.fonts import drawing, paper_faces
from pkh_desk.papers.drawing.measure import Column
from pkh_desk.papers.drawing.page import FOOTER_MM, LEFT_MM, MM, RIGHT_MM, TOP_MM, Paper, paper_of
from pkh_desk.papers.drawing.pen import Pen, new_canvas

EDGES_MM = (3, 5, 8, 10)
"""How far the frames stand from the edge; a letter's foot stands 8 mm from it."""

RULER_MM = 100
BLACK = (0.0, 0.0, 0.0)
SIZE, LEADING = 11.0, 5.4 * MM
STEPS = (
    "Cetak halaman ini pada ukuran 100% (“ukuran sebenarnya”), bukan “pas halaman”.",
    "Ukur garis mendatar dan garis tegak dengan penggaris. Keduanya harus tepat 100 mm. Bila tidak, printer "
    "mengubah ukuran: matikan “sesuaikan ukuran” di setelan printer.",
    "Lihat bingkai di tepi. Angka di sisinya adalah jaraknya ke tepi kertas. Bingkai 8 mm harus utuh pada "
    "keempat sisi. Bila terpotong, kaki surat dan kode QR ikut terpotong: pakai printer lain.",
    "Ukur jarak bingkai 10 mm ke tepi kertas di kiri dan kanan. Bila tidak sama, kertas masuk miring atau "
    "setelan kertas di printer bukan {paper}.",
    "Kotak putus-putus adalah tempat isi surat.",
)


def draw_margin_page(paper: str) -> bytes:
    """Draw the page for "f4" or "a4". Raises InvalidInput for another paper."""
    sheet = paper_of(paper)
    with drawing:
        out = io.BytesIO()
        canvas = new_canvas(out, sheet, paper_faces(), f"Halaman uji printer {sheet.name}")
        pen = Pen(canvas, sheet, paper_faces())
        _frames(pen, sheet)
        _body(pen, sheet)
        top = _words(pen, sheet)
        _rulers(pen, sheet, top + 14 * MM)
        pen.done()
        canvas.showPage()
        canvas.save()
    return out.getvalue()


def _frames(pen: Pen, sheet: Paper) -> None:
    for edge in EDGES_MM:
        side = edge * MM
        pen.frame((side, side, sheet.width - 2 * side, sheet.height - 2 * side), 0.5, BLACK)
    # Each number stands in a gap of its own frame, at another place along the edge.
    for at, edge in enumerate(EDGES_MM):
        along, side, words = (58 + 26 * at) * MM, edge * MM, f"{edge} mm"
        for y in (side + 2.2, sheet.height - side + 2.2):
            _on_line(pen, along, y, words)
        for x in (side, sheet.width - side):
            _on_line(pen, x, (70 + 14 * at) * MM, words)


def _on_line(pen: Pen, x: float, y: float, words: str) -> None:
    width = pen.faces.regular.width(words) * 6 / 1000
    pen.blank(x - width / 2 - 1.5, y - 5.4, width + 3, 7)
    pen.write_centred(x, y, words, pen.faces.regular, 6)


def _body(pen: Pen, sheet: Paper) -> None:
    left, top = LEFT_MM * MM, TOP_MM * MM
    right, bottom = sheet.width - RIGHT_MM * MM, sheet.height - FOOTER_MM * MM
    pen.dashed_box(left, top, right - left, bottom - top)


def _words(pen: Pen, sheet: Paper) -> float:
    """Write what to do; return where it ends."""
    left, width = (LEFT_MM + 6) * MM, sheet.body_width - 12 * MM
    top = (TOP_MM + 14) * MM
    pen.write(left, top, f"Halaman uji printer, {_measures(sheet)}", pen.faces.bold, 15)
    top += 5 * MM
    for count, step in enumerate(STEPS, 1):
        lines = Column(left, width - 8 * MM, SIZE).lines(step.format(paper=sheet.name), pen.faces.regular)
        pen.write(left, top + LEADING, f"{count}.", pen.faces.regular, SIZE)
        for line in lines:
            top += LEADING
            pen.write(left + 8 * MM, top, line.text, pen.faces.regular, SIZE)
        top += 1.6 * MM
    return top


def _rulers(pen: Pen, sheet: Paper, top: float) -> None:
    """Draw two rulers of 100 mm from one corner, a tick each millimetre."""
    left, regular = (sheet.width_mm / 2 - RULER_MM / 2) * MM, pen.faces.regular
    pen.rule(left, left + RULER_MM * MM, top, 0.6)
    pen.upright(left, top, top + RULER_MM * MM)
    for mm in range(RULER_MM + 1):
        long = 4.5 if mm % 10 == 0 else 3.2 if mm % 5 == 0 else 2
        pen.upright(left + mm * MM, top - long * MM, top)
        pen.rule(left - long * MM, left, top + mm * MM)
        if mm % 10 == 0:
            pen.write_centred(left + mm * MM, top - 5.5 * MM, str(mm), regular, 8)
            pen.write_before(left - 5.5 * MM, top + mm * MM + 2.8, str(mm), regular, 8)
    pen.write(left + 8 * MM, top + 10 * MM, "Mendatar dan tegak: tepat 100 mm", pen.faces.bold, SIZE)


def _measures(sheet: Paper) -> str:
    return f"{sheet.name} ({sheet.width_mm:g} × {sheet.height_mm:g} mm)"
