"""What was decided about a list before it was taken in: a draft, for the very same file, on this desk alone.

One is kept, that of the list looked at last: it holds names and numbers that were typed.
"""

from typing import Any

from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.draft import drop_draft, find_draft, keep_draft
from pkh_desk.desk import Desk
from pkh_desk.store.local import LIST_DRAFT

_DRAFT = (LIST_DRAFT, "")


def keep_choices(desk: Desk, sha256: str, choices: RowChoices) -> None:
    """Keep what was decided about the file with this SHA-256. Raises DiskFull, DeskBusy, FolderGone."""
    if choices == RowChoices():
        drop_choices(desk)
        return
    body = {
        "sha256": sha256,
        "hold": choices.hold,
        "left_out": sorted(choices.left_out),
        "fixes": [[*key, text] for key, text in choices.fixes.items()],
        "answers": [[*key, answer] for key, answer in choices.answers.items()],
        "columns": {form: list(columns.items()) for form, columns in choices.columns.items()},
    }
    keep_draft(desk, *_DRAFT, body)


def kept_choices(desk: Desk, sha256: str) -> RowChoices | None:
    """Return what was decided about the file with this SHA-256, None if nothing was."""
    draft = find_draft(desk, *_DRAFT)
    return _choices(draft.body) if draft and draft.body["sha256"] == sha256 else None


def drop_choices(desk: Desk) -> None:
    """Forget what was decided: the list was taken in, or is looked at afresh."""
    drop_draft(desk, *_DRAFT)


def _choices(body: dict[str, Any]) -> RowChoices:
    return RowChoices(
        body["hold"],
        {(sheet, row) for sheet, row in body["left_out"]},
        {(sheet, row, column): text for sheet, row, column, text in body["fixes"]},
        {(sheet, row, kind): answer for sheet, row, kind, answer in body["answers"]},
        {form: {at: name for at, name in columns} for form, columns in body["columns"].items()},
    )
