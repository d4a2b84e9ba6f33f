"""Tables as XLSX or CSV, written row by row as they come, and safe to open.

XlsxWriter keeps a sheet in memory, or in plain temporary files where NIK would lie unencrypted (trust, At
rest); a district's list may be in neither, so the few parts of a workbook are written here. Nothing that a
cell holds is ever taken for a formula. CSV is what Indonesian Excel opens by a double click: UTF-8 with its
mark, and semicolons.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import escape

Value = str | int | date | None

TEXT, NUMBER, MONEY, DAY, COUNT = "text", "number", "money", "day", "count"
"""Kinds of columns. NUMBER is a row of digits that is no quantity: a NIK, a No KK; it stays text."""

XLSX, CSV = "xlsx", "csv"
LONGEST_CELL = 32_000
LONGEST_TITLE = 31
# Longer rows of digits are shown by spreadsheet programs as 3,6E+15, and saved so.
MOST_DIGITS = 11
EPOCH = date(1899, 12, 30)
"""The day 0 of a workbook."""

_FORMULA = ("=", "+", "-", "@", "|", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
_UNSEEN = " \u00a0\u00ad\u200b\u200c\u200d\u2060\u3000\ufeff"
_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z .,/()*:'-]{0,200}")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
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

    `out` must be seekable. Rows are asked for one by one, and none is kept.
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
        lost = len(value) > MOST_DIGITS and value.isascii() and value.isdigit()
        return f"'{value}" if lost else neutral(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _write_xlsx(out: BinaryIO, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    name = escape(_NOT_XML.sub("", _NOT_IN_TITLE.sub(" ", title))[:LONGEST_TITLE].strip() or "Tabel")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for part, text in {
            **_PARTS,
            "xl/workbook.xml": _WORKBOOK.format(name.replace('"', "&quot;")),
        }.items():
            book.writestr(part, _XML + text)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write((_XML + _SHEET.format(_widths(columns))).encode())
            head = [_string(_name(at), 1, _HEAD, column.title) for at, column in enumerate(columns)]
            sheet.write(f'<row r="1">{"".join(head)}</row>'.encode())
            names = [(_name(at), _STYLES[column.kind]) for at, column in enumerate(columns)]
            last = 1
            for last, row in enumerate(rows, 2):
                cells = [_cell(*place, last, value) for place, value in zip(names, row, strict=True)]
                sheet.write(f'<row r="{last}">{"".join(cells)}</row>'.encode())
            sheet.write(_end(len(columns), last).encode())
    return last - 1


def _cell(column: str, style: int, row: int, value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _string(column, row, style, value)
    number = (value - EPOCH).days if isinstance(value, date) else value
    return f'<c r="{column}{row}" s="{style}"><v>{number}</v></c>'


def _string(column: str, row: int, style: int, text: str) -> str:
    said = text
    if not _PLAIN.fullmatch(text):
        # _x003D_ in a text means "=" to whoever reads the file.
        said = escape(_ESCAPE.sub("_x005F_", _LINE_END.sub("\n", neutral(text))))
    return f'<c r="{column}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _name(at: int) -> str:
    """Return the letters of a column: A, B ... Z, AA."""
    name = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, 26)
        name = chr(65 + letter) + name
    return name


def _widths(columns: Sequence[Column]) -> str:
    return "".join(
        f'<col min="{at}" max="{at}" width="{max(column.width, len(column.title)) + 2}" customWidth="1"/>'
        for at, column in enumerate(columns, 1)
    )


def _end(columns: int, last: int) -> str:
    """Return what follows the rows: the filter in the header, and that digits kept as text are meant so."""
    area = f"A1:{_name(columns - 1)}{last}"
    return (
        f'</sheetData><autoFilter ref="{area}"/><ignoredErrors>'
        f'<ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )


_HEAD = 1
_STYLES = {TEXT: 2, NUMBER: 2, MONEY: 3, DAY: 4, COUNT: 5}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{{}}" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)
_SHEET = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<cols>{}</cols><sheetData>"
)
_BORDER = "<left/><right/><top/>{}<diagonal/>"
_THIN = '<bottom style="thin"/>'
_FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
_XF = '<xf numFmtId="{}" fontId="{}" fillId="0" borderId="{}" xfId="0" applyNumberFormat="1" applyFont="1"/>'
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="&quot;Rp&quot;#,##0"/></numFmts>'
        f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2"><border>{_BORDER.format("<bottom/>")}</border>'
        f"<border>{_BORDER.format(_THIN)}</border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="6">{_XF.format(0, 0, 0)}{_XF.format(49, 1, 1)}{_XF.format(49, 0, 0)}'
        f"{_XF.format(165, 0, 0)}{_XF.format(164, 0, 0)}{_XF.format(3, 0, 0)}</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
