"""The places of the district to choose from."""

from pkh_desk.store.wilayah import wilayah

Row = tuple[str, str]
"""(code, name)."""


def kecamatan() -> list[Row]:
    """Return the kecamatan of the district, by name."""
    return wilayah().kecamatan_list()


def desa_of(code: str) -> list[Row]:
    """Return the desa of a kecamatan, by name."""
    return wilayah().desa_list(code)


def kecamatan_named(name: str) -> str | None:
    """Return the code of the kecamatan with this name; None if there is none."""
    return wilayah().kecamatan(name).code
