"""Sheets and rows of any file, from a process that may die without harm.

The file is bounded and then read by `child` (decisions, Reading spreadsheets); here its lines become rows
as they come, so that a district's roster never lies in memory as a whole. Whatever the child meets, or
whatever ends it, becomes one of the UserErrors, and the program goes on.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pkh_desk.errors import FileNotUsable, NoListFound, SheetDamaged, SheetLocked, SheetTooBig, UserError
from pkh_desk.rosters.reading.cells import Cell
from pkh_desk.rosters.reading.child import HIDDEN_WORD
from pkh_desk.rosters.reading.limits import FILE, MIB

SAFE = "Data Anda tidak berubah."

Row = tuple[int, list[Cell]]
"""(the spreadsheet's own row number, cells); dates are ISO text."""


@dataclass
class Sheet:
    """One sheet as it is being read; `rows` can be walked once, before the next sheet is asked for.

    `hidden`: the sheet is hidden and has no rows here. `hidden_rows`: numbers of hidden or filtered rows,
    `struck_rows` of those struck through, `hidden_columns`: places of hidden columns in the rows, `formulas`
    how many cells are empty because nobody counted their formula.
    """

    name: str
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    formulas: int = 0
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))


def read_sheets(path: Path, sheet: str | None = None) -> Iterator[Sheet]:
    """Yield the sheets of a file, hidden ones without rows; of them only `sheet` if it is named.

    Raises FileNotUsable, SheetDamaged, SheetLocked, SheetTooBig, and NoListFound for an unknown sheet.
    Closing the iterator ends the child.
    """
    _require_usable(path)
    words = [str(path.absolute())] + ([sheet] if sheet is not None else [])
    with subprocess.Popen(
        [*_child(), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        try:
            yield from _Lines(process, sheet).sheets()
        finally:
            process.kill()


def _child() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN_WORD]
    return [sys.executable, "-P", "-m", "pkh_desk.rosters.reading.child"]


def _require_usable(path: Path) -> None:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise FileNotUsable("Ini folder, bukan berkas daftar. " + SAFE, "Pilih berkas di dalamnya.")
        with path.open("rb"):
            pass
    except OSError as error:
        raise FileNotUsable(
            "Berkas itu tidak ada atau tidak boleh dibaca. " + SAFE, "Periksa tempat dan namanya."
        ) from error
    if not size:
        raise FileNotUsable("Berkas ini kosong (0 bita). " + SAFE, "Minta salinan baru.")
    if size > FILE:
        raise _too_big(f"lebih dari {FILE // MIB} MB")


class _Lines:
    """The lines of one child, turned into sheets and rows."""

    def __init__(self, process: "subprocess.Popen[bytes]", wanted: str | None) -> None:
        self._process = process
        self._wanted = wanted
        self._next: dict[str, Any] = {}

    def sheets(self) -> Iterator[Sheet]:
        self._advance()
        while "end" not in self._next:
            head = self._next
            sheet = Sheet(
                head["sheet"],
                bool(head.get("hidden")),
                frozenset(head.get("hidden_rows", [])),
                frozenset(head.get("hidden_columns", [])),
                frozenset(head.get("struck_rows", [])),
                int(head.get("formulas", 0)),
            )
            self._next = {}
            sheet.rows = self._rows()
            yield sheet
            for _ in sheet.rows:
                continue

    def _rows(self) -> Iterator[Row]:
        while not self._next:
            yield from ((number, cells) for number, cells in self._advance())

    def _advance(self) -> list[Row]:
        """Read one line: rows are returned, everything else stands in `_next`."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise _ended(self._process.wait())
        said = json.loads(line)
        if isinstance(said, list):
            return said
        if "verdict" in said:
            raise _said(said["verdict"], said["detail"], self._wanted)
        self._next = said
        return []


def _ended(code: int) -> UserError:
    """Return the error for a child that ended without a word: out of memory, out of time, or broken."""
    if code < 0 and -code == signal.SIGSEGV:
        return _damaged()
    return _too_big("terlalu besar untuk dibaca di komputer ini")


def _said(verdict: str, detail: str, wanted: str | None) -> UserError:
    if verdict == "too_big":
        return _too_big(detail)
    if verdict == "locked":
        return SheetLocked(
            f"Berkas ini dikunci kata sandi. {SAFE}",
            "Buka di Excel, hapus kata sandinya lewat File > Info, simpan, lalu impor lagi.",
        )
    if verdict == "not_a_sheet":
        return SheetDamaged(
            f"Berkas ini sebenarnya {detail}, bukan buku kerja Excel. {SAFE}",
            "Buka dengan Excel atau LibreOffice, lalu simpan sebagai .xlsx.",
        )
    if verdict == "no_such_sheet":
        return NoListFound(f'Lembar "{wanted}" tidak ada. {SAFE}', f"Lembar yang ada: {detail}.")
    return _damaged()


def _damaged() -> SheetDamaged:
    return SheetDamaged(
        f"Berkas ini rusak atau terpotong, jadi tidak bisa dibaca. {SAFE}",
        "Minta salinan baru, atau buka di Excel dan simpan ulang sebagai .xlsx.",
    )


def _too_big(why: str) -> SheetTooBig:
    return SheetTooBig(
        f"Berkas ini melampaui batas: {why}. {SAFE}",
        "Salin tabel KPM saja ke berkas baru, lalu impor lagi.",
    )
