"""ROSTER LINES: the rows of the check of an import, and the words for what becomes of them."""

from dataclasses import dataclass

from pkh_desk.actions.lists.roster_rows import CHANGED, NEW, REFUSED, SAME, SKIPPED, FindingLine, RosterRow
from pkh_desk.domain.people.nik import mask
from pkh_desk.gui.widgets.row_table import Cell, RowColumn
from pkh_desk.gui.words.family_words import joined, said_name


@dataclass(frozen=True)
class Fate:
    """How a fate is said and drawn."""

    words: str
    icon: str
    use: str


FATES = {
    NEW: Fate("Baru", "add_circle", "green"),
    CHANGED: Fate("Berubah", "edit", "blue"),
    SAME: Fate("Sama", "checkmark_circle", "text3"),
    SKIPPED: Fate("Dilewati", "dismiss", "text3"),
    REFUSED: Fate("Ditolak", "error_circle", "red"),
}


_BETWEEN = str.maketrans("", "", " .-'`")


def is_offer(line: FindingLine) -> bool:
    """Say whether a finding's proposal can be taken: an answer, or what can stand in the cell as it is; a
    place with its kecamatan cannot."""
    return bool(line.answer) or (bool(line.column) and line.proposal.replace("-", "").isdigit())


def spoken_finding(line: FindingLine) -> str:
    """Return a finding as one sentence."""
    where = f"Baris {line.row}" if line.row else f"Lembar {line.sheet}"
    proposal = f"usulan {line.proposal}" if line.proposal else ""
    parts = (where, said_name(line.name), line.column, line.found, line.done, proposal)
    return ", ".join(part for part in parts if part)


def says_change(row: RosterRow) -> str:
    """Return what differs in a row."""
    return ", ".join(row.changed)


def spoken_row(row: RosterRow) -> str:
    """Return a row as one sentence."""
    parts = (f"Baris {row.row}", said_name(row.name), row.place, FATES[row.fate].words, says_change(row))
    return ", ".join(part for part in parts if part)


def masked(text: str) -> str:
    """Return a number as it may stand in a table, however it is parted: 6013 0000 0000 9901."""
    plain = text.translate(_BETWEEN)
    return mask(plain) if len(plain) == 16 and plain.isdigit() else text


def _name(name: str) -> Cell:
    return Cell(said_name(name), bold=True) if name else Cell("(tanpa nama)", "text3")


def _finding_number(line: FindingLine) -> Cell:
    icon, use = ("warning", "amber") if line.needs_look else ("info", "text3")
    return Cell(str(line.row or "–"), icon=icon, icon_use=use, filled=True)


def _found(line: FindingLine) -> Cell:
    if line.answer:
        return Cell(f"Dipilih: {line.proposal}" if line.taken else f"{line.proposal}?", _use(line))
    proposal = f"usulan {masked(line.proposal)}" if line.proposal else ""
    return Cell(joined(line.found, proposal), _use(line))


def _use(line: FindingLine) -> str:
    return "amber" if line.needs_look else "text2"


FINDING_COLUMNS = [
    RowColumn[FindingLine]("Baris", _finding_number, 84),
    RowColumn[FindingLine]("Nama", lambda line: _name(line.name), 160),
    RowColumn[FindingLine]("Kolom", lambda line: Cell(line.column), 140),
    RowColumn[FindingLine]("Tertulis", lambda line: Cell(masked(line.raw), "text2"), 160),
    RowColumn[FindingLine]("Temuan", _found),
]


def _row_number(row: RosterRow) -> Cell:
    fate = FATES[row.fate]
    return Cell(str(row.row), icon=fate.icon, icon_use=fate.use, filled=True)


ROW_COLUMNS = [
    RowColumn[RosterRow]("Baris", _row_number, 84),
    RowColumn[RosterRow]("Nama", lambda row: _name(row.name), 190),
    RowColumn[RosterRow]("NIK", lambda row: Cell(masked(row.number), "text2"), 170),
    RowColumn[RosterRow]("Desa", lambda row: Cell(row.place, "text2"), 140),
    RowColumn[RosterRow]("Keterangan", lambda row: Cell(joined(FATES[row.fate].words, says_change(row)))),
]
