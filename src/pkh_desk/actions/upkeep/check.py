"""The data doctor: is everything here whole, and does anything look wrong?

Faults are things that must not be (a broken page, a broken chain, a photo that is gone); remarks are things
a person should look at (a stock below zero, a family without a pengurus). Nothing is repaired silently.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlmodel import Session, select

from pkh_desk.actions.upkeep.access import broken_entries
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import age_on
from pkh_desk.store.dialect import is_sqlite
from pkh_desk.store.log.txnlog import genesis
from pkh_desk.store.office import config_on
from pkh_desk.store.people.household import Member
from pkh_desk.sync.merging.incoming import txn_id


@dataclass(frozen=True)
class Finding:
    """One thing the doctor found; `ids` are the records, at most twenty of them, `count` all."""

    kind: str
    text: str
    fault: bool
    count: int
    ids: tuple[str, ...] = ()


def check_desk(desk: Desk, progress: Callable[[int, int], None] = lambda done, total: None) -> list[Finding]:
    """Examine the desk; return faults first. `progress(done, total)` may raise Cancelled."""
    found = []
    with desk.read() as session:
        for at, examine in enumerate(_EXAMINATIONS):
            progress(at, len(_EXAMINATIONS))
            finding = examine(desk, session)
            if finding.count:
                found.append(finding)
    progress(len(_EXAMINATIONS), len(_EXAMINATIONS))
    return sorted(found, key=lambda f: not f.fault)


def _pages(desk: Desk, session: Session) -> Finding:
    connection = session.connection()
    bad: list[str] = []
    if is_sqlite(connection):
        bad += [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        bad += [row[0] for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    return Finding("pages", "Berkas data rusak. Pulihkan dari cadangan.", True, len(bad))


def _chain(desk: Desk, session: Session) -> Finding:
    """Walk the desk's own log: every id is that of its body, every txn follows the one before."""
    bad: list[str] = []
    ends: dict[str, tuple[int, str]] = {}
    for txn, stream, n, body in session.connection().exec_driver_sql(
        "SELECT id, stream, n, body FROM txn WHERE own ORDER BY stream, n"
    ):
        expected = ends.get(stream, (0, genesis(stream)))
        if txn_id(body) != txn or (n, json.loads(body)["p"]) != (expected[0] + 1, expected[1]):
            bad.append(txn)
        ends[stream] = (n, txn)
    return Finding("chain", "Riwayat catatan tidak utuh. Kirim berkas laporan ke kantor.", True, *_few(bad))


def _access(desk: Desk, session: Session) -> Finding:
    broken = [str(number) for number in broken_entries(session)]
    return Finding("access", "Jejak akses data pribadi tidak utuh.", True, *_few(broken))


def _photos(desk: Desk, session: Session) -> Finding:
    rows = session.connection().exec_driver_sql("SELECT id, sha256 FROM file WHERE NOT deleted")
    gone = [row[0] for row in rows if not desk.blobs.has(row[1])]
    return Finding(
        "photos", "Foto tidak ada di komputer ini. Mungkin belum dikirim laptop asalnya.", False, *_few(gone)
    )


def _komponen_ages(desk: Desk, session: Session) -> Finding:
    today = desk.today()
    limits = config_on(session, "limits", today)
    wrong = [
        row.id
        for row in session.exec(select(Member).where(Member.komponen.in_(["lansia", "aud"])))  # type: ignore[union-attr]
        if row.born_on is not None
        and not row.deleted
        and not _fits(row.komponen, age_on(row.born_on, today), limits)
    ]
    return Finding("komponen_age", "Komponen tidak cocok dengan umur.", False, *_few(wrong))


def _fits(komponen: str | None, age: int, limits: dict[str, int]) -> bool:
    if komponen == "lansia":
        return age >= limits["lansia_from_age"]
    return age <= limits["aud_until_age"]


def _few(ids: list[str]) -> tuple[int, tuple[str, ...]]:
    return len(ids), tuple(ids[:20])


def _by_sql(kind: str, text: str, sql: str) -> Callable[[Desk, Session], Finding]:
    def examine(desk: Desk, session: Session) -> Finding:
        return Finding(kind, text, False, *_few(_ids(session.connection(), sql)))

    return examine


def _ids(connection: Connection, sql: str) -> list[str]:
    return [row[0] for row in connection.exec_driver_sql(sql)]


_EXAMINATIONS: tuple[Callable[[Desk, Session], Finding], ...] = (
    _pages,
    _chain,
    _access,
    _photos,
    _by_sql(
        "no_pengurus",
        "Keluarga tanpa pengurus. Pilih siapa pengurusnya.",
        "SELECT h.id FROM household h LEFT JOIN member m ON m.id = h.pengurus_id AND NOT m.deleted "
        "WHERE NOT h.deleted AND m.id IS NULL",
    ),
    _by_sql(
        "two_heads",
        "Keluarga dengan dua kepala keluarga.",
        "SELECT household_id FROM member WHERE NOT deleted AND relation = 'kepala' "
        "GROUP BY household_id HAVING count(*) > 1",
    ),
    _by_sql(
        "homeless_member",
        "Anggota yang keluarganya tidak ada di sini.",
        "SELECT m.id FROM member m LEFT JOIN household h ON h.id = m.household_id "
        "WHERE NOT m.deleted AND h.id IS NULL",
    ),
    _by_sql(
        "same_nik",
        "NIK yang sama pada dua orang.",
        "SELECT min(id) FROM member WHERE NOT deleted AND nik IS NOT NULL GROUP BY nik HAVING count(*) > 1",
    ),
    _by_sql(
        "stock",
        "Stok di bawah nol. Periksa catatan masuk dan keluar.",
        "SELECT product_id FROM stock_movement GROUP BY product_id HAVING sum("
        "quantity * CASE WHEN kind = 'masuk' THEN 1 ELSE -1 END "
        "* CASE WHEN reverses IS NULL THEN 1 ELSE -1 END) < 0",
    ),
    _komponen_ages,
    _by_sql(
        "signed_without_scan",
        "Surat bertanda tangan yang belum ada pindaiannya.",
        "SELECT l.id FROM letter l WHERE NOT l.deleted AND l.signed_on IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM file f WHERE f.owner_id = l.id AND NOT f.deleted)",
    ),
)
