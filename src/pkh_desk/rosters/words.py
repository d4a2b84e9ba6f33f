"""The words that lists use for codes: sex, relation to the head, komponen."""

import re

from pkh_desk.domain.text import fold

SEX = {
    "p": "P", "perempuan": "P", "wanita": "P", "pr": "P",
    "l": "L", "laki laki": "L", "laki": "L", "pria": "L", "lk": "L",
}  # fmt: skip

RELATION = {
    "kepala keluarga": "kepala", "kepala": "kepala", "kk": "kepala", "kepala rumah tangga": "kepala",
    "kep keluarga": "kepala", "kepala kel": "kepala", "kep kel": "kepala", "krt": "kepala",
    "suami": "suami", "istri": "istri", "isteri": "istri", "istri suami": "istri",
    "anak": "anak", "anak kandung": "anak", "anak tiri": "anak", "anak angkat": "anak",
    "menantu": "menantu", "cucu": "cucu", "orang tua": "orang_tua", "orangtua": "orang_tua",
    "ibu": "orang_tua", "ayah": "orang_tua", "mertua": "mertua",
    "famili": "famili", "famili lain": "famili", "saudara": "famili", "keponakan": "famili",
    "lainnya": "lainnya",
}  # fmt: skip

KOMPONEN = {
    "ibu hamil": "bumil", "bumil": "bumil", "hamil": "bumil",
    "anak usia dini": "aud", "aud": "aud", "balita": "aud",
    "sd": "sd", "smp": "smp", "sma": "sma", "smk": "sma",
    "disabilitas": "disabilitas", "disabilitas berat": "disabilitas",
    "lansia": "lansia", "lanjut usia": "lansia",
}  # fmt: skip

_DEAD = re.compile(r"\b(?:alm|almh|almarhum|almarhumah|meninggal|wafat)\b", re.IGNORECASE)
LONGEST_NOTHING = 9
_BIRTH_ORDER = re.compile(r"\banak (?:ke )?(?:\d+|i{1,3}|iv|v)\b")
_NOTHING = re.compile(r"[-0 .?/]*|tidak ada|tdk ada|null|n/?a|kosong|nihil", re.IGNORECASE)


def is_nothing(text: str) -> bool:
    """Say whether a tidied cell says that there is nothing: empty, a dash, 0, TIDAK ADA."""
    return len(text) <= LONGEST_NOTHING and _NOTHING.fullmatch(text) is not None


def is_dead(name: str) -> bool:
    """Say whether a name says that its bearer has died: RUMSIAH (ALM)."""
    return _DEAD.search(name) is not None


def code_of(table: dict[str, str], text: str) -> str | None:
    """Return the code of a word in one of the tables, None if it is not there."""
    return table.get(text.lower()) or table.get(_BIRTH_ORDER.sub("anak", fold(text)))
