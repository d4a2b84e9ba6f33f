"""What a cheap printer, a phone and a scanner do to a letter, done with Pillow and repeated by a seed.

A page is printed (spread ink, grey toner, streaks), may suffer on the way (stain, crease, shadow), and is
photographed or scanned. A photo is 1600 px on its long side, which is what the program keeps.
"""

import io
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pkh_desk.papers.render import render_page

DPI = 300
MM = DPI / 25.4
PHOTO_PX = 1600
TABLE = 100
"""Grey of the table that the sheet lies on."""


def printed(pdf: bytes, rng: random.Random) -> Image.Image:
    """Return the page as grey pixels at 300 dpi, as a cheap printer leaves it."""
    page = render_page(pdf, dpi=DPI)
    size = (page.width, page.height)
    sheet = Image.frombuffer("RGB", size, page.data, "raw", "BGRX", page.stride, 1).convert("L")
    sheet = faded(sheet.filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.4))), rng.randint(20, 80))
    draw = ImageDraw.Draw(sheet)
    for _streak in range(rng.randint(0, 4)):
        y = rng.randrange(sheet.height)
        draw.line((0, y, sheet.width, y), fill=220, width=rng.randint(1, 2))
    return sheet


def faded(sheet: Image.Image, ink: int) -> Image.Image:
    """Return the sheet with black as pale as `ink` (grey, 0 to 255) on paper that is not quite white."""
    return sheet.point(lambda grey: round(ink + grey * (250 - ink) / 255))


def stained(sheet: Image.Image, rng: random.Random, mm: float = 5, grey: int = 70) -> Image.Image:
    """Return the sheet with a spot of `mm` across somewhere on the QR, as dark as `grey`; corners are spared.

    No reader finds a symbol of which one of the three corner squares is gone.
    """
    left, top = qr_at(sheet)
    radius = mm / 2 * MM
    x, y = left + rng.uniform(9, 18) * MM, top + rng.uniform(9, 18) * MM
    spot = Image.new("L", sheet.size, 255)
    ImageDraw.Draw(spot).ellipse((x - radius, y - radius, x + radius, y + radius), fill=grey)
    return ImageChops.multiply(sheet, spot.filter(ImageFilter.GaussianBlur(3)))


def creased(sheet: Image.Image, rng: random.Random) -> Image.Image:
    """Return the sheet with a fold through its QR: a line where the toner came off, dark beside it."""
    left, top = qr_at(sheet)
    y = top + rng.uniform(3, 17) * MM
    slope = rng.uniform(-0.04, 0.04)
    bent = sheet.copy()
    draw = ImageDraw.Draw(bent)
    for shift, grey, width in ((0, 235, 4), (5, 120, 2)):
        ends = (0, y + shift - slope * left, sheet.width, y + shift + slope * (sheet.width - left))
        draw.line(ends, fill=grey, width=width)
    return bent


def shaded(sheet: Image.Image, rng: random.Random) -> Image.Image:
    """Return the sheet under the shadow of a hand and phone whose edge runs through the QR."""
    left, top = qr_at(sheet)
    x, y = left + rng.uniform(4, 16) * MM, top + rng.uniform(4, 16) * MM
    lean = rng.uniform(-0.6, 0.6) * sheet.width
    shadow = Image.new("L", sheet.size, 255)
    corners = [(x - lean, y - sheet.width), (x + lean, y + sheet.width), (-9999, sheet.height), (-9999, 0)]
    ImageDraw.Draw(shadow).polygon(corners, fill=rng.randint(90, 130))
    return ImageChops.multiply(sheet, shadow.filter(ImageFilter.GaussianBlur(12)))


def qr_at(sheet: Image.Image) -> tuple[float, float]:
    """Return the upper left corner of the QR in pixels; it is the lowest dark thing at the left margin."""
    top = round(sheet.height - 29 * MM)
    foot = sheet.crop((0, top, round(45 * MM), sheet.height))
    box = foot.point(lambda grey: 255 if grey < 190 else 0).getbbox()
    assert box is not None
    return box[0], top + box[3] - 20 * MM


def photographed(
    sheet: Image.Image,
    rng: random.Random,
    *,
    blur: float = 1.0,
    shake: int = 0,
    lean: float = 0.05,
    noise: float = 8,
    turned: float = 0,
    long_side: int = PHOTO_PX,
) -> Image.Image:
    """Return a photo of the whole sheet on a table, held by hand under a lamp at one side.

    `blur` is the sigma of the lens in pixels of the photo, `shake` the length of a movement in pixels, `lean`
    how far each corner may be off as a part of the side, `noise` the sigma of the sensor in greys.
    """
    margin = 1.04 + 2 * lean
    table = Image.new("L", (round(sheet.width * margin), round(sheet.height * margin)), TABLE)
    table.paste(sheet, ((table.width - sheet.width) // 2, (table.height - sheet.height) // 2))
    # twice as large as the photo until the end, so that what a lens averages is averaged
    scale = 2 * long_side / max(table.size)
    big = table.resize((round(table.width * scale), round(table.height * scale)), Image.Resampling.BOX)
    width, height = big.size
    quad = [
        edge + rng.uniform(-lean, lean) * side
        for x, y in ((0, 0), (0, height), (width, height), (width, 0))
        for edge, side in ((x, width), (y, height))
    ]
    photo = big.transform(big.size, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR, fillcolor=TABLE)
    angle = turned + rng.uniform(-6, 6)
    photo = photo.rotate(angle, Image.Resampling.BILINEAR, expand=turned != 0, fillcolor=TABLE)
    photo = photo.resize((photo.width // 2, photo.height // 2), Image.Resampling.BOX)
    photo = shaken(photo.filter(ImageFilter.GaussianBlur(blur)), shake)
    return noisy(uneven(photo, rng), rng, noise)


def scanned(sheet: Image.Image, rng: random.Random, *, dpi: int = 150, bits: int = 8) -> Image.Image:
    """Return a flatbed scan, up to three degrees askew; of one bit a pixel as an old copier gives it."""
    turned = sheet.rotate(rng.uniform(-3, 3), Image.Resampling.BICUBIC, fillcolor=255)
    scan = turned.resize(
        (round(sheet.width * dpi / DPI), round(sheet.height * dpi / DPI)), Image.Resampling.BOX
    )
    scan = noisy(scan.filter(ImageFilter.GaussianBlur(0.5)), rng, 4)
    if bits == 8:
        return scan
    edge = rng.randint(130, 190)
    return scan.point(lambda grey: 255 if grey > edge else 0)


def shaken(image: Image.Image, length: int) -> Image.Image:
    """Return the picture moved sideways by `length` pixels while it was taken."""
    total = image
    for step in range(1, length):
        total = Image.blend(total, ImageChops.offset(image, step, step // 2), 1 / (step + 1))
    return total


def uneven(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return the picture under a lamp at one side."""
    lamp = Image.linear_gradient("L").rotate(rng.choice((0, 90, 180, 270))).resize(image.size)
    dark = rng.uniform(0.5, 0.8)
    return ImageChops.multiply(image, lamp.point(lambda grey: round(255 * dark + (1 - dark) * grey)))


def noisy(image: Image.Image, rng: random.Random, sigma: float) -> Image.Image:
    """Return the picture with the noise of a sensor, made here because Pillow's own has no seed."""
    side = 128
    grains = bytes(min(255, max(0, round(rng.gauss(128, sigma)))) for _ in range(side * side))
    tile, grain = Image.frombytes("L", (side, side), grains), Image.new("L", image.size)
    for left in range(0, image.width, side):
        for top in range(0, image.height, side):
            grain.paste(tile.rotate(rng.choice((0, 90, 180, 270))), (left, top))
    return ImageChops.add(image, grain, 1, -128)


def jpeg(image: Image.Image, quality: int = 60) -> bytes:
    """Return the picture as a phone's messenger sends it."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
