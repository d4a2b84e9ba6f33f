"""QR codes: written as rows of dark runs for drawing in vectors, and read back from pictures.

zxing-cpp writes and reads (C++); a text in QR alphanumeric mode (0-9 A-Z space $%*+-./:) of up to 38
characters makes 25 x 25 modules at error correction M.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pkh_desk.papers.render import render_page

if TYPE_CHECKING:
    from PIL import Image

QUIET_MODULES = 4
"""White modules that the standard wants on each side (ISO/IEC 18004)."""

MAX_PIXELS = 80_000_000
READ_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")

CLEARED = ((2400, 1, 4), (4800, 2, 8))
"""How a picture in which nothing is read is made clearer, one after the other: its longer side in pixels, the
sigma that smooths the grain away, the radius that sharpens what is left. The reader judges light and dark by
blocks of 8 pixels, so a symbol whose modules are 3 pixels wide gains most by being larger."""
SHARPENED_PERCENT = 400


@dataclass(frozen=True)
class Modules:
    """A QR symbol without its quiet zone: `size` modules a side, dark `runs` as (column, row, length)."""

    size: int
    runs: tuple[tuple[int, int, int], ...]


def qr_modules(text: str) -> Modules:
    """Encode ASCII `text` at error correction M. Raises ValueError for text that is empty or not ASCII."""
    if not text or not text.isascii():
        raise ValueError("a QR holds ASCII text")
    import zxingcpp

    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    width = int(image.shape[1])
    pixels = memoryview(image).tobytes()  # type: ignore[arg-type]  # its stub does not know the buffer protocol
    rows = (pixels[at : at + width] for at in range(0, len(pixels), width))
    return Modules(width, tuple(run for y, row in enumerate(rows) for run in _dark_runs(row, y)))


def _dark_runs(row: bytes, y: int) -> list[tuple[int, int, int]]:
    runs, end = [], 0
    while (start := row.find(b"\0", end)) >= 0:
        end = row.find(b"\xff", start)
        end = len(row) if end < 0 else end
        runs.append((start, y, end - start))
    return runs


def read_qr(
    picture: "Image.Image | bytes", wanted: Callable[[str], bool] = lambda _text: True
) -> tuple[str, ...]:
    """Return the texts of all QR codes seen in a picture (an image, or the bytes of an image file).

    While none of them is `wanted`, the picture is looked at again, made clearer (up to 1 s for a photo).
    Raises ValueError if bytes are no image of a known kind, or an image beyond 80 million pixels.
    """
    image = (_opened(picture) if isinstance(picture, bytes) else picture).convert("L")
    texts = _seen(image)
    for side, smooth, sharp in CLEARED:
        if any(map(wanted, texts)):
            break
        texts += tuple(text for text in _seen(_cleared(image, side, smooth, sharp)) if text not in texts)
    return texts


def _seen(image: "Image.Image") -> tuple[str, ...]:
    import zxingcpp

    qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return tuple(code.text for code in zxingcpp.read_barcodes(image, formats=qr))


def _cleared(image: "Image.Image", side: int, smooth: float, sharp: float) -> "Image.Image":
    from PIL import Image, ImageFilter

    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    larger = image.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(smooth))
    return larger.filter(ImageFilter.UnsharpMask(sharp, SHARPENED_PERCENT, 0))


def read_page_qr(
    pdf: bytes, page: int = 0, dpi: float = 200, wanted: Callable[[str], bool] = lambda _text: True
) -> tuple[str, ...]:
    """Return the texts of all QR codes on one page (0-based) of a PDF, painted at `dpi`; as `read_qr`."""
    from PIL import Image

    painted = render_page(pdf, page, dpi=dpi)
    size = (painted.width, painted.height)
    return read_qr(Image.frombuffer("RGB", size, painted.data, "raw", "BGRX", painted.stride, 1), wanted)


def _opened(raw: bytes) -> "Image.Image":
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(raw), formats=READ_FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("picture too large")
        image.load()
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("not a picture") from error
    return image
