"""Drafts: what stands in a form that was not saved yet, kept on this desk alone.

A draft is never logged, never sent, and survives a lock and a power cut: each one is committed by itself.
`form` names the form, `subject_id` what it is about (a household id, or "" for a form of its own).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.store.local import Draft

VISIT, LETTER, FAMILY = "kunjungan", "surat", "data"
"""The forms whose drafts are about a household."""
CORRECTION = "koreksi"
"""The form that corrects a visit; its drafts are about the visit."""


@dataclass(frozen=True)
class DraftView:
    """What stood in a form when it was last kept; `saved_at` in ms UTC."""

    form: str
    subject_id: str
    saved_at: int
    body: dict[str, Any] = field(repr=False)


def keep_draft(desk: Desk, form: str, subject_id: str, body: Mapping[str, Any]) -> int:
    """Keep what stands in a form, in the place of its older draft; return when it was kept (ms UTC).

    `body` is JSON-able. Raises DiskFull, DeskBusy, FolderGone.
    """
    text, now = json.dumps(body, ensure_ascii=False), desk.now()
    with desk.keep() as session:
        row = session.get(Draft, (form, subject_id))
        if row is None:
            session.add(Draft(form=form, subject_id=subject_id, saved_at=now, body=text))
        else:
            row.saved_at, row.body = now, text
    return now


def find_draft(desk: Desk, form: str, subject_id: str) -> DraftView | None:
    """Return the draft of a form, or None if there is none."""
    with desk.read() as session:
        row = session.get(Draft, (form, subject_id))
        return _view(row) if row else None


def list_drafts(desk: Desk) -> list[DraftView]:
    """Return every draft, the latest first."""
    with desk.read() as session:
        rows = session.exec(select(Draft)).all()
        return sorted(map(_view, rows), key=lambda draft: -draft.saved_at)


def drop_draft(desk: Desk, form: str, subject_id: str) -> None:
    """Forget the draft of a form; a missing one is none the worse."""
    with desk.keep() as session:
        drop_within(session, form, subject_id)


def drop_within(session: Session, form: str, subject_id: str) -> None:
    """Forget the draft in the transaction that saves what it held, so that it is never offered again."""
    row = session.get(Draft, (form, subject_id))
    if row is not None:
        session.delete(row)


def _view(row: Draft) -> DraftView:
    return DraftView(row.form, row.subject_id, row.saved_at, json.loads(row.body))
