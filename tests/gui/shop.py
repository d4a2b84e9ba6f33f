"""A shop of invented wares with photos and permits: what the pictures of Produk look at."""

import io

from PIL import Image, ImageDraw

from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.business.product_photo import add_photo
from pkh_desk.actions.people.photo import shrink
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.store.business import Business

# Name, unit, price, stock, states of P-IRT and halal, colours of the photo.
WARES = (
    ("Rempeyek kacang", "bungkus", 8_000, 15, "ada", "ada", ("#E6D7C3", "#B0702A")),
    ("Bubur sumsum", "cup", 6_000, 18, "tidak_perlu", "belum", ("#DCEBE6", "#F7F4EA")),
    ("Gelang manik", "buah", 10_000, 26, "tidak_perlu", "tidak_perlu", ("#E9E2F2", "#7A4FB0")),
    ("Sambal teri", "botol", 18_000, 0, "belum", "", ("#F2DAD6", "#B3261E")),
    ("Gula aren semut", "bungkus", 15_000, 6, "ada", "proses", ("#EADFCF", "#6B3F1D")),
    ("Kue jahe", "toples", None, 10, "", "", None),
)


def stock_shop(desk: Desk, homes: list[str]) -> None:
    """Give these families wares, one each in turn; those of the first half have a NIB."""
    for place, (name, unit, price, left, pirt, halal, colours) in enumerate(WARES):
        home = homes[place % len(homes)]
        fields = ProductFields(
            household_id=home,
            business_id=_business(desk, home, name, place < 3),
            name=name,
            unit=unit,
            price=price,
            content="150 gr" if unit == "bungkus" else "",
            low_stock=10,
            pirt_state=pirt,
            pirt="2063604010187-27" if pirt == "ada" else "",
            halal_state=halal,
            halal="ID36110000099170923" if halal == "ada" else "",
        )
        made = add_product(desk, fields)
        move_stock(desk, made, "masuk", left + 20, note="Produksi")
        move_stock(desk, made, "keluar", 20, note="Warung Bu Iyah")
        if colours:
            add_photo(desk, made, _photo(*colours))


def _business(desk: Desk, home: str, name: str, registered: bool) -> str:
    row_id = desk.new_id()
    state, nib = ("ada", "9120004122887") if registered else ("proses", "")
    with desk.write() as session:
        session.add(Business(id=row_id, household_id=home, name=f"Usaha {name}", nib_state=state, nib=nib))
    return row_id


def _photo(ground: str, ware: str) -> bytes:
    image = Image.new("RGB", (640, 480), ground)
    pen = ImageDraw.Draw(image)
    for left, top in ((120, 150), (250, 90), (330, 210), (190, 260)):
        pen.ellipse((left, top, left + 190, top + 130), fill=ware, outline=ground, width=10)
    out = io.BytesIO()
    image.save(out, "PNG")
    return shrink(out.getvalue())
