"""Invented families, the same for the same seed. Every NIK and No KK ends in a serial 99xx."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WOMEN = (
    "Sarmunah Rumsiah Jubaedah Maemunah Nuraeni Khoerunisa Tarsih Suhaemi Marsiti Saptinah Juhaeriyah "
    "Umayah Hasanah Sumiati Rohmah Rohaeni Sanariyah Aliyah Muslihat Kulsum Asiah Maryati Sunarti Komalasari "
    "Nurjanah Mulyati Halimah Fatonah Masitoh Suheni Salamah Badriah Munawaroh Ratnasari "
    "Encum Iyam Uum Neneng Enok Mumun"
).split()
MEN = (
    "Sarkowi Rafli Fauzi Suherman Mulyana Sapei Rohman Jaenudin Sarbini Hamdani Nurdin Saepudin Gunawan "
    "Ahyani Madsuki Sanusi Junaedi Rosidi Supriyadi Marjuki Hasbullah Samsuri Turmudi Anwar Ubaidillah "
    "Sahroni"
).split()
GROUPS = "Melati Anggrek Mawar Dahlia Kenanga Cempaka Teratai Kamboja Flamboyan Seruni".split()
HAMLETS = "Cipari Pasir Karang Baru Hilir Cikujang Kadubolang Sawah Lega Nangka Cibogo".split()
PRODUCTS = (
    ("Telur asin", "butir", 4000),
    ("Keripik pisang", "bungkus", 12000),
    ("Keripik singkong", "bungkus", 10000),
    ("Bubur sumsum", "cup", 5000),
    ("Bros kain", "buah", 7500),
)
FEMALE_DAY = 40


@dataclass(frozen=True)
class SamplePerson:
    """One invented person; `komponen` and `relation` are the stored codes."""

    name: str
    nik: str
    sex: str
    born_on: date
    relation: str
    komponen: str | None


@dataclass(frozen=True)
class SampleFamily:
    """One invented family; the first person is the pengurus. `product` is what it sells, if anything."""

    no_kk: str
    people: tuple[SamplePerson, ...]
    address: str
    rt: int
    rw: int
    desa_code: str
    group: str
    phone: str
    product: tuple[str, str, int] | None


def sample_families(count: int, seed: int, desa: Sequence[str]) -> list[SampleFamily]:
    """Invent `count` families in these desa (codes like `36.04.27.2007`)."""
    rng = random.Random(seed)
    used: set[str] = set()
    return [_family(rng, rng.choice(desa), used) for _ in range(count)]


def _family(rng: random.Random, desa: str, used: set[str]) -> SampleFamily:
    region = desa.replace(".", "")[:6]
    mother = _person(rng, region, "P", date(1970, 1, 1) + timedelta(rng.randrange(9000)), "istri", None, used)
    father = _person(
        rng, region, "L", mother.born_on - timedelta(rng.randrange(200, 3000)), "kepala", None, used
    )
    people = [mother, father]
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        born = date(2008, 1, 1) + timedelta(rng.randrange(6200))
        people.append(_person(rng, region, rng.choice("PL"), born, "anak", _komponen(born), used))
    if rng.random() < 0.15:
        born = date(1948, 1, 1) + timedelta(rng.randrange(4000))
        people.append(_person(rng, region, "P", born, "orang_tua", "lansia", used))
    issued = date(2010, 1, 1) + timedelta(rng.randrange(5000))
    return SampleFamily(
        no_kk=_number(rng, region, f"{issued:%d%m%y}", used),
        people=tuple(people),
        address=f"Kp. {rng.choice(HAMLETS)}",
        rt=rng.randrange(1, 9),
        rw=rng.randrange(1, 5),
        desa_code=desa,
        group=f"{rng.choice(GROUPS)} {rng.randrange(1, 3)}",
        phone=f"08120000{rng.randrange(9900, 10000)}",
        product=rng.choice(PRODUCTS) if rng.random() < 0.25 else None,
    )


def _person(
    rng: random.Random,
    region: str,
    sex: str,
    born: date,
    relation: str,
    komponen: str | None,
    used: set[str],
) -> SamplePerson:
    first, second = rng.sample(WOMEN if sex == "P" else MEN, 2)
    name = first if rng.random() < 0.5 else f"{first} {second}"
    day = born.day + (FEMALE_DAY if sex == "P" else 0)
    nik = _number(rng, region, f"{day:02d}{born:%m%y}", used)
    return SamplePerson(name, nik, sex, born, relation, komponen)


def _number(rng: random.Random, region: str, middle: str, used: set[str]) -> str:
    while True:
        number = f"{region}{middle}99{rng.randrange(100):02d}"
        if number not in used:
            used.add(number)
            return number
        middle = f"{middle[:4]}{(int(middle[4:]) + 1) % 100:02d}"


def _komponen(born: date) -> str | None:
    age = 2026 - born.year
    for limit, code in ((7, "aud"), (13, "sd"), (16, "smp"), (19, "sma")):
        if age < limit:
            return code
    return None
