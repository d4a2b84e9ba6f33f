"""The way to graduation of all families at a glance, and of one family closely.

A card is the latest case of a family: its stage, since when, what the office sent back. Late is what stays
in a stage longer than the office's limit (config `limits`, `stage_days`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation import Step, fold_stages
from pkh_desk.store.graduation import steps_of
from pkh_desk.store.office import config_on
from pkh_desk.store.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.cases import CaseView, cases_of
from pkh_desk.views.families import SHOWN

UNSENT = frozenset({"belum", "sampai"})
BACK = frozenset({"dikembalikan", "ditolak"})


@dataclass(frozen=True)
class CaseLetter:
    """The latest letter of a case that was not voided."""

    id: str
    code: str
    dated_on: date
    signed_on: date | None
    scans: int


@dataclass(frozen=True)
class CaseCard:
    """A family on its way. `since` is the day of its last step, `days` how long ago that was.

    `returned` is the office's reason while something of the case is sent back, `returned_kind` what
    (`letter` or `graduation_case`); `unsent` while the office has not applied the last step or letter.
    """

    household_id: str
    name: str
    desa: str
    case: CaseView
    since: date
    days: int
    late: bool
    letter: CaseLetter | None
    returned: str
    returned_kind: str
    unsent: bool
    handed_over: bool


@dataclass(frozen=True)
class Readiness:
    """What is known of a family that speaks for or against its graduation; None where nobody asked."""

    income: int | None
    income_on: date | None
    set_aside: int | None
    set_aside_on: date | None
    willing: bool | None
    willing_on: date | None
    komponen: tuple[str, ...]
    business: str
    products: int


def pipeline(desk: Desk) -> list[CaseCard]:
    """Return the card of every family that has a case, those longest in their stage first; eight SELECTs."""
    with desk.read() as session:
        connection = session.connection()
        limits = config_on(session, "limits", desk.today()).get("stage_days", {})
        homes = connection.exec_driver_sql(_HOMES.replace("{}", "")).fetchall()
        return _cards(connection, desk, homes, limits)


def case_card(desk: Desk, household_id: str) -> CaseCard | None:
    """Return the card of one family; None if it has no case or is not here."""
    with desk.read() as session:
        connection = session.connection()
        limits = config_on(session, "limits", desk.today()).get("stage_days", {})
        homes = select_in(connection, _HOMES.replace("{}", " AND h.id IN {}"), [household_id])
        return next(iter(_cards(connection, desk, homes, limits)), None)


def readiness(desk: Desk, household_id: str) -> Readiness:
    """Return what the visits and the record of a family say about its readiness."""
    with desk.read() as session:
        connection = session.connection()
        visits = sorted(
            select_in(connection, _VISITS, [household_id]),
            key=lambda row: (str(row[0]), str(row[1])),
            reverse=True,
        )
        komponen = tuple(sorted(row[0] for row in select_in(connection, _KOMPONEN, [household_id])))
        business = next((row[0] for row in select_in(connection, _BUSINESS, [household_id])), "")
        products = select_in(connection, _PRODUCTS, [household_id])[0][0]
    known = [
        next(((row[i], date.fromisoformat(row[0])) for row in visits if row[i] is not None), None)
        for i in (2, 3, 4)
    ]
    income, aside, willing = (each or (None, None) for each in known)
    return Readiness(
        income[0],
        income[1],
        aside[0],
        aside[1],
        None if willing[0] is None else bool(willing[0]),
        willing[1],
        komponen,
        business,
        products,
    )


def _cards(
    connection: Connection, desk: Desk, homes: Collection[Sequence[Any]], limits: dict[str, int]
) -> list[CaseCard]:
    cases = cases_of(connection, [row[0] for row in homes])
    since = _since(connection, [case.id for case in cases.values()])
    letters = _letters(connection, list(cases))
    subjects = [case.id for case in cases.values()] + [letter.id for letter in letters.values()]
    fates = _fates(connection, subjects, own=not desk.is_office)
    today, cards = desk.today(), []
    for home, name, desa, gone in homes:
        case = cases.get(home)
        if case is None:
            continue
        letter = letters.get(case.id)
        on = since.get(case.id, case.opened_on)
        told = [("graduation_case", fates.get(case.id)), ("letter", fates.get(letter.id) if letter else None)]
        back = next(((kind, fate[1]) for kind, fate in reversed(told) if fate and fate[0] in BACK), ("", ""))
        days = (today - on).days
        cards.append(
            CaseCard(
                household_id=home,
                name=name or "(tanpa nama)",
                desa=wilayah().name_of(desa) if desa else "",
                case=case,
                since=on,
                days=days,
                late=days > limits.get(case.stage or "", days),
                letter=letter,
                returned=back[1],
                returned_kind=back[0],
                unsent=any(fate is not None and fate[0] in UNSENT for _, fate in told),
                handed_over=bool(gone),
            )
        )
    return sorted(cards, key=lambda card: (card.since, card.name, card.household_id))


def _since(connection: Connection, cases: Collection[str]) -> dict[str, date]:
    """Return the day of the last step that counts of each case."""
    steps = steps_of(connection, cases)
    last = {case: folded for case, taken in steps.items() if (folded := _last(taken))}
    days = {row[0]: row[1] for row in select_in(connection, _DAYS, list(last.values()))}
    return {case: date.fromisoformat(days[event]) for case, event in last.items()}


def _last(steps: list[Step]) -> str | None:
    return fold_stages(steps).last


def _letters(connection: Connection, homes: Collection[str]) -> dict[str, CaseLetter]:
    rows = sorted(select_in(connection, _LETTERS, homes), key=lambda row: str(row[0]))
    scans: dict[str, int] = {}
    for (owner,) in select_in(connection, _SCANS, [row[0] for row in rows]):
        scans[owner] = scans.get(owner, 0) + 1
    return {
        row[1]: CaseLetter(
            row[0],
            row[2],
            date.fromisoformat(row[3]),
            date.fromisoformat(row[4]) if row[4] else None,
            scans.get(row[0], 0),
        )
        for row in rows
    }


def _fates(connection: Connection, subjects: Collection[str], own: bool) -> dict[str, tuple[str, str]]:
    """Return fate and reason of the latest txn about each subject."""
    sql = _TXNS.format("own" if own else "NOT own")
    return {
        row[1]: (row[2], row[3])
        for row in sorted(select_in(connection, sql, subjects), key=lambda row: int(row[0]))
    }


_HOMES = (
    "SELECT h.id, m.name, h.desa_code, g.row_id FROM household h LEFT JOIN member m ON m.id = h.pengurus_id "
    "LEFT JOIN handed_over g ON g.table_name = 'household' AND g.row_id = h.id "
    f"WHERE {SHOWN} AND EXISTS "
    "(SELECT 1 FROM graduation_case c WHERE c.household_id = h.id AND NOT c.deleted){}"
)
_DAYS = 'SELECT id, "on" FROM stage_event WHERE id IN {}'
_LETTERS = (
    "SELECT id, case_id, code, dated_on, signed_on FROM letter "
    "WHERE NOT deleted AND voided_on IS NULL AND case_id IS NOT NULL AND household_id IN {}"
)
_SCANS = "SELECT owner_id FROM file WHERE NOT deleted AND owner_kind = 'letter' AND owner_id IN {}"
_TXNS = "SELECT h, subject_id, fate, fate_reason FROM txn WHERE {} AND subject_id IN {{}}"
_VISITS = 'SELECT "on", id, income, set_aside, willing FROM visit WHERE NOT deleted AND household_id IN {}'
_KOMPONEN = "SELECT komponen FROM member WHERE NOT deleted AND komponen IS NOT NULL AND household_id IN {}"
_BUSINESS = "SELECT name FROM business WHERE NOT deleted AND household_id IN {}"
_PRODUCTS = "SELECT count(*) FROM product WHERE NOT deleted AND household_id IN {}"
