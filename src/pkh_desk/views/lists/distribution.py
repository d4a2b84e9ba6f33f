"""Whose the families of the district are, by desa or by group, and what a plan would make of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pkh_desk.desk import Desk
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.domain.text import fold
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.people.families import SHOWN

DESA, GROUP = "desa", "kelompok"
COLUMNS = {DESA: "h.desa_code", GROUP: "h.kelompok_id"}


@dataclass(frozen=True)
class Receiver:
    """A pendamping who can be given families; `families` are theirs now."""

    petugas_id: str
    name: str
    families: int


@dataclass(frozen=True)
class Part:
    """A desa or a group: its key, name, kecamatan, and how many of its families each petugas has.

    `owners` holds (petugas, families), the most first; nobody is "".
    """

    key: str
    name: str
    place: str
    owners: tuple[tuple[str, int], ...]

    @property
    def families(self) -> int:
        """All of its families."""
        return sum(count for _, count in self.owners)

    @property
    def free(self) -> int:
        """Those that are nobody's."""
        return dict(self.owners).get("", 0)


@dataclass(frozen=True)
class District:
    """The parts by kecamatan and name, and who can get families, by name.

    `names` and `owned` (how many families) hold everybody who has any too, also where a laptop was revoked.
    """

    parts: tuple[Part, ...]
    receivers: tuple[Receiver, ...]
    names: Mapping[str, str]
    owned: Mapping[str, int]


@dataclass(frozen=True)
class Share:
    """What a plan makes of one petugas' caseload: before, after, and from whom how many come."""

    petugas_id: str
    before: int
    after: int
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Outlook:
    """What a plan would do: the petugas it concerns, families that move, families that stay nobody's."""

    shares: tuple[Share, ...]
    moved: int
    left: int


def district(desk: Desk, by: str = DESA) -> District:
    """Return the parts of the district; a family without desa or group is in none, but counts for its owner.

    Three SELECTs, none of them by family.
    """
    with desk.read() as session:
        connection = session.connection()
        rows = connection.exec_driver_sql(_COUNTED.replace("{by}", COLUMNS[by])).fetchall()
        people = connection.exec_driver_sql(_RECEIVERS).fetchall()
        groups = {}
        if by == GROUP:
            found = select_in(connection, _GROUPS, {row[0] for row in rows if row[0]})
            groups = {row[0]: (row[1], row[2]) for row in found}
        owned = Counter({owner: 0 for owner, _ in people})
        for _, owner, count in rows:
            owned[owner] += count
        named = select_in(connection, _NAMES, owned)
    counted: dict[str, Counter[str]] = {}
    for key, owner, count in rows:
        if key:
            counted.setdefault(key, Counter())[owner] += count
    parts = [_part(key, owners, groups.get(key)) for key, owners in counted.items()]
    receivers = [Receiver(row[0], row[1], owned[row[0]]) for row in people]
    return District(
        tuple(sorted(parts, key=lambda part: (fold(part.place), fold(part.name), part.key))),
        tuple(sorted(receivers, key=lambda one: fold(one.name))),
        {row[0]: row[1] for row in named},
        owned,
    )


def outlook(found: District, plan: Mapping[str, str], free_only: bool) -> Outlook:
    """Return what giving each part of `plan` to its petugas would do; `free_only` moves what is nobody's."""
    left = sum(part.free for part in found.parts)
    moves: dict[str, Counter[str]] = {petugas: Counter() for petugas in plan.values()}
    lost: Counter[str] = Counter()
    for part in found.parts:
        target = plan.get(part.key)
        for owner, count in part.owners if target else ():
            if owner != target and not (free_only and owner):
                moves[str(target)][owner] += count
                lost[owner] += count
    concerned = dict.fromkeys([*moves, *(owner for owner in lost if owner)])
    shares = [
        Share(
            petugas,
            found.owned.get(petugas, 0),
            found.owned.get(petugas, 0) - lost[petugas] + moves.get(petugas, Counter()).total(),
            tuple(moves.get(petugas, Counter()).most_common()),
        )
        for petugas in concerned
    ]
    ordered = sorted(shares, key=lambda share: fold(found.names.get(share.petugas_id, "")))
    return Outlook(tuple(ordered), lost.total(), left - lost[""])


def shares_of(desk: Desk, by: str, plan: Mapping[str, str], free_only: bool) -> dict[str, list[str]]:
    """Return the families that a plan moves, by the petugas who gets them."""
    sql = f"{_HOMES} AND {COLUMNS[by]} IN {{}}"
    shares: dict[str, list[str]] = {}
    with desk.read() as session:
        for home, key, owner in select_in(session.connection(), sql.replace("{by}", COLUMNS[by]), plan):
            if owner != plan[key] and not (free_only and owner):
                shares.setdefault(plan[key], []).append(home)
    return shares


def _part(key: str, owners: Counter[str], group: Sequence[str | None] | None) -> Part:
    name, code = (group[0] or "", group[1]) if group else (wilayah().name_of(key), key)
    place = wilayah().name_of(kecamatan_of(code)) if code else ""
    listed = sorted(owners.items(), key=lambda one: (-one[1], one[0]))
    return Part(key, name, place, tuple(listed))


_OWNER = "coalesce(a.to_id, h.pendamping_id, '')"
_FROM = (
    "FROM household h LEFT JOIN alias a ON a.from_id = h.pendamping_id AND a.kind = 'petugas' "
    f"AND a.active AND NOT a.deleted WHERE {SHOWN}"
)
_COUNTED = f"SELECT {{by}}, {_OWNER}, count(*) {_FROM} GROUP BY 1, 2"
_HOMES = f"SELECT h.id, {{by}}, {_OWNER} {_FROM}"
_GROUPS = "SELECT id, name, desa_code FROM kelompok WHERE id IN {}"
_NAMES = "SELECT id, name FROM petugas WHERE id IN {}"
_RECEIVERS = (
    "SELECT p.id, p.name FROM petugas p WHERE NOT p.deleted "
    "AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.from_id = p.id AND a.kind = 'petugas' AND a.active "
    "AND NOT a.deleted) AND (EXISTS (SELECT 1 FROM desk d WHERE d.petugas_id = p.id AND d.state = 'aktif') "
    "OR EXISTS (SELECT 1 FROM invitation i WHERE i.petugas_id = p.id))"
)
