"""Tables as XLSX or CSV, safe to open: nothing that a cell holds is ever taken for a formula.

CSV is what Indonesian Excel opens by a double click: UTF-8 with its mark, and semicolons. It is written row
by row. A workbook is made in memory (3 kB a row): the other way of XlsxWriter are plain temporary files,
where NIK would lie unencrypted (trust, At rest).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | date | None

TEXT, NUMBER, MONEY, DAY, COUNT = "text", "number", "money", "day", "count"
"""Kinds of columns. NUMBER is a row of digits that is no quantity: a NIK, a No KK; it stays text."""

XLSX, CSV = "xlsx", "csv"
LONGEST_CELL = 32_000
LONGEST_TITLE = 31

_FORMULA = ("=", "+", "-", "@", "|", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
_UNSEEN = " \u00a0\u00ad\u200b\u200c\u200d\u2060\u3000\ufeff"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Spreadsheet programs show long rows of digits as 3,6E+15, RT 003 as 3, RT/RW 3/1 as a day, and save them so.
_CHANGED = re.compile(r"[0-9]{12,}|0[0-9]+|[0-9]{1,4}[/-][0-9]{1,4}")
_LINE_END = re.compile("\r\n?")
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Column:
    """One column: its title, its kind, and its width in characters."""

    title: str
    kind: str = TEXT
    width: int = 14


def write_table(
    out: BinaryIO, form: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> int:
    """Write a table as XLSX or CSV and return the number of its rows; `title` names the sheet.

    `out` must be seekable. Rows are asked for one by one.
    """
    return _write_csv(out, columns, rows) if form == CSV else _write_xlsx(out, title, columns, rows)


def neutral(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula, without what a file cannot hold."""
    text = _NOT_XML.sub("", text[:LONGEST_CELL])
    first = text.lstrip(_UNSEEN)[:1]
    return f"'{text}" if first and first in _FORMULA else text


def _write_csv(out: BinaryIO, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    words = io.TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(words, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutral(column.title) for column in columns])
    count = 0
    for row in rows:
        writer.writerow([_csv_text(value) for value in row])
        count += 1
    words.detach()
    return count


def _csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _CHANGED.fullmatch(value) else neutral(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _write_xlsx(out: BinaryIO, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    from xlsxwriter import Workbook

    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(_sheet_name(title))
    head = book.add_format({"bold": True, "bottom": 1})
    forms = [book.add_format({"num_format": _FORMATS[column.kind]}) for column in columns]
    for at, column in enumerate(columns):
        sheet.set_column(at, at, max(column.width, len(column.title)) + 2)
        sheet.write_string(0, at, neutral(column.title), head)
    last = 0
    for last, row in enumerate(rows, 1):
        for at, (value, form) in enumerate(zip(row, forms, strict=True)):
            _write_cell(sheet, last, at, value, form)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    book.close()
    return last


def _write_cell(sheet: "Worksheet", row: int, at: int, value: Value, form: "Format") -> None:
    if isinstance(value, str) and value:
        sheet.write_string(row, at, _LINE_END.sub("\n", neutral(value)), form)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, form)
    elif isinstance(value, int):
        sheet.write_number(row, at, value, form)


def _sheet_name(title: str) -> str:
    return _NOT_XML.sub("", _NOT_IN_TITLE.sub(" ", title))[:LONGEST_TITLE].strip() or "Tabel"


_FORMATS = {TEXT: "@", NUMBER: "@", MONEY: '"Rp"#,##0', DAY: "dd/mm/yyyy", COUNT: "#,##0"}
