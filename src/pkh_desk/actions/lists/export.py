"""Writing a list as a table: XLSX or CSV, masked, or with full numbers for a reason that is kept."""

from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from pkh_desk.actions.lists.saving import save_table
from pkh_desk.actions.upkeep.access import note_exports
from pkh_desk.desk import Desk
from pkh_desk.domain.text import tidy
from pkh_desk.errors import InvalidInput, Problem
from pkh_desk.papers.tables import Value
from pkh_desk.views.lists.sheet import Sheet

STEP = 200
SHORTEST_REASON = 5
RowT = TypeVar("RowT")


def export_sheet(
    desk: Desk,
    sheet: Sheet[RowT],
    path: Path,
    reason: str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Write a list to `path` (.csv, else XLSX) and return the number of its rows.

    With a `reason` NIK and No KK are written whole, and every family is noted in the access trail; without
    one they are masked. Raises InvalidInput for an empty reason, DiskFull, FolderGone; `progress(done,
    total)` may raise Cancelled. Nothing is written then, and a file of that name stays as it was.
    """
    why = checked_reason(reason) if reason is not None and sheet.home_of is not None else ""
    homes: dict[str | None, None] = {}

    def lines() -> Generator[list[Value], None, None]:
        # Closed here and at once: an error keeps its frames, and may end on another thread.
        with closing(sheet.rows(desk)) as rows:
            for done, row in enumerate(rows):
                if done % STEP == 0:
                    progress(done, sheet.count)
                if why and sheet.home_of is not None:
                    homes[sheet.home_of(row)] = None
                yield sheet.line(row, bool(why))
        progress(sheet.count, sheet.count)
        # Before the file gets its name: what is not noted must not be out.
        note_exports(desk, list(homes) or [None], f"{sheet.name}: {why or 'nomor disamarkan'}")

    with closing(lines()) as written:
        return save_table(path, sheet.name.replace("-", " ").capitalize(), sheet.head, written)


def checked_reason(reason: str) -> str:
    """Return the reason for whole numbers, tidied. Raises InvalidInput if it says nothing."""
    said = tidy(reason)
    if len(said) < SHORTEST_REASON:
        text = "Tulis alasan mengapa NIK lengkap diperlukan. Berkas belum dibuat."
        raise InvalidInput([Problem("reason", text)])
    return said
