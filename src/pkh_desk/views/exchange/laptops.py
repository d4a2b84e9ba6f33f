"""The laptops of the office and the people at them: state, work, families, and who is invited."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.log.states import mark
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.people.families import SHOWN

STATES = {
    "aktif": "Aktif",
    "menunggu": "Menunggu persetujuan",
    "dicabut": "Dicabut",
    "ditolak": "Ditolak",
    "diundang": "Diundang",
    "lewat": "Undangan berakhir",
}
INVITED = ("diundang", "lewat")
"""The states of an invitation that nobody used: no laptop yet."""


@dataclass(frozen=True)
class Laptop:
    """A laptop, or an invitation that nobody used yet; instants in ms UTC.

    `scope` are the desa it serves, else those it was invited for. `state` is a key of STATES. `words` are
    read over the phone before it is approved. `until`: when an invitation ends. `others`: the codes of the
    trusted laptops of the same pendamping.
    """

    id: str
    petugas_id: str
    code: str
    name: str
    state: str
    words: str
    last_seen_at: int | None
    files_waiting: int
    families: int
    scope: tuple[str, ...] = ()
    until: int | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Colleague:
    """A pendamping to whom families can be given."""

    petugas_id: str
    name: str
    families: int


def laptops(desk: Desk) -> list[Laptop]:
    """Return the laptops, those that ask first, then by name; open invitations last."""
    with desk.read() as session:
        connection = session.connection()
        counts = families_of(connection)
        files = dict(map(tuple, connection.exec_driver_sql(_WAITING).fetchall()))
        served = desa_served(connection)
        rows = [
            Laptop(
                row[0],
                row[1] or "",
                row[2],
                row[3],
                row[4],
                row[5],
                row[6],
                files.get(row[0], 0),
                counts.get(row[1] or "", 0),
                _places(served.get(row[0], ())),
            )
            for row in connection.exec_driver_sql(_LAPTOPS)
        ]
        rows = [replace(row, others=_others(row, rows)) for row in rows]
        rows += _invited(session, desk.now())
    order = list(STATES)
    order.remove("menunggu")
    order.insert(0, "menunggu")
    return sorted(rows, key=lambda row: (order.index(row.state), row.name.casefold()))


def colleagues(desk: Desk) -> list[Colleague]:
    """Return the pendamping with a laptop that is trusted, by name."""
    with desk.read() as session:
        connection = session.connection()
        counts = families_of(connection)
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT p.id, p.name FROM desk d JOIN petugas p ON p.id = d.petugas_id "
            "WHERE d.state = 'aktif' AND NOT p.deleted"
        ).fetchall()
    found = [Colleague(row[0], row[1], counts.get(row[0], 0)) for row in rows]
    return sorted(found, key=lambda one: one.name.casefold())


def find_colleague(desk: Desk, text: str, trusted: bool = True) -> Colleague:
    """Return the pendamping with this name or laptop code; only where a laptop of theirs is `trusted`.

    Raises RecordNotFound, also for a name that two people have.
    """
    wanted = text.strip().casefold()
    found = {
        row.petugas_id: Colleague(row.petugas_id, row.name, row.families)
        for row in laptops(desk)
        if wanted in (row.code.casefold(), row.name.casefold())
        if row.state == "aktif" or (row.code and not trusted)
    }
    if len(found) != 1:
        raise RecordNotFound(
            f"Pendamping {text.strip()} tidak ditemukan, atau namanya dipakai dua orang.",
            "Pakai kode laptop dari daftar office desks.",
        )
    return next(iter(found.values()))


def families_by_desa(desk: Desk, petugas_id: str) -> dict[str, str]:
    """Return the families of a pendamping, by name of the pengurus, with the name of their desa ("")."""
    with desk.read() as session:
        one = mark(session.connection(), 1)
        rows = session.connection().exec_driver_sql(
            "SELECT h.id, h.desa_code FROM household h LEFT JOIN member m ON m.id = h.pengurus_id "
            f"LEFT JOIN alias p ON p.from_id = h.pendamping_id AND p.active AND NOT p.deleted WHERE {SHOWN} "
            f"AND coalesce(p.to_id, h.pendamping_id) = {one} ORDER BY m.name, h.id",
            (petugas_id,),
        )
        found = rows.fetchall()
        names = {code: wilayah().full_name(code) for code in {row[1] for row in found} if code}
        return {row[0]: names.get(row[1], "") for row in found}


def _invited(session: Session, now: int) -> list[Laptop]:
    rows = session.connection().exec_driver_sql(
        "SELECT i.id, i.petugas_id, i.name, i.scope, i.expires_at FROM invitation i "
        "WHERE i.used_by IS NULL AND NOT EXISTS (SELECT 1 FROM desk d WHERE d.id = i.id)"
    )
    return [
        Laptop(
            row[0],
            row[1],
            "",
            row[2],
            "diundang" if row[4] > now else "lewat",
            "",
            None,
            0,
            0,
            _places(json.loads(row[3])),
            row[4],
        )
        for row in rows
    ]


def _others(laptop: Laptop, rows: list[Laptop]) -> tuple[str, ...]:
    return tuple(
        row.code
        for row in rows
        if row.state == "aktif" and row.petugas_id == laptop.petugas_id and row.id != laptop.id
    )


def desa_served(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return by laptop the codes of the desa where its pendamping has families now, of the district; where
    there are none, those it was invited for."""
    now: dict[str, set[str]] = {}
    for petugas, desa in connection.exec_driver_sql(_DESA):
        if wilayah().name_of(desa):
            now.setdefault(petugas, set()).add(desa)
    return {
        row[0]: tuple(sorted(now.get(row[1]) or json.loads(row[2] or "[]")))
        for row in connection.exec_driver_sql(_INVITED)
    }


def _places(scope: Iterable[str]) -> tuple[str, ...]:
    """Say these desa, those of a kecamatan together."""
    by_kecamatan: dict[str, list[str]] = {}
    for code in scope:
        by_kecamatan.setdefault(kecamatan_of(code), []).append(code)
    return tuple(
        ", ".join([*map(wilayah().name_of, codes[:-1]), wilayah().full_name(codes[-1])])
        for codes in by_kecamatan.values()
    )


def families_of(connection: Connection) -> dict[str, int]:
    """Return how many families each petugas has; what stands under an alias counts for whom it stands."""
    return dict(map(tuple, connection.exec_driver_sql(_FAMILIES).fetchall()))


_LAPTOPS = "SELECT id, petugas_id, code, name, state, words, last_seen_at FROM desk"
_INVITED = "SELECT d.id, d.petugas_id, i.scope FROM desk d LEFT JOIN invitation i ON i.id = d.id"
_WAITING = (
    "SELECT desk_id, count(*) FROM bundle "
    "WHERE direction = 'up' AND state IN ('baru', 'menunggu', 'karantina') GROUP BY desk_id"
)
_FAMILIES = (
    "SELECT coalesce(p.to_id, h.pendamping_id), count(*) FROM household h "
    "LEFT JOIN alias p ON p.from_id = h.pendamping_id AND p.active AND NOT p.deleted "
    f"WHERE {SHOWN} GROUP BY 1"
)
_DESA = (
    "SELECT DISTINCT coalesce(p.to_id, h.pendamping_id), h.desa_code FROM household h "
    "LEFT JOIN alias p ON p.from_id = h.pendamping_id AND p.active AND NOT p.deleted "
    f"WHERE {SHOWN} AND h.desa_code IS NOT NULL AND h.pendamping_id IS NOT NULL"
)
