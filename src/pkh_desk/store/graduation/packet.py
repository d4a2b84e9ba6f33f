"""Rows of packets, of what they say about each family, and of their prints."""

from typing import ClassVar

from sqlmodel import Field

from pkh_desk.domain.graduation.packet import PacketFields, PacketPrintFields, PacketRowFields
from pkh_desk.store.log.synced import Fact, Register


class Packet(PacketFields, Register, table=True):
    """One paper about a desa's batch, of the pendamping who made it; it names no family."""

    scope: ClassVar = "pendamping"
    office_fields: ClassVar = frozenset({"pendamping_id"})

    desa_code: str = Field(max_length=13, index=True)
    pendamping_id: str | None = Field(default=None, max_length=32, index=True)
    code: str = Field(max_length=40, index=True)


class PacketRow(PacketRowFields, Register, table=True):
    """The frozen row of one family in a packet; it goes where the family goes."""

    __tablename__ = "packet_row"
    subject: ClassVar = ("packet", "packet_id")

    household_id: str = Field(max_length=32, index=True)
    packet_id: str = Field(max_length=32, index=True)


class PacketPrint(PacketPrintFields, Fact, table=True):
    """One print or PDF of a packet; never undone."""

    __tablename__ = "packet_print"
    scope: ClassVar = "pendamping"
    subject: ClassVar = ("packet", "packet_id")

    pendamping_id: str | None = Field(default=None, max_length=32, index=True)
    packet_id: str = Field(max_length=32, index=True)
