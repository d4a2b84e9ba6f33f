"""The shipped table of places, read once when first asked for."""

from functools import cache

from pkh_desk.domain.people.places import Wilayah, wilayah_from_csv
from pkh_desk.settings import resource


@cache
def wilayah() -> Wilayah:
    """Return the desa of the district and the kecamatan and kabupaten of Indonesia."""
    return wilayah_from_csv(_text("desa-serang"), lambda: _text("kecamatan"), _text("aliases"))


def _text(table: str) -> str:
    return resource("wilayah", f"{table}.csv").read_text(encoding="utf-8")
