"""The office's inbox: files are verified and stored first, applied later, one transaction a file.

A file of a desk that is not approved yet waits with its request to join; one of a desk that was revoked is
put in quarantine. Nothing of either is applied.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from pkh_desk.actions.exchange.enrol import TURNED_DOWN
from pkh_desk.actions.exchange.folder import COPYING, SUFFIX, being_copied, may_be_for, name_of
from pkh_desk.actions.exchange.joining import learn_author, note_joining
from pkh_desk.actions.exchange.keys import keys_of
from pkh_desk.actions.exchange.quarantine import standing_for
from pkh_desk.actions.exchange.whereabouts import note_whereabouts
from pkh_desk.actions.people.erase import drop_files
from pkh_desk.actions.upkeep.backup import back_up_before
from pkh_desk.desk import Desk, begin_stream, epoch_began
from pkh_desk.errors import (
    BundleDamaged,
    BundleRefused,
    Cancelled,
    DeskBusy,
    DiskFull,
    FileNotUsable,
    FolderGone,
    UserError,
)
from pkh_desk.store import search
from pkh_desk.store.exchange import Bundle, KnownDesk
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import load_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.people.petugas import Alias
from pkh_desk.store.upkeep.backup import Phases, untold
from pkh_desk.store.upkeep.safe_write import copy_whole, world_faults
from pkh_desk.sync.bundle.admission import Reader
from pkh_desk.sync.bundle.manifest import BACKUP_AT, Manifest
from pkh_desk.sync.bundle.parts import CAPABILITY as COMPANION
from pkh_desk.sync.bundle.reader import OpenBundle, open_bundle, open_joining
from pkh_desk.sync.enrolment.keys import signing_raw
from pkh_desk.sync.merging.chains import chain_of
from pkh_desk.sync.merging.erasing import CAPABILITY
from pkh_desk.sync.merging.ingest import NotATxn, homes_of, ingest
from pkh_desk.sync.merging.revival import to_bring_back
from pkh_desk.sync.merging.rights import Author
from pkh_desk.sync.merging.run import Outcome
from pkh_desk.sync.merging.scope import stands_for
from pkh_desk.sync.merging.twins import link_id, unlinked_twins

TXNS = "txns.jsonl.zst"
STORED_AS = {"aktif": "baru", "dicabut": "karantina", "ditolak": "karantina"}
"""In what state a file is stored, by the state of the desk it comes from; any other waits."""
REFUSED, REFUSED_KEPT = "inbox_refused", 100

TAKING, APPLYING = "Memeriksa {} berkas", "Menerapkan {} kiriman"


@dataclass(frozen=True)
class Arrival:
    """What became of one file: `state` is `baru`, `menunggu`, `karantina`, `sudah` (was here before),
    `disalin` (is not whole yet, and was written to just now) or `ditolak`; `sha256` unless that."""

    file: str
    state: str
    desk_name: str = ""
    records: int = 0
    reason: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Applied:
    """What one file did when it was applied; `reason` says why it could not be, its counts are 0 then.

    The counts are of txns, but for the new `records` (catatan, decisions 12); `newer` of the waiting txns
    need a newer program at the office.
    """

    file: str
    desk_name: str
    new: int = 0
    again: int = 0
    waiting: int = 0
    refused: int = 0
    forks: int = 0
    newer: int = 0
    records: int = 0
    reason: str = ""


def take_in(desk: Desk, folder: Path, progress: Phases = untold) -> list[Arrival]:
    """Verify and store every `.pkhb` file of `folder`, by name, or that one file; they stay where they are.

    A scheduler may call it at any time, twice at once, and again: what is here is left alone. A file that is
    refused is named with the reason and stops nothing; one that is still being copied is looked at the next
    time; one that somebody takes away meanwhile is none. Raises FolderGone for the folder, also when it
    vanishes on the way: what was stored by then is stored, as when `progress` raises Cancelled; DeskBusy.
    """
    desk.require_office()
    with world_faults(folder):
        one = folder.is_file() or (folder.suffix.lower() == SUFFIX and not folder.is_dir())
        names = [] if one else sorted(path.name for path in folder.iterdir())
    paths = [folder] if one else [folder / name for name in may_be_for(desk, names)]
    arrivals: list[Arrival] = []
    for path in paths:
        try:
            progress(len(arrivals), len(paths), TAKING)
        except Cancelled:
            break
        arrival = _look_at(desk, path)
        if arrival.state == "ditolak" and path != folder and not path.exists():
            if folder.is_dir():
                continue
            desk.tell(frozenset({"bundle", "desk"}))
            raise FolderGone(
                f"Folder kiriman tercabut di tengah jalan. {len(arrivals)} kiriman sudah diperiksa.",
                "Pasang lagi foldernya, lalu ulangi.",
            )
        arrivals.append(arrival)
    refused = [(each.file, each.reason) for each in arrivals if each.state == "ditolak"]
    with suppress(DiskFull):
        # The refusals are told anyway; a full disk must not hide what became of the other files.
        note_refused(desk, refused)
    desk.tell(frozenset({"bundle", "desk"}))
    return arrivals


def _look_at(desk: Desk, path: Path) -> Arrival:
    try:
        return take_one(desk, path)
    except DeskBusy:
        raise
    except UserError as error:
        if isinstance(error, BundleDamaged) and being_copied(desk, path):
            return Arrival(name_of(path), "disalin", reason=COPYING)
        return Arrival(name_of(path), "ditolak", reason=str(error))


def note_refused(desk: Desk, files: list[tuple[str, str]]) -> None:
    """Remember which files were refused and why, the latest ones; the same file and reason once."""
    if not files:
        return
    now = desk.now()
    with desk.keep() as session:
        known = {(name, reason): at for name, reason, at in get_setting(session, REFUSED, [])}
        for name, reason in files:
            known.pop((name, reason), None)
            known[name, reason] = now
        rows = [[name, reason, at] for (name, reason), at in known.items()]
        put_setting(session, REFUSED, rows[-REFUSED_KEPT:])


def take_one(desk: Desk, path: Path) -> Arrival:
    """Verify and store one file. Raises what its reader does, DiskFull, FolderGone and DeskBusy."""
    reader = _reader(desk)
    try:
        with open_bundle(path, reader) as bundle:
            return _store(desk, path, bundle, joining=False)
    except BundleRefused as error:
        if error.reason != "signer":
            raise
    with open_joining(path, reader) as bundle:
        return _store(desk, path, bundle, joining=True)


def _reader(desk: Desk) -> Reader:
    """Return who may be read: also those whose files are put in quarantine, until a person lets one out."""
    with desk.read() as session:
        laptops = session.exec(select(KnownDesk)).all()
    trusted = {signing_raw(laptop.sign_key): laptop.id for laptop in laptops}
    known = frozenset({CAPABILITY, COMPANION})
    return Reader(keys_of(desk).sealing, desk.identity.desk_id, trusted, office=True, knows=known)


def _store(desk: Desk, path: Path, bundle: OpenBundle, joining: bool) -> Arrival:
    manifest = bundle.manifest
    with desk.read() as session:
        if session.get(Bundle, bundle.sha256) is not None:
            return Arrival(name_of(path), "sudah", manifest.from_name, sha256=bundle.sha256)
    arrived, follows = chain_of(bundle.lines(TXNS))
    kept = desk.places.inbox / f"{bundle.sha256}.pkhb"
    with desk.keep() as session:
        # Only who writes looks again and copies: a scheduler and the window may have the same file in hand.
        if session.get(Bundle, bundle.sha256) is not None:
            return Arrival(name_of(path), "sudah", manifest.from_name, sha256=bundle.sha256)
        with world_faults(kept, "Kiriman belum disimpan, berkas aslinya utuh."):
            copy_whole(path, kept)
        if joining:
            note_joining(session, bundle, desk.now())
        known = session.get(KnownDesk, manifest.from_desk)
        told = get_setting(session, TURNED_DOWN, {})
        if manifest.from_desk in told:
            # It has not heard it yet, or lost it.
            put_setting(
                session, TURNED_DOWN, {**told, manifest.from_desk: [told[manifest.from_desk][0], True]}
            )
        state = STORED_AS.get(known.state if known else "", "menunggu")
        session.add(
            Bundle(
                sha256=bundle.sha256,
                direction="up",
                desk_id=manifest.from_desk,
                sequence=manifest.sequence,
                kind=manifest.kind,
                state=state,
                made_at=manifest.made_at,
                at=desk.now(),
                records=manifest.counts.get("catatan", 0),
                size=kept.stat().st_size,
                name=name_of(path)[:80],
                arrived=json.dumps(arrived),
                follows=json.dumps(follows),
                app=manifest.app,
                backup_at=_told_backup(manifest, desk.now()),
                part=manifest.part,
                parts=manifest.parts,
                files=manifest.files,
            )
        )
    records = manifest.counts.get("catatan", 0)
    return Arrival(name_of(path), state, manifest.from_name, records, sha256=bundle.sha256)


def _told_backup(manifest: Manifest, now: int) -> int | None:
    """Return when the sender made its last backup; an instant that cannot be is none."""
    told = manifest.digest.get(BACKUP_AT, 0)
    return told if 0 < told <= now + 86_400_000 else None


def apply_inbox(desk: Desk, progress: Phases = untold) -> list[Applied]:
    """Apply every stored file of an active desk, oldest first, each in a transaction of its own.

    A file that turns out bad, or is missing since a restore of the database, is named and stops nothing: its
    sender hears nothing of it and sends its work again. `progress` may raise Cancelled: what was applied by
    then stands, the rest waits. Raises DiskFull, DeskBusy, FolderGone.
    """
    desk.require_office()
    with desk.read() as session:
        # Not the rows: of each file it holds the ids of all txns, half a megabyte.
        waiting = session.exec(
            select(Bundle.sha256)
            .where(Bundle.direction == "up", Bundle.state == "baru")
            .order_by(Bundle.desk_id, Bundle.sequence, Bundle.part)  # type: ignore[arg-type]
        ).all()
    applied: list[Applied] = []
    try:
        if waiting:
            back_up_before(desk, "sebelum-terapkan", "Kiriman belum diterapkan.", progress)
    except Cancelled:
        return applied
    for sha256 in waiting:
        try:
            progress(len(applied), len(waiting), APPLYING)
            found = _apply_one(desk, sha256)
        except Cancelled:
            break
        except (BundleRefused, FileNotUsable) as error:
            found = _set_aside(desk, sha256, str(error))
        applied += [found] if found else []
    note_refused(desk, [(one.file, one.reason) for one in applied if one.reason])
    return applied


def _waiting(session: Session, sha256: str) -> Bundle | None:
    """Return a file if it still waits: the scheduler may have applied it, or a clerk revoked its laptop,
    since the waiting ones were listed."""
    stored = session.get(Bundle, sha256)
    return stored if stored is not None and stored.state == "baru" else None


def _set_aside(desk: Desk, sha256: str, reason: str) -> Applied | None:
    """Take a file out of the waiting ones; one that is not there is forgotten, so that it may come again."""
    with desk.keep() as session:
        stored = _waiting(session, sha256)
        if stored is None:
            return None
        laptop = session.get(KnownDesk, stored.desk_id)
        if (desk.places.inbox / f"{sha256}.pkhb").exists():
            stored.state, stored.arrived = "ditolak", "[]"
        else:
            session.delete(stored)
        return Applied(stored.name, laptop.name if laptop else "", reason=reason)


def _apply_one(desk: Desk, sha256: str) -> Applied | None:
    kept = desk.places.inbox / f"{sha256}.pkhb"
    with open_bundle(kept, _reader(desk)) as bundle:
        _notice_restore(desk, bundle.manifest)
        _take_files(desk, bundle)
        learn_author(desk, bundle)
        with desk.keep() as session:
            stored = _waiting(session, sha256)
            if stored is None:
                return None
            laptop = session.get_one(KnownDesk, stored.desk_id)
            outcome = _merge(desk, session, laptop, bundle)
            if stored.part == 1:
                # A companion may come long after; where the laptop is now, a later file has told.
                note_whereabouts(session, laptop, bundle.manifest)
            stored.state, stored.arrived = "diterapkan", "[]"
            laptop.last_seen_at = desk.now()
    kept.unlink(missing_ok=True)
    drop_files(desk, outcome.unwanted)
    _link_twins(desk, outcome)
    _bring_back(desk)
    desk.tell(frozenset({*outcome.touched, "bundle", "conflict", "txn"}))
    return Applied(
        stored.name,
        laptop.name,
        outcome.new,
        outcome.again,
        outcome.waiting,
        outcome.refused,
        outcome.forks,
        outcome.newer,
        len(outcome.subjects),
    )


def _notice_restore(desk: Desk, manifest: Manifest) -> None:
    """Begin a new epoch if a laptop has more of this office than there is here, or used an answer that this
    home never gave.

    Then this home is an older copy, put back behind the program's back, whatever it took in since; everybody
    sends everything again.
    """
    told = epoch_began(manifest.epoch)
    if told is None:
        return
    with desk.read() as session:
        epoch, change = get_setting(session, "epoch", ""), get_setting(session, "change", 0)
        foreign = manifest.answered and session.get(Bundle, manifest.answered) is None
    if (manifest.epoch, manifest.cursor) > (epoch, change) or (manifest.epoch == epoch and foreign):
        begin_stream(desk, told)


def _link_twins(desk: Desk, outcome: Outcome) -> None:
    """Link the families of this file that are in the district twice; an act of the office, to be undone."""
    with desk.read() as session:
        pairs = unlinked_twins(session.connection(), homes_of(session.connection(), outcome.touched))
    for younger, older in pairs:
        with desk.write(subject=("household", older)) as session:
            session.add(
                Alias(
                    id=link_id(younger, older),
                    kind="household",
                    from_id=younger,
                    to_id=older,
                    household_id=older,
                )
            )


def _bring_back(desk: Desk) -> None:
    """Bring back what one desk deleted and another, not knowing, wrote about later; an act of the office.

    It names no write as seen, so that a person is still asked. If this is cut short, the next file does it.
    """
    with desk.read() as session:
        rows = to_bring_back(session.connection())
    for table, row_id in rows:
        noun = nouns()[table]
        with desk.write() as session:
            stored = load_rows(session.connection(), noun, {row_id})[row_id]
            bulk = BulkWriter(session, session.writing)
            bulk.edit(table, row_id, stored, {"deleted": False}, seen=[])
            bulk.seal(noun.subject_of(row_id, stored.state.values))
            bulk.flush()


def _take_files(desk: Desk, bundle: OpenBundle) -> None:
    """Keep the photos first: a row never names a file that is not there."""
    blobs = desk.blobs
    wanted = [sha256 for sha256 in bundle.files if not blobs.has(sha256)]
    if wanted:
        bundle.take_files(lambda _, content: blobs.put(content), wanted)


def _merge(desk: Desk, session: Session, laptop: KnownDesk, bundle: OpenBundle) -> Outcome:
    assert laptop.petugas_id is not None
    goes_on = standing_for(session, laptop.id)
    author = Author(goes_on, stands_for(session.connection(), laptop.petugas_id))
    try:
        outcome = ingest(session, author, bundle.lines(TXNS), desk.now())
    except NotATxn:
        raise BundleDamaged(
            "Isi kiriman tidak sah. Tidak ada yang diterapkan.", "Minta pendamping mengirim ulang.", "txn"
        ) from None
    search.refresh(session.connection(), homes_of(session.connection(), outcome.touched))
    return outcome
