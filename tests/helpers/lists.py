"""Lists that do not bring families: school attendance (R3), graduation recaps (R7), products (R8).

Everybody is invented.
"""

from helpers.sheets import Rows, Value, csv_text

MONTH_LABELS = ("ALPA", "IZIN", "SAKIT", "JML", "%")
R3_COLUMNS = (
    "NO", "NIK PENGURUS", "NAMA PENGURUS", "NIK SISWA", "NISN", "NAMA SISWA", "BENTUK PENDIDIKAN",
    "TINGKAT PENDIDIKAN",
)  # fmt: skip
R3_FIRST: Rows = (
    (
        1, "3604275203849901", "SARMUNAH", "3604270207139908", "0130000908", "M. RAFLI", "SD", "Kelas 6",
        1, 0, 1, 20, 91, 4, 0, 0, 16, 80, 0, 0, 0, 18, 100, "", "WULAN",
    ),
)  # fmt: skip
R3_AGAIN: Rows = (
    (
        2, "3604275203849901", "SARMUNAH", "3604270207139908", "130000908", "M RAFLI", "SD", "6",
        *[""] * 15, "", "WULAN",
    ),
)  # fmt: skip
"""The same child: its NISN lost the leading 0, and nothing is filled in."""


def r3_header(
    months: tuple[str, ...] = ("APRIL", "MEI", "JUNI"), days: tuple[int, ...] = (22, 20, 18)
) -> Rows:
    """Return the three header rows of the form: 25 columns."""
    blank = [""] * len(R3_COLUMNS)
    named: list[Value] = [cell for month in months for cell in (month, "", "", "", "")]
    told: list[Value] = [cell for day in days for cell in (f"Hari Efektif: {day}", "", "", "", "")]
    return (
        (*R3_COLUMNS, *named, "KET", "NAMA PENDAMPING"),
        (*blank, *told, "", ""),
        (*blank, *MONTH_LABELS * len(months), "", ""),
    )


def r3(*bodies: Rows, header: Rows | None = None, title: str = "TRIWULAN 2 TAHUN 2026") -> Rows:
    """Return the form; before each body but the first the header comes again."""
    head = header or r3_header()
    rows: list[list[Value]] = [
        [f"FORM VERIFIKASI KOMITMEN PENDIDIKAN {title}"],
        ["NPSN ::00000000"],
        ["Nama Sekolah ::SDN CONTOH CIOMAS"],
    ]
    for body in bodies or ((*R3_FIRST, *R3_AGAIN),):
        rows += [list(row) for row in (*head, *body)]
    return rows


def verkom_csv(rows: Rows, separator: str = ";") -> bytes:
    """Return the form as Kemensos gives it: BOM, a line that names the separator, CRLF."""
    return f"sep={separator}\r\n{csv_text(rows, separator)}".encode("utf-8-sig")
