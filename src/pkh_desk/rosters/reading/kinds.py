"""What a file really is, by its first bytes and its parts; never by its name alone."""

import zipfile
from pathlib import Path

from pkh_desk.rosters.reading.verdicts import Damaged, Locked, NotASheet, TooBig

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "berkas PDF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "foto JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"RIFF", "gambar atau suara"),
    (b"Rar!", "berkas RAR"),
    (b"7z\xbc\xaf", "berkas 7-Zip"),
    (b"\x1f\x8b", "berkas GZ"),
    (b"SQLite format 3", "basis data"),
    (b"{\\rtf", "dokumen RTF"),
)
_TEXT_NAMES = {".csv", ".txt", ".tsv", ".tab", ".prn", ""}


def kind_of(path: Path) -> str:
    """Return xlsx, ods, xls or text. Raises Damaged, Locked, NotASheet, TooBig."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _ole(path)
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise NotASheet(what)
    markup = _markup(head)
    if markup:
        raise NotASheet(markup)
    if b"\0" in head and not _looks_utf16(head):
        raise Damaged
    if path.suffix.lower() not in _TEXT_NAMES:
        raise NotASheet("berkas teks (CSV)")
    return "text"


def _zipped(path: Path) -> str:
    """Tell an XLSX from an ODS and from everything else that is zipped."""
    from pkh_desk.rosters.reading.limits import MEMBERS

    try:
        with zipfile.ZipFile(path) as archive:
            names = {info.filename for info in archive.infolist()}
            if len(names) > MEMBERS:
                raise TooBig(f"ada {len(names)} bagian di dalamnya")
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "mimetype" in names and "content.xml" in names:
                return _open_document(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError, RuntimeError) as error:
        raise Damaged from error
    if "xl/workbook.bin" in names:
        raise NotASheet("berkas XLSB")
    if "word/document.xml" in names:
        raise NotASheet("dokumen Word")
    if any(name.startswith("[Content_Types]") for name in names):
        raise Damaged
    raise NotASheet("berkas ZIP")


def _open_document(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as part:
        mimetype = part.read(200)
    if b"opendocument.spreadsheet" not in mimetype:
        raise NotASheet("dokumen OpenDocument yang lain")
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(1 << 20):
                raise Locked
    return "ods"


def _ole(path: Path) -> str:
    """Tell an XLS from a locked XLSX and from other files of old Office, by the names of their streams."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Locked
    if any(f"{name}\0".encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    if "WordDocument".encode("utf-16-le") in content:
        raise NotASheet("dokumen Word")
    raise Damaged


def _markup(head: bytes) -> str:
    """Name a page or XML that calls itself a spreadsheet; "" for anything else."""
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe").lstrip().lower()
    if not text.startswith(b"<"):
        return ""
    if b"office:spreadsheet" in text:
        return "lembar XML Excel 2003"
    if any(tag in text for tag in (b"<html", b"<!doctype html", b"<table", b"<meta", b"<body")):
        return "halaman web (HTML)"
    return "berkas XML"


def _looks_utf16(head: bytes) -> bool:
    """Say whether the bytes are UTF-16: by their mark, or because every second one is zero."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    half = max(len(head) // 2, 1)
    return max(head[::2].count(0), head[1::2].count(0)) > 0.7 * half
