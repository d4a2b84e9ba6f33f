"""Places: the shipped table of the district, asked by the names that lists give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.people.places import Place, kecamatan_of, place_key, wilayah_from_csv
from pkh_desk.settings import resource

TEXTS = [
    resource("wilayah", name).read_text(encoding="utf-8")
    for name in ("desa-serang.csv", "kecamatan.csv", "aliases.csv")
]
WILAYAH = wilayah_from_csv(TEXTS[0], lambda: TEXTS[1], TEXTS[2])
DESA = [row for code, _ in WILAYAH.kecamatan_list() for row in WILAYAH.desa_list(code)]
NAMES_IN_TWO = {
    "Wanayasa": ("05", "12"),
    "Sukabares": ("06", "27"),
    "Kemuning": ("06", "20"),
    "Kaserangan": ("09", "12"),
    "Sukamanah": ("14", "22"),
    "Sukamaju": ("16", "23"),
    "Mekarsari": ("17", "30", "31"),
    "Sindangsari": ("19", "28"),
    "Padasuka": ("19", "22"),
    "Sukamenak": ("22", "23"),
    "Sangiang": ("24", "32"),
    "Cemplang": ("26", "27"),
    "Kadubeureum": ("28", "29"),
}
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=20)


def test_the_district_is_whole() -> None:
    assert len(WILAYAH.kecamatan_list()) == 29
    assert len(DESA) == 326
    assert len({name for _, name in DESA}) == 312


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Ciomas", "36.04.27"),
        ("ANYER", "36.04.30"),
        ("Anyar", "36.04.30"),
        ("Waringin Kurung", "36.04.06"),
        ("WARINGINKURUNG", "36.04.06"),
        ("Puloampel", "36.04.08"),
        ("Kec. Pulau Ampel", "36.04.08"),
        ("Gunung Sari", "36.04.33"),
        ("Lebakwangi", "36.04.35"),
        ("Tunjungteja", "36.04.20"),
        ("Kecamatan Bandung", "36.04.34"),
        ("Kec. Ciomas, Kab. Serang", "36.04.27"),
        ("WR. KURUNG", "36.04.06"),
        ("Tj Teja", "36.04.20"),
    ],
)
def test_kecamatan_in_every_spelling(written: str, code: str) -> None:
    assert WILAYAH.kecamatan(written) == Place(code)


@pytest.mark.parametrize(
    ("desa", "kecamatan", "code"),
    [
        ("CIOMAS", "PADARINCANG", "36.04.29.2006"),
        ("SINDANG SARI", "PABUARAN", "36.04.28.2010"),
        ("Sindangsari", "Petir", "36.04.19.2004"),
        ("ANYER", "ANYER", "36.04.30.2001"),
        ("SUKABARES", "Ciomas", "36.04.27.2005"),
        ("Sukabares", "Waringin Kurung", "36.04.06.2007"),
        ("Desa Sukadana", "Kec. CIOMAS", "36.04.27.2007"),
        ("Alang alang", "Tirtayasa", "36.04.13.2012"),
        ("Sukadana", "", "36.04.27.2007"),
    ],
)
def test_a_desa_inside_its_kecamatan(desa: str, kecamatan: str, code: str) -> None:
    assert WILAYAH.desa(desa, kecamatan) == Place(code)


@pytest.mark.parametrize("name", NAMES_IN_TWO)
def test_a_name_of_several_desa_is_a_question(name: str) -> None:
    place = WILAYAH.desa(name)
    assert place.code is None
    assert [code[6:8] for code in sorted(place.candidates)] == list(NAMES_IN_TWO[name])
    for code in place.candidates:
        assert WILAYAH.desa(name, WILAYAH.name_of(kecamatan_of(code))) == Place(code)


@pytest.mark.parametrize(
    ("desa", "kecamatan", "candidates"),
    [
        ("Ciomas", "Ciomas", ("36.04.29.2006",)),
        ("Sukadana", "Anyar", ("36.04.27.2007",)),
        ("Sukadana", "Antah Berantah", ("36.04.27.2007",)),
        ("Sukadena", "Ciomas", ("36.04.27.2006", "36.04.27.2007")),
        ("Sukarana", "Ciomas", ("36.04.27.2006", "36.04.27.2007")),
    ],
)
def test_what_does_not_agree_is_a_question(desa: str, kecamatan: str, candidates: tuple[str, ...]) -> None:
    assert WILAYAH.desa(desa, kecamatan) == Place(candidates=candidates)


@pytest.mark.parametrize(
    ("desa", "kecamatan", "code"),
    [
        ("Sukadanna", "Ciomas", "36.04.27.2007"),
        ("Skadana", "Ciomas", "36.04.27.2007"),
        ("Tirtayas", "Tirtayassa", "36.04.13.2001"),
    ],
)
def test_one_letter_away_is_a_guess(desa: str, kecamatan: str, code: str) -> None:
    assert WILAYAH.desa(desa, kecamatan) == Place(code, guessed=True)


@pytest.mark.parametrize(
    ("desa", "kecamatan"), [("", "Ciomas"), ("Sukadanana", "Ciomas"), ("Kbon", "Tirtayasa"), ("...", "")]
)
def test_what_is_unknown_stays_unknown(desa: str, kecamatan: str) -> None:
    assert WILAYAH.desa(desa, kecamatan) == Place()
    assert WILAYAH.kecamatan("Kopa") == Place()


@given(st.sampled_from(DESA))
def test_every_desa_is_found_by_its_own_name(row: tuple[str, str]) -> None:
    code, name = row
    kecamatan = WILAYAH.name_of(kecamatan_of(code))
    for desa in (name, name.upper(), f"Desa {name}", name.replace(" ", "")):
        assert WILAYAH.desa(desa, f"Kec. {kecamatan}") == Place(code)
    assert WILAYAH.full_name(code) == f"{name}, Kec. {kecamatan}"


@given(anything, anything | st.sampled_from(["Ciomas", "Anyer"]))
def test_anything_may_be_written(desa: str, kecamatan: str) -> None:
    place = WILAYAH.desa(desa, kecamatan)
    assert not (place.code and place.candidates)
    assert place_key(f"Desa {desa}") == (place_key(desa) or "desa")


def test_lists_are_in_the_order_of_names() -> None:
    ciomas = [name for _, name in WILAYAH.desa_list("36.04.27")]
    assert ciomas == sorted(ciomas)
    assert len(ciomas) == 11
    assert WILAYAH.desa_list("32.01.01") == []


def test_regions_of_issue() -> None:
    assert WILAYAH.region_known("360427")
    assert not WILAYAH.region_known("360401")
    assert not WILAYAH.region_known("3604")
    assert WILAYAH.name_of("36.04.27.2006") == "Sukarena"
    assert WILAYAH.name_of("11.01.01") == "Bakongan"


def test_the_country_is_kept_from_the_first_question_on_that_reaches_beyond_the_district() -> None:
    read = []

    def country() -> str:
        read.append(1)
        return TEXTS[1]

    places = wilayah_from_csv(TEXTS[0], country, TEXTS[2])
    assert places.desa("Ciomas", "Padarincang") == Place("36.04.29.2006")
    for code, name in (("36.04.27.2006", "Sukarena"), ("36.04.27", "Ciomas"), ("36.04", "Kabupaten Serang")):
        assert places.name_of(code) == name
    assert read == [1]
    assert places.region_known("110101")
    assert places.name_of("36.73") == "Kota Serang"
    assert read == [1, 1]
