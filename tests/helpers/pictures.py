"""Pictures as telephones take them, invented: colours in stripes, with where and when in their EXIF."""

import io

from PIL import Image

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
SIDEWAYS = 6


def picture(width: int = 400, height: int = 300, kind: str = "JPEG") -> bytes:
    """Return a picture whose EXIF names a maker, a place, and that it lies on its side."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[MAKE] = "Contoh"
    exif[ORIENTATION] = SIDEWAYS
    exif.get_ifd(GPS)[1] = "S"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()
