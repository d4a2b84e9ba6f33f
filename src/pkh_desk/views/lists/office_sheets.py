"""The office's lists as sheets: kecamatan, laptops, files that arrived, questions."""

from collections.abc import Sequence
from typing import TypeVar

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.text import dots
from pkh_desk.views.exchange.inbox_list import STATES as FILE_STATES
from pkh_desk.views.exchange.inbox_list import InboxFile
from pkh_desk.views.exchange.laptops import STATES as LAPTOP_STATES
from pkh_desk.views.exchange.laptops import Laptop
from pkh_desk.views.lists.sheet import COUNT, DAY, Sheet, SheetColumn
from pkh_desk.views.office.dashboard import Dashboard, Figures, kecamatan_name
from pkh_desk.views.office.decision import DecisionRow
from pkh_desk.views.office.report import Report

RowT = TypeVar("RowT")


def kecamatan_sheet(board: Dashboard, year: int, place: str = "") -> Sheet[tuple[str, Figures]]:
    """Return the figures of every kecamatan, or of one, with the graduations of a year."""
    found = kecamatan_rows(board, place)
    columns: list[SheetColumn[tuple[str, Figures]]] = [
        SheetColumn("Kecamatan", lambda row: row[0], width=22),
        SheetColumn("Keluarga aktif", lambda row: row[1].families, COUNT),
        SheetColumn(f"Graduasi {year}", lambda row: row[1].approved[year], COUNT),
        SheetColumn("Usulan graduasi", lambda row: row[1].proposed, COUNT),
        SheetColumn("Menunggu verifikasi", lambda row: row[1].signed, COUNT),
        SheetColumn("Masih disiapkan", lambda row: row[1].preparing, COUNT),
        SheetColumn("Kunjungan bulan ini", lambda row: row[1].visits, COUNT),
        SheetColumn("Produk", lambda row: row[1].products, COUNT),
        SheetColumn("Keluarga berusaha", lambda row: row[1].sellers, COUNT),
    ]
    return Sheet("kecamatan", "kecamatan", columns, lambda _desk: (row for row in found), len(found))


def kecamatan_report(board: Dashboard, year: int, place: str = "") -> Report[tuple[str, Figures]]:
    """Return the same figures as a report, with their sums."""
    sheet = kecamatan_sheet(board, year, place)
    rows = kecamatan_rows(board, place)
    where = f"Kecamatan {kecamatan_name(place)}" if place else "semua kecamatan"
    whole = board.figures(place)
    return Report(
        "Keadaan per kecamatan",
        f"Graduasi tahun {year}, keadaan {say_date(board.today)}, {where}",
        sheet,
        rows,
        (
            (f"Graduasi {year}", dots(whole.approved[year])),
            ("Usulan graduasi", dots(whole.proposed)),
            ("Keluarga aktif", dots(whole.families)),
        ),
        frozenset(column.title for column in sheet.columns if column.kind == COUNT),
    )


def kecamatan_rows(board: Dashboard, place: str) -> list[tuple[str, Figures]]:
    """Return every kecamatan, or one, by name."""
    chosen = {place: board.figures(place)} if place else board.by_kecamatan
    return sorted(
        ((kecamatan_name(code), figures) for code, figures in chosen.items()), key=lambda one: one[0]
    )


def laptops_sheet(laptops: Sequence[Laptop]) -> Sheet[tuple[Desk, Laptop]]:
    """Return these laptops, in this order."""
    columns: list[SheetColumn[tuple[Desk, Laptop]]] = [
        SheetColumn("Pendamping", lambda row: row[1].name, width=26),
        SheetColumn("Kode laptop", lambda row: row[1].code),
        SheetColumn("Keadaan", lambda row: LAPTOP_STATES[row[1].state], width=22),
        SheetColumn("Keluarga", lambda row: row[1].families, COUNT),
        SheetColumn("Kiriman menunggu", lambda row: row[1].files_waiting, COUNT),
        SheetColumn(
            "Terakhir mengirim",
            lambda row: row[0].local(row[1].last_seen_at).date() if row[1].last_seen_at else None,
            DAY,
        ),
        SheetColumn("Wilayah", lambda row: ", ".join(row[1].scope), width=40),
    ]
    return _dated("pendamping", "laptop", columns, laptops)


def inbox_sheet(files: Sequence[InboxFile]) -> Sheet[tuple[Desk, InboxFile]]:
    """Return these files, in this order."""
    columns: list[SheetColumn[tuple[Desk, InboxFile]]] = [
        SheetColumn("Diterima", lambda row: row[0].local(row[1].at).date(), DAY, 12),
        SheetColumn("Jam", lambda row: f"{row[0].local(row[1].at):%H.%M}", width=7),
        SheetColumn("Pengirim", lambda row: row[1].sender, width=26),
        SheetColumn("Kecamatan", lambda row: ", ".join(row[1].kecamatan), width=22),
        SheetColumn("Kiriman ke-", lambda row: row[1].sequence, COUNT),
        SheetColumn("Catatan", lambda row: row[1].records, COUNT),
        SheetColumn("Bita", lambda row: row[1].size, COUNT),
        SheetColumn("Keadaan", lambda row: FILE_STATES[row[1].state], width=22),
        SheetColumn("Keputusan", lambda row: len(row[1].questions) or None, COUNT),
        SheetColumn("Sebab", lambda row: row[1].reason, width=40),
        SheetColumn("Berkas", lambda row: row[1].name, width=36),
    ]
    return _dated("kotak-masuk", "kiriman", columns, files)


def decisions_sheet(rows: Sequence[DecisionRow]) -> Sheet[tuple[Desk, DecisionRow]]:
    """Return these questions, in this order."""
    columns: list[SheetColumn[tuple[Desk, DecisionRow]]] = [
        SheetColumn("Sejak", lambda row: row[0].local(row[1].opened_at).date(), DAY, 12),
        SheetColumn("Keluarga", lambda row: row[1].family, width=26),
        SheetColumn("Tentang", lambda row: row[1].about, width=36),
        SheetColumn("Kecamatan", lambda row: row[1].kecamatan, width=20),
        SheetColumn("Pengirim", lambda row: row[1].sender, width=26),
        SheetColumn("Kiriman ke-", lambda row: (row[1].file and row[1].file.sequence) or None, COUNT),
        SheetColumn("Dikembalikan karena", lambda row: row[1].returned, width=40),
        SheetColumn("Dikembalikan oleh", lambda row: row[1].returned_by, width=26),
    ]
    return _dated("keputusan", "keputusan", columns, rows)


def settled_sheet(kind: str, rows: Sequence[tuple[str, ...]]) -> Sheet[tuple[str, ...]]:
    """Return what is settled: family, subject, outcome, what was said beside it, who and when."""
    titles = (("Keluarga", 26), ("Tentang", 26), ("Isi", 40), ("Keterangan", 40), ("Siapa dan kapan", 50))
    columns: list[SheetColumn[tuple[str, ...]]] = [
        SheetColumn(title, lambda row, at=at: row[at], width=width)  # type: ignore[misc]
        for at, (title, width) in enumerate(titles)
    ]
    return Sheet(f"keputusan-{kind}", "baris", columns, lambda _desk: (row for row in rows), len(rows))


def _dated(
    name: str, unit: str, columns: Sequence[SheetColumn[tuple[Desk, RowT]]], rows: Sequence[RowT]
) -> Sheet[tuple[Desk, RowT]]:
    """Return a sheet whose columns need the desk, to say an instant as its own day."""
    return Sheet(name, unit, columns, lambda desk: ((desk, row) for row in rows), len(rows))
