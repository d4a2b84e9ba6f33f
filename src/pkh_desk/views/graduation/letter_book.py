"""The register of all papers: letters of families and papers about desa's batches; and the numbers taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.store.local import get_setting
from pkh_desk.store.wilayah import wilayah
from pkh_desk.sync.merging.erasing import NUMBERS_USED
from pkh_desk.views.graduation.number_stock import GIVEN
from pkh_desk.views.people.families import under_elder

LETTER, PACKET = "letter", "packet"
VOID, SIGNED, PRINTED, SAVED = "dibatalkan", "ditandatangani", "dicetak", "disimpan"
STATES = {
    PRINTED: "Dicetak",
    SAVED: "Disimpan sebagai PDF",
    SIGNED: "Ditandatangani",
    VOID: "Dibatalkan",
}


@dataclass(frozen=True)
class PaperRow:
    """One letter or packet (`table`). `name` and `household_id` are empty for a packet, `families` its size.

    `number` is None where it was left to the pen, `by_hand` where somebody typed it. `left_at` is the last
    time it left (ms UTC), `printed` how often as paper, `saved` as PDF. `here` is False for a letter of a
    family that was handed over.
    """

    id: str
    table: str
    kind: str
    code: str
    number: str | None
    by_hand: bool
    household_id: str
    name: str
    desa: str
    families: int
    paper: str
    dated_on: date
    left_at: int
    printed: int
    saved: int
    signed_on: date | None
    voided_on: date | None
    void_reason: str
    here: bool

    @property
    def state(self) -> str:
        """The state as a code of STATES."""
        if self.voided_on:
            return VOID
        if self.signed_on:
            return SIGNED
        return PRINTED if self.printed else SAVED


@dataclass(frozen=True)
class VoidNumber:
    """A number of a voided letter, which stays taken."""

    n: int
    code: str
    reason: str


@dataclass(frozen=True)
class BlockUse:
    """One number block: who has it, how far it is used, which numbers before that are on no letter here.

    `erased_to`: up to this number a family that was erased for good may have had it.
    """

    desk_code: str
    year: int
    kecamatan: str
    first: int
    last: int
    used: int
    highest: int
    missing: tuple[int, ...]
    erased_to: int
    voided: tuple[VoidNumber, ...]

    @property
    def left(self) -> int:
        """How many numbers are still to be had."""
        return self.last - max(self.highest, self.first - 1)


def letter_book(desk: Desk) -> list[PaperRow]:
    """Return every paper that was written, the latest first; five SELECTs."""
    with desk.read() as session:
        connection = session.connection()
        rows = [
            *_letters(connection, _prints(connection, _LETTER_PRINTS)),
            *_packets(connection, _prints(connection, _PACKET_PRINTS)),
        ]
    return sorted(rows, key=lambda row: (row.dated_on, row.id), reverse=True)


def number_blocks(desk: Desk) -> list[BlockUse]:
    """Return the blocks known here and what became of their numbers, this desk's first, the latest first."""
    with desk.read() as session:
        connection = session.connection()
        gone: Mapping[str, int] = get_setting(session, NUMBERS_USED, {})
        taken: dict[str, list[Sequence[Any]]] = {}
        for row in connection.exec_driver_sql(_TAKEN):
            taken.setdefault(row[0], []).append(row[1:])
        blocks = [
            _use(row, taken.get(row[0], []), gone.get(row[0], 0))
            for row in connection.exec_driver_sql(_BLOCKS)
        ]
    mine = desk.identity.code
    return sorted(blocks, key=lambda b: (b.desk_code != mine, -b.year, b.kecamatan, b.desk_code, b.first))


def _use(row: Sequence[Any], taken: Sequence[Sequence[Any]], gone: int) -> BlockUse:
    _id, code, year, kecamatan, first, last = row
    numbers = {n for n, *_rest in taken}
    highest = max(max(numbers, default=first - 1), min(gone, last))
    return BlockUse(
        desk_code=code,
        year=year,
        kecamatan=wilayah().name_of(kecamatan) or kecamatan,
        first=first,
        last=last,
        used=len(numbers),
        highest=highest,
        missing=tuple(n for n in range(first, highest + 1) if n not in numbers),
        erased_to=gone,
        voided=tuple(
            VoidNumber(n, paper, why)
            for n, paper, voided, why in sorted(taken, key=lambda each: int(each[0]))
            if voided
        ),
    )


def _prints(connection: Connection, sql: str) -> dict[str, tuple[int, int, int]]:
    """Return (as paper, as PDF, last time) of each paper."""
    return {row[0]: (row[1], row[2], row[3]) for row in connection.exec_driver_sql(sql)}


def _letters(connection: Connection, prints: Mapping[str, tuple[int, int, int]]) -> list[PaperRow]:
    rows = []
    for row in connection.exec_driver_sql(_LETTERS):
        printed, saved, at = prints.get(row[0], (0, 0, 0))
        rows.append(
            PaperRow(
                id=row[0],
                table=LETTER,
                kind=row[1],
                code=row[2],
                number=row[3],
                by_hand=bool(row[4]),
                household_id=row[5],
                name=row[6] or "(tanpa nama)",
                desa=_desa(row[7]),
                families=1,
                paper=row[8],
                dated_on=date.fromisoformat(row[9]),
                left_at=at,
                printed=printed,
                saved=saved,
                signed_on=_day(row[10]),
                voided_on=_day(row[11]),
                void_reason=row[12],
                here=not row[13],
            )
        )
    return rows


def _packets(connection: Connection, prints: Mapping[str, tuple[int, int, int]]) -> list[PaperRow]:
    rows = []
    for row in connection.exec_driver_sql(_PACKETS):
        printed, saved, at = prints.get(row[0], (0, 0, 0))
        rows.append(
            PaperRow(
                id=row[0],
                table=PACKET,
                kind=row[1],
                code=row[2],
                number=row[3],
                by_hand=bool(row[3]),
                household_id="",
                name="",
                desa=_desa(row[4]),
                families=row[5],
                paper=row[6],
                dated_on=date.fromisoformat(row[7]),
                left_at=at,
                printed=printed,
                saved=saved,
                signed_on=None,
                voided_on=_day(row[8]),
                void_reason=row[9],
                here=True,
            )
        )
    return rows


def _desa(code: str | None) -> str:
    return wilayah().name_of(code) if code else ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_LETTER_PRINTS = (
    "SELECT letter_id, sum(CASE WHEN how = 'cetak' THEN 1 ELSE 0 END), "
    "sum(CASE WHEN how = 'cetak' THEN 0 ELSE 1 END), max(at) FROM letter_print GROUP BY letter_id"
)
_PACKET_PRINTS = (
    "SELECT packet_id, sum(CASE WHEN how = 'cetak' THEN 1 ELSE 0 END), "
    "sum(CASE WHEN how = 'cetak' THEN 0 ELSE 1 END), max(at) FROM packet_print GROUP BY packet_id"
)
_LETTERS = (
    "SELECT l.id, l.kind, l.code, l.number, l.number_by_hand, h.id, m.name, h.desa_code, l.paper, "
    "l.dated_on, l.signed_on, l.voided_on, l.void_reason, g.row_id FROM letter l "
    f"{under_elder('l')} LEFT JOIN member m ON m.id = h.pengurus_id "
    "LEFT JOIN handed_over g ON g.table_name = 'household' AND g.row_id = h.id WHERE NOT l.deleted"
)
_PACKETS = (
    "SELECT id, kind, code, number, desa_code, row_count, paper, dated_on, voided_on, void_reason "
    "FROM packet WHERE NOT deleted"
)
_BLOCKS = f"SELECT b.id, b.desk_code, b.year, b.kecamatan, b.first, b.last FROM number_block b WHERE {GIVEN}"
_TAKEN = (
    "SELECT block_id, block_n, code, voided_on IS NOT NULL, void_reason FROM letter "
    "WHERE block_id IS NOT NULL AND block_n IS NOT NULL"
)
