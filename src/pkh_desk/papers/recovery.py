"""The office's paper key: one A4 page with the recovery key as QR and as text, to be locked away.

What laptops send is sealed to this key too, and it is kept nowhere but on this page. The text is the age
identity itself, so that stock `age` opens a bundle with what was typed from the page; its alphabet (BIP 173)
has no B, I, O and 1 and carries a checksum, which is why words are not printed beside it.
"""

import io
import re

from pkh_desk.papers.drawing.fonts import drawing, paper_faces
from pkh_desk.papers.drawing.measure import Column, Span
from pkh_desk.papers.drawing.page import A4, MM, TOP_MM
from pkh_desk.papers.drawing.passages import Paragraph
from pkh_desk.papers.drawing.pen import Pen, new_canvas
from pkh_desk.papers.drawing.qr import qr_modules
from pkh_desk.papers.template.wording import Said

PREFIX = "AGE-SECRET-KEY-1"
_KEY = re.compile(PREFIX + "[02-9AC-HJ-NP-Z]{58}")
GROUP = 5
GROUPS_IN_LINE = 3
QR_SIDE = 48 * MM
KEY_SIZE = 15.0
KEY_LEADING = 9 * MM
INDENT = 8 * MM

PURPOSE = (
    "Lembar ini adalah kunci kertas kantor. Dengan kunci ini, kiriman dari laptop pendamping tetap dapat "
    "dibuka jika komputer kantor rusak, hilang, atau kata sandinya terlupa."
)
KEEPING = (
    "Kunci ini tidak disimpan di komputer mana pun. Jika lembar ini hilang, kunci tidak dapat dibuat lagi.",
    "Masukkan lembar ini ke amplop tertutup dan simpan di brankas atau lemari terkunci, jauh dari komputer "
    "kantor. Catat siapa yang menyimpannya.",
    "Siapa pun yang memegang kunci ini dapat membaca data keluarga. Jangan difoto dan jangan dikirim lewat "
    "pesan.",
    "Setelah lembar ini dicetak, hapus berkas PDF-nya dari komputer.",
)
USING = (
    "Pindai kode QR, atau ketik kunci di sampingnya tanpa spasi, ke dalam berkas teks bernama kunci.txt.",
    f"Setelah {PREFIX} tidak ada huruf B, I, dan O, dan tidak ada angka 1: 0 selalu angka nol.",
    "Buka kiriman dengan program age: age -d -i kunci.txt -o kiriman.tar kiriman.pkhb",
)


def draw_recovery_sheet(key: str, office: str, printed: str) -> bytes:
    """Draw the sheet for the private age key `AGE-SECRET-KEY-1...` of an office.

    `printed` is the date in words. Raises ValueError if `key` is no age key.
    """
    if not _KEY.fullmatch(key):
        raise ValueError("not an age secret key")
    with drawing:
        out = io.BytesIO()
        canvas = new_canvas(out, A4, paper_faces(), "Kunci kertas kantor")
        pen = Pen(canvas, A4, paper_faces())
        top = _heading(pen, TOP_MM * MM + 6 * MM, office, printed)
        top = _flow(pen, top, [_paragraph(pen, PURPOSE)]) + 8 * MM
        top = _key(pen, top, key) + 13 * MM
        top = _part(pen, top, "Menyimpan lembar ini", KEEPING)
        top = _part(pen, top, "Memakai kunci ini", USING)
        _keeper(pen, top + 6 * MM)
        pen.done()
        canvas.showPage()
        canvas.save()
    return out.getvalue()


def _heading(pen: Pen, top: float, office: str, printed: str) -> float:
    bold, regular, middle = pen.faces.bold, pen.faces.regular, A4.width / 2
    pen.write_centred(middle, top, "KUNCI KERTAS KANTOR", bold, 18)
    top += 8 * MM
    for line in Column(A4.left, A4.body_width, 14).lines(office, bold):
        pen.write_centred(middle, top, line.text, bold, 14)
        top += 6 * MM
    pen.write_centred(middle, top, f"Dibuat {printed}", regular, 12)
    pen.rule(A4.left, A4.right, top + 4 * MM, 1.1)
    return top + 9 * MM


def _key(pen: Pen, top: float, key: str) -> float:
    """Draw the QR and, on its right, the key in groups of five; return the lower edge of the QR."""
    pen.qr(A4.left, top, QR_SIDE, qr_modules(key))
    left = A4.left + QR_SIDE + 12 * MM
    pen.write(left, top + KEY_SIZE, PREFIX, pen.faces.bold, KEY_SIZE)
    rest = key.removeprefix(PREFIX)
    groups = [rest[at : at + GROUP] for at in range(0, len(rest), GROUP)]
    for count, group in enumerate(groups):
        line, column = divmod(count, GROUPS_IN_LINE)
        y = top + KEY_SIZE + (line + 1) * KEY_LEADING
        pen.write(left + column * 28 * MM, y, group, pen.faces.bold, KEY_SIZE)
    return top + QR_SIDE


def _part(pen: Pen, top: float, heading: str, points: tuple[str, ...]) -> float:
    pen.write(A4.left, top, heading, pen.faces.bold, 13)
    blocks = [_paragraph(pen, point, f"{count}.") for count, point in enumerate(points, 1)]
    return _flow(pen, top + 2 * MM, blocks) + 9 * MM


def _paragraph(pen: Pen, text: str, hanging: str = "") -> Paragraph:
    column = Column(A4.left, A4.body_width, 12)
    indent = INDENT if hanging else 0
    return Paragraph("", "", Said(text), pen.faces.regular, column, Span(1.5 * MM, 1.5 * MM), hanging, indent)


def _flow(pen: Pen, top: float, blocks: list[Paragraph]) -> float:
    for block in blocks:
        top += block.gap.roomy
        block.draw(pen, top, 1.0)
        top += block.height.roomy
    return top


def _keeper(pen: Pen, top: float) -> None:
    """Draw the lines for whoever locks the sheet away."""
    for count, label in enumerate(("Disimpan oleh", "Tempat menyimpan", "Tanggal")):
        y = top + count * 9 * MM
        pen.write(A4.left, y, label, pen.faces.regular, 12)
        pen.dotted(A4.left + 42 * MM, A4.right, y + 1)
