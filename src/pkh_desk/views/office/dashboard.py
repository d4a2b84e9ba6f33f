"""The district at a glance: figures by kecamatan and by year, and what needs somebody.

A family counts as graduated from the office's decision on, never from a proposal, and never because it left
in another way. The number of SELECTs does not depend on how much is recorded.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import DONE, PATH, Step, fold_stages
from pkh_desk.domain.people.household import EXIT
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.store.graduation.case import UNDONE
from pkh_desk.store.log.states import mark
from pkh_desk.store.office import config_on
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.business.products import ready_by_kecamatan
from pkh_desk.views.people.families import SHOWN, under_elder

PROPOSED = ("ditandatangani", "diverifikasi")
"""Proposals: the letter is signed, the office has not decided yet."""


@dataclass
class Figures:
    """What is recorded in one kecamatan, or in all. `approved` counts by year of the decision.

    `preparing` are candidates without a signed letter, `proposed` those with one; `visits` of this month;
    `sellers` families with a product, `ready` products with all that E-Katalog asks for.
    """

    families: int = 0
    visits: int = 0
    products: int = 0
    sellers: int = 0
    ready: int = 0
    preparing: int = 0
    proposed: int = 0
    signed: int = 0
    approved: Counter[int] = field(default_factory=Counter)

    @property
    def open(self) -> int:
        """Families on the way, with or without a signed letter."""
        return self.preparing + self.proposed


@dataclass(frozen=True)
class Attention:
    """What needs somebody; `oldest_question` and `oldest_signed` are whole days.

    `silent` are the names of those who sent nothing for `silent_days`, the office's limit; `unowned` counts
    families that are no pendamping's.
    """

    questions: int
    oldest_question: int
    files: int
    requests: int
    silent_days: int
    silent: tuple[str, ...]
    signed: int
    oldest_signed: int
    unowned: int


@dataclass(frozen=True)
class Dashboard:
    """`by_kecamatan` maps codes ("": desa not known) to figures; `senders` of `laptops` sent this month."""

    today: date
    by_kecamatan: dict[str, Figures]
    laptops: int
    senders: int
    attention: Attention

    def figures(self, kecamatan: str = "") -> Figures:
        """Return the figures of one kecamatan, or of the district."""
        if kecamatan:
            return self.by_kecamatan.get(kecamatan, Figures())
        return total(self.by_kecamatan.values())

    def years(self) -> list[int]:
        """Return the years with a decision and this one, at most the latest six, in order."""
        found = {year for one in self.by_kecamatan.values() for year in one.approved}
        return sorted(found | {self.today.year})[-6:]


def total(figures: Iterable[Figures]) -> Figures:
    """Add figures up."""
    whole = Figures()
    for one in figures:
        for name in _SUMMED:
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        whole.approved += one.approved
    return whole


def kecamatan_name(code: str) -> str:
    """Return the name of a kecamatan; a family whose desa is a question has none."""
    return wilayah().name_of(code) or "Desa belum jelas"


def dashboard(desk: Desk) -> Dashboard:
    """Read the figures of the district."""
    today = desk.today()
    with desk.read() as session:
        connection = session.connection()
        places: dict[str, Figures] = defaultdict(Figures)
        unowned = _count(connection, places, today)
        asked = config_on(session, "catalogue", today)["needs"]
        for code, ready in ready_by_kecamatan(connection, asked).items():
            places[code].ready = ready
        oldest = _cases(connection, places, today)
        laptops = _laptops(connection, _month_began(desk, today))
        questions = _questions(connection)
        files = connection.exec_driver_sql(_FILES).scalar()
        silent_days = int(config_on(session, "limits", today)["silent_days"])
    active = [row for row in laptops if row[1] == "aktif"]
    quiet = desk.now() - silent_days * 86_400_000
    attention = Attention(
        questions=len(questions),
        oldest_question=(desk.now() - min(questions)) // 86_400_000 if questions else 0,
        files=int(files or 0),
        requests=sum(row[1] == "menunggu" for row in laptops),
        silent_days=silent_days,
        silent=tuple(row[0] for row in active if (row[2] or 0) < quiet),
        signed=total(places.values()).signed,
        oldest_signed=(today - oldest).days if oldest else 0,
        unowned=unowned,
    )
    return Dashboard(today, dict(places), len(active), sum(bool(row[3]) for row in active), attention)


def _count(connection: Connection, places: dict[str, Figures], today: date) -> int:
    """Count what is recorded by place; return how many families are no pendamping's."""
    unowned = 0
    for code, families, owned in connection.exec_driver_sql(_FAMILIES):
        places[code or ""].families = families
        unowned += families - owned
    month = today.replace(day=1).isoformat()
    for code, visits in connection.exec_driver_sql(_VISITS.format(mark(connection, 1)), (month,)):
        places[code or ""].visits = visits
    for code, products, sellers in connection.exec_driver_sql(_PRODUCTS):
        places[code or ""].products, places[code or ""].sellers = products, sellers
    return unowned


def _cases(connection: Connection, places: dict[str, Figures], today: date) -> date | None:
    """Fold every case and count it in its place; return the day of the oldest letter that waits."""
    steps: dict[str, list[Any]] = defaultdict(list)
    for row in connection.exec_driver_sql(_EVENTS).fetchall():
        steps[row[0]].append(row)
    oldest: date | None = None
    for rows in steps.values():
        folded = fold_stages(Step((r[4], r[1]), r[1], r[2], r[3], bool(r[6])) for r in rows)
        place = places[kecamatan_of(rows[0][7]) if rows[0][7] else ""]
        day = next((date.fromisoformat(str(r[5])) for r in rows if r[1] == folded.last), today)
        if folded.stage == DONE:
            place.approved[day.year] += 1
        elif rows[0][8] in EXIT:
            continue
        elif folded.stage in PROPOSED:
            place.proposed += 1
            if folded.stage == "ditandatangani":
                place.signed += 1
                oldest = min(oldest or day, day)
        elif folded.stage in PATH:
            place.preparing += 1
    return oldest


def _questions(connection: Connection) -> list[int]:
    """Return when each question was opened that was not sent back."""
    back = {row[0] for row in connection.exec_driver_sql(_RETURNED)}
    rows = connection.exec_driver_sql("SELECT opened_at, txns FROM conflict").fetchall()
    return [at for at, txns in rows if not back & set(json.loads(txns))]


def _laptops(connection: Connection, since: int) -> list[Any]:
    """Return (name, state, when its last file arrived, whether one did since) of every laptop."""
    return list(connection.exec_driver_sql(_LAPTOPS.format(mark(connection, 1)), (since,)).fetchall())


def _month_began(desk: Desk, today: date) -> int:
    """Return the instant (ms UTC) at which this month began in the desk's zone."""
    zone = timezone(timedelta(minutes=desk.zone_minutes))
    return int(datetime.combine(today.replace(day=1), time(), zone).timestamp() * 1000)


_SUMMED = ("families", "visits", "products", "sellers", "ready", "preparing", "proposed", "signed")
_PLACE = "substr(h.desa_code, 1, 8)"
_FAMILIES = (
    f"SELECT {_PLACE}, count(*), count(h.pendamping_id) FROM household h "
    f"WHERE {SHOWN} AND h.status = 'aktif' GROUP BY 1"
)
_VISITS = (
    f"SELECT {_PLACE}, count(*) FROM visit v {under_elder('v')} "
    'WHERE NOT v.deleted AND NOT h.deleted AND v."on" >= {} GROUP BY 1'
)
_PRODUCTS = (
    f"SELECT {_PLACE}, count(*), count(DISTINCT h.id) FROM product p {under_elder('p')} "
    "WHERE NOT p.deleted AND NOT h.deleted GROUP BY 1"
)
_EVENTS = (
    f'SELECT e.case_id, e.id, e.seen, e.stage, e.base_at, e."on", {UNDONE}, h.desa_code, h.status '
    "FROM stage_event e JOIN graduation_case g ON g.id = e.case_id AND NOT g.deleted "
    f"{under_elder('g')} WHERE e.reverses IS NULL AND {SHOWN}"
)
_LAPTOPS = (
    "SELECT name, state, coalesce((SELECT max(b.at) FROM bundle b WHERE b.desk_id = d.id "
    "AND b.direction = 'up'), d.last_seen_at), EXISTS (SELECT 1 FROM bundle b WHERE b.desk_id = d.id "
    "AND b.direction = 'up' AND b.at >= {}) FROM desk d ORDER BY name"
)
_FILES = "SELECT count(*) FROM bundle WHERE direction = 'up' AND state = 'baru'"
_RETURNED = "SELECT id FROM txn WHERE fate = 'dikembalikan'"
