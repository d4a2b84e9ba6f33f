"""The search over everything."""

from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product
from pkh_desk.actions.upkeep.preferences import count_use, keep_preferences, preferences
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.store.people.household import Household, Member
from pkh_desk.views.people.everything import find_everything


def test_names_numbers_places_and_products_are_found(desk: Desk) -> None:
    siti = add_family(desk, "SITI ROHMAH", "3604275203849901", "3604271406129901")
    nur = add_family(desk, "NUR SITI", "3604275203849902", "3604271406129902")
    add_product(desk, ProductFields(household_id=siti, name="Telur asin", unit="butir"))
    found = find_everything(desk, "siti")
    assert [hit.id for hit in found.families] == [siti, nur]
    assert [row.name for row in found.products] == ["Telur asin"]
    assert [hit.id for hit in find_everything(desk, "849902").families] == [nur]
    assert find_everything(desk, "849902").families[0].nik == "3604********9902"
    assert len(find_everything(desk, found.families[0].desa).families) == 2
    assert [row.name for row in find_everything(desk, "telor").products] == ["Telur asin"]
    assert find_everything(desk, " ").families == ()


def test_a_family_found_by_a_member_says_who_that_is(desk: Desk) -> None:
    home = add_family(desk, "SITI ROHMAH")
    with desk.write() as session:
        for name in ("DEDI KURNIA", "SITI AISYAH"):
            session.add(Member(id=desk.new_id(), household_id=home, name=name))
    told = {query: find_everything(desk, query).families[0].member for query in ("dedi", "siti", "siti kur")}
    assert told == {"dedi": "DEDI KURNIA", "siti": "", "siti kur": "DEDI KURNIA"}
    with desk.write() as session:
        session.get_one(Household, home).pengurus_id = None
    assert find_everything(desk, "aisyah").families[0].member == "SITI AISYAH"


def test_preferences_are_kept_one_by_one(desk: Desk) -> None:
    assert preferences(desk).lock_minutes == 10
    keep_preferences(desk, look="gelap")
    count_use(desk, "kunci")
    count_use(desk, "kunci")
    kept = keep_preferences(desk, percent=120)
    assert (kept.look, kept.percent, kept.lock_minutes, kept.uses) == ("gelap", 120, 10, {"kunci": 2})
    assert preferences(desk) == kept
