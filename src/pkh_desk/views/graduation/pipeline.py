"""The way to graduation of all families at a glance, and of one family closely.

A card is the latest case of a family: its stage, since when, what the office sent back. Late is what stays
in a stage longer than the office's limit (config `limits`, `stage_days`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import OFFICE_STAGES, PATH, Folded, Step, fold_stages
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.domain.people.household import EXIT
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.store.graduation.case import UNDONE
from pkh_desk.store.log.states import select_in
from pkh_desk.store.office import config_on
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.cases import CaseView, cases_of
from pkh_desk.views.people.families import SHOWN, has, under_elder
from pkh_desk.views.people.find import elders_of

UNSENT = frozenset({"belum", "sampai"})
BACK = frozenset({"dikembalikan", "ditolak"})
SIGNED = "ditandatangani"


@dataclass(frozen=True)
class CaseLetter:
    """The latest letter of a case by which the family leaves and that was not voided."""

    id: str
    code: str
    dated_on: date
    signed_on: date | None
    scans: int


@dataclass(frozen=True)
class Ended:
    """What came of a case at the office: the decision of Kemensos, and what followed a graduation.

    `tahap` is the payment from which on the family is inactive. Empty where nothing is recorded.
    """

    sk_number: str = ""
    sk_on: date | None = None
    inactive_on: date | None = None
    tahap: str = ""
    certified_on: date | None = None


@dataclass(frozen=True)
class CaseCard:
    """A family on its way. `since` is the day of its last step, `days` how long ago that was, `why` the
    reason written with it; `dates` are the days of the steps of PATH that lead there.

    `returned` is the office's reason while something of the case is sent back, `returned_kind` what
    (`letter` or `graduation_case`); `unsent` while the office has not applied the last step or letter.
    `gone` is a status of EXIT ("" if none): the family has left in another way, and counts nowhere;
    `kecamatan` is a code. `clerk` is who took the last step, where it is the office's own.
    """

    household_id: str
    name: str
    desa: str
    pendamping: str
    case: CaseView
    since: date
    days: int
    late: bool
    why: str
    dates: Mapping[str, date]
    letter: CaseLetter | None
    returned: str
    returned_kind: str
    unsent: bool
    handed_over: bool
    gone: str
    ended: Ended
    kecamatan: str = ""
    clerk: str = ""


@dataclass(frozen=True)
class _Way:
    """The steps of one case: as folded, and the row of each that counts."""

    folded: Folded
    rows: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def at(self, event: str | None) -> Sequence[Any] | None:
        """Return (stage, day, reason, SK number, SK day, tahap) of an event."""
        row = self.rows.get(event or "")
        return row[6:] if row else None


def pipeline(desk: Desk) -> list[CaseCard]:
    """Return the card of every family that has a case, those longest in their stage first; nine SELECTs."""
    return _read(desk, lambda connection: connection.exec_driver_sql(_HOMES.replace("{}", "")).fetchall())


def proposals_waiting(desk: Desk) -> int:
    """Return how many signed letters wait for the office and were not sent back."""
    with desk.read() as session:
        connection = session.connection()
        homes = dict(map(tuple, connection.exec_driver_sql(_SIGNED).fetchall()))
        ways = _ways(connection, list(homes))
        signed = {case for case, way in ways.items() if way.folded.stage == SIGNED}
        letters = _letters(connection, {homes[case] for case in signed})
        subjects = {letter.id: case for case, letter in letters.items() if case in signed}
        fates = _fates(connection, [*signed, *subjects], own=False)
    back = {subjects.get(subject, subject) for subject, fate in fates.items() if fate[0] in BACK}
    return len(signed - back)


def case_card(desk: Desk, household_id: str) -> CaseCard | None:
    """Return the card of one family; None if it has no case or is not here."""
    sql = _HOMES.replace("{}", " AND h.id IN {}")
    return next(iter(_read(desk, lambda connection: select_in(connection, sql, [household_id]))), None)


def _read(desk: Desk, homes_in: "Homes") -> list[CaseCard]:
    with desk.read() as session:
        connection = session.connection()
        limits = config_on(session, "limits", desk.today()).get("stage_days", {})
        homes = homes_in(connection)
        cases = cases_of(connection, [row[0] for row in homes])
        ways = _ways(connection, [case.id for case in cases.values()])
        letters = _letters(connection, elders_of(connection, list(cases)))
        subjects = [case.id for case in cases.values()] + [letter.id for letter in letters.values()]
        fates = _fates(connection, subjects, own=not desk.is_office)
        lasts = {way.folded.last for way in ways.values() if way.folded.stage in OFFICE_STAGES}
        clerks = dict(map(tuple, select_in(connection, _CLERKS, {last for last in lasts if last})))
    cards = []
    for row in homes:
        case = cases.get(row[0])
        if case is not None:
            letter = letters.get(case.id)
            told = _told(case, letter, fates)
            card = _card(row, case, ways[case.id], letter, told, (desk.today(), limits))
            cards.append(replace(card, clerk=clerks.get(ways[case.id].folded.last or "", "")))
    return sorted(cards, key=lambda card: (card.since, card.name, card.household_id))


def _card(
    row: Sequence[Any],
    case: CaseView,
    way: _Way,
    letter: CaseLetter | None,
    told: "Told",
    limits: tuple[date, Mapping[str, int]],
) -> CaseCard:
    home, name, desa, gone, status, pendamping = row
    today, most = limits
    last = way.at(way.folded.last)
    since = _day(last[1]) if last else None
    days = (today - (since or case.opened_on)).days
    back = next(((kind, fate[1]) for kind, fate in reversed(told) if fate and fate[0] in BACK), ("", ""))
    left = status if status in EXIT else ""
    return CaseCard(
        household_id=home,
        name=name or "(tanpa nama)",
        desa=wilayah().name_of(desa) if desa else "",
        pendamping=pendamping or "",
        case=case,
        since=since or case.opened_on,
        days=days,
        late=not left and days > most.get(case.stage or "", days),
        why=last[2] if last else "",
        dates=_dates(way, case.step),
        letter=letter,
        returned=back[1],
        returned_kind=back[0],
        unsent=any(fate is not None and fate[0] in UNSENT for _, fate in told),
        handed_over=bool(gone),
        gone=left,
        ended=_ended(way),
        kecamatan=kecamatan_of(desa) if desa else "",
    )


def _told(case: CaseView, letter: CaseLetter | None, fates: Mapping[str, tuple[str, str]]) -> "Told":
    """Return what became of case and letter at the office."""
    return (
        ("graduation_case", fates.get(case.id)),
        ("letter", fates.get(letter.id) if letter else None),
    )


def _ways(connection: Connection, cases: Collection[str]) -> dict[str, _Way]:
    rows: dict[str, list[Sequence[Any]]] = {case: [] for case in cases}
    for row in select_in(connection, _EVENTS, cases):
        rows[row[0]].append(row)
    ways = {}
    for case, listed in rows.items():
        folded = fold_stages(Step((r[4], r[1]), r[1], r[2], r[3], bool(r[5])) for r in listed)
        ways[case] = _Way(folded, {r[1]: r for r in listed if not r[5] and r[1] not in folded.refused})
    return ways


def _dates(way: _Way, step: int) -> dict[str, date]:
    """Return the latest day of each step of the path up to where the case stands."""
    rows = sorted(way.rows.values(), key=lambda row: (row[4], row[1]))
    days = {row[3]: _day(row[7]) for row in rows}
    return {stage: day for stage in PATH[:step] if (day := days.get(stage)) is not None}


def _ended(way: _Way) -> Ended:
    last, after = way.at(way.folded.last), way.folded.after
    inactive, certified = way.at(after.get("nonaktif")), way.at(after.get("sertifikat"))
    return Ended(
        sk_number=last[3] if last else "",
        sk_on=_day(last[4]) if last else None,
        inactive_on=_day(inactive[1]) if inactive else None,
        tahap=inactive[5] if inactive else "",
        certified_on=_day(certified[1]) if certified else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _letters(connection: Connection, homes: Collection[str]) -> dict[str, CaseLetter]:
    rows = sorted(select_in(connection, _LETTERS, homes), key=lambda row: str(row[0]))
    scans: dict[str, int] = {}
    for (owner,) in select_in(connection, _SCANS, [row[0] for row in rows]):
        scans[owner] = scans.get(owner, 0) + 1
    return {
        row[1]: CaseLetter(row[0], row[2], date.fromisoformat(row[3]), _day(row[4]), scans.get(row[0], 0))
        for row in rows
        if row[5] in STATEMENTS
    }


def _fates(connection: Connection, subjects: Collection[str], own: bool) -> dict[str, tuple[str, str]]:
    """Return fate and reason of the latest txn about each subject."""
    sql = _TXNS.format("own" if own else "NOT own")
    return {
        row[1]: (row[2], row[3])
        for row in sorted(select_in(connection, sql, subjects), key=lambda row: int(row[0]))
    }


Told = tuple[tuple[str, tuple[str, str] | None], ...]
"""(kind of record, its fate and reason) of case and letter."""
Homes = Callable[[Connection], Collection[Sequence[Any]]]

_HOMES = (
    "SELECT h.id, m.name, h.desa_code, g.row_id, h.status, p.name FROM household h "
    "LEFT JOIN member m ON m.id = h.pengurus_id "
    "LEFT JOIN handed_over g ON g.table_name = 'household' AND g.row_id = h.id "
    "LEFT JOIN alias a ON a.from_id = h.pendamping_id AND a.kind = 'petugas' AND a.active AND NOT a.deleted "
    "LEFT JOIN petugas p ON p.id = coalesce(a.to_id, h.pendamping_id) "
    f"WHERE {SHOWN} AND {has('graduation_case')}{{}}"
)
_SIGNED = (
    "SELECT DISTINCT e.case_id, e.household_id FROM stage_event e "
    "JOIN graduation_case c ON c.id = e.case_id AND NOT c.deleted "
    f"{under_elder('e')} AND {SHOWN} AND h.status = 'aktif' "
    f"WHERE e.stage = '{SIGNED}' AND e.reverses IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM stage_event d WHERE d.case_id = e.case_id AND d.stage = 'graduasi')"
)
_CLERKS = (
    "SELECT e.id, p.name FROM stage_event e JOIN txn t ON t.id = e.base_txn AND t.own "
    "JOIN petugas p ON p.id = t.author WHERE e.id IN {}"
)
_EVENTS = (
    f'SELECT e.case_id, e.id, e.seen, e.stage, e.base_at, {UNDONE}, e.stage, e."on", e.reason, '
    "e.sk_number, e.sk_on, e.tahap FROM stage_event e WHERE e.reverses IS NULL AND e.case_id IN {}"
)
_LETTERS = (
    "SELECT id, case_id, code, dated_on, signed_on, kind FROM letter "
    "WHERE NOT deleted AND voided_on IS NULL AND case_id IS NOT NULL AND household_id IN {}"
)
_SCANS = "SELECT owner_id FROM file WHERE NOT deleted AND owner_kind = 'letter' AND owner_id IN {}"
_TXNS = "SELECT h, subject_id, fate, fate_reason FROM txn WHERE {} AND subject_id IN {{}}"
