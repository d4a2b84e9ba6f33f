"""Answering: one sealed file for each laptop with what it lacks and what became of its work."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from pkh_desk import __version__
from pkh_desk.actions.exchange.enrol import TURNED_DOWN
from pkh_desk.actions.exchange.keys import keys_of
from pkh_desk.actions.exchange.numbers import top_up_laptops
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled
from pkh_desk.store.exchange import Bundle, KnownDesk
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.txnlog import SCHEMA
from pkh_desk.store.office import Erasure
from pkh_desk.store.upkeep.backup import Phases, untold
from pkh_desk.sync.answering.answer import REFUSAL, answer_lines, encode
from pkh_desk.sync.answering.arrivals import arrived_txns, files_of
from pkh_desk.sync.bundle.jsonlines import pack
from pkh_desk.sync.bundle.manifest import Heading
from pkh_desk.sync.bundle.writer import Lines, write_bundle
from pkh_desk.sync.merging.erasing import CAPABILITY as ERASED
from pkh_desk.sync.merging.scope import stands_for

ROWS = "rows.jsonl.zst"
ANSWERING = "Menulis jawaban {} laptop"


@dataclass(frozen=True)
class Answered:
    """One answer that was written: for whom, where, how many rows."""

    desk_name: str
    path: Path
    rows: int
    size: int


def answer(desk: Desk, folder: Path, only: str | None = None, progress: Phases = untold) -> list[Answered]:
    """Write an answer for every active laptop, or for the desk id `only`, into `folder`; to a laptop that was
    turned down, the word why.

    Letter numbers that a laptop runs out of are given first, and come along. `progress` may raise Cancelled:
    what was written by then counts.
    Raises DiskFull, FolderGone.
    """
    desk.require_office()
    with desk.read() as session:
        laptops = session.exec(select(KnownDesk).order_by(KnownDesk.name)).all()
        turned_down = get_setting(session, TURNED_DOWN, {})
    laptops = [laptop for laptop in laptops if only in (None, laptop.id)]
    top_up_laptops(desk, [laptop for laptop in laptops if laptop.state == "aktif"])
    written = []
    for done, laptop in enumerate(laptops):
        try:
            progress(done, len(laptops), ANSWERING)
        except Cancelled:
            break
        reason, due = turned_down.get(laptop.id, ("", False))
        if laptop.state == "aktif":
            written.append(_answer_one(desk, laptop, folder))
        elif laptop.state == "ditolak" and due:
            written.append(_turn_down(desk, laptop, reason, folder))
    return written


def _answer_one(desk: Desk, laptop: KnownDesk, folder: Path) -> Answered:
    with desk.read() as session:
        epoch = get_setting(session, "epoch", "")
        since = laptop.cursor if laptop.epoch == epoch else 0
        lines = Counted(_encoded(desk, session, laptop, since))
        return _write(
            desk,
            laptop,
            folder,
            lines,
            needs=[ERASED] if _orders_since(session, since) else [],
            epoch=epoch,
            since=since,
            cursor=get_setting(session, "change", 0),
        )


def _turn_down(desk: Desk, laptop: KnownDesk, reason: str, folder: Path) -> Answered:
    """Write the refusal; once, and again when the laptop sends again."""
    lines = Counted(iter([encode(["refused", reason])]))
    written = _write(desk, laptop, folder, lines, needs=[REFUSAL])
    with desk.keep() as session:
        told = get_setting(session, TURNED_DOWN, {})
        put_setting(session, TURNED_DOWN, {**told, laptop.id: [reason, False]})
    return written


def _write(desk: Desk, laptop: KnownDesk, folder: Path, lines: "Counted", **more: Any) -> Answered:
    """Write one file down and note it; `more` are fields of its heading."""
    keys, me = keys_of(desk), desk.identity
    heading = Heading(
        from_desk=me.desk_id,
        to_desk=laptop.id,
        to_name=laptop.name,
        kind="down",
        from_name=me.name,
        from_code=me.code,
        sequence=_next_sequence(desk),
        digest={"office_time": desk.now()},
        app=__version__,
        schema_version=SCHEMA,
        made_at=desk.now(),
        **more,
    )
    made = write_bundle(folder, heading, [Lines(ROWS, pack(lines))], keys, [laptop.seal_key])
    with desk.keep() as kept:
        kept.add(
            Bundle(
                sha256=made.sha256,
                direction="down",
                desk_id=laptop.id,
                sequence=heading.sequence,
                kind="down",
                state="dibuat",
                made_at=heading.made_at,
                at=heading.made_at,
                records=lines.count,
                size=made.size,
                name=made.path.name,
            )
        )
    return Answered(laptop.name, made.path, lines.count, made.size)


def _next_sequence(desk: Desk) -> int:
    """Take the next number before its file is written: the scheduler and the window may answer at once."""
    with desk.keep() as session:
        sequence = int(get_setting(session, "sequence", 0)) + 1
        put_setting(session, "sequence", sequence)
    return sequence


def _orders_since(session: Session, since: int) -> bool:
    """Say whether an order to erase goes along: a program that does not know them must not go on without."""
    return session.exec(select(Erasure.id).where(Erasure.change > since)).first() is not None


class Counted:
    """Lines that are counted as they go by."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.count += 1
            yield line


def _encoded(desk: Desk, session: Session, laptop: KnownDesk, since: int) -> Iterator[bytes]:
    connection = session.connection()
    arrived = arrived_txns(connection, laptop.id)
    assert laptop.petugas_id is not None
    files = files_of(connection, laptop.id, stands_for(connection, laptop.petugas_id))
    lacks = [sha256 for sha256 in files if not desk.blobs.has(sha256)]
    for line in answer_lines(connection, laptop.id, laptop.petugas_id, since, arrived, lacks):
        yield encode(line)
