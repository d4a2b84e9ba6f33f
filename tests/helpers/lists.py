"""Lists that do not bring families: school attendance (R3), graduation recaps (R7), products (R8).

Everybody is invented.
"""

import csv
import io

import xlsxwriter

from helpers.desks import add_family
from helpers.sheets import Rows, Value, csv_text
from pkh_desk.desk import Desk
from pkh_desk.store.people.household import Member

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


R7_HEAD = (
    "No.", "Nama KPM", "NIK", "No KK", "Desa", "Kategori", "Status", "Alasan", "Usaha",
    "Tgl Surat Pernyataan", "Penghasilan/Bln", "Pendamping", "Ket",
)  # fmt: skip
R7_ROWS: Rows = (
    (
        1, "Sarmunah", "3604275203849901", "3604271406129901", "Sukadana", "PKH Murni", "Graduasi Mandiri",
        "Sudah Mampu / punya usaha", "telor asin", "7-1-26", "2,5 jt", "WULAN", "surat ada",
    ),
    (
        2, "SARMUNAH", "3604275203849901", "3604271406129901", "SUKADANA", "BPNT + PKH",
        "Graduasi Sejahtera", "Penghasilan diatas UMK", "Telur Asin", "07/01/2026", "Rp 2.500.000",
        "WULAN", "",
    ),
    (
        3, "Rumsiah (alm)", "3604305708799903", "", "Anyer", "PKH", "meninggal", "-", "", 46029, "", "", "",
    ),
)  # fmt: skip


def r7(rows: Rows = R7_ROWS) -> Rows:
    """Return a recap with its title and its signature line."""
    return (
        ("REKAP KPM GRADUASI MANDIRI BULAN AGUSTUS 2026",),
        R7_HEAD,
        *rows,
        ("Mengetahui, Koordinator PKH Kab. Serang", *[None] * 8, "Pendamping, WULAN"),
    )


def workbook(sheets: dict[str, Rows]) -> bytes:
    """Return an XLSX with several sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for index, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(index, column, cell)
                elif cell is not None:
                    sheet.write_number(index, column, cell)
    book.close()
    return out.getvalue()


R8_TEXT = """Daftar Produk Bazar Dinsos Kab Serang
Nama KPM; Kec; Produk; Harga; Stok; Terjual; PIRT; Halal; NIB; HP
bu sarmunah;Ciomas;telor asin @10 butir;35rb;20 pak;17;-;blm;;08120000 9901
NUR AENI;ciomas;kripik pisang 250 gr / kripik singkong 250gr;12.000/10.000;40;"38 (2 rusak)";\
2153604990001-31;proses;9900000000001;
Jubaedah;Waringin Kurung;bubur sum-sum cup;5000;50;50;;;;
HJ. UUN;TIRTAYASA;aksesoris (gelang, bros);"5rb-15rb";-;Rp. 210.000;;;;
"""
"""A bazaar's list as it comes by WhatsApp."""
R8: Rows = tuple(csv.reader(io.StringIO(R8_TEXT), delimiter=";"))


def hold_owners(desk: Desk) -> dict[str, str]:
    """Give the desk the families that R8 is about, each in its kecamatan; return name -> household id."""
    people = {
        "SARMUNAH": ("3604275203849901", "36.04.27.2007"),
        "NUR'AENI": ("3604274511909902", "36.04.27.2005"),
        "JUBAEDAH": ("3604066902929906", "36.04.06.2004"),
        "HJ. UUN KHOERUNISA": ("3604136005769905", "36.04.13.2001"),
    }
    return {name: add_family(desk, name, nik, None, desa_code=desa) for name, (nik, desa) in people.items()}


def add_child(desk: Desk, home: str, name: str = "M. RAFLI", nik: str | None = "3604270207139908") -> str:
    """Give a family the child that R3 is about; return its id."""
    child = desk.new_id()
    with desk.write() as session:
        session.add(Member(id=child, household_id=home, nik=nik, name=name, komponen="sd"))
    return child
