"""Receiving an answer: opened, checked, and applied in one transaction, or refused with nothing changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from pkh_desk.actions.backup import back_up_before
from pkh_desk.actions.keys import OfficeLink, keys_of, office_link
from pkh_desk.desk import Desk, begin_stream
from pkh_desk.errors import BundleDamaged, BundleGap, BundleStale
from pkh_desk.store import search
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.identity import save_identity
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.states import mark, select_in
from pkh_desk.sync.admission import Reader
from pkh_desk.sync.answer import decode
from pkh_desk.sync.manifest import Manifest
from pkh_desk.sync.reader import OpenBundle, open_bundle
from pkh_desk.sync.receive import Receive, Received, Span

ROWS = "rows.jsonl.zst"


@dataclass(frozen=True)
class Answer:
    """What an answer did: rows changed, own txns confirmed, their fates, families handed over.

    `again`: the file was used before and nothing changed. `differs` names the kinds of records in which
    laptop and office do not hold the same number; a full file is then asked for with the next sending.
    """

    sequence: int
    rows: int
    confirmed: int
    fates: dict[str, int]
    gone: int
    differs: tuple[str, ...]
    again: bool = False


def receive(desk: Desk, path: Path) -> Answer:
    """Apply the office's answer at `path`.

    Raises NotEnrolled, BundleDamaged, BundleNotForMe, BundleUntrusted, BundleTooNew, BundleStale, BundleGap,
    FileNotUsable; nothing changes then.
    """
    link = office_link(desk)
    reader = Reader(keys_of(desk).sealing, desk.identity.desk_id, {link.keys.signing_bytes: link.desk_id})
    with open_bundle(path, reader) as bundle:
        if _known(desk, bundle.sha256):
            return Answer(bundle.manifest.sequence, 0, 0, {}, 0, (), again=True)
        received = _apply(desk, link, bundle)
    return Answer(
        bundle.manifest.sequence,
        sum(len(ids) for ids in received.touched.values()),
        received.confirmed,
        received.fates,
        received.gone,
        received.differs,
    )


def _known(desk: Desk, sha256: str) -> bool:
    with desk.read() as session:
        return session.get(Bundle, sha256) is not None


def _apply(desk: Desk, link: OfficeLink, bundle: OpenBundle) -> Received:
    manifest = bundle.manifest
    span = Span(manifest.epoch, manifest.since, manifest.cursor, manifest.digest.get("office_time", 0))
    back_up_before(desk, "sebelum-terima", "Jawaban kantor belum diterapkan.")
    with desk.keep() as session:
        received = Receive(session, span, desk.now()).apply(_lines(bundle))
        if received.verdict == "ok":
            _finish(desk, session, link, bundle, received)
    if received.forked:
        begin_stream(desk)
    _raise_verdict(received.verdict)
    desk.tell(frozenset({*received.touched, "txn", "bundle"}))
    return received


def _lines(bundle: OpenBundle) -> Iterator[list[object]]:
    for raw in bundle.lines(ROWS):
        try:
            yield decode(raw)
        except ValueError:
            raise BundleDamaged(
                "Berkas kantor tidak bisa dibaca. Data Anda tidak berubah.",
                "Minta kantor mengirim ulang.",
                "json",
            ) from None


def _raise_verdict(verdict: str) -> None:
    if verdict in ("stale", "old"):
        raise BundleStale(
            "Jawaban ini lebih lama dari yang sudah dipakai. Dilewati, data Anda tetap yang terbaru.",
            "Pakai jawaban kantor yang paling baru.",
            verdict,
        )
    if verdict == "gap":
        raise BundleGap(
            "Jawaban ini lanjutan dari jawaban yang belum sampai di laptop ini. Data Anda tidak berubah.",
            "Kirim lagi ke kantor, lalu pakai jawaban yang baru.",
            verdict,
        )


def _finish(desk: Desk, session: Session, link: OfficeLink, bundle: OpenBundle, received: Received) -> None:
    connection = session.connection()
    _adopt_petugas(desk, session)
    put_setting(session, "office", {**get_setting(session, "office"), "approved": True})
    if received.differs:
        put_setting(session, "cursor", 0)
    search.refresh(connection, _homes(session, received))
    _remember(session, bundle.manifest, bundle.sha256, link, desk.now(), received)


def _adopt_petugas(desk: Desk, session: Session) -> None:
    """Write from now on as the petugas the office knows, if it made an alias for the one of the lone desk."""
    connection = session.connection()
    row = connection.exec_driver_sql(
        "SELECT to_id FROM alias WHERE kind = 'petugas' AND active AND NOT deleted AND from_id = "
        f"{mark(connection, 1)}",
        (desk.identity.petugas_id,),
    ).fetchone()
    if row:
        desk.identity = replace(desk.identity, petugas_id=row[0])
        save_identity(session, desk.identity)


def _homes(session: Session, received: Received) -> set[str]:
    connection = session.connection()
    homes = set(received.touched.get("household", set()))
    for table in ("member", "phone", "product"):
        ids = received.touched.get(table, set())
        homes |= {
            row[0] for row in select_in(connection, f"SELECT household_id FROM {table} WHERE id IN {{}}", ids)
        }
    return homes


def _remember(
    session: Session, manifest: Manifest, sha256: str, link: OfficeLink, now: int, received: Received
) -> None:
    connection = session.connection()
    session.add(
        Bundle(
            sha256=sha256,
            direction="down",
            desk_id=link.desk_id,
            sequence=manifest.sequence,
            kind="down",
            state="diterapkan",
            made_at=manifest.made_at,
            at=now,
            records=sum(len(ids) for ids in received.touched.values()),
            name=f"PKH_{manifest.from_code}_{manifest.sequence}.pkhb",
        )
    )
    unsent = connection.exec_driver_sql("SELECT 1 FROM txn WHERE own AND fate = 'belum' LIMIT 1").fetchone()
    if unsent is None:
        connection.exec_driver_sql(
            "UPDATE bundle SET state = 'dijawab' WHERE direction = 'up' AND state = 'dibuat'"
        )
