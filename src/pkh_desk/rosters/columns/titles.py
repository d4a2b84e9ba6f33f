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
