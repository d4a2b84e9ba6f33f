"""What happened with a family, newest first: visits, promises, steps, letters, stock, changed data."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_short
from pkh_desk.domain.graduation.case import AFTER, OFFICE_STAGES, STAGES
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.people.payment import PROGRAM, Tahap
from pkh_desk.domain.vocabulary import LETTER_KIND, MOVEMENT
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.log.states import select_in
from pkh_desk.store.people.payment import payments_told_again
from pkh_desk.views.people.find import elder_of, twins_of
from pkh_desk.views.upkeep.field_words import field_words, say_reason
from pkh_desk.views.upkeep.history import WORDS

UNSENT = frozenset({"belum", "sampai"})
RETURNABLE = frozenset({"diterima", "menunggu"})
MOST_FIELDS, GONE = 4, "True"


@dataclass(frozen=True)
class TimelineItem:
    """One thing that happened. `kind`: visit, promise, step, letter, stock, aid, data or note
    (a word of the office).

    `at` is the instant it was written (ms UTC), `fate` what the office made of it ("" if it is the office's
    own), `reason` why it came back, `photos` how many pictures of it are kept. At the office `txn` is what a
    laptop wrote it with, as long as it can be sent back. A visit and its promises have the fate of what was
    written last of the visit: its correction ends a return. `own`: this desk recorded it, or a visit that its
    pendamping recorded on another one.
    """

    kind: str
    id: str
    on: date
    at: int
    title: str
    detail: str
    fate: str
    reason: str
    photos: int = 0
    txn: str = ""
    own: bool = False

    @property
    def unsent(self) -> bool:
        """Whether the office does not have it yet."""
        return self.fate in UNSENT


class Before(NamedTuple):
    """A field that a change of a family's data touched, and what it held before."""

    table: str
    field: str
    value: str | None


def timeline(desk: Desk, household_id: str) -> list[TimelineItem]:
    """Return everything that happened with the family and those merged into it."""
    with desk.read() as session:
        connection = session.connection()
        homes = twins_of(connection, elder_of(connection, household_id))
        again = payments_told_again(connection, homes)
        items = [
            item for read in _KINDS for item in _read(connection, desk, homes, *read) if item.id not in again
        ]
        photos = Counter(row[0] for row in select_in(connection, _PHOTOS, homes))
        changed = _changed(connection, homes)
    items = [replace(item, photos=photos[item.id]) if item.id in photos else item for item in items]
    items = [_name_fields(item, changed[item.id]) if item.id in changed else item for item in items]
    return sorted(items, key=lambda item: (item.on, item.at, item.id), reverse=True)


def family_of_txn(desk: Desk, txn: str) -> str:
    """Return the family that a write is about. Raises RecordNotFound where the write is not here."""
    with desk.read() as session:
        connection = session.connection()
        rows = select_in(connection, "SELECT household_id FROM txn WHERE id IN {}", [txn])
        home = next((row[0] for row in rows if row[0]), None)
        if home is None:
            raise RecordNotFound("Catatan itu tidak ada di sini.")
        return elder_of(connection, home)


def _read(
    connection: Connection, desk: Desk, homes: Sequence[str], kind: str, sql: str, say: "Say"
) -> list[TimelineItem]:
    """Rows of `sql`: id, day or None, instant, own, fate, reason, txn, then what `say` makes words of."""
    items = []
    for row_id, day, at, own, fate, reason, txn, *facts in select_in(connection, sql, homes):
        title, detail = say(*facts)
        on = date.fromisoformat(day) if day else desk.local(at).date()
        known = fate if own and not desk.is_office else ""
        back = txn if desk.is_office and not own and fate in RETURNABLE else ""
        why = say_reason(reason or "")
        items.append(TimelineItem(kind, row_id, on, at, title, detail, known, why, txn=back, own=bool(own)))
    return items


def _changed(connection: Connection, homes: Sequence[str]) -> dict[str, list[Before]]:
    """Return what each change of a family's data touched: table, field, and what it held before."""
    changed: dict[str, list[Before]] = {}
    for txn, *before in select_in(connection, _BEFORE, homes):
        changed.setdefault(txn, []).append(Before(*before))
    return changed


def _name_fields(item: TimelineItem, changed: Sequence[Before]) -> TimelineItem:
    """Say what was changed; of a family that was taken back, or brought again, that alone."""
    for table, field, value in changed:
        if (table, field) == ("household", "deleted"):
            back = value != GONE
            return replace(item, title=f"Data keluarga {'ditarik kembali' if back else 'dicatat lagi'}")
    words = list(dict.fromkeys(_said(each) for each in changed))
    more = f" dan {len(words) - MOST_FIELDS} lagi" if len(words) > MOST_FIELDS else ""
    return replace(item, detail=", ".join(words[:MOST_FIELDS]) + more)


def _said(changed: Before) -> str:
    """Name a field, or the record that went or came as a whole."""
    table, field, _ = changed
    return WORDS.get(table, table) if field == "deleted" else field_words(field)


_BEFORE = (
    "SELECT b.txn_id, b.table_name, b.field, b.value FROM before_value b JOIN txn t ON t.id = b.txn_id "
    "WHERE t.subject_kind = 'household' AND t.subject_id IN {} ORDER BY b.table_name, b.field"
)
_PHOTOS = "SELECT owner_id FROM file WHERE NOT deleted AND owner_kind = 'visit' AND household_id IN {}"

Say = Callable[..., tuple[str, str]]


def _say_visit(met: str, note: str, income: int | None) -> tuple[str, str]:
    parts = [f"bertemu {met}" if met else "", note, f"penghasilan {say_rupiah(income)}" if income else ""]
    return "Kunjungan rumah", " · ".join(part for part in parts if part)


def _say_promise(text: str, due_on: str | None, done_on: str | None) -> tuple[str, str]:
    if done_on:
        return f"Janji ditepati: {text}", say_short(date.fromisoformat(done_on))
    return f"Janji: {text}", f"sampai {say_short(date.fromisoformat(due_on))}" if due_on else ""


def _say_step(
    stage: str, reason: str, sk_number: str, tahap: str, who: str | None, reverses: str | None
) -> tuple[str, str]:
    title = STAGES[stage] if stage in AFTER else f"Tahap {STAGES[stage]}"
    # Of a step of the office a laptop has no more than that it is the office's.
    by = who or ("kantor" if stage in OFFICE_STAGES else "")
    said = (reason, f"SK {sk_number}" if sk_number else "", tahap, f"oleh {by}" if by else "")
    return (f"{title} ditarik kembali" if reverses else title), " · ".join(part for part in said if part)


def _say_letter(kind: str, code: str, how: str, paper: str) -> tuple[str, str]:
    words = "dicetak" if how == "cetak" else "disimpan sebagai PDF"
    return f"{LETTER_KIND.get(kind, kind)} {words}", f"{code} · {paper.upper()}"


def _say_stock(kind: str, quantity: int, product: str, unit: str, reverses: str | None) -> tuple[str, str]:
    words = f"Stok {MOVEMENT[kind].lower()} {quantity} {unit}"
    return (f"{words} ditarik kembali" if reverses else words), product


def _say_aid(program: str, year: int, tahap: int, amount: int, reverses: str | None) -> tuple[str, str]:
    title = f"{PROGRAM.get(program, program)} cair {say_rupiah(amount)}"
    return (f"{title} ditarik kembali" if reverses else title), Tahap(tahap, year).words


def _say_data(fields: int, is_new: int) -> tuple[str, str]:
    if is_new:
        return "Keluarga dicatat", ""
    return "Data keluarga diubah" if fields else "Data keluarga ditambah", ""


def _say_word(title: str, text: str) -> tuple[str, str]:
    return title, text


def _facts(table: str, alias: str, columns: str, day: str, extra: str = "", visit: str = "") -> str:
    """Return the SELECT of a table's rows with the txn that made them; of a `visit`, by the column that names
    it, with the last one about it."""
    txn = _LATEST if visit else "LEFT JOIN txn t ON t.id = {0}.base_txn "
    own = f"{visit} IN (SELECT visit_id FROM recorded_elsewhere)" if visit else "FALSE"
    return (
        f"SELECT {alias}.id, {day}, {alias}.base_at, coalesce(t.own, {own}), coalesce(t.fate, ''), "
        f"t.fate_reason, t.id, {columns} FROM {table} {alias} "
        f"{txn.format(alias, visit)}{extra} "
    )


# What was written last of the subject that the row began in, by the same side. A visit that the pendamping
# recorded on another laptop has no beginning in this log, but may have been corrected here.
_LATEST = (
    "LEFT JOIN txn b ON b.id = {0}.base_txn LEFT JOIN txn t ON t.id = (SELECT n.id FROM txn n WHERE "
    "n.subject_id = coalesce(b.subject_id, {1}) AND n.subject_kind = coalesce(b.subject_kind, 'visit') "
    "AND n.own = coalesce(b.own, TRUE) ORDER BY n.h DESC LIMIT 1) "
)


_WORDS = (
    "SELECT n.id, NULL, n.base_at, 0, '', '', '', {0}, n.{1} FROM {2} n WHERE n.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM {2} r WHERE r.reverses = n.id) AND n.household_id IN {{}}"
)
_IS_NEW = "EXISTS (SELECT 1 FROM household h WHERE h.id = t.subject_id AND h.base_txn = t.id)"
# A txn of payments or of attendance alone is told by what it recorded.
_HAS_DATA = (
    "(EXISTS (SELECT 1 FROM before_value b WHERE b.txn_id = t.id) OR "
    + " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} r WHERE r.household_id = t.subject_id AND r.base_txn = t.id)"
        for table in ("member", "phone", "component_count")
    )
    + ")"
)
_KINDS: tuple[tuple[str, str, Any], ...] = (
    (
        "visit",
        _facts("visit", "v", "v.met, v.note, v.income", 'v."on"', visit="v.id")
        + "WHERE NOT v.deleted AND v.household_id IN {}",
        _say_visit,
    ),
    (
        "promise",
        _facts("promise", "p", "p.text, p.due_on, p.done_on", "p.done_on", visit="p.visit_id")
        + "WHERE NOT p.deleted AND p.household_id IN {}",
        _say_promise,
    ),
    (
        "step",
        _facts(
            "stage_event",
            "e",
            "e.stage, e.reason, e.sk_number, e.tahap, p.name, e.reverses",
            'e."on"',
            "LEFT JOIN petugas p ON p.id = t.author",
        )
        + "WHERE e.household_id IN {}",
        _say_step,
    ),
    (
        "letter",
        _facts(
            "letter_print",
            "p",
            "l.kind, l.code, p.how, p.paper",
            "NULL",
            "JOIN letter l ON l.id = p.letter_id",
        )
        + "WHERE p.household_id IN {}",
        _say_letter,
    ),
    (
        "stock",
        _facts(
            "stock_movement",
            "m",
            "m.kind, m.quantity, p.name, p.unit, m.reverses",
            'm."on"',
            "JOIN product p ON p.id = m.product_id",
        )
        + "WHERE m.household_id IN {}",
        _say_stock,
    ),
    (
        "aid",
        _facts("aid_payment", "a", "a.program, a.year, a.tahap, a.amount, a.reverses", "a.paid_on")
        + "WHERE a.household_id IN {}",
        _say_aid,
    ),
    (
        "data",
        "SELECT t.id, NULL, t.h, t.own, t.fate, t.fate_reason, t.id, "
        f"(SELECT count(*) FROM before_value b WHERE b.txn_id = t.id), {_IS_NEW} FROM txn t "
        f"WHERE t.subject_kind = 'household' AND ({_IS_NEW} OR {_HAS_DATA}) AND t.subject_id IN {{}}",
        _say_data,
    ),
    ("note", _WORDS.format("'Dikembalikan kantor'", "reason", "returned"), _say_word),
    ("note", _WORDS.format("'Pesan kantor'", "text", "note"), _say_word),
)
