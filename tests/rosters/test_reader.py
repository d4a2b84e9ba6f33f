"""Files of every kind become the same rows, and a file that cannot be read becomes a sentence."""

import contextlib
import io
import os
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.sheets import R1, as_text, csv_text, ods, ole, person, with_member, xls, xlsx, zipped
from pkh_desk.errors import FileNotUsable, NoListFound, SheetDamaged, SheetLocked, SheetTooBig, UserError
from pkh_desk.rosters.reading import limits
from pkh_desk.rosters.reading.reader import read_sheets
from pkh_desk.rosters.reading.xls_scan import scan_xls

SHEET_1 = "xl/worksheets/sheet1.xml"


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def rows_of(path: Path) -> list[tuple[int, list[object]]]:
    return [(number, list(cells)) for sheet in read_sheets(path) for number, cells in sheet.rows]


def expected(text: bool) -> list[tuple[int, list[object]]]:
    listed = []
    for number, row in enumerate(as_text(R1) if text else R1, 1):
        cells: list[object] = [cell if cell is not None else "" for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            listed.append((number, cells))
    return listed


@pytest.mark.parametrize(("name", "build"), [("a.xlsx", xlsx), ("a.xls", xls), ("a.ods", ods)])
def test_workbooks_of_every_kind_give_the_same_rows(tmp_path: Path, name: str, build) -> None:  # type: ignore[no-untyped-def]
    assert rows_of(put(tmp_path, name, build(R1))) == expected(text=False)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8-sig", ";"), ("utf-8", ","), ("cp1252", ","), ("utf-16", "\t"), ("utf-16-le", "\t")],
)
def test_text_of_every_kind_gives_the_same_rows(tmp_path: Path, encoding: str, separator: str) -> None:
    path = put(tmp_path, "a.csv", csv_text(R1, separator).encode(encoding))
    assert rows_of(path) == expected(text=True)


def test_a_separator_line_is_obeyed_and_not_counted(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", b'\xef\xbb\xbfsep=|\r\nNAMA|NIK\r\n\r\n"a;b,c\r\nd"|1\r\n')
    assert rows_of(path) == [(1, ["NAMA", "NIK"]), (3, ["a;b,c\r\nd", "1"])]


def test_letters_beyond_ascii_survive_each_encoding(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-16", "cp1252"):
        path = put(tmp_path, "a.csv", csv_text([["NUR\u2019AENI", "caf\u00e9"]]).encode(encoding))
        assert rows_of(path) == [(1, ["NUR\u2019AENI", "caf\u00e9"])]


@pytest.mark.parametrize(("name", "build"), [("a.xlsx", xlsx), ("a.ods", ods), ("a.xls", xls)])
def test_hidden_rows_are_read_and_named_and_tall_cells_filled(tmp_path: Path, name: str, build) -> None:  # type: ignore[no-untyped-def]
    table = [
        ["DESA", "NAMA"],
        ["Sukadana", "SARMUNAH"],
        [None, "RUMSIAH"],
        [None, "JUBAEDAH"],
        [None, "TARSIH"],
    ]
    path = put(tmp_path, name, build(table, hidden_rows=[4], hidden_columns=[1], merged=[(2, 4, 0)]))
    (sheet,) = read_sheets(path)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4}, {1})
    rows = [(number, list(cells)) for found in read_sheets(path) for number, cells in found.rows]
    assert rows[1:] == [
        (2, ["Sukadana", "SARMUNAH"]),
        (3, ["Sukadana", "RUMSIAH"]),
        (4, ["Sukadana", "JUBAEDAH"]),
        (5, ["", "TARSIH"]),
    ]


@settings(max_examples=60)
@given(at=st.integers(0, 10_000), value=st.integers(0, 255), cut=st.integers(0, 9000))
def test_an_xls_that_is_not_understood_hides_nothing(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int, cut: int
) -> None:
    content = bytearray(xls(R1, hidden_rows=[5]))
    content[at % len(content)] = value
    path = put(tmp_path_factory.mktemp("xls"), "a.xls", bytes(content[: cut or len(content)]))
    assert all(set(hidden.rows) <= set(range(1, 65537)) for hidden in scan_xls(path).values())


def test_a_hidden_sheet_is_named_and_not_read_and_an_empty_one_is_passed_over(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", xlsx(R1, hidden=True))
    assert [(s.name, s.hidden, list(s.rows)) for s in read_sheets(path)] == [
        ("KOSONG", False, []),
        ("KPM", True, []),
    ]


def test_one_sheet_can_be_named_and_a_wrong_name_lists_those_there_are(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", xlsx(R1, before=["SAMPUL"]))
    assert [sheet.name for sheet in read_sheets(path, "kpm ")] == ["KPM"]
    with pytest.raises(NoListFound, match=r"SAMPUL, KPM"):
        list(read_sheets(path, "DATA"))


WRONG = {
    "html.xls": (b"\xef\xbb\xbf <html><body><table><tr><td>NIK</td></tr></table>", "halaman web"),
    "xml.xls": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "XML Excel",
    ),
    "pdf.xlsx": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "foto.xlsx": (b"\xff\xd8\xff\xe0\0\x10JFIF", "foto"),
    "teks.xls": (b"NO;NAMA;NIK\r\n1;SARMUNAH;3604275203849901\r\n", "teks"),
    "arsip.xlsx": (zipped({"surat.txt": b"halo"}), "ZIP"),
    "surat.xlsx": (zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>"}), "Word"),
    "surat.xls": (ole({"WordDocument": b"x"}), "Word"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_something_else_is_named_for_what_it_is(tmp_path: Path, name: str) -> None:
    content, what = WRONG[name]
    with pytest.raises(SheetDamaged, match=what):
        list(read_sheets(put(tmp_path, name, content)))


def test_a_locked_workbook_is_told_apart_from_a_broken_one(tmp_path: Path) -> None:
    locked = ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})
    sealed = zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"?",
            "META-INF/manifest.xml": b"<manifest:encryption-data/>",
        }
    )
    for name, content in (("a.xlsx", locked), ("a.ods", sealed)):
        with pytest.raises(SheetLocked, match="kata sandi"):
            list(read_sheets(put(tmp_path, name, content)))
    with pytest.raises(SheetDamaged, match="rusak"):
        list(read_sheets(put(tmp_path, "a.xls", xls(R1)[:700])))


def test_paths_that_hold_nothing_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "tidak-ada.xlsx", put(tmp_path, "nol.xlsx", b"")):
        with pytest.raises(FileNotUsable):
            list(read_sheets(path))


def far_away(cell: str) -> bytes:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    return with_member(xlsx([["x"]]), SHEET_1, xml.encode())


def test_a_cell_far_away_ends_in_a_sentence_before_it_is_held(tmp_path: Path) -> None:
    with pytest.raises(SheetTooBig, match=r"baris 1048576 dan kolom 16384"):
        list(read_sheets(put(tmp_path, "a.xlsx", far_away("XFD1048576"))))
    assert rows_of(put(tmp_path, "a.xlsx", far_away("C900")))[-1] == (900, ["", "", 1.0])


def test_a_far_cell_is_seen_however_its_xml_is_written(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(far_away("XFD1048576"))) as archive:
        xml = archive.read(SHEET_1)
    for written in (
        xml.replace(b'"', b"'"),
        xml.replace(b'r="', b'r = "'),
        xml.replace(b' r="', b'\n\tr=\n"'),
    ):
        with pytest.raises(SheetTooBig, match="kolom 16384"):
            list(read_sheets(put(tmp_path, "a.xlsx", with_member(xlsx([["x"]]), SHEET_1, written))))


def test_a_cell_longer_than_any_list_needs_is_cut(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", xlsx([["x" * 30_000, "y"]]))
    assert rows_of(path) == [(1, ["x" * limits.CELL, "y"])]


def test_a_cell_far_away_in_an_ods_ends_in_a_sentence(tmp_path: Path) -> None:
    book = ods([["x"]])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        content = archive.read("content.xml")
    row = b'<table:table-row table:number-rows-repeated="1048576">'
    cell = b'<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
    grown = content.replace(b"<table:table-row>", row).replace(
        b'<table:table-cell office:value-type="string">', cell
    )
    with pytest.raises(SheetTooBig):
        list(read_sheets(put(tmp_path, "a.ods", with_member(book, "content.xml", grown))))


def test_a_reader_that_runs_out_of_memory_does_not_take_the_program_along(tmp_path: Path) -> None:
    """Here the far cell is hidden from the first look, so that calamine itself meets it and aborts."""
    bomb = far_away("XFD1048576")
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/lain.xml"] = members.pop(SHEET_1)
    for part in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        members[part] = members[part].replace(b"worksheets/sheet1.xml", b"lain.xml")
    with pytest.raises(SheetTooBig):
        list(read_sheets(put(tmp_path, "a.xlsx", zipped(members))))


def test_a_zip_bomb_is_stopped_while_it_unfolds(tmp_path: Path) -> None:
    bomb = with_member(xlsx([["x"]]), "xl/sharedStrings.xml", bytes(limits.UNZIPPED + limits.MIB))
    assert len(bomb) < limits.MIB
    with pytest.raises(SheetTooBig, match="512 MB"):
        list(read_sheets(put(tmp_path, "a.xlsx", bomb)))


def test_more_parts_than_a_workbook_has_are_refused(tmp_path: Path) -> None:
    many = zipped({"xl/workbook.xml": b"<w/>", **{f"m{n}": b"" for n in range(limits.MEMBERS)}})
    with pytest.raises(SheetTooBig, match="bagian"):
        list(read_sheets(put(tmp_path, "a.xlsx", many)))


def test_rows_flow_through_and_are_not_gathered(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", csv_text(as_text([person()] * 30_000)).encode())
    tracemalloc.start()
    try:
        assert sum(1 for sheet in read_sheets(path) for _ in sheet.rows) == 30_000
        assert tracemalloc.get_traced_memory()[1] < 4 * limits.MIB
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(os.name == "nt", reason="stands in for the packaged program with a shell script")
def test_the_packaged_program_reads_by_calling_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = put(tmp_path, "pkh-desk", f'#!/bin/sh\nexec "{sys.executable}" -P -m pkh_desk "$@"\n'.encode())
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert rows_of(put(tmp_path, "a.xlsx", xlsx(R1))) == expected(text=False)


def test_leaving_in_the_middle_ends_the_child(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", csv_text([["a", "b"]] * 50_000).encode())
    sheets = read_sheets(path)
    assert next(next(sheets).rows) == (1, ["a", "b"])
    sheets.close()
    assert list(sheets) == []


WHOLE = xlsx(R1)


@settings(max_examples=12)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_mutilated_workbook_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes
) -> None:
    folder = tmp_path_factory.mktemp("rusak")
    for content in (WHOLE[:at], WHOLE[:at] + noise + WHOLE[at + len(noise) :]):
        with contextlib.suppress(UserError):
            rows_of(put(folder, "a.xlsx", content))
