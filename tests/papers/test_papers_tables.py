"""Tables: what is written is read back by other programs, typed, and nothing of it is ever a formula."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pkh_desk.papers.tables import (
    COUNT,
    CSV,
    DAY,
    LONGEST_CELL,
    MONEY,
    NUMBER,
    XLSX,
    Column,
    Value,
    neutral,
    write_table,
)
from pkh_desk.rosters.reading.cells import text_of

COLUMNS = [
    Column("Nama"),
    Column("NIK", NUMBER),
    Column("Harga", MONEY),
    Column("Hari", DAY),
    Column("Stok", COUNT),
]
ROW: list[Value] = ['NUR\'AENI <&> "x"\nRT 1', "3604275203849901", 12_000, date(2026, 11, 24), -3]
EVIL = st.text(
    st.characters(codec="utf-8")
    | st.sampled_from("=+-@|\t\r\n;,\"'\0\x0b\ufeff\u200b\uff1d_x")
    | st.sampled_from(list(" \u00a0\ud800\ufffe")),
    max_size=12,
)


def written(form: str, rows: list[list[Value]], columns: list[Column] = COLUMNS) -> bytes:
    out = io.BytesIO()
    assert write_table(out, form, "Keluarga [1]: 'a'", columns, rows) == len(rows)
    return out.getvalue()


def test_a_workbook_is_typed_and_says_so() -> None:
    book = written(XLSX, [ROW, ["", "003", 0, None, None]])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    assert sheet.to_python() == [
        [column.title for column in COLUMNS],
        [ROW[0], "3604275203849901", 12_000, date(2026, 11, 24), -3],
        ["", "003", 0, "", ""],
    ]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
        assert 'name="Keluarga  1    a"' in parts.read("xl/workbook.xml").decode()
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:E3"/>' in xml
    assert re.search('<c r="B2" s="[0-9]" t="s">', xml)


def test_a_csv_opens_in_indonesian_excel() -> None:
    text = written(CSV, [ROW, ["0812", "003", 0, None, None]]).decode()
    assert text.startswith("\ufeffNama;NIK;Harga;Hari;Stok\r\n")
    assert list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))[1:] == [
        [ROW[0], "'3604275203849901", "12000", "24/11/2026", "-3"],
        ["'0812", "'003", "0", "", ""],
    ]


@pytest.mark.parametrize("text", ["001", "3/1", "003/001", "2026-07", "0", "12", "12 B"])
def test_a_csv_says_of_digits_that_excel_would_change_that_they_are_text(text: str) -> None:
    (cell,) = list(
        csv.reader(io.StringIO(written(CSV, [[text]], [Column("RT")]).decode("utf-8-sig")), delimiter=";")
    )[1]
    assert cell == (text if text in ("0", "12", "12 B") else f"'{text}")
    assert text_of(cell) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+62812", "-", "@SUM(A1)", "\t=1", "\r=1", " \u200b=1", "\uff1d1", "\x00=1"]
)
def test_what_begins_like_a_formula_is_text(text: str) -> None:
    assert neutral(text).startswith("'")


@given(EVIL, EVIL)
def test_nothing_that_a_cell_or_header_holds_becomes_a_formula(text: str, title: str) -> None:
    columns = [Column(title), Column("Lain")]
    book = written(XLSX, [[text, "x"]], columns)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f[ >]", xml) == []
    cells = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    rows = list(
        csv.reader(
            io.StringIO(written(CSV, [[text, "x"]], columns).decode("utf-8-sig"), newline=""), delimiter=";"
        )
    )
    assert len(rows) == 2
    for cell in (cells[0][0], cells[-1][0], rows[0][0], rows[1][0]):
        assert not str(cell).strip(" \u00a0\u200b\ufeff").startswith(tuple("=+-@|\t\r\n\uff1d"))
    assert rows[1][1] == "x"


def test_a_cell_is_cut_where_excel_would_refuse_it() -> None:
    assert len(neutral("a" * 40_000)) == LONGEST_CELL
