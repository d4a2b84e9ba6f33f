"""Families without a readable number are found again by name and place, however common the name."""

from pathlib import Path

from helpers.sheets import Rows, person, r1_with, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.desk import Desk


def twice(desk: Desk, folder: Path, rows: Rows) -> dict[str, int]:
    """Take the rows in and return what the same file brings then."""
    path = folder / "daftar.xlsx"
    path.write_bytes(xlsx(rows))
    import_roster(desk, path, apply=True)
    return import_roster(desk, path).rows


def test_a_common_name_without_numbers_is_found_again_among_many(desk: Desk, tmp_path: Path) -> None:
    many = [person("SITI", f"36042752{1 + n % 12:02}84{9900 + n // 12}", None) for n in range(240)]
    rows = r1_with(*many, person("SITI", "3,60431E+15", None))
    assert twice(desk, tmp_path, rows) == {"new": 0, "changed": 0, "same": 241}


def test_a_name_with_digits_in_it_is_found_again(desk: Desk, tmp_path: Path) -> None:
    rows = r1_with(person("SITI BLOK 123", None, "360427520384990"))
    assert twice(desk, tmp_path, rows) == {"new": 0, "changed": 0, "same": 1}
