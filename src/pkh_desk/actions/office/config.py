"""Publishing config documents at the office: what would change, from which day, and taking one back in time.

A document is never changed: the next version is added, and the one in force on the day of a fact is used. It
travels with the office's next answer as a row like any other; what makes it the office's is the signature of
the file it comes in. Source: decisions, Config.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.domain.office.config_changes import FieldChange, config_changes
from pkh_desk.domain.office.config_fields import check_config, known_part, read_config
from pkh_desk.domain.office.config_shapes import CONFIG_KINDS
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound
from pkh_desk.store.office import Config, add_config, config_on, shipped_config
from pkh_desk.views.graduation.pipeline import CaseCard, pipeline


@dataclass(frozen=True)
class ConfigPreview:
    """What publishing would change; `touches` says how many records of today it reaches, as sentences."""

    problems: tuple[Problem, ...]
    changes: tuple[FieldChange, ...] = ()
    touches: tuple[str, ...] = ()


def preview_config(desk: Desk, kind: str, body: Mapping[str, Any], since: date) -> ConfigPreview:
    """Return what publishing this body from `since` on would change against what is in force that day."""
    problems = [*check_config(kind, body), *_check_day(desk, since)]
    if kind not in CONFIG_KINDS:
        return ConfigPreview(tuple(problems))
    with desk.read() as session:
        old = config_on(session, kind, since)
    changes = config_changes(kind, old, body if problems else read_config(kind, body))
    touches = _touches(desk, kind, old, body) if changes and not problems else ()
    return ConfigPreview(tuple(problems), tuple(changes), touches)


def publish_config(desk: Desk, kind: str, body: Mapping[str, Any], since: date) -> int:
    """At the office: put a document in force from a day on; return its version, the next of its kind.

    Raises WrongRole, InvalidInput with everything that is wrong with it, or when it would change nothing.
    """
    desk.require_clerk(ADMIN)
    problems = [*check_config(kind, body), *_check_day(desk, since)]
    if not problems and not preview_config(desk, kind, body, since).changes:
        problems = [Problem("body", "Tidak ada yang berubah.")]
    if problems:
        raise InvalidInput(problems)
    with desk.write() as session:
        return add_config(session, desk.new_id(), kind, since, {"kind": kind, **read_config(kind, body)})


def withdraw_config(desk: Desk, config_id: str) -> None:
    """At the office: take back a document, or a letter's wording, that is not in force yet.

    Raises WrongRole, RecordNotFound, InvalidInput if it is in force already: then another is published.
    """
    desk.require_clerk(ADMIN)
    with desk.write() as session:
        row = session.get(Config, config_id)
        if row is None or row.deleted:
            raise RecordNotFound("Versi itu tidak ada. Tidak ada yang berubah.")
        if row.effective_from <= desk.today():
            words = "Versi ini sudah berlaku. Terbitkan versi baru untuk mengubahnya."
            raise InvalidInput([Problem("since", words)])
        row.deleted = True


def body_on(desk: Desk, kind: str, day: date) -> dict[str, Any]:
    """Return the document of a kind in force on `day`, as a form shows it."""
    with desk.read() as session:
        return known_part(kind, config_on(session, kind, day))


def shipped_body(kind: str) -> dict[str, Any]:
    """Return the document of a kind that the program ships, as a form shows it."""
    return known_part(kind, shipped_config(kind))


def body_of(desk: Desk, config_id: str) -> dict[str, Any]:
    """Return the document of one version as it was published. Raises RecordNotFound."""
    with desk.read() as session:
        row = session.get(Config, config_id)
        if row is None:
            raise RecordNotFound("Versi itu tidak ada.")
        return dict(json.loads(row.body))


def _check_day(desk: Desk, since: date) -> list[Problem]:
    today = desk.today()
    words = "Tanggal mulai berlaku sudah lewat. Catatan lama tetap memakai aturan pada harinya."
    return [Problem("since", words, say_date(today))] if since < today else []


def _touches(desk: Desk, kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Count what limits decide of today's records; other kinds say nothing that is cheap to count."""
    if kind != "limits" or old["stage_days"] == new["stage_days"]:
        return ()
    cards = [card for card in pipeline(desk) if not card.gone]
    was, now = ({card.household_id for card in cards if _late(card, each)} for each in (old, new))
    moved = ((len(now - was), "menjadi terlambat"), (len(was - now), "tidak terlambat lagi"))
    return tuple(f"{count} keluarga {words} di alur graduasi." for count, words in moved if count)


def _late(card: CaseCard, limits: Mapping[str, Any]) -> bool:
    return card.days > int(limits["stage_days"].get(card.case.stage or "", card.days))
