"""What a list says of itself above its header and in the name of its sheet: its desa, its tahap."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pkh_desk.domain.people.payment import Tahap, read_program, read_tahap
from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.words import is_nothing
from pkh_desk.store.wilayah import wilayah

_NEXT = "desa|kelurahan|kecamatan|kec|kabupaten|kab|kota|provinsi|pendamping|tahun|tahap|bulan"
_END = rf"(?=\s*(?:$|[:;,|()]|\b(?:{_NEXT})\b))"
_DESA = re.compile(rf"\b(?:desa|ds|kelurahan)\b[\s.:/]*(?:kel\w*[\s.:]+)?(.+?){_END}", re.IGNORECASE)
_KECAMATAN = re.compile(rf"\b(?:kecamatan|kec)\b[\s.:]*(.+?){_END}", re.IGNORECASE)
_PENDAMPING = re.compile(rf"\bpendamping(?:\s+(?:sosial|pkh))*\s*[:;]+\s*(.+?){_END}", re.IGNORECASE)
_AROUND = " \t-.,:;/|()"
_LONG_WORD = re.compile(r"[^\W\d_]{4}")
_GROUP = frozenset({"kelompok", "klp", "klpk", "kel"})
_NO_GROUP = frozenset(
    {
        "rt", "rw", "dusun", "lingkungan", "kampung", "kp", "blok", "tahap", "triwulan", "tahun", "bulan",
        "periode", "daftar", "data", "lampiran", "catatan", "ket", "keterangan", "sumber",
    }
)  # fmt: skip

_TAHAP = re.compile(
    r"\b(?:tahap|triwulan|tw)\W*(?:ke\W*)?(?:[1-4]|i{1,3}|iv)\b(?:\W*(?:tahun|thn|ta)?\W*20\d\d)?",
    re.IGNORECASE,
)


def place_of_list(titles: Sequence[str], sheet: str) -> tuple[str, str]:
    """Return the desa and the kecamatan that titles and sheet name, "" for what they do not."""
    return _place(" ; ".join(titles), sheet)


@lru_cache(maxsize=64)
def _place(titles: str, sheet: str) -> tuple[str, str]:
    kecamatan = _first(_KECAMATAN, titles) or _first(_KECAMATAN, sheet)
    named = _first(_DESA, titles) or _first(_DESA, sheet)
    # A sheet called Ciomas is the kecamatan's: every kecamatan name is a desa's as well (domain 6.6).
    plain = "" if wilayah().kecamatan(sheet).code else tidy(sheet)
    return named or plain, kecamatan


Place = tuple[str, str]
"""Desa and kecamatan as written, "" for what is not."""


def heading_of(text: str, above: Place, titles: Sequence[str], sheet: str) -> tuple[str, Place] | None:
    """Return the kelompok and the place of the rows below one that names a place between the data.

    `above` is the place that the rows had so far. A bare name is a desa only inside a kecamatan that is told,
    as MELATI is a kelompok nearly everywhere; without one it may be a kecamatan's. None if no place is named.
    """
    desa, kecamatan = _first(_DESA, text), _first(_KECAMATAN, text)
    if desa or kecamatan:
        found = _DESA.search(text) if desa else _KECAMATAN.search(text)
        before = tidy(text[: found.start()].strip(_AROUND)) if found else ""
        return before if _LONG_WORD.search(before) else "", (desa, kecamatan or (above[1] if desa else ""))
    inside = above[1] or place_of_list(titles, sheet)[1] or (sheet if _exact_kecamatan(sheet) else "")
    if inside and (place := wilayah().desa(text, inside)).code and not place.guessed:
        return "", (text, above[1])
    return ("", ("", text)) if _exact_kecamatan(text) else None


def is_group(text: str) -> bool:
    """Say whether a text can only be the title of rows: it is numbered, or called a kelompok."""
    return fold(text).split(" ")[0] in _GROUP or any(char.isdigit() for char in text)


def is_no_group(text: str) -> bool:
    """Say whether a text is surely not the name of a kelompok: RT 001, DUSUN II, TAHAP 3, CATATAN."""
    return fold(text).split(" ")[0] in _NO_GROUP


def _exact_kecamatan(text: str) -> bool:
    place = wilayah().kecamatan(text)
    return place.code is not None and not place.guessed


def pendamping_of_list(titles: Sequence[str]) -> str:
    """Return the name of the pendamping that the titles name, "" if they name none."""
    return _pendamping(" ; ".join(titles)) if titles else ""


@lru_cache(maxsize=64)
def _pendamping(titles: str) -> str:
    name = _first(_PENDAMPING, titles)
    return "" if is_nothing(name) else name


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return tidy(found[1]) if found else ""


def tahap_of_list(titles: Sequence[str]) -> Tahap | None:
    """Return the tahap that the titles name, if they name one alone."""
    text = " ; ".join(titles)
    found = {tahap for words in _TAHAP.findall(text) if (tahap := read_tahap(words))}
    return found.pop() if len(found) == 1 else None


def program_of_list(titles: Sequence[str]) -> str | None:
    """Return what the titles say was paid, if they name one program alone."""
    words = [word for word in fold(" ".join(titles)).split() if read_program(word)]
    return read_program(" ".join(words)) if words else None
