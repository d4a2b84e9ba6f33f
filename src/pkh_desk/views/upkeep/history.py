"""Who changed what and when: the desk's own log in words, and what can still be undone."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.views.people.find import elder_of, twins_of

if TYPE_CHECKING:
    from pkh_desk.views.office.config import Published

WORDS = {
    "household": "Keluarga",
    "member": "Anggota",
    "phone": "Nomor telepon",
    "kelompok": "Kelompok",
    "petugas": "Petugas",
    "alias": "Penggabungan",
    "merge_proposal": "Usulan gabung",
    "visit": "Kunjungan",
    "promise": "Janji",
    "commitment": "Komitmen",
    "business": "Usaha",
    "product": "Produk",
    "stock_movement": "Gerak stok",
    "graduation_case": "Calon graduasi",
    "stage_event": "Tahap graduasi",
    "letter": "Surat",
    "letter_print": "Cetak surat",
    "number_block": "Jatah nomor",
    "printed_template": "Bunyi surat",
    "packet": "Berkas desa",
    "packet_row": "Baris berkas desa",
    "packet_print": "Cetak berkas desa",
    "village_official": "Kepala desa",
    "file": "Foto atau pindaian",
    "aid_payment": "Bantuan cair",
    "component_count": "Jumlah komponen",
    "config": "Ketentuan",
    "returned": "Pengembalian",
    "note": "Pesan kantor",
    "erasure": "Penghapusan data",
}


@dataclass(frozen=True)
class Change:
    """One field of one record: what it held before (None: the record is new) and after."""

    record: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Act:
    """One act of a person on one subject; `at` in ms UTC. `undone`: it was taken back."""

    id: str
    at: int
    author: str
    subject_kind: str
    subject_id: str
    household_id: str | None
    records: tuple[str, ...]
    changes: tuple[Change, ...]
    fate: str
    reason: str
    undone: bool


def history(desk: Desk, household_id: str | None = None, limit: int = 100) -> list[Act]:
    """Return the latest acts, of one family or of all, newest first."""
    with desk.read() as session:
        connection = session.connection()
        rows = _rows(connection, household_id, limit)
        befores: dict[str, dict[tuple[str, str, str], str | None]] = {}
        for txn, table, row, field, value in select_in(connection, _BEFORE, [row[0] for row in rows]):
            befores.setdefault(txn, {})[table, row, field] = value
        undone = {row[0] for row in select_in(connection, _UNDONE, {row[7] for row in rows})}
        return [_act(connection, row, befores.get(row[0], {}), row[7] in undone) for row in rows]


def _rows(connection: Connection, household_id: str | None, limit: int) -> list[Any]:
    sql = (
        "SELECT t.id, t.h, coalesce(p.name, ''), t.subject_kind, t.subject_id, t.household_id, t.body, "
        "t.act, t.fate, t.fate_reason FROM txn t "
        "LEFT JOIN alias a ON a.from_id = t.author AND a.active AND NOT a.deleted "
        "LEFT JOIN petugas p ON p.id = coalesce(a.to_id, t.author) "
    )
    if household_id is None:
        return list(connection.exec_driver_sql(f"{sql} ORDER BY t.h DESC, t.n DESC LIMIT {int(limit)}"))
    homes = twins_of(connection, elder_of(connection, household_id))
    return list(
        connection.exec_driver_sql(
            f"{sql} WHERE t.household_id IN ({mark(connection, len(homes))}) "
            f"ORDER BY t.h DESC, t.n DESC LIMIT {int(limit)}",
            tuple(homes),
        )
    )


def document_of(connection: Connection, table: str, row_id: str) -> "Published | None":
    """Return what a published document is called and what it changed; None for any other record."""
    if table != "config":
        return None
    # It brings the shapes of all documents, 1 MB, for what few histories hold.
    from pkh_desk.views.office.config import published

    return published(connection, row_id)


def _act(
    connection: Connection, row: Any, before: dict[tuple[str, str, str], str | None], undone: bool
) -> Act:
    records, changes = [], []
    for kind, table, row_id, fields, _ in json.loads(unpack(row[6]))["ops"]:
        word = WORDS.get(table, table)
        document = document_of(connection, table, row_id)
        word = f"{word} {document.title}" if document else word
        if kind == "ins":
            records.append(f"{word} baru")
            continue
        records.append(word)
        for field, (value, _seen) in fields.items():
            after = None if value is None else str(value)
            changes.append(Change(word, field, before.get((table, row_id, field)), after))
    return Act(
        row[7],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        tuple(dict.fromkeys(records)),
        tuple(changes),
        row[8],
        row[9],
        undone,
    )


_BEFORE = "SELECT txn_id, table_name, row_id, field, value FROM before_value WHERE txn_id IN {}"
_UNDONE = "SELECT act FROM undone WHERE act IN {}"
