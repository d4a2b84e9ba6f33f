"""Lists of every layout in damaged files: a sentence, or a report whose balance adds up, and nothing else.

Bounded here, long by one command: `PKH_LONG=1 pytest tests/rosters/test_roster_fuzz.py -n 0 -s`.
"""

import io
import os
import random
import re
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.desks import make_desk
from helpers.layouts import R2, R5, R6
from helpers.lists import R8, r3, r7
from helpers.sheets import R1, R4, Rows, csv_text, ods, xls, xlsx, zipped
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.rosters.findings import FINDING_KINDS

LONG = bool(os.environ.get("PKH_LONG"))
SECONDS = 300
FILES = 60
LAYOUTS = {"R1": R1, "R2": R2, "R3": r3(), "R4": R4, "R5": R5, "R6": R6, "R7": r7(), "R8": R8}
KINDS: dict[str, Callable[[Rows], bytes]] = {
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
    "csv": lambda rows: csv_text(rows).encode(),
}
NOISE = (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"1E+308", b"#N/A", b"=1+1", b'"', b"\r", b";", b"99999999999")
XML_PART = re.compile(rb"<[^<>]*>|=\"[^\"]*\"|>[^<>]+<")
VALUES = (b"1048576", b"XFD1048576", b"-1", b"0", b"", b"b", b"e", b"NaN", b"1e999", b"&#0;", b"\xed\xa0\x80")


def damaged(r: random.Random, content: bytes) -> bytes:
    """Return `content` with bytes flipped, a piece cut, doubled or moved, or noise put in."""
    a, b = sorted((r.randrange(len(content) + 1), r.randrange(len(content) + 1)))
    b = min(b, a + r.choice((1, 8, 200, len(content))))
    flipped = bytearray(content)
    for _ in range(r.choice((1, 1, 4, 32))):
        flipped[r.randrange(len(flipped))] ^= 1 << r.randrange(8)
    return r.choice(
        (
            bytes(flipped),
            content[:a],
            content[:a] + content[b:],
            content[:b] + content[a:],
            content[b:] + content[:b],
            content[:a] + r.choice(NOISE) + content[a:],
            content[:a] + bytes(b - a) + content[b:],
        )
    )


def torn(r: random.Random, xml: bytes) -> bytes:
    """Return XML with one of its tags, attributes or texts gone, doubled, or another value in its place."""
    parts = list(XML_PART.finditer(xml))
    if not parts:
        return damaged(r, xml) if xml else xml
    one, other = r.choice(parts), r.choice(parts)
    value = b'="%s"' % r.choice(VALUES) if one[0].startswith(b"=") else b">%s<" % r.choice(VALUES)
    put = r.choice((b"", one[0] * 2, other[0], value))
    return xml[: one.start()] + put + xml[one.end() :]


def inside(r: random.Random, book: bytes) -> bytes:
    """Return a zipped workbook that is whole as a ZIP, with its parts torn, gone or in each other's place."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name, other = r.choice(list(members)), r.choice(list(members))
    how = r.randrange(6)
    if how == 0:
        del members[name]
    elif how == 1:
        members[name] = members[other]
    else:
        for _ in range(r.choice((1, 1, 2, 5))):
            tear = torn if how > 2 else damaged
            members[name] = tear(r, members[name] or b"x")
    return zipped(members)


def mutant(r: random.Random) -> tuple[str, bytes]:
    """Return the name and the bytes of a damaged list."""
    layout, kind = r.choice(list(LAYOUTS)), r.choice(list(KINDS))
    content = KINDS[kind](LAYOUTS[layout])
    if kind in ("xlsx", "ods") and r.random() < 0.75:
        content = inside(r, content)
    else:
        content = damaged(r, content)
    ending = kind if r.random() < 0.9 else r.choice(list(KINDS))
    return f"{layout}.{ending}", content


def verdict(desk: Desk, path: Path) -> str:
    """Return the name of the error, or "read" for a report whose rows add up."""
    try:
        report = import_roster(desk, path)
    except UserError as error:
        return type(error).__name__
    said = report.as_json()
    assert said["read"] == sum(said[fate] for fate in ("new", "changed", "same", "skipped", "refused"))
    assert said["read"] == sum(sheet["read"] for sheet in said["sheets"])
    assert {finding.kind for finding in report.findings} <= set(FINDING_KINDS)
    return "read"


@pytest.mark.timeout(SECONDS + 60)
def test_a_damaged_list_is_refused_in_words_or_its_balance_adds_up(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    desk = make_desk(tmp_path / "laptop")
    seed = int.from_bytes(os.urandom(4), "big") if LONG else 20_261_124
    met: Counter[str] = Counter()
    until, number = time.monotonic() + SECONDS, 0
    while time.monotonic() < until if LONG else number < FILES:
        name, content = mutant(random.Random(f"{seed}:{number}"))
        path = tmp_path / name
        path.write_bytes(content)
        try:
            met[verdict(desk, path)] += 1
        except Exception as error:
            error.add_note(f"seed {seed}:{number}, {name}, {zlib.crc32(content):08x}")
            raise
        path.unlink()
        number += 1
    desk.close()
    record_property("figure", f"{number} damaged lists: {dict(met)}")
    assert met["read"] >= number // 10, "not all are refused at once"
    assert met["SheetDamaged"] >= number // 20


def sheet_with(cells: str, **around: str) -> bytes:
    """Return a workbook whose sheet holds these cells as XML; `around`: what stands before and after them."""
    book = xlsx([["x"]])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{cells}</sheetData>{around.get('after', '')}</worksheet>"
    ).encode()
    return zipped(members)


def row(number: int, *cells: str) -> str:
    """Return one row of cells of inline text, or as XML where they are already."""
    return f'<row r="{number}">' + "".join(cells) + "</row>"


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


HEAD = row(1, text("NAMA"), text("NIK"), text("NO KK"))


def test_cells_that_are_errors_or_truths_are_found_and_hurt_no_other_row(tmp_path: Path) -> None:
    good = row(
        3, text("RUMSIAH"), text("\uff13\uff16\uff10\uff14305708799903"), text("36042714\u200b06129901")
    )
    bad = row(2, '<c t="e"><v>#N/A</v></c>', '<c t="b"><v>1</v></c>', '<c t="e"><v>#REF!</v></c>')
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_with(HEAD + bad + good))
    desk = make_desk(tmp_path / "laptop")
    report = import_roster(desk, path, apply=True)
    assert report.rows["new"] >= 1
    assert report.read == report.sheets[0]["read"]
    assert not [found for found in report.findings if found.row == 3 and found.kind.endswith("_length")]
    again = import_roster(desk, path)
    assert (again.rows["new"], again.rows["changed"]) == (0, 0)
    desk.close()


@pytest.mark.skipif(not LONG, reason="writes a million rows")
def test_a_million_empty_formatted_rows_hold_the_one_list_above_them(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{at}" s="1" customFormat="1"><c s="1"/></row>' for at in range(3, 1_048_577))
    path = tmp_path / "a.xlsx"
    person = row(2, text("RUMSIAH"), text("3604305708799903"), text("3604300109119903"))
    path.write_bytes(sheet_with(HEAD + person + empty))
    desk = make_desk(tmp_path / "laptop")
    assert verdict(desk, path) in ("read", "SheetTooBig")
    desk.close()


def test_macros_and_links_to_other_books_are_neither_run_nor_followed(tmp_path: Path) -> None:
    book = xlsx(R1)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(4096)
    members["xl/externalLinks/externalLink1.xml"] = b'<externalLink xmlns="x"><externalBook/></externalLink>'
    (tmp_path / "plain.xlsx").write_bytes(book)
    (tmp_path / "macro.xlsm").write_bytes(zipped(members))
    desk = make_desk(tmp_path / "laptop")
    plain, macro = (import_roster(desk, tmp_path / name).as_json() for name in ("plain.xlsx", "macro.xlsm"))
    desk.close()
    for said in (plain, macro):
        del said["file"], said["sha256"]
    assert macro == plain
