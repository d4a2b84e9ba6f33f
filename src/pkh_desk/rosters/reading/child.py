"""The reading process: one spreadsheet in, lines of JSON out, under a cap of memory and time.

calamine ends its whole process when memory runs out, so it is never loaded into the program itself. What is
said here is believed no more than the file: plain JSON, no pickles. Lines: one object a sheet, then lists of
`[row number, cells]`, and `{"end": true}` when all went well or `{"verdict": code, "detail": text}`.
"""

import faulthandler
import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from pkh_desk.rosters.reading import limits
from pkh_desk.rosters.reading.hidden import Hidden
from pkh_desk.rosters.reading.verdicts import Damaged, Locked, NoSuchSheet, TooBig, Verdict

HIDDEN_WORD = "--baca-daftar"
"""In the packaged program the child is the program itself with this first word."""

_BATCH = 200

Cells = list[Any]
Span = tuple[int, int, int]
"""(first row, last row, column), counted from 0, of a cell that is merged over several rows."""


def main(arguments: Sequence[str]) -> int:
    """Read the file named first, of it the sheet named second (if any); write lines to standard output."""
    limits.cap_memory()
    # Rows hold no circles, and the process soon ends.
    gc.disable()
    out = _Output()
    try:
        _read(Path(arguments[0]), arguments[1] if len(arguments) > 1 else None, out)
        out.say({"end": True})
    except Verdict as verdict:
        out.say({"verdict": verdict.code, "detail": verdict.detail})
    except MemoryError:
        out.say({"verdict": TooBig.code, "detail": "terlalu besar untuk memori"})
    return 0


class _Output:
    """Standard output, and the watchdog that ends a process which says nothing for too long.

    The watchdog is a thread of the interpreter's own that does not need its lock, so it also ends a parser
    that never comes back.
    """

    def __init__(self) -> None:
        self._rows = 0
        # The descriptor itself: a program without a console has no sys.stdout on Windows.
        self._out = open(1, "wb", closefd=False)
        # Open until the process ends: a report of the watchdog is for nobody.
        self._nowhere = open(os.devnull, "w")
        self._rearm()

    def say(self, line: object) -> None:
        """Write one line."""
        self._write(_encode(line))

    def _write(self, text: str) -> None:
        self._out.write(text.encode("ascii") + b"\n")
        self._out.flush()
        self._rearm()

    def rows(self, rows: Iterable[tuple[int, Cells]]) -> None:
        """Write rows in batches. Raises TooBig."""
        flowing = iter(rows)
        while batch := list(islice(flowing, _BATCH)):
            self._rows += len(batch)
            if self._rows > limits.ROWS:
                raise TooBig(f"ada lebih dari {limits.ROWS} baris")
            self._write(f"[{','.join(f'[{number},{_row(cells)}]' for number, cells in batch)}]")

    def _rearm(self) -> None:
        faulthandler.dump_traceback_later(limits.SECONDS, exit=True, file=self._nowhere)


def _plain(value: object) -> str:
    """Return a date as ISO text, so that it is read like a written one; a bare time is no value here."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if isinstance(value, time | timedelta) else str(value)


_encode = json.JSONEncoder(default=_plain, separators=(",", ":")).encode


def _row(cells: Cells) -> str:
    """Return a row as JSON, every cell within its bound."""
    text = _encode(cells)
    if len(text) <= limits.CELL:
        return text
    return _encode([cell[: limits.CELL] if type(cell) is str else cell for cell in cells])


def _read(path: Path, wanted: str | None, out: _Output) -> None:
    from pkh_desk.rosters.reading.kinds import kind_of

    try:
        kind = kind_of(path)
        if kind == "text":
            _read_text(path, wanted, out)
        else:
            _read_workbook(path, kind, wanted, out)
    except OSError as error:
        raise Damaged from error


def _read_text(path: Path, wanted: str | None, out: _Output) -> None:
    from pkh_desk.rosters.reading.delimited import delimited_rows, read_text

    name, text = path.stem, read_text(path)
    if wanted is not None and _same_name([name], wanted) is None:
        raise NoSuchSheet(name)
    out.say({"sheet": name})
    out.rows(_numbered(delimited_rows(text), 0, []))


def _read_workbook(path: Path, kind: str, wanted: str | None, out: _Output) -> None:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    from pkh_desk.rosters.reading.ods_scan import scan_ods
    from pkh_desk.rosters.reading.xls_scan import scan_xls
    from pkh_desk.rosters.reading.xlsx_scan import scan_xlsx

    hidden = scan_xlsx(path) if kind == "xlsx" else scan_xls(path) if kind == "xls" else {}
    tables = scan_ods(path) if kind == "ods" else []
    try:
        # An open file and not its name: calamine would believe the name's ending.
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
            names = [sheet.name for sheet in sheets]
            chosen = _same_name(names, wanted) if wanted is not None else None
            if wanted is not None and chosen is None:
                raise NoSuchSheet(", ".join(names))
            for index, sheet in enumerate(sheets):
                if chosen is not None and sheet.name != chosen:
                    continue
                if chosen is None and str(sheet.visible) != "SheetVisibleEnum.Visible":
                    out.say({"sheet": sheet.name, "hidden": True})
                    continue
                if tables:
                    at = tables[index]
                    _read_sheet(book, sheet.name, at.hidden, at.spans, out)
                else:
                    _read_sheet(book, sheet.name, hidden.get(sheet.name, Hidden()), [], out)
    except PasswordError as error:
        raise Locked from error
    except CalamineError as error:
        raise Damaged from error


def _read_sheet(book: Any, name: str, hidden: Hidden, spans: list[Span], out: _Output) -> None:
    """Say one sheet: what its columns hold, then its rows."""
    sheet = book.get_sheet_by_name(name)
    first = sheet.start[1] if sheet.start else 0
    merged = sheet.merged_cell_ranges or []
    spans = spans + [(top, bottom, left) for (top, left), (bottom, _) in merged if bottom > top]
    columns = [at - first for at in hidden.columns if at >= first]
    told = {"hidden_rows": hidden.rows, "hidden_columns": columns, "struck_rows": hidden.struck}
    out.say({"sheet": name, "formulas": hidden.formulas, **told})
    out.rows(_numbered(sheet.iter_rows(), first, spans))


def _numbered(rows: Iterable[Cells], first: int, spans: list[Span]) -> Iterator[tuple[int, Cells]]:
    """Yield the rows that hold something with their numbers; merged cells are filled downwards."""
    waiting = sorted(spans, reverse=True)
    open_spans: list[tuple[int, int, Any]] = []
    for index, source in enumerate(rows):
        row = list(source)
        if open_spans:
            open_spans = [span for span in open_spans if span[0] >= index]
            for _, column, value in open_spans:
                if 0 <= column < len(row) and row[column] == "":
                    row[column] = value
        while waiting and waiting[-1][0] <= index:
            top, bottom, column = waiting.pop()
            if top == index and 0 <= column - first < len(row):
                open_spans.append((bottom, column - first, row[column - first]))
        while row and row[-1] == "":
            row.pop()
        if row:
            yield index + 1, row


def _same_name(names: list[str], wanted: str) -> str | None:
    """Return the sheet with this name, or the only one that differs in case and spaces alone."""
    if wanted in names:
        return wanted
    near = [name for name in names if " ".join(name.split()).lower() == " ".join(wanted.split()).lower()]
    return near[0] if len(near) == 1 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
