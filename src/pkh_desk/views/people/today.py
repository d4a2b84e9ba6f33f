"""What a worker should do now, and how the month stands: the first page.

Tasks are ordered: what is due today, then what is late, then stock. Source: design, Beranda.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.store.log.states import mark
from pkh_desk.store.office import config_on
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.business.products import read_all
from pkh_desk.views.graduation.pipeline import CaseCard, pipeline
from pkh_desk.views.people.families import SHOWN, under_elder
from pkh_desk.views.upkeep.status import Status, read_returned, status

RETURNED, DUE, LATE_PROMISE, UNSIGNED, STUCK, VISITS, UNSENT, STOCK = (
    "dikembalikan", "janji", "janji_lewat", "tanda_tangan", "tahap", "kunjungan", "kirim", "stok",
)  # fmt: skip
OWN_STAGES = ("calon", "siap")
RECENT = 3


@dataclass(frozen=True)
class Item:
    """One record of a task: the family or product it is about, its name, and what more is to be said."""

    id: str
    name: str
    detail: str = ""
    days: int = 0


@dataclass(frozen=True)
class Task:
    """Something to do. `kind` is one of this module's; `count` may be more than the items named.

    Of RETURNED, `subject` says what came back (`letter`, `visit`, ...) and `record` which one; of VISITS,
    `days` are the working days left in the month after today.
    """

    kind: str
    count: int
    items: Sequence[Item] = ()
    subject: str = ""
    days: int = 0
    record: str = ""


@dataclass(frozen=True)
class Recent:
    """A family with the latest own entry about it: what kind of record, and when (ms UTC)."""

    household_id: str
    name: str
    desa: str
    kelompok: str
    kind: str
    at: int


@dataclass(frozen=True)
class Today:
    """The first page. `visited` of `target` families were visited this month; `kept` of `asked` commitments.

    `stages` counts families by stage, graduations of this year only. `ever_visited` and `backed_up` tell a
    new user's next step.
    """

    tasks: Sequence[Task]
    families: int
    groups: int
    visited: int
    target: int
    kept: int
    asked: int
    stages: dict[str, int]
    recent: Sequence[Recent]
    ever_visited: bool
    backed_up: bool


def today(desk: Desk) -> Today:
    """Read the first page; a fixed number of SELECTs."""
    day, cards, state = desk.today(), pipeline(desk), status(desk)
    with desk.read() as session:
        connection = session.connection()
        families, groups = _one(connection, _FAMILIES)
        goal = int(config_on(session, "limits", day).get("visits_a_month", 0)) or families
        unvisited = _unvisited(connection, day)
        visited, target = families - sum(unvisited.values()), min(goal, families)
        kept, asked = _one(connection, _COMMITMENTS, day.strftime("%Y-%m"))
        tasks = [
            *_returned(connection),
            *_promises(connection, day),
            *_stages(cards),
            *_visits(unvisited, target - visited, day),
            *_unsent(state),
            *_stock(session),
        ]
        return Today(
            tasks=tasks,
            families=families,
            groups=groups,
            visited=min(visited, target),
            target=target,
            kept=kept,
            asked=asked,
            stages=_counts(cards, day.year),
            recent=_recent(connection),
            ever_visited=bool(_one(connection, _EVER)[0]),
            backed_up=state.backup_at is not None,
        )


def _one(connection: Connection, sql: str, *values: str) -> tuple[int, ...]:
    row = connection.exec_driver_sql(sql.replace("{}", mark(connection, 1)), values).one()
    return tuple(int(value or 0) for value in row)


def _returned(connection: Connection) -> list[Task]:
    return [
        Task(
            RETURNED,
            1,
            (Item(one.household_id or "", one.name or "", one.reason or one.fate),),
            one.subject_kind,
            record=one.subject_id,
        )
        for one in read_returned(connection)
    ]


def _promises(connection: Connection, day: date) -> list[Task]:
    """Promises of today, each by itself, then those that are late together."""
    sql = _PROMISES.replace("{}", mark(connection, 1))
    rows = connection.exec_driver_sql(sql, (day.isoformat(),)).fetchall()
    items = [
        Item(home, name or "(tanpa nama)", text, (day - date.fromisoformat(due)).days)
        for home, name, text, due in rows
    ]
    due = [Task(DUE, 1, (item,)) for item in items if item.days == 0]
    late = [item for item in items if item.days > 0]
    return [*due, *([Task(LATE_PROMISE, len(late), late)] if late else [])]


def _stages(cards: Sequence[CaseCard]) -> list[Task]:
    """Letters that wait for a signature too long, and families that wait for this desk's next step."""
    late = [card for card in cards if card.late and not card.handed_over and not card.returned]
    tasks = []
    for kind, stages in ((UNSIGNED, ("surat_dicetak",)), (STUCK, OWN_STAGES)):
        mine = [card for card in late if card.case.stage in stages]
        items = [Item(card.household_id, card.name, card.case.words, card.days) for card in mine]
        if items:
            tasks.append(Task(kind, len(items), items))
    return tasks


def _visits(unvisited: dict[str, int], missing: int, day: date) -> list[Task]:
    """Visits that are missing for the month's target, with the desa that has most of them."""
    if missing <= 0:
        return []
    most = max(unvisited, key=lambda desa: (unvisited[desa], desa))
    items = [Item("", wilayah().name_of(most), str(unvisited[most]))] if most else []
    return [Task(VISITS, missing, items, days=_working_days(day))]


def _unsent(state: Status) -> list[Task]:
    return [Task(UNSENT, state.unsent)] if state.office and state.unsent else []


def _stock(session: Session) -> list[Task]:
    """Products below their limit, the emptiest first; those that never had a movement are not in use yet."""
    rows = [row for row in read_all(session.connection()) if row.low and row.moved_on and not row.handed_over]
    rows.sort(key=lambda row: (row.stock, row.name))
    items = [Item(row.id, row.name, f"{row.stock} {row.unit}") for row in rows]
    return [Task(STOCK, len(items), items, subject=rows[0].owner)] if items else []


def _unvisited(connection: Connection, day: date) -> dict[str, int]:
    """Count the families without a visit in this month by desa code ("" where it is unknown)."""
    sql = _UNVISITED.replace("{}", mark(connection, 1))
    rows = connection.exec_driver_sql(sql, (day.replace(day=1).isoformat(),))
    return {row[0] or "": int(row[1]) for row in rows}


def _counts(cards: Sequence[CaseCard], year: int) -> dict[str, int]:
    counts = dict.fromkeys(PATH, 0)
    for card in cards:
        stage = card.case.stage
        if card.gone and stage != "graduasi":
            continue
        if stage in counts and (stage != "graduasi" or card.since.year == year):
            counts[stage] += 1
    return counts


def _recent(connection: Connection) -> list[Recent]:
    rows = connection.exec_driver_sql(_RECENT).fetchall()
    return [
        Recent(home, name or "(tanpa nama)", wilayah().name_of(desa) if desa else "", group or "", kind, at)
        for home, name, desa, group, kind, at in rows
    ]


def _working_days(day: date) -> int:
    """Count Monday to Friday after `day` until its month ends."""
    last = monthrange(day.year, day.month)[1]
    return sum((day + timedelta(n)).weekday() < 5 for n in range(1, last - day.day + 1))


_MINE = (
    f"{SHOWN} AND h.status = 'aktif' AND NOT EXISTS "
    "(SELECT 1 FROM handed_over g WHERE g.table_name = 'household' AND g.row_id = h.id)"
)
_FAMILIES = f"SELECT count(*), count(DISTINCT h.kelompok_id) FROM household h WHERE {_MINE}"
_UNVISITED = (
    f"SELECT h.desa_code, count(*) FROM household h WHERE {_MINE} AND h.id NOT IN "
    f"(SELECT h.id FROM visit v {under_elder('v')} WHERE NOT v.deleted "
    'AND v."on" >= {}) GROUP BY h.desa_code'
)
_COMMITMENTS = (
    "SELECT sum(CASE WHEN kept THEN 1 ELSE 0 END), count(*) FROM commitment "
    "WHERE NOT deleted AND kept IS NOT NULL AND month = {}"
)
_EVER = "SELECT EXISTS (SELECT 1 FROM visit WHERE NOT deleted)"
_PROMISES = (
    f"SELECT h.id, m.name, p.text, p.due_on FROM promise p {under_elder('p')} "
    f"LEFT JOIN member m ON m.id = h.pengurus_id WHERE {_MINE} AND NOT p.deleted AND p.done_on IS NULL "
    "AND p.due_on <= {} ORDER BY p.due_on, p.id"
)
_RECENT = (
    "SELECT r.home, m.name, h.desa_code, k.name, (SELECT n.subject_kind FROM txn n WHERE n.own AND "
    "n.household_id = r.home AND n.h = r.h LIMIT 1), r.h FROM "
    "(SELECT household_id AS home, max(h) AS h FROM txn WHERE own AND household_id IS NOT NULL "
    f"GROUP BY household_id ORDER BY max(h) DESC LIMIT {RECENT}) r "
    f"JOIN household h ON h.id = r.home AND {SHOWN} "
    "LEFT JOIN member m ON m.id = h.pengurus_id LEFT JOIN kelompok k ON k.id = h.kelompok_id "
    "ORDER BY r.h DESC"
)
