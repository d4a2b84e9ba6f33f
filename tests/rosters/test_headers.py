"""Headers as lists have them: several rows, misspelt, repeated, none at all; and what stands around them."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.sheets import R1_HEAD, Rows, Value, person
from pkh_desk.actions.lists.roster_layouts import LAYOUTS
from pkh_desk.rosters.columns.header import find_header
from pkh_desk.rosters.columns.lines import Roster, header_findings, read_lists
from pkh_desk.rosters.columns.titles import place_of_list
from pkh_desk.rosters.lists.counts import read_count
from pkh_desk.rosters.reading.pasted import read_pasted
from pkh_desk.rosters.reading.reader import Sheet

NIK, KK = "3604275203849901", "3604271406129901"
OTHER_NIK, OTHER_KK = "3604305708799903", "3604300109119903"


def lists(rows: Rows, name: str = "KPM") -> list[Roster]:
    filled = ((number, list(row)) for number, row in enumerate(rows, 1) if row)
    return read_lists(Sheet(name, rows=filled), LAYOUTS)


def read(roster: Roster) -> list[dict[str, Value]]:
    """Return the data rows by field."""
    columns = roster.header.columns
    return [
        {name: line.cells[at] for name, at in columns.items() if at < len(line.cells)}
        for line in roster.lines
    ]


TWO_ROWS: Rows = (
    ("NO", "NAMA", "IDENTITAS", None, "ALAMAT", None, None),
    (None, None, "NIK", "NO KK", "DESA", "KECAMATAN", "RT/RW"),
    (1, "SARMUNAH", NIK, KK, "Sukadana", "Ciomas", "1/2"),
)
THREE_ROWS: Rows = (
    ("DATA KPM",),
    ("NO", "PENGURUS", None, "NOMOR", None, "TANGGAL"),
    (None, "NAMA", "NIK", "KARTU", "HP", "LAHIR"),
    (None, None, None, "KELUARGA", None, None),
    (1, "SARMUNAH", NIK, KK, "081200009901", "12/03/1984"),
)


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (TWO_ROWS, {"name", "nik", "no_kk", "desa", "kecamatan", "rt_rw", "number"}),
        (THREE_ROWS, {"name", "nik", "no_kk", "phone", "born_on", "number"}),
    ],
)
def test_a_header_of_several_rows_names_its_columns(rows: Rows, fields: set[str]) -> None:
    (roster,) = lists(rows)
    assert set(roster.header.columns) == fields
    assert [(one["name"], one["nik"], one["no_kk"]) for one in read(roster)] == [("SARMUNAH", NIK, KK)]


def test_a_row_under_a_header_that_names_nothing_more_is_data() -> None:
    (roster,) = lists((("NO", "NAMA", "NIK"), ("1", "SARMUNAH", "-"), ("2", "RUMSIAH", "tidak ada")))
    assert [one["name"] for one in read(roster)] == ["SARMUNAH", "RUMSIAH"]


def test_misspelt_headers_are_read_and_said() -> None:
    (roster,) = lists(
        (("NO", "NAMA PENGURIS", "NIK", "KECAMATN", "WARNA"), (1, "SARMUNAH", NIK, "Ciomas", "biru"))
    )
    assert roster.header.likely == {"name", "kecamatan"}
    assert "WARNA" not in [roster.header.text_of(name) for name in roster.header.columns]
    said = [(finding.column, finding.kind, finding.proposal) for finding in header_findings(roster)]
    assert said == [("KECAMATN", "columns_likely", "Kecamatan"), ("NAMA PENGURIS", "columns_likely", "Nama")]


def test_several_tables_on_a_sheet_are_several_lists_and_a_repeated_header_is_none() -> None:
    rows = (
        ("DESA SUKADANA",), R1_HEAD, person(), R1_HEAD, person("RUMSIAH", OTHER_NIK, OTHER_KK), (),
        ("PENCAIRAN PKH TAHAP 2 TAHUN 2026",), ("NIK", "NAMA", "TAHAP", "NOMINAL"),
        (NIK, "SARMUNAH", "2", 225000),
        ("DESA ANYAR",), ("NAMA", "NIK", "ALAMAT"), ("JUBAEDAH", "3604066902929906", "KP"),
    )  # fmt: skip
    found = lists(rows)
    assert [(roster.header.layout.code, len(roster.lines)) for roster in found] == [
        ("R1", 2),
        ("R5", 1),
        ("R1", 1),
    ]
    assert [roster.titles[-1:] for roster in found] == [
        ["DESA SUKADANA"], ["PENCAIRAN PKH TAHAP 2 TAHUN 2026"], ["DESA ANYAR"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "sheet", "place"),
    [
        ((), "Sukadana", ("Sukadana", "")),
        ((), "CIOMAS", ("", "")),
        (("KECAMATAN CIOMAS KABUPATEN SERANG PENDAMPING : ...",), "Sukabares", ("Sukabares", "CIOMAS")),
        (("DESA : CITAMAN KECAMATAN : CIOMAS",), "Sheet1", ("CITAMAN", "CIOMAS")),
        (("DESA/KELURAHAN: CITAMAN",), "Sheet1", ("CITAMAN", "")),
    ],
)
def test_a_list_says_its_place_above_its_header_or_in_the_name_of_its_sheet(
    titles: tuple[str, ...], sheet: str, place: tuple[str, str]
) -> None:
    """A sheet called like a kecamatan is not the desa of that name: desa Ciomas lies in Padarincang."""
    assert place_of_list(titles, sheet) == place


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"{NIK}\n{OTHER_NIK}", [{"nik": NIK}, {"nik": OTHER_NIK}]),
        (f"NIK\tNAMA\n{NIK}\tSARMUNAH", [{"nik": NIK, "name": "SARMUNAH"}]),
        (
            f"SARMUNAH\t{KK}\nRUMSIAH\t{OTHER_KK}",
            [{"no_kk": KK, "name": "SARMUNAH"}, {"no_kk": OTHER_KK, "name": "RUMSIAH"}],
        ),
        (
            f"[16/08/26 10.15] Bu Ani: Daftar KPM\n1. SARMUNAH {NIK}\n2) Rumsiah - {OTHER_NIK}, Anyer",
            [{"nik": NIK, "name": "SARMUNAH"}, {"nik": OTHER_NIK, "name": "Rumsiah"}],
        ),
        (f"Nama: SARMUNAH, NIK: {NIK}, No KK: {KK}", [{"nik": NIK, "no_kk": KK, "name": "SARMUNAH"}]),
        (
            f"Ass. bu\n[16/08/26 10.15] Bu Ani: *Nama* : SARMUNAH\n*NIK* : {NIK}\n\nLanjut bu\n\n"
            f"1. Nama KPM = Rumsiah\nDesa : Anyer\nNIK = {OTHER_NIK}\nNama : Enok\nNo. KK : {KK}\nmakasih",
            [
                {"nik": NIK, "name": "SARMUNAH"}, {"nik": OTHER_NIK, "name": "Rumsiah"},
                {"no_kk": KK, "name": "Enok"},
            ],
        ),
        ("assalamualaikum bu, besok rapat jam 9", []),
    ],
)  # fmt: skip
def test_what_is_pasted_is_read_as_people_write_it(text: str, rows: list[dict[str, str]]) -> None:
    found = [
        {name: value for name, value in row.items() if value and name in ("nik", "no_kk", "name")}
        for roster in read_lists(read_pasted(text), LAYOUTS)
        for row in read(roster)
    ]
    assert found == rows


def test_a_list_without_a_header_is_said_to_be_guessed() -> None:
    (roster,) = lists((("SARMUNAH", NIK), ("RUMSIAH", OTHER_NIK)))
    assert [finding.kind for finding in header_findings(roster)] == ["columns_guessed"]
    assert roster.header.texts == ("Kolom A", "Kolom B")
    (roster,) = lists((("IBU", "TANDA"), ("SARMUNAH", NIK), ("RUMSIAH", OTHER_NIK)))
    assert roster.header.texts == ("IBU", "TANDA")
    assert [one["name"] for one in read(roster)] == ["SARMUNAH", "RUMSIAH"]


# --- whatever comes

CELLS: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.sampled_from(
        [*map(str, R1_HEAD), "NIK", "TAHAP", "NOMINAL", "SD", "SMP", "LANSIA", "Timestamp", "1", NIK]
    ),
    st.text(string.printable, max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
)


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELLS, max_size=12), max_size=8))
def test_any_rows_are_read_and_a_header_stands_inside_them(rows: list[list[Value]]) -> None:
    for roster in lists(rows):
        assert roster.header.layout.fits(roster.header.columns)
        assert all(0 <= at < len(roster.header.texts) for at in roster.header.columns.values())
        numbers = [line.number for line in roster.lines]
        assert numbers == sorted(set(numbers))
    header = find_header(rows[:3], LAYOUTS)
    assert header is None or 1 <= len(header.rows) <= 3


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_pasted_text_is_read_without_adding_a_digit(text: str) -> None:
    if not text.strip():
        return
    for roster in read_lists(read_pasted(text), LAYOUTS):
        for line in roster.lines:
            for cell in line.cells:
                digits = [char for char in str(cell or "") if char.isdigit()]
                assert len(digits) <= sum(char.isdigit() for char in text)


@given(st.text(max_size=6))
def test_a_count_is_a_number_of_people_or_nothing(text: str) -> None:
    people = read_count(text)
    assert people is None or 0 <= people <= 99
