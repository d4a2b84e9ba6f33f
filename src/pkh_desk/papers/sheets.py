"""Tables as XLSX, safe to open: nothing that a cell holds is ever taken for a formula."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

Cell = str | int | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60
LONGEST_CELL = 32_000


def draw_table(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook with one sheet: a bold header row that stays in view, and the rows as text.

    Texts that begin like a formula get an apostrophe before them, so that they stay text even when somebody
    copies the table into another program.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, head, bold)
    sheet.freeze_panes(1, 0)
    widths = [len(text) for text in head]
    last = 0
    for last, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(last, column, cell)
            elif cell:
                sheet.write_string(last, column, neutral(cell)[:LONGEST_CELL])
                widths[column] = max(widths[column], min(len(cell), WIDEST))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)
    sheet.autofilter(0, 0, max(last, 1), len(head) - 1)
    book.close()
    return out.getvalue()


def neutral(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
