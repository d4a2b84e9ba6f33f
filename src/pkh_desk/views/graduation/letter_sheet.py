"""The register of papers as a list that leaves the program."""

from collections.abc import Sequence

from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.views.graduation.letter_book import STATES, PaperRow
from pkh_desk.views.lists.sheet import COUNT, DAY, Sheet, SheetColumn


def book_sheet(rows: Sequence[PaperRow]) -> Sheet[PaperRow]:
    """Return these papers, in this order; no number of a person stands in them."""
    return Sheet("buku-surat", "surat", _COLUMNS, lambda _desk: (row for row in rows), len(rows))


_COLUMNS: list[SheetColumn[PaperRow]] = [
    SheetColumn("Nomor surat", lambda row: row.number or "", width=24),
    SheetColumn("Kode", lambda row: row.code, width=20),
    SheetColumn("Jenis surat", lambda row: LETTER_KIND.get(row.kind, row.kind), width=26),
    SheetColumn("Nama pengurus", lambda row: row.name, width=26),
    SheetColumn("Desa", lambda row: row.desa, width=18),
    SheetColumn("Jumlah keluarga", lambda row: row.families, COUNT),
    SheetColumn("Tanggal surat", lambda row: row.dated_on, DAY),
    SheetColumn("Dicetak", lambda row: row.printed, COUNT),
    SheetColumn("Disimpan PDF", lambda row: row.saved, COUNT),
    SheetColumn("Ditandatangani", lambda row: row.signed_on, DAY),
    SheetColumn("Keadaan", lambda row: STATES[row.state], width=22),
    SheetColumn("Dibatalkan", lambda row: row.voided_on, DAY),
    SheetColumn("Alasan dibatalkan", lambda row: row.void_reason, width=32),
]
