"""Builders of test spreadsheets: the lists of the field as XLSX, XLS, ODS and CSV. Everybody is invented."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Value = str | float | None
Rows = Sequence[Sequence[Value]]

R1_HEAD = (
    "NO", "NAMA PENGURUS", "NIK PENGURUS", "NO. KK", "NO KKS", "ALAMAT",
    "RT/RW", "DESA/KEL", "KECAMATAN", "KELOMPOK", "NO HP", "KET",
)  # fmt: skip

R1_PEOPLE: Rows = (
    (
        1, "SARMUNAH  ", "'3604275203849901", "'3604271406129901", "6013 0000 0000 9901", "KP. CIPARI",
        "003/001", "Sukadana", "CIOMAS", "MELATI 1", "0812-0000-9901", "KETUA",
    ),
    (
        2, "NUR'AENI", 3604274511909900, 3604272002139900, "-", "Kp Pasir RT 2/1",
        None, "SUKABARES", "Ciomas", "melati 1", "8120000990 2 / 0856 0000 9902", None,
    ),
    (
        3, "RUMSIAH", "3,60431E+15", "3604300109119903", None, "KP KARANG",
        "1/4", "ANYER", "ANYER", "MAWAR", "+62 812 0000 9903", "pindah?",
    ),
)  # fmt: skip
R1_LAST: Sequence[Value] = (
    1, "ST.MAEMUNAH", "3604 2871 0187 9904", "36042807O4159904", "6013000000009904", "KP BARU",
    "002 / 002", "SINDANG SARI", "PABUARAN", "MELATI 2", "0", None,
)  # fmt: skip
R1: Rows = (
    ("DATA KPM PKH TAHAP 3 TAHUN 2026",),
    ("KECAMATAN CIOMAS KABUPATEN SERANG   PENDAMPING : ...",),
    (),
    R1_HEAD,
    *R1_PEOPLE,
    ("JUMLAH", "3 KPM"),
    ("MELATI 2",),
    R1_LAST,
)
"""Layout R1 as a pendamping's roster: rows 5, 6, 7 and 10 are families."""

R4: Rows = (
    (
        "ID DTKS", "PROVINSI", "KABUPATEN/KOTA", "KECAMATAN", "DESA/KELUARAHAN", "ALAMAT", "DUSUN", "RT",
        "RW", "NOMOR KK", "NOMOR NIK", "NAMA", "TANGGAL LAHIR", "TEMPAT LAHIR", "JENIS KELAMIN",
        "NAMA IBU KANDUNG", "HUBUNGAN KELUARGA",
    ),
    (
        "99000000000001", "BANTEN", "KAB. SERANG", "CIOMAS", "SUKADANA", "KP CIPARI", "-", 3, 1,
        "3604271406129901", "3604275203849901", "SARMUNAH", "12/03/1984", "SERANG", "PEREMPUAN", "IBU CONTOH",
        "ISTRI",
    ),
    (
        "99000000000001", "BANTEN", "KAB. SERANG", "CIOMAS", "SUKADANA", "KP CIPARI", "-", 3, 1,
        "3604271406129901", "3604270910629907", "SARKOWI", 22928, "SERANG", "L", "IBU CONTOH",
        "KEPALA KELUARGA",
    ),
    (
        "99000000000001", "BANTEN", "KAB. SERANG", "CIOMAS", "SUKADANA", "KP CIPARI", "-", 3, 1,
        "3604271406129901", "3604270207139908", "M. RAFLI", "2013-07-02 00:00:00", "SERANG", "LAKI-LAKI",
        "SARMUNAH", "ANAK",
    ),
    (
        "99000000000002", "BANTEN", "SERANG", "PADARINCANG", "CIOMAS", "KP HILIR", "2", "001", "002",
        "3604010303089911", "3604014606819911", "TARSIH", "06-Jun-81", "SERANG", "P", "IBU CONTOH",
        "KEPALA KELUARGA",
    ),
)  # fmt: skip
"""Layout R4, a DTKS export: three people of one family, and one alone."""


def r1_with(*people: Sequence[Value]) -> Rows:
    """Return a short R1 list of these rows under its header in row 1."""
    return (R1_HEAD, *people)


def person(
    name: Value = "SARMUNAH",
    nik: Value = "3604275203849901",
    kk: Value = "3604271406129901",
    **cells: Value,
) -> list[Value]:
    """Return one row of an R1 list; `cells` by the header's words in small letters (desa, kecamatan ...)."""
    at = {
        "address": 5,
        "rt_rw": 6,
        "desa": 7,
        "kecamatan": 8,
        "kelompok": 9,
        "phone": 10,
        "ket": 11,
        "kks": 4,
    }
    row: list[Value] = [
        1,
        name,
        nik,
        kk,
        None,
        "KP CIPARI",
        "003/001",
        "Sukadana",
        "CIOMAS",
        None,
        None,
        None,
    ]
    for field, value in cells.items():
        row[at[field]] = value
    return row


def as_text(rows: Rows) -> Rows:
    """Return the rows with every number as the text that a spreadsheet shows."""
    return [[_shown(cell) for cell in row] for row in rows]


def xlsx(
    rows: Rows,
    *,
    name: str = "KPM",
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    hidden: bool = False,
    merged: Iterable[tuple[int, int, int]] = (),
    before: Iterable[str] = (),
) -> bytes:
    """Return a workbook with this sheet. `hidden_rows` from 1, `hidden_columns` from 0; `hidden`: the sheet,
    behind an empty one.

    `merged`: (first row, last row, column) from 1, 1, 0 of cells merged downwards; `before`: names of empty
    sheets that come first.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    # The same rows make the same file, whatever the clock says.
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    for empty in (*before, *(("KOSONG",) if hidden else ())):
        book.add_worksheet(empty).activate()
    sheet = book.add_worksheet(name)
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(index, column, cell)
            elif cell is not None:
                sheet.write_number(index, column, cell)
    for row in hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    for column in hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    for first, last, column in merged:
        value = rows[first - 1][column]
        sheet.merge_range(first - 1, column, last - 1, column, value if value is not None else "")
    if hidden:
        sheet.hide()
    book.close()
    return out.getvalue()


def csv_text(rows: Rows, separator: str = ";") -> str:
    """Return the rows as Excel saves them."""
    lines = (separator.join(_quoted(_shown(cell), separator) for cell in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines)


def ods(
    rows: Rows,
    *,
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    merged: Iterable[tuple[int, int, int]] = (),
    name: str = "KPM",
) -> bytes:
    """Return a minimal ODS; `hidden_rows`, `hidden_columns` and `merged` as in `xlsx`."""
    spans = {(first, column): last - first + 1 for first, last, column in merged}
    hidden, away = set(hidden_rows), set(hidden_columns)
    states = (' table:visibility="collapse"' if at in away else "" for at in range(max(map(len, rows))))
    body = [f"<table:table-column{state}/>" for state in states]
    for number, row in enumerate(rows, 1):
        cells = "".join(_ods_cell(cell, spans.get((number, at))) for at, cell in enumerate(row))
        shown = ' table:visibility="filter"' if number in hidden else ""
        body.append(f"<table:table-row{shown}>{cells or '<table:table-cell/>'}</table:table-row>")
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet><table:table table:name={quoteattr(name)}>{''.join(body)}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def xls(
    rows: Rows,
    name: str = "KPM",
    *,
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    merged: Iterable[tuple[int, int, int]] = (),
) -> bytes:
    """Return a minimal BIFF8 workbook in its OLE container; what is hidden and merged as in `xlsx`."""
    cells = b"".join(_record(0x007D, struct.pack("<HHHHHH", at, at, 2340, 15, 1, 0)) for at in hidden_columns)
    for at in hidden_rows:
        cells += _record(0x0208, struct.pack("<HHHHHHI", at - 1, 0, 9, 255, 0, 0, 0x20))
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                cells += _record(0x0204, struct.pack("<HHH", index, column, 15) + text)
            elif cell is not None:
                cells += _record(0x0203, struct.pack("<HHHd", index, column, 15, cell))
    for first, last, column in merged:
        cells += _record(0x00E5, struct.pack("<HHHHH", 1, first - 1, last - 1, column, column))
    sheet = _bof(0x0010) + cells + _record(0x000A)
    bound = struct.pack("<BBBB", 0, 0, len(name), 1) + name.encode("utf-16-le")
    start = len(_bof(0x0005)) + 8 + len(bound) + 4
    globe = _bof(0x0005) + _record(0x0085, struct.pack("<I", start) + bound) + _record(0x000A)
    return ole({"Workbook": globe + sheet})


def ole(streams: dict[str, bytes]) -> bytes:
    """Return an OLE container with these streams, each long enough to need no small sectors."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat, sectors, entries = [fat_mark], b"", [_ole_entry("Root Entry", 5, end, 0, child=1)]
    for at, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        first, count = len(fat), len(content) // 512
        fat += [*range(first + 1, first + count), end]
        sibling = at + 1 if at < len(streams) else free
        entries.append(_ole_entry(name, 2, first, len(content), right=sibling))
        sectors += content
    directory = b"".join(entries).ljust(-(-128 * len(entries) // 512) * 512, b"\0")
    first_directory = len(fat)
    fat += [*range(first_directory + 1, first_directory + len(directory) // 512), end]
    assert len(fat) <= 128, "one sector of FAT holds 64 kB"
    table = struct.pack("<128I", *fat, *[free] * (128 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, first_directory, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + table + sectors + directory


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return out.getvalue()


def with_member(book: bytes, member: str, content: bytes) -> bytes:
    """Return a zipped workbook with one member replaced."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, member: content})


def _shown(cell: Value) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    return str(int(cell)) if float(cell).is_integer() else str(cell)


def _quoted(text: str, separator: str) -> str:
    if any(sign in text for sign in (separator, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _ods_cell(cell: Value, tall: int | None) -> str:
    span = f' table:number-rows-spanned="{tall}" table:number-columns-spanned="1"' if tall else ""
    if cell is None:
        return f"<table:table-cell{span}/>"
    if isinstance(cell, str):
        text = f"<text:p>{escape(cell)}</text:p>"
        return f'<table:table-cell office:value-type="string"{span}>{text}</table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{_shown(cell)}"{span}>'
        f"<text:p>{_shown(cell)}</text:p></table:table-cell>"
    )


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _ole_entry(
    name: str, kind: int, start: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
