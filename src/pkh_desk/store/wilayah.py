"""The shipped table of places, read once when first asked for."""

from functools import cache

from pkh_desk.domain.people.places import Wilayah, wilayah_from_csv
from pkh_desk.settings import resource


@cache
def wilayah() -> Wilayah:
    """Return the desa of the district and the kecamatan and kabupaten of Indonesia."""
    names = ("desa-serang.csv", "kecamatan.csv", "aliases.csv")
    return wilayah_from_csv(*(resource("wilayah", name).read_text(encoding="utf-8") for name in names))
