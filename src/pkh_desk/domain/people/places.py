"""Desa and kecamatan by the names that lists give them, and the names of regions by their codes.

Names are not keys: thirteen desa names occur in two kecamatan or more, and desa Ciomas lies in kecamatan
Padarincang (domain 6.6). So a desa is looked for inside its kecamatan; without one, or where the two do not
agree, the answer is a question with candidates, never a correction.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pkh_desk.domain.text import fold

_PREFIXES = {"desa", "ds", "kel", "kelurahan", "kec", "kecamatan"}
_KABUPATEN = {"kab", "kabupaten"}
_SHORTEST_GUESS = 5
_REMEMBERED = 16_384

Row = tuple[str, str]
"""(code, name), as in the tables of `resources/wilayah`."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a written place was found to be.

    `code`: the desa or kecamatan when it is certain. `candidates`: codes to choose from when it is a
    question. Neither = unknown. `guessed`: found one letter away from what was written, so worth showing.
    """

    code: str | None = None
    candidates: tuple[str, ...] = ()
    guessed: bool = False


_UNKNOWN = Place()


class Wilayah:
    """The places of one district, with the region names of the whole country.

    `desa`: the desa of the district; `regions()`: provinces, kabupaten and kecamatan of the country;
    `aliases`: other spellings of either. Look-ups are remembered, since a roster asks for the same few
    hundred names thousands of times. The seven thousand regions take 2 MB: they are kept from the first
    question on that reaches beyond the district.
    """

    def __init__(
        self, desa: Iterable[Row], regions: Callable[[], Iterable[Row]], aliases: Iterable[Row] = ()
    ) -> None:
        desa_names = dict(desa)
        above = {code[:length] for code in desa_names for length in (2, 5, 8)}
        self._read_regions = regions
        self._names = {code: name for code, name in regions() if code in above} | desa_names
        self._in_kecamatan: dict[str, dict[str, str]] = defaultdict(dict)
        for code, name in desa_names.items():
            self._in_kecamatan[kecamatan_of(code)][place_key(name)] = code
        self._kecamatan = {place_key(self._names[code]): code for code in self._in_kecamatan}
        for code, alias in aliases:
            own = self._kecamatan if code in self._in_kecamatan else self._in_kecamatan[kecamatan_of(code)]
            own[place_key(alias)] = code
        self._everywhere: dict[str, list[str]] = defaultdict(list)
        for keys in self._in_kecamatan.values():
            for key, code in keys.items():
                self._everywhere[key].append(code)
        self.kecamatan = lru_cache(_REMEMBERED)(self._find_kecamatan)
        self.desa = lru_cache(_REMEMBERED)(self._find_desa)

    @cached_property
    def _country(self) -> dict[str, str]:
        """The names of all regions of the country by their codes."""
        return dict(self._read_regions())

    def _find_kecamatan(self, name: str) -> Place:
        """Return the kecamatan of the district with this name (`kecamatan` is this, remembered)."""
        return _found(self._kecamatan, place_key(name))

    def _find_desa(self, name: str, kecamatan: str = "") -> Place:
        """Return the desa with this name in the kecamatan with that name (`desa` is this, remembered).

        Without a kecamatan the name must be the only one of the district. A desa that is not in the
        kecamatan given, or a kecamatan that is not known, leaves the desa of that name elsewhere as
        candidates, after those of the kecamatan that are a letter away.
        """
        key = place_key(name)
        if not key:
            return _UNKNOWN
        inside = self._find_kecamatan(kecamatan)
        place = _found(self._in_kecamatan[inside.code], key) if inside.code else _UNKNOWN
        if place.code:
            return place
        elsewhere = tuple(self._everywhere.get(key, ()))
        if len(elsewhere) == 1 and not place_key(kecamatan):
            return Place(elsewhere[0])
        return Place(candidates=place.candidates + elsewhere)

    def name_of(self, code: str) -> str:
        """Return the name of a desa, kecamatan, kabupaten or province; "" for an unknown code."""
        return self._names.get(code) or self._country.get(code, "")

    def full_name(self, desa_code: str) -> str:
        """Return a desa with its kecamatan, as candidates are shown: Sindangsari, Kec. Pabuaran."""
        return f"{self.name_of(desa_code)}, Kec. {self.name_of(kecamatan_of(desa_code))}"

    def kecamatan_list(self) -> list[Row]:
        """Return the kecamatan of the district, by name."""
        return sorted(((code, self._names[code]) for code in self._in_kecamatan), key=lambda row: row[1])

    def desa_list(self, kecamatan_code: str) -> list[Row]:
        """Return the desa of a kecamatan, by name; [] for one outside the district."""
        codes = set(self._in_kecamatan.get(kecamatan_code, {}).values())
        return sorted(((code, self._names[code]) for code in codes), key=lambda row: row[1])

    def region_known(self, prefix: str) -> bool:
        """Say whether the six digits that begin a NIK or No KK are a kecamatan of today's list."""
        return len(prefix) == 6 and f"{prefix[:2]}.{prefix[2:4]}.{prefix[4:]}" in self._country


def kecamatan_of(desa_code: str) -> str:
    """Return the code of the kecamatan in which a desa lies: 36.04.28.2010 -> 36.04.28."""
    return desa_code[:8]


def place_key(name: str) -> str:
    """Return the key of a place name: folded, without Desa, Kec. and the like, and without spaces.

    The kabupaten behind it goes too: Kec. Ciomas, Kab. Serang.
    """
    words = fold(name).split()
    while len(words) > 1 and words[0] in _PREFIXES:
        del words[0]
    end = next((at for at, word in enumerate(words) if at and word in _KABUPATEN), len(words))
    return "".join(words[:end])


def wilayah_from_csv(desa_csv: str, kecamatan_csv: Callable[[], str], aliases_csv: str) -> Wilayah:
    """Build the places from the texts of the three tables in `resources/wilayah`, each with a header row."""
    return Wilayah(_rows(desa_csv), lambda: _rows(kecamatan_csv()), _rows(aliases_csv))


def _rows(text: str) -> Iterator[Row]:
    """Yield the (code, name) rows below the header."""
    return ((row[0], row[1]) for row in csv.reader(text.splitlines()[1:]))


def _found(keys: Mapping[str, str], key: str) -> Place:
    """Return the place with this key, or the only one a single letter away."""
    if key in keys:
        return Place(keys[key])
    if len(key) < _SHORTEST_GUESS:
        return _UNKNOWN
    near = {code for known, code in keys.items() if _one_apart(known, key)}
    if len(near) > 1:
        return Place(candidates=tuple(sorted(near)))
    return Place(near.pop(), guessed=True) if near else _UNKNOWN


def _one_apart(one: str, other: str) -> bool:
    """Say whether one letter added, left out or changed makes the two equal."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[same + (len(one) == len(other)) :] == other[same + 1 :]
