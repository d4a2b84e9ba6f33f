"""Letters: many in one PDF against the same words set on a bare ReportLab canvas with the same QR."""

import io
from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from tests.benchmarks.race import Race

from helpers.letters import letter_facts, pernyataan
from pkh_desk.domain.graduation.letter_code import make_code
from pkh_desk.papers.letters import draw_letter, draw_letters
from pkh_desk.papers.render import page_text
from pkh_desk.settings import resource

FACE = "floor"
DOT = 0.7


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield the races of many letters and of one."""
    count = 500 if full else 100
    template = pernyataan()
    codes = [make_code("7K2QF", 2026, n) for n in range(1, count + 1)]
    letters = [(letter_facts(template, code=code), template) for code in codes]
    lines = page_text(draw_letter(*letters[0], "f4").pdf).splitlines()
    pdfmetrics.registerFont(TTFont(FACE, str(resource("fonts", "LiberationSerif-Regular.ttf"))))
    many, one = [facts.qr for facts, _ in letters], [letters[0][0].qr]
    yield Race(
        f"{count} letters in one PDF", lambda: _floor(many, lines), lambda: draw_letters(letters, "f4"), 1.3
    )
    yield Race("one letter", lambda: _floor(one, lines), lambda: draw_letter(*letters[0], "f4"), 1.3)


def _floor(codes: list[str], lines: list[str]) -> bytes:
    """Set the lines as they are, one page a code, with the QR's dark runs as rectangles."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(215 * mm, 330 * mm), invariant=1, pageCompression=0)
    for code in codes:
        canvas.setFont(FACE, 12)
        for at, line in enumerate(lines):
            canvas.drawString(25 * mm, (300 - 7 * at) * mm, line)
        barcode = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        picture = memoryview(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False))
        side = picture.shape[1]
        dots = picture.tobytes()
        for at, dot in enumerate(dots):
            if dot == 0:
                canvas.rect(
                    (25 + at % side * 0.7) * mm, (30 - at // side * 0.7) * mm, 0.7 * mm, 0.7 * mm, 0, 1
                )
        canvas.showPage()
    canvas.save()
    return out.getvalue()
