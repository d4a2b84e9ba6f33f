"""The papers that were written about desa's batches."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from pkh_desk.desk import Desk
from pkh_desk.store.graduation.packet import Packet, PacketPrint, PacketRow


@dataclass(frozen=True)
class PacketView:
    """One paper about a desa's batch: `households` in its order, `prints` how often it left."""

    id: str
    desa_code: str
    kind: str
    code: str
    number: str | None
    paper: str
    dated_on: date
    voided_on: date | None
    households: tuple[str, ...]
    prints: int


def packets(desk: Desk, desa_code: str | None = None) -> list[PacketView]:
    """Return the papers about a desa's batches, or about those of every desa, newest first."""
    query = select(Packet).where(Packet.deleted == False)  # noqa: E712
    if desa_code is not None:
        query = query.where(Packet.desa_code == desa_code)
    with desk.read() as session:
        rows = session.exec(query).all()
        ids = [row.id for row in rows]
        of = session.exec(select(PacketRow).where(PacketRow.packet_id.in_(ids))).all()  # type: ignore[attr-defined]
        printed = session.exec(select(PacketPrint.packet_id)).all()
        views = [
            PacketView(
                **row.model_dump(include=_FIELDS),
                households=tuple(
                    each.household_id
                    for each in sorted(of, key=lambda each: each.position)
                    if each.packet_id == row.id and not each.deleted
                ),
                prints=printed.count(row.id),
            )
            for row in rows
        ]
    return sorted(views, key=lambda view: view.id, reverse=True)


_FIELDS = set(PacketView.__dataclass_fields__) - {"households", "prints"}
