"""Whatever stands in a cell, cleaning never fails, the balance holds, and the same file is the same again."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.desks import make_desk
from helpers.sheets import R1_HEAD, R4, Value, csv_text, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.desk import Desk
from pkh_desk.rosters.findings import FINDING_KINDS

FATES = ("new", "changed", "same", "skipped", "refused")
NUMBERS = ("3604275203849901", "36042807O4159904", "3,60431E+15", "360427520384990", "3604 2871 0187 9904")
WORDS = (
    "JUMLAH", "TOTAL", "-", "0", "MELATI 1", "SARMUNAH", "Mengetahui,", "NIK", "NAMA PENGURUS", "#N/A",
    "=1+1", "SINDANG SARI", "PABUARAN", "31/02/1984", "12-Mei-84", "KETUA", "contoh nama", "001/002",
    "wa.me/628120000",
)  # fmt: skip
SOME_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=30)

text_cells: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.sampled_from(NUMBERS), st.sampled_from(WORDS), SOME_TEXT
)
cells: st.SearchStrategy[Value] = st.one_of(
    text_cells,
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([3604274511909900.0, 22928.0]),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for all examples: what one brings, the next must live with."""
    return make_desk(tmp_path_factory.mktemp("meja") / "laptop")


def rows_under(head: tuple[Value, ...]) -> st.SearchStrategy[list[list[Value]]]:
    """Rows of any cells; a name bears no digits here, for what they still do see test_roster_gaps."""
    name = next(at for at, title in enumerate(head) if str(title).startswith("NAMA"))
    row = st.lists(cells, max_size=len(head) + 2).filter(
        lambda row: not any(map(str.isdigit, str(row[name:][:1])))
    )
    return st.lists(row, max_size=6).map(lambda rows: [list(head), *rows])


def balance(desk: Desk, content: bytes, name: str, apply: bool) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        report = import_roster(desk, path, apply=apply).as_json()
    assert report["read"] == sum(report[fate] for fate in FATES) == sum(s["read"] for s in report["sheets"])
    assert {finding["kind"] for finding in report["findings"]} <= set(FINDING_KINDS)
    seen = [(f["sheet"], f["row"], f["column"], f["kind"]) for f in report["findings"]]
    assert len(seen) == len(set(seen)), "one finding per cell and kind"
    return {fate: report[fate] for fate in FATES}


@settings(max_examples=20)
@given(rows=st.one_of(rows_under(R1_HEAD), rows_under(tuple(R4[0]))))
def test_any_cells_are_balanced_and_the_same_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Value]]
) -> None:
    desk = make_desk(tmp_path_factory.mktemp("meja") / "laptop")
    try:
        content = xlsx(rows)
        dry = balance(desk, content, "a.xlsx", apply=False)
        assert balance(desk, content, "a.xlsx", apply=True) == dry
        again = balance(desk, content, "a.xlsx", apply=True)
        assert (again["new"], again["changed"]) == (0, 0)
    finally:
        desk.close()


@settings(max_examples=25)
@given(rows=rows_under(R1_HEAD), separator=st.sampled_from(";,\t"))
def test_any_text_table_is_balanced(shared: Desk, rows: list[list[Value]], separator: str) -> None:
    balance(shared, csv_text(rows, separator).encode("utf-8"), "a.csv", apply=False)
