"""The logo of a letterhead: a picture somebody chose, made small, flat and harmless, as text in a template.

It is kept as JPEG, whose bytes go into a PDF as they are: a letter stays the same to the byte whatever
zlib a machine has.
"""

import base64
import binascii
import io
from functools import lru_cache
from typing import TYPE_CHECKING

from pkh_desk.errors import BadPhoto, TemplateInvalid

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader

FORMATS = ("PNG", "JPEG")
BIGGEST_FILE = 2_000_000
MAX_PIXELS = 25_000_000
SIDE_PX = 480
LONGEST_LOGO = 120_000
"""Characters of base64 that a template may hold; 480 pixels a side stay far below it."""

REFUSED = "Logo harus gambar PNG atau JPEG, paling besar 2 MB."
KEPT = "Pakai gambar lain. Logo yang lama tetap dipakai."


def clean_logo(raw: bytes) -> str:
    """Return a picture as a template holds it: base64 of a JPEG of at most 480 pixels a side on white.

    Raises BadPhoto for another kind of file (SVG among them), more than 2 MB, or too many pixels.
    """
    if len(raw) > BIGGEST_FILE:
        raise BadPhoto(REFUSED, KEPT)
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(raw), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise BadPhoto(REFUSED, KEPT)
        flat = Image.new("RGBA", image.size, "white")
        flat.alpha_composite(image.convert("RGBA"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadPhoto(REFUSED, KEPT) from error
    small = flat.convert("RGB")
    small.thumbnail((SIDE_PX, SIDE_PX))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=88, subsampling=0)
    return base64.b64encode(out.getvalue()).decode("ascii")


@lru_cache(maxsize=8)
def read_logo(text: str) -> "ImageReader":
    """Return the picture of a template for ReportLab. Raises TemplateInvalid if it is not a clean JPEG."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        raw = base64.b64decode(text, validate=True)
        image = Image.open(io.BytesIO(raw), formats=("JPEG",))
        if max(image.size) > SIDE_PX:
            raise TemplateInvalid("Logo pada templat surat terlalu besar.", REFUSED)
        image.load()
    except (OSError, SyntaxError, binascii.Error, Image.DecompressionBombError) as error:
        raise TemplateInvalid("Logo pada templat surat bukan gambar JPEG yang utuh.", REFUSED) from error
    return ImageReader(io.BytesIO(raw))
