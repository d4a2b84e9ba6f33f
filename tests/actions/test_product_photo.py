"""Photos of a product: they travel as its own, stand for it in their order, and can be taken away."""

from pathlib import Path

import pytest

from gui.shop import stock_shop
from gui.village import settle_village
from helpers.desks import add_family
from helpers.exchange import enrol, give_keys, send_up
from helpers.pictures import picture
from pkh_desk.actions.business.product import add_product
from pkh_desk.actions.business.product_photo import add_photo, remove_photo
from pkh_desk.actions.people.file import open_file
from pkh_desk.actions.people.photo import held_photo, shrink
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.business import Business
from pkh_desk.views.business.products import asked_needs, product, products, ready_by_kecamatan
from pkh_desk.views.people.file import files_of

FIRST, SECOND = (shrink(picture(width)) for width in (400, 500))


@pytest.fixture
def eggs(desk: Desk) -> str:
    """A product of a business with a NIB, that waits for its halal certificate."""
    home, business_id = add_family(desk), desk.new_id()
    with desk.write() as session:
        session.add(
            Business(id=business_id, household_id=home, name="Cikujang", nib_state="ada", nib="9120004122887")
        )
    fields = ProductFields(
        household_id=home, business_id=business_id, name="Telur asin", unit="butir", pirt_state="tidak_perlu"
    )
    return add_product(desk, fields.model_copy(update={"halal_state": "proses", "price": 4000}))


def test_a_photo_completes_what_is_asked_for_and_undo_takes_it_back(desk: Desk, eggs: str) -> None:
    row = product(desk, eggs)
    assert [need.key for need in row.needs] == [each["need"] for each in asked_needs(desk)]
    assert row.lacking == ["Halal", "Foto"]
    assert next(need.told for need in row.needs if need.key == "harga") == "Rp4.000, per butir"
    add_photo(desk, eggs, FIRST)
    row = product(desk, eggs)
    assert (row.missing, held_photo(desk, row.photos[0])) == (1, FIRST)
    undo_last(desk)
    assert product(desk, eggs).photos == ()


def test_the_first_photo_stands_for_the_product_until_it_is_taken_away(desk: Desk, eggs: str) -> None:
    first, second = add_photo(desk, eggs, FIRST), add_photo(desk, eggs, SECOND)
    assert [file.id for file in files_of(desk, "product", eggs)] == [first, second]
    assert open_file(desk, first) == FIRST
    remove_photo(desk, first)
    assert [held_photo(desk, digest) for digest in product(desk, eggs).photos] == [SECOND]
    with pytest.raises(RecordNotFound):
        remove_photo(desk, first)
    with pytest.raises(RecordNotFound):
        add_photo(desk, "tidak-ada", FIRST)


def test_a_photo_reaches_the_office_with_its_product(
    desk: Desk, office: Desk, eggs: str, tmp_path: Path
) -> None:
    give_keys(office)
    enrol(office, desk, tmp_path)
    add_photo(desk, eggs, FIRST)
    send_up(office, desk, tmp_path)
    arrived = product(office, eggs)
    assert [held_photo(office, digest) for digest in arrived.photos] == [FIRST]
    assert arrived.lacking == ["Halal"]


def test_the_district_counts_those_as_ready_that_lack_nothing(desk: Desk) -> None:
    stock_shop(desk, settle_village(desk, 8, 0)[:4])
    ready = [row.name for row in products(desk) if not row.missing]
    assert ready == ["Gelang manik", "Rempeyek kacang"]
    with desk.read() as session:
        counted = ready_by_kecamatan(session.connection(), asked_needs(desk))
    assert counted == {"36.04.27": 2}
