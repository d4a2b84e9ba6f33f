"""LETTER BOOK NUMBERS: each block of official numbers: how far it is used, what is missing or voided."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QStackedWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.views.graduation.letter_book import BlockUse
from pkh_desk.views.graduation.number_stock import Short

NOTHING = "Nomor datang bersama jawaban kantor. Sampai saat itu nomor di surat ditulis tangan."


class NumbersTable(QStackedWidget):
    """One row a block; a number that is on no letter here is named, and so is a voided one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table: RowTable[BlockUse] = RowTable(theme, "Nomor surat", _COLUMNS, _spoken, tall=True)
        self.addWidget(self.table)
        self.addWidget(
            EmptyState(theme, "document_text", "Belum ada jatah nomor", NOTHING, tone="gray"),
        )
        self.setFocusProxy(self.table)
        self.show_blocks(())

    def show_blocks(self, blocks: Sequence[BlockUse]) -> None:
        """Show these blocks."""
        if list(blocks) != list(self.table.rows):
            self.table.show_rows(blocks)
        self.setCurrentIndex(0 if blocks else 1)


def runs(numbers: Sequence[int]) -> str:
    """Say numbers with those in a row together: 3, 7-9."""
    parts = []
    for _gap, group in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        run = [number for _at, number in group]
        parts.append(f"{run[0]:03}" if len(run) == 1 else f"{run[0]:03}-{run[-1]:03}")
    return ", ".join(parts)


def say_short(short: Sequence[Short], year: int) -> str:
    """Say in one line where numbers run out, what is needed first; "" where they do not."""
    out = [each for each in short if each.year == year and not each.left]
    few = [each for each in short if each.year == year and each.left]
    if out:
        return f"Nomor surat {_where(out)} habis dan ditulis tangan. Kirim ke kantor, lalu terima jawabannya."
    if few:
        left = ", ".join(str(each.left) for each in few)
        return f"Nomor surat {_where(few)} tinggal {left}. Kirim ke kantor; jawabannya membawa tambahan."
    if short:
        return f"Nomor surat {year + 1} {_where(short)} belum ada. Kirim ke kantor sebelum tahun berganti."
    return ""


def _where(short: Sequence[Short]) -> str:
    return f"Kec. {', '.join(each.place for each in short)}"


def _missing(block: BlockUse) -> Cell:
    if not block.missing:
        return Cell("Tidak ada", "text2")
    erased = "mungkin milik keluarga yang dihapus" if block.missing[0] <= block.erased_to else ""
    return Cell(runs(block.missing), "amber", bold=True, below=erased or "suratnya tidak ada di sini")


def _voided(block: BlockUse) -> Cell:
    if not block.voided:
        return Cell("Tidak ada", "text2")
    return Cell(
        runs([each.n for each in block.voided]), below=", ".join(each.reason for each in block.voided)
    )


def _left(block: BlockUse) -> Cell:
    few = block.left < (block.last - block.first + 1) / 10
    return Cell(f"{block.left}", "amber" if few else "text", bold=few)


def _spoken(block: BlockUse) -> str:
    gaps = runs(block.missing) or "tidak ada"
    span = f"nomor {block.first} sampai {block.last}"
    return f"{block.kecamatan} {block.year}, {span}, {block.used} terpakai, kosong {gaps}"


_COLUMNS: list[RowColumn[BlockUse]] = [
    RowColumn("Kecamatan", lambda b: Cell(b.kecamatan, bold=True, below=f"{b.year} · {b.desk_code}"), 170),
    RowColumn("Jatah", lambda b: Cell(f"{b.first:03} sampai {b.last:03}"), 130),
    RowColumn("Terpakai", lambda b: Cell(f"{b.used}"), 90, number=True),
    RowColumn("Sisa", _left, 80, number=True),
    RowColumn("Nomor kosong", _missing),
    RowColumn("Dibatalkan", _voided),
]
