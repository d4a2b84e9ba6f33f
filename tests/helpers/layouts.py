"""The lists R2, R5 and R6 of the field, and every kind of file they come in. Everybody is invented."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.desks import add_family
from helpers.sheets import Rows, Value, as_text, csv_text, ods, ole, xls, xlsx
from pkh_desk.desk import Desk

R2: Rows = (
    (
        "NO", "PENGURUS", "NO KK", "NIK", "ALAMAT", "AUD", "SD", "SMP", "SMA", "DISAB", "LANSIA", "HAMIL",
        "KETERANGAN", "TTD",
    ),
    (
        1, "SARMUNAH", "3604271406129901", "3604275203849901", "KP. CIPARI", 0, 1, 0, 0, 0, 1, 0, None, None,
    ),
    (
        2, "NUR'AENI", "3604272002139902", "3604274511909902", "KP PASIR", 1, None, None, None, None, None,
        None, "GRADUASI 2025", None,
    ),
    (
        3, "JUBAEDAH", "3604062307189906", "3604066902929906", "KP. MELATI", 1, 1, 1, 1, 1, 1, 0, None, None,
    ),
    ("TOTAL", None, None, None, None, 2, 2, 1, 1, 1, 2, 0, None, None),
)  # fmt: skip

R5: Rows = (
    ("NIK KPM", "NAMA KPM", "NOMOR KKS", "JENIS BANSOS", "TAHAP SALUR", "NOMINAL CAIR"),
    ("3604305708799903", "RUMSIAH", "6013000000009903", "PKH", "Tahap 3 Tahun 2026", 225000),
    ("3604136005769905", "HJ UUN KHOERUNISA", "6.013E+15", "PKH+SEMBAKO", "TAHAP 3", "Rp. 825.000,-"),
    ("3604136005769905", "UUN KHOERUNISA HJ", "6013000000009905", "SEMBAKO", "Juli-September", "600,000"),
    ("3604356512589910", "ENOK WATI", None, "PKH", "T3", "600.000"),
)

R6: Rows = (
    (
        "Timestamp", "Email", "NIK", "Nama", "No.KKS", "WA", "Kepesertaan", "Status", "FotoKepemilikan",
        "Pernyataan", "KirimWA", "Alamat", "RT", "RW", "FotoKKS",
    ),
    (
        "16/08/2026 10.15.22", "a@contoh.id", "3604287101879904", "St Maemunah", None,
        "https://wa.me/6281200009904", "PKH", "Aktif", "https://drive.google.com/open?id=XXXX",
        "Saya dengan penuh kesadaran menyatakan keluar dari kepesertaan PKH karena ekonomi saya sudah baik",
        "TERKIRIM", "kp baru", "02", "02", None,
    ),
    (
        "8/17/2026 9:01:05", None, "360428710187990", "St. Maemunah", "-", "081200009904", "pkh", "aktif",
        None, None, None, None, "2", "2", None,
    ),
)  # fmt: skip

HELD = {
    "SARMUNAH": ("3604275203849901", "3604271406129901"),
    "NUR'AENI": ("3604274511909902", "3604272002139902"),
    "RUMSIAH": ("3604305708799903", "3604300109119903"),
    "ST. MAEMUNAH": ("3604287101879904", "3604280704159904"),
    "HJ. UUN KHOERUNISA": ("3604136005769905", "3604130912109905"),
    "JUBAEDAH": ("3604066902929906", "3604062307189906"),
    "ENOK WATI": ("3604356512589910", "3604351501099910"),
}
"""Name -> NIK and No KK of the people of the truth table that these lists are about."""


class File(NamedTuple):
    """A file of a list: its name and content."""

    name: str
    content: bytes

    def put(self, folder: Path) -> Path:
        """Write it and return its path."""
        path = folder / self.name
        path.write_bytes(self.content)
        return path


def hold(desk: Desk, names: Iterable[str] = HELD) -> dict[str, str]:
    """Give the desk the families of these people; return name -> household id."""
    return {name: add_family(desk, name=name, nik=HELD[name][0], no_kk=HELD[name][1]) for name in names}


def variants(rows: Rows, hidden: int = 2) -> Mapping[str, File]:
    """Return the list in every kind of file that people send, by the kind; `hidden` is a row of data."""
    text = as_text(rows)
    return {
        "xlsx text": File("a.xlsx", xlsx(text)),
        "xlsx numbers": File("a.xlsx", xlsx(_numbers(rows))),
        "xlsx 15 digits": File("a.xlsx", xlsx(_numbers(rows, lost=True))),
        "xls": File("a.xls", xls(rows)),
        "ods": File("a.ods", ods(rows)),
        "csv utf-8 bom ;": File("a.csv", csv_text(rows).encode("utf-8-sig")),
        "csv cp1252 ,": File("a.csv", csv_text(rows, ",").encode("cp1252")),
        "csv utf-16le tab": File("a.csv", csv_text(rows, "\t").encode("utf-16-le")),
        "xls that is html": File("a.xls", _html(text).encode()),
        "locked": File("a.xlsx", ole({"EncryptedPackage": b"x"})),
        "empty sheet first": File("a.xlsx", xlsx(rows, before=["SAMPUL"])),
        "hidden rows": File("a.xlsx", xlsx(rows, hidden_rows=[hidden])),
        "crlf in cells": File("a.xlsx", xlsx(_marked(rows, "\r\n"))),
        "nbsp, zero width": File("a.xlsx", xlsx(_marked(rows, "\u00a0\u200b"))),
        "formulas": File("a.xlsx", xlsx([_with_formulas(row) for row in text])),
    }


def _numbers(rows: Rows, lost: bool = False) -> Rows:
    """Return the rows with long numbers as number cells; `lost`: as typed in Excel, which keeps 15 digits."""

    def cell(value: Value) -> Value:
        if not isinstance(value, str) or not (value.isdigit() and len(value) > 9):
            return value
        return float(value[:15].ljust(len(value), "0") if lost else value)

    return [[cell(value) for value in row] for row in rows]


def _with_formulas(row: Sequence[Value]) -> Sequence[Value]:
    """Return the row with what a spreadsheet would take for formulas behind it, if it is of a table."""
    return [*row, '=HYPERLINK("x")', "+cmd", "@SUM(A1)"] if sum(map(bool, row)) > 3 else row


def _marked(rows: Rows, mark: str) -> Rows:
    """Return the rows with a mark behind every text and, between words, inside it."""
    return [[f"{v.replace(' ', mark + ' ', 1)}{mark}" if isinstance(v, str) else v for v in r] for r in rows]


def _html(rows: Rows) -> str:
    lines = ("".join(f"<td>{cell or ''}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><table>{body}</table></html>"
