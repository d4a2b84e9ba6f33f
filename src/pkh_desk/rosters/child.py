"""The program that reads one spreadsheet and dies: `python -m pkh_desk.rosters.child FILE`.

The library aborts the whole process when a hostile file makes it ask for too much memory, which nobody can
catch. So it runs here, with a cap on memory and time, and the parent survives anything. What it reads goes
to stdout as JSON lines; it imports nothing of the program but its limits. Source: decisions, Reading
spreadsheets.
"""

import faulthandler
import json
import os
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TextIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from pkh_desk.rosters import limits
from pkh_desk.rosters.scan import TooBig, hidden_rows

BLOCK = 500
LOCKED, DAMAGED, TOO_BIG = "locked", "damaged", "too_big"


def main(path: Path, out: TextIO) -> None:
    """Write the sheets of `path` as JSON lines, ending in `{"end": true}` or `{"error": reason}`."""
    try:
        _write_book(path, out)
        _say(out, {"end": True})
    except PasswordError:
        _say(out, {"error": LOCKED})
    except (TooBig, MemoryError):
        _say(out, {"error": TOO_BIG})
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        _say(out, {"error": LOCKED if "password" in str(error).casefold() else DAMAGED})


def _write_book(path: Path, out: TextIO) -> None:
    hidden = hidden_rows(path) if zipfile.is_zipfile(path) else {}
    book = CalamineWorkbook.from_path(path)
    for meta in book.sheets_metadata:
        if meta.visible != SheetVisibleEnum.Visible:
            _say(out, {"sheet": meta.name, "hidden": True})
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height > limits.ROWS or sheet.total_height * sheet.total_width > limits.CELLS:
            raise TooBig
        merged = [
            (first[0] + 1, last[0] + 1, first[1])
            for first, last in sheet.merged_cell_ranges or ()
            if last[0] > first[0]
        ]
        _say(out, {"sheet": meta.name, "hidden": False, "merged": merged})
        _write_rows(sheet, hidden.get(meta.name, set()), out)


def _write_rows(sheet: Any, hidden: set[int], out: TextIO) -> None:
    block: list[Any] = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if any(cell != "" for cell in cells):
            block.append([number, [_plain(cell) for cell in cells], number in hidden])
        if len(block) == BLOCK:
            _say(out, {"rows": block})
            block = []
    _say(out, {"rows": block})


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell[: limits.LONGEST_CELL]
    if isinstance(cell, date | datetime):
        return {"d": cell.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def _say(out: TextIO, line: dict[str, Any]) -> None:
    out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def limit() -> None:
    """Cap this process: memory by the system, time by a watchdog that ends it whatever it does."""
    faulthandler.dump_traceback_later(
        limits.CHILD_SECONDS, exit=True, file=open(os.devnull, "w", encoding="utf-8")
    )
    if sys.platform == "win32":
        from pkh_desk.rosters.job_object import cap_memory

        cap_memory(limits.CHILD_MEMORY)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY, limits.CHILD_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(path: str) -> None:
    """Be the child."""
    limit()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    main(Path(path), sys.stdout)
    sys.stdout.flush()


if __name__ == "__main__":
    run(sys.argv[1])
