"""Text tables: CSV as Excel, Google Sheets and Kemensos write it, in any of the four usual encodings."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from pkh_desk.errors import SheetDamaged, SheetTooBig
from pkh_desk.rosters import limits
from pkh_desk.rosters.cells import Row, Sheet

DELIMITERS = ";,\t|"
SAMPLE_LINES = 30
HEAD = 1 << 16


def read_delimited(path: Path) -> Iterator[Sheet]:
    """Yield the one sheet of a text table. Raises SheetDamaged (not text), SheetTooBig."""
    yield Sheet(path.stem, _rows(path, _encoding(path)))


def _encoding(path: Path) -> str:
    with path.open("rb") as content:
        head = content.read(HEAD)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.count(0) > len(head) // 3:
        return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    if 0 in head:
        raise SheetDamaged(
            "Berkas ini bukan tabel yang bisa dibaca. Tidak ada yang berubah.",
            "Simpan sebagai Excel atau CSV.",
        )
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as content:
            while piece := content.read(1 << 20):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _rows(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        first = list(islice(lines, SAMPLE_LINES))
        delimiter = _delimiter(first)
        if first and first[0].casefold().startswith("sep="):
            first = first[1:]
        yield from _parsed(chain(first, lines), delimiter)


def _delimiter(lines: list[str]) -> str:
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].strip("\r\n")) == 5:
        return lines[0][4]
    counts = {mark: sum(_outside_quotes(line).count(mark) for line in lines) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: counts[mark])


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _parsed(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(limits.LONGEST_CELL * 64)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SheetDamaged(
                f"Baris {number} berkas ini tidak bisa dibaca. Tidak ada yang berubah.",
                "Simpan ulang berkasnya sebagai Excel atau CSV.",
            ) from error
        if number > limits.ROWS:
            raise SheetTooBig(
                f"Berkas ini punya lebih dari {limits.ROWS} baris. Tidak ada yang berubah.",
                "Bagi per kecamatan.",
            )
        if any(cell.strip() for cell in record):
            yield Row(number, [cell[: limits.LONGEST_CELL] for cell in record[: limits.COLUMNS]])
