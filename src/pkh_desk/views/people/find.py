"""Finding the one family a worker means: by its id, a NIK or its No KK."""

from collections.abc import Collection

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.errors import FamilyAmbiguous, FamilyNotFound
from pkh_desk.store.log.states import mark, select_in


def find_family(desk: Desk, text: str) -> str:
    """Return the household id for an id, a NIK of any member, or a No KK (spaces and dots are ignored).

    Raises FamilyNotFound, FamilyAmbiguous.
    """
    wanted = "".join(char for char in text if char.isalnum()).casefold()
    with desk.read() as session:
        connection = session.connection()
        found = {elder_of(connection, home) for home in _candidates(connection, wanted)}
    if not found:
        raise FamilyNotFound(
            "Keluarga itu tidak ada di sini.", "Periksa nomornya, atau cari dengan families."
        )
    if len(found) > 1:
        raise FamilyAmbiguous(
            f"Nomor itu dipakai {len(found)} keluarga. Tidak ada yang diubah.",
            "Pakai id keluarga dari perintah families.",
        )
    return found.pop()


def _candidates(connection: Connection, wanted: str) -> list[str]:
    one = mark(connection, 1)
    sql = (
        f"SELECT id FROM household WHERE NOT deleted AND (id = {one} OR no_kk = {one}) "
        f"UNION SELECT household_id FROM member WHERE NOT deleted AND nik = {one}"
    )
    return [row[0] for row in connection.exec_driver_sql(sql, (wanted, wanted, wanted))]


def elder_of(connection: Connection, home: str) -> str:
    """Return the household that stands for `home`: itself, or the one on this desk it was merged into."""
    sql = (
        "SELECT a.to_id FROM alias a JOIN household e ON e.id = a.to_id AND NOT e.deleted "
        f"WHERE a.kind = 'household' AND a.active AND NOT a.deleted AND a.from_id = {mark(connection, 1)}"
    )
    seen = {home}
    while (row := connection.exec_driver_sql(sql, (home,)).fetchone()) and row[0] not in seen:
        home = row[0]
        seen.add(home)
    return home


def twins_of(connection: Connection, home: str) -> list[str]:
    """Return `home` with every household that was merged into it: their facts are its facts."""
    found, edge = [home], [home]
    sql = "SELECT from_id FROM alias WHERE kind = 'household' AND active AND NOT deleted AND to_id IN {}"
    while edge:
        edge = [row[0] for row in select_in(connection, sql, edge) if row[0] not in found]
        found += edge
    return found


def elders_of(connection: Connection, homes: Collection[str]) -> dict[str, str]:
    """Return by each of `homes`, and by each household that was merged into one, the one it stands under."""
    found = {home: home for home in homes}
    edge = set(found)
    sql = (
        "SELECT from_id, to_id FROM alias WHERE kind = 'household' AND active AND NOT deleted AND to_id IN {}"
    )
    while edge:
        rows = [row for row in select_in(connection, sql, edge) if row[0] not in found]
        found |= {row[0]: found[row[1]] for row in rows}
        edge = {row[0] for row in rows}
    return found
