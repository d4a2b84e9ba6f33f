"""Layout R2: families with the number of people of each komponen, and nobody's name but the pengurus'."""

from pkh_desk.domain.vocabulary import KOMPONEN
from pkh_desk.rosters.columns.layout import Layout
from pkh_desk.rosters.lists.families import FAMILIES

COUNTED = {
    "bumil": ("hamil", "bumil", "ibu hamil", "bumil nifas", "nifas", "hml"),
    "aud": ("aud", "anak usia dini", "balita", "usia dini"),
    "sd": ("sd", "anak sd", "sd sederajat"),
    "smp": ("smp", "anak smp", "smp sederajat"),
    "sma": ("sma", "anak sma", "sma smk", "smk", "sma sederajat"),
    "disabilitas": ("disab", "disabilitas", "disabilitas berat", "dis", "difabel"),
    "lansia": ("lansia", "lanjut usia", "lu"),
}
"""Komponen -> header words of the column that counts it."""

SOURCE = "daftar"
"""The source of a count that a list tells."""

_MARKS = frozenset({"v", "\u221a", "\u2713", "\u2714", "ya", "ada"})


def count_field(komponen: str) -> str:
    """Return the name of the field that counts a komponen."""
    return f"count_{komponen}"


COUNTS = Layout(
    "R2",
    "satu baris satu keluarga dengan jumlah komponen",
    {
        **FAMILIES.aliases,
        **{count_field(komponen): words for komponen, words in COUNTED.items()},
    },
    {
        **FAMILIES.fields,
        **{count_field(komponen): f"Jumlah {words}" for komponen, words in KOMPONEN.items()},
    },
    tuple(
        frozenset({who, *(count_field(komponen) for komponen in some)})
        for who in ("nik", "no_kk", "name")
        for some in (("sd", "smp"), ("aud", "lansia"), ("sd", "lansia"), ("smp", "sma"))
    ),
)


def read_count(text: str) -> int | None:
    """Read how many: `2`, a tick is one, nothing is none; None for what is no number of people."""
    plain = text.strip().lower()
    if plain in _MARKS:
        return 1
    if not plain.strip("-. "):
        return 0
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 2 else None
