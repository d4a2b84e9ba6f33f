"""Receiving an answer: opened, checked, and applied in one transaction, or refused with nothing changed."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from pkh_desk.actions.exchange.folder import may_be_for
from pkh_desk.actions.exchange.keys import OfficeLink, join_refused, keys_of, office_link, renew_office_slot
from pkh_desk.actions.people.erase import drop_files
from pkh_desk.actions.upkeep.backup import back_up_before
from pkh_desk.desk import Desk, begin_stream
from pkh_desk.errors import (
    BundleDamaged,
    BundleGap,
    BundleNotForMe,
    BundleRefused,
    BundleStale,
    BundleUntrusted,
    DiskFull,
    FileNotUsable,
    FolderGone,
    UserError,
)
from pkh_desk.store import search
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.identity import save_identity
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.upkeep.erasures import note_erasures
from pkh_desk.sync.answering.answer import REFUSAL, decode
from pkh_desk.sync.answering.receive import Receive, Received, Span
from pkh_desk.sync.bundle.admission import Reader
from pkh_desk.sync.bundle.manifest import Manifest
from pkh_desk.sync.bundle.outgoing import LACKS
from pkh_desk.sync.bundle.reader import OpenBundle, open_bundle, read_own
from pkh_desk.sync.merging.erasing import CAPABILITY

ROWS = "rows.jsonl.zst"
KNOWN = frozenset({CAPABILITY, REFUSAL})
MOST_LOOKED_AT, MOST_PASSED_BY = 30, 3000
"""So many files of a folder are opened in search of an answer, some milliseconds each; beside them so many
that are locked for others, as the answers for all laptops on one stick are, a millisecond each."""


@dataclass(frozen=True)
class Answer:
    """What an answer did: rows changed, own txns confirmed, how many catatan have which fate now, families
    handed over.

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


@dataclass(frozen=True)
class Preview:
    """What an answer would do, by kind of record, how many catatan would have which fate, and how many
    families would be handed over.

    `made_at` in ms UTC; `used_at` is when this very file was used before, and nothing would change.
    """

    sequence: int
    made_at: int
    records: dict[str, int]
    fates: dict[str, int]
    gone: int
    used_at: int | None = None


def preview(desk: Desk, path: Path) -> Preview:
    """Say what the office's answer at `path` would do; it is applied and rolled back. Raises as `receive`."""
    link = office_link(desk)
    with _opened(desk, link, path) as bundle:
        manifest = bundle.manifest
        with desk.read() as session:
            used = session.get(Bundle, bundle.sha256)
            if used is not None:
                return Preview(manifest.sequence, manifest.made_at, {}, {}, 0, used.at)
            _raise_refused(bundle)
            before = _fates(session)
            received = Receive(session, _span(manifest), desk.now()).apply(_lines(bundle))
            _raise_verdict(received.verdict)
            fates = _told(before, _fates(session))
    return Preview(
        manifest.sequence,
        manifest.made_at,
        {table: len(ids) for table, ids in received.touched.items()},
        fates,
        received.gone,
    )


@contextlib.contextmanager
def _opened(desk: Desk, link: OfficeLink, path: Path) -> Iterator[OpenBundle]:
    """Open an answer. Raises as `open_bundle`, and BundleNotForMe for what this laptop wrote itself."""
    keys, me = keys_of(desk), desk.identity.desk_id
    reader = Reader(keys.sealing, me, {link.keys.signing_bytes: link.desk_id}, knows=KNOWN)
    try:
        with open_bundle(path, reader) as bundle:
            yield bundle
    except BundleUntrusted as error:
        if _is_addressed_elsewhere(path, replace(reader, trusted={keys.public.signing_bytes: me})):
            raise BundleNotForMe(
                "Berkas ini kiriman Anda sendiri untuk kantor. Tidak ada yang diubah.",
                "Serahkan ke kantor; jawabannya berkas lain.",
                "addressed",
            ) from error
        raise


def _is_addressed_elsewhere(path: Path, reader: Reader) -> bool:
    try:
        read_own(path, reader)
    except BundleNotForMe:
        return True
    except BundleRefused:
        return False
    return False


def find_answer(desk: Desk, folders: Iterable[Path]) -> tuple[Path, Preview] | None:
    """Look for an answer for this desk in these folders, the newest file first; None if there is none.

    One that was not used yet comes before those that were. Where there is none, the newest file counts: if it
    may be for this desk and cannot be used, nobody should think that nothing came. Raises NotEnrolled, and
    as `preview`.
    """
    office_link(desk)
    seen: list[tuple[Path, Preview] | UserError] = []
    for path in _newest(desk, folders):
        try:
            answer = preview(desk, path)
        except BundleNotForMe:
            continue
        except (BundleRefused, FileNotUsable) as error:
            seen.append(error)
        else:
            if answer.used_at is None:
                return path, answer
            seen.append((path, answer))
        if len(seen) == MOST_LOOKED_AT:
            break
    newest = seen[0] if seen else None
    if isinstance(newest, UserError):
        raise newest
    return newest


def _newest(desk: Desk, folders: Iterable[Path]) -> list[Path]:
    """Return what may be an answer in these folders, what changed last first; a pulled stick has none.

    The laptop's own files, which may be many beside an answer, are left out by their name.
    """
    dated: list[tuple[float, Path]] = []
    for folder in folders:
        names: list[str] = []
        with contextlib.suppress(OSError):
            names = may_be_for(desk, [path.name for path in folder.iterdir()])
        for path in (folder / name for name in names):
            with contextlib.suppress(OSError):
                dated.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(dated, reverse=True)][:MOST_PASSED_BY]


def receive(desk: Desk, path: Path) -> Answer:
    """Apply the office's answer at `path`.

    Raises NotEnrolled, BundleDamaged, BundleNotForMe, BundleUntrusted, BundleTooNew, BundleStale, BundleGap,
    FileNotUsable; nothing changes then.
    """
    link = office_link(desk)
    with _opened(desk, link, path) as bundle:
        with desk.read() as session:
            known = session.get(Bundle, bundle.sha256) is not None
        if not known and REFUSAL in bundle.manifest.needs:
            _keep_refusal(desk, bundle)
        applied = None if known else _apply(desk, link, bundle)
    if applied is None:
        return Answer(bundle.manifest.sequence, 0, 0, {}, 0, (), again=True)
    received, fates = applied
    return Answer(
        bundle.manifest.sequence,
        sum(len(ids) for ids in received.touched.values()),
        received.confirmed,
        fates,
        received.gone,
        received.differs,
    )


def _keep_refusal(desk: Desk, bundle: OpenBundle) -> None:
    """Remember that the office does not take this laptop in, until it joins anew. Raises JoinRefused."""
    with desk.keep() as session:
        office = get_setting(session, "office")
        if not office["approved"]:
            put_setting(session, "office", {**office, "refused": _refusal(bundle)})
    desk.tell(frozenset({"desk"}))
    _raise_refused(bundle)


def _raise_refused(bundle: OpenBundle) -> None:
    if REFUSAL in bundle.manifest.needs:
        raise join_refused(_refusal(bundle))


def _refusal(bundle: OpenBundle) -> str:
    return next((str(line[1]) for line in _lines(bundle) if line[0] == "refused"), "")


def _span(manifest: Manifest) -> Span:
    return Span(manifest.epoch, manifest.since, manifest.cursor, manifest.digest.get("office_time", 0))


def _fates(session: Session) -> dict[str, tuple[str, str]]:
    """Return fate and subject of each own txn."""
    rows = session.connection().exec_driver_sql("SELECT id, fate, subject_id FROM txn WHERE own")
    return {row[0]: (row[1], row[2]) for row in rows}


def _told(before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]) -> dict[str, int]:
    """Count the catatan (subjects) that have another fate than before, by this fate."""
    told: dict[str, set[str]] = {}
    for txn, (fate, subject) in after.items():
        if before.get(txn, ("", ""))[0] != fate != "belum":
            told.setdefault(fate, set()).add(subject)
    return {fate: len(subjects) for fate, subjects in told.items()}


def _apply(desk: Desk, link: OfficeLink, bundle: OpenBundle) -> tuple[Received, dict[str, int]] | None:
    """Apply an answer; return what it did and the fates it told, None if another window used it while this
    one made its backup."""
    back_up_before(desk, "sebelum-terima", "Jawaban kantor belum diterapkan.")
    with desk.keep() as session:
        if session.get(Bundle, bundle.sha256) is not None:
            return None
        before = _fates(session)
        received = Receive(session, _span(bundle.manifest), desk.now()).apply(_lines(bundle))
        fates = _told(before, _fates(session))
        if received.verdict == "ok":
            _finish(desk, session, link, bundle, received)
    if received.forked:
        begin_stream(desk)
    if "erasure" in received.touched:
        drop_files(desk, received.erased)
        with desk.read() as session:
            note_erasures(session.connection(), desk.places)
    if received.verdict == "ok":
        # The answer is applied whatever becomes of the slot; the next one brings another try.
        with contextlib.suppress(DiskFull, FolderGone):
            renew_office_slot(desk)
    _raise_verdict(received.verdict)
    desk.tell(frozenset({*received.touched, "txn", "bundle", "message"}))
    return received, fates


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
    office = {**get_setting(session, "office"), "approved": True}
    office.pop("refused", None)
    put_setting(session, "office", office)
    put_setting(session, "answered", bundle.sha256)
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
    unsent = connection.exec_driver_sql(
        "SELECT 1 FROM txn WHERE own AND fate IN ('belum','sampai') LIMIT 1"
    ).fetchone()
    if unsent is None and not get_setting(session, LACKS):
        connection.exec_driver_sql(
            "UPDATE bundle SET state = 'dijawab' WHERE direction = 'up' AND state IN ('dibuat','diserahkan')"
        )
