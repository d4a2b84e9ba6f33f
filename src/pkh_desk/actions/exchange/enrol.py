"""Enrolment, both sides: the office invites and approves, the laptop joins.

The invitation is a file and a code given by phone; both sides read four words of the other's keys aloud.
A laptop works alone before and until it is approved; joining sends everything it has.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session, select

from pkh_desk.actions.exchange.joining import link_alone
from pkh_desk.actions.exchange.keys import keys_of, office_public
from pkh_desk.actions.graduation.number_block import top_up
from pkh_desk.desk import Desk
from pkh_desk.domain.fit import fit
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.domain.words import four_words, new_code, tidy_words
from pkh_desk.errors import AlreadyEnrolled, FileNotUsable, InvalidInput, Problem, RecordNotFound, WrongWords
from pkh_desk.store.exchange import Bundle, InvitationRow, KnownDesk
from pkh_desk.store.identity import save_identity
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import load_rows, mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.store.upkeep.safe_write import write_whole
from pkh_desk.store.wilayah import wilayah
from pkh_desk.sync.enrolment.config_pack import config_pack, read_pack, take_pack
from pkh_desk.sync.enrolment.invitation import DEFAULT_COST, Cost, Public, make_invitation, read_invitation
from pkh_desk.sync.enrolment.keys import DeskKeys
from pkh_desk.views.exchange.laptops import desa_served

VALID_DAYS = 14
TURNED_DOWN = "turned_down"
"""The setting with (reason, whether the next answers shall tell it) by the id of a refused laptop."""
REPLACED = "replaced_desks"
"""The setting that maps a revoked laptop to the one in its place."""


@dataclass(frozen=True)
class Invited:
    """An invitation that was written: the code to read over the phone, and until when it holds (ms UTC)."""

    path: Path
    code: str
    desk_id: str
    expires_at: int


def invite(
    desk: Desk,
    name: str,
    scope: list[str],
    path: Path,
    cost: Cost = DEFAULT_COST,
    petugas_id: str | None = None,
) -> Invited:
    """Write an invitation for one pendamping with these desa (names or codes).

    `petugas_id`: a pendamping the office knows already, who gets another laptop.

    Raises InvalidInput for a desa that is not known or stands in two kecamatan, DiskFull, FolderGone.
    """
    desk.require_clerk(ADMIN)
    codes = [_desa(text) for text in scope]
    code, desk_id = new_code(os.urandom), desk.new_id()
    expires_at = desk.now() + VALID_DAYS * 86_400_000
    public = fit(
        Public,
        office_id=desk.identity.desk_id,
        office_name=desk.identity.name,
        office=office_public(desk),
        desk_id=desk_id,
        name=name,
        expires_at=expires_at,
    )
    with desk.read() as session:
        pack = config_pack(session.connection(), desk.today())
    made = make_invitation(keys_of(desk), public, code, codes, pack, cost)
    write_whole(path, made.content)
    if petugas_id is None:
        petugas_id = desk.new_id()
        with desk.write(subject=("petugas", petugas_id)) as writing:
            writing.add(Petugas(id=petugas_id, name=name, jabatan="Pendamping Sosial PKH"))
    with desk.keep() as session:
        session.add(
            InvitationRow(
                id=desk_id,
                petugas_id=petugas_id,
                name=name,
                scope=json.dumps(codes),
                secret=made.secret,
                expires_at=expires_at,
            )
        )
    return Invited(path, code, desk_id, expires_at)


def _desa(text: str) -> str:
    """Return the code of a desa named as `Sukadana`, `Ciomas/Sukadana` or by its code."""
    kecamatan, _, name = text.strip().rpartition("/")
    if wilayah().name_of(text.strip()):
        return text.strip()
    place = wilayah().desa(name, kecamatan)
    if place.code is None:
        raise InvalidInput(
            [
                Problem(
                    "scope",
                    f"Desa {text.strip()} tidak dikenal atau ada di dua kecamatan. Tulis Kecamatan/Desa.",
                )
            ]
        )
    return place.code


def join(desk: Desk, path: Path, code: str) -> str:
    """Take an invitation on this laptop; return the four words of the office's key, to compare by phone.

    What the office has published holds here at once, before its first answer.
    Raises AlreadyEnrolled, FileNotUsable, InvitationInvalid, InvitationExpired. What the laptop holds stays.
    """
    desk.require_laptop()
    with desk.read() as session:
        link = get_setting(session, "office")
    if link is not None and link["approved"]:
        raise AlreadyEnrolled("Laptop ini sudah terdaftar di kantor. Tidak ada yang diubah.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileNotUsable(
            "Berkas undangan tidak bisa dibaca. Tidak ada yang diubah.", "Periksa USB atau unduh ulang."
        ) from error
    opened = read_invitation(content, code, desk.now(), desk.zone_minutes)
    public, documents = opened.public, read_pack(opened.config)
    desk.identity = replace(desk.identity, desk_id=public.desk_id)
    with desk.keep() as session:
        save_identity(session, desk.identity)
        take_pack(session.connection(), documents)
        if link is not None:
            # The office knows the keys of the earlier request as another desk's.
            put_setting(session, "keys", DeskKeys.generate().to_text())
        put_setting(
            session,
            "office",
            {
                "desk_id": public.office_id,
                "name": public.office_name,
                "keys": public.office.model_dump(),
                "secret": opened.secret,
                "approved": False,
            },
        )
    desk.tell(frozenset({"desk", "config"}))
    return four_words(public.office.fingerprint())


def invite_again(desk: Desk, desk_text: str, path: Path, cost: Cost = DEFAULT_COST) -> Invited:
    """Write an invitation for another laptop of a pendamping, with the desa of today. Raises as `invite`."""
    desk.require_clerk(ADMIN)
    with desk.read() as session:
        laptop = find_laptop(session, desk_text)
        scope = desa_served(session.connection())[laptop.id]
    return invite(desk, laptop.name, list(scope), path, cost, laptop.petugas_id)


def withdraw(desk: Desk, desk_id: str) -> InvitationRow:
    """Take back an invitation that no laptop used: a request to join by it is refused. Return it, for
    `bring_back`.

    Raises RecordNotFound where there is none, or a laptop asks to join with it by now.
    """
    desk.require_clerk(ADMIN)
    with desk.keep() as session:
        row = session.get(InvitationRow, desk_id)
        if row is None or session.get(KnownDesk, desk_id) is not None:
            raise RecordNotFound("Undangan ini sudah dipakai atau ditarik. Tidak ada yang diubah.")
        session.delete(row)
        withdrawn = InvitationRow(**row.model_dump())
    desk.tell(frozenset({"desk"}))
    return withdrawn


def bring_back(desk: Desk, invitation: InvitationRow) -> None:
    """Let an invitation hold again that was taken back."""
    desk.require_clerk(ADMIN)
    with desk.keep() as session:
        session.add(invitation)
    desk.tell(frozenset({"desk"}))


def approve(desk: Desk, desk_text: str, words: str, replacing: bool = False) -> str:
    """Approve a laptop after its four words were read over the phone; return its name.

    `replacing`: other laptops of the same pendamping are revoked in the same step.

    The unassigned families of the invited desa become its own, unless its pendamping had a laptop before:
    then nobody chose the desa. Its waiting files become ready to apply, and the petugas it worked as alone
    becomes an alias of the invited one. Raises RecordNotFound, WrongWords.
    """
    desk.require_clerk(ADMIN)
    with desk.read() as session:
        laptop = find_laptop(session, desk_text)
        if tidy_words(words) != tidy_words(laptop.words):
            raise WrongWords(
                "Empat kata itu bukan milik laptop ini. Laptop belum disetujui.",
                "Minta pendamping membacakan lagi dari layarnya; bila tetap berbeda, jangan disetujui.",
            )
        scope = json.loads(session.get_one(InvitationRow, laptop.id).scope)
        same = (KnownDesk.petugas_id == laptop.petugas_id, KnownDesk.id != laptop.id)
        others = session.exec(select(KnownDesk).where(*same)).all()
    _assign(desk, laptop, [] if any(other.approved_at for other in others) else scope)
    with desk.keep() as session:
        row = session.get_one(KnownDesk, laptop.id)
        row.state, row.approved_at = "aktif", desk.now()
        session.get_one(InvitationRow, laptop.id).used_by = laptop.id
        for bundle in session.exec(
            select(Bundle).where(Bundle.desk_id == laptop.id, Bundle.state == "menunggu")
        ):
            bundle.state = "baru"
    top_up(desk, {laptop.code: {kecamatan_of(code) for code in scope}})
    _succeed(desk, laptop, others, replacing)
    desk.tell(frozenset({"desk", "bundle"}))
    return laptop.name


def _succeed(desk: Desk, laptop: KnownDesk, others: Sequence[KnownDesk], replacing: bool) -> None:
    """Let a laptop take the place of the revoked ones of the same pendamping.

    Their streams become its own: a backup restored on it still holds what they had not sent.
    """
    for other in others:
        if replacing and other.state == "aktif":
            revoke(desk, other.id)
    with desk.keep() as session:
        replaced = get_setting(session, REPLACED, {})
        for other in others:
            if session.get_one(KnownDesk, other.id).state == "dicabut":
                replaced[other.id] = laptop.id
                one = mark(session.connection(), 1)
                session.connection().exec_driver_sql(
                    f"UPDATE stream SET desk_id = {one} WHERE desk_id = {one}", (laptop.id, other.id)
                )
        put_setting(session, REPLACED, replaced)


def find_laptop(session: Session, text: str) -> KnownDesk:
    """Return the laptop with this id, code or name. Raises RecordNotFound, also for a name that two have."""
    rows = session.exec(select(KnownDesk)).all()
    wanted = text.strip().casefold()
    found = [row for row in rows if wanted in (row.id, row.code.casefold(), row.name.casefold())]
    found = [row for row in found if row.state != "ditolak"] or found
    if len(found) != 1:
        raise RecordNotFound(
            "Laptop itu tidak ditemukan, atau namanya dipakai dua laptop.",
            "Pakai kode laptop dari daftar office desks.",
        )
    return found[0]


def _assign(desk: Desk, laptop: KnownDesk, desa: list[str]) -> None:
    """Give the unassigned families of these desa and their groups to the pendamping; link the petugas."""
    household = nouns()["household"]
    with desk.write() as session:
        link_alone(session, laptop)
        connection = session.connection()
        sql = "SELECT id FROM household WHERE pendamping_id IS NULL AND NOT deleted AND desa_code IN {}"
        ids = {row[0] for row in select_in(connection, sql, desa)}
        bulk = BulkWriter(session, session.writing)
        for row_id, stored in load_rows(connection, household, ids).items():
            bulk.edit("household", row_id, stored, {"pendamping_id": laptop.petugas_id})
            bulk.seal(("household", row_id))
        groups = "SELECT id FROM kelompok WHERE pendamping_id IS NULL AND id IN (" + _GROUPS_OF + ")"
        led = {row[0] for row in select_in(connection, groups, ids)}
        for row_id, stored in load_rows(connection, nouns()["kelompok"], led).items():
            bulk.edit("kelompok", row_id, stored, {"pendamping_id": laptop.petugas_id})
            bulk.seal(("kelompok", row_id))
        bulk.flush()


_GROUPS_OF = "SELECT kelompok_id FROM household WHERE id IN {}"


def turn_down(desk: Desk, desk_text: str, reason: str) -> str:
    """Refuse a laptop that asks to join; the next answer tells it why. Return its name.

    Nothing it sent is applied; all of it is still on the laptop. Raises RecordNotFound, InvalidInput.
    """
    if not reason.strip():
        raise InvalidInput([Problem("reason", "Tulis sebabnya, supaya pendamping tahu apa yang keliru.")])
    name = _move(desk, desk_text, "menunggu", "ditolak", files=("karantina", ("menunggu",)))
    with desk.keep() as session:
        told = get_setting(session, TURNED_DOWN, {})
        put_setting(
            session, TURNED_DOWN, {**told, find_laptop(session, desk_text).id: [reason.strip()[:300], True]}
        )
    return name


def revoke(desk: Desk, desk_text: str) -> str:
    """Trust a laptop no more: it gets no answers, and its files are kept in quarantine; return its name.

    What was applied before stays. Raises RecordNotFound.
    """
    return _move(desk, desk_text, "aktif", "dicabut", files=("karantina", ("baru", "menunggu")))


def reinstate(desk: Desk, desk_text: str) -> str:
    """Trust a revoked laptop again; what came from it meanwhile may be applied.

    Raises RecordNotFound, also for one in whose place another laptop came: it must be invited anew.
    """
    with desk.read() as session:
        laptop = find_laptop(session, desk_text)
        if laptop.id in get_setting(session, REPLACED, {}):
            raise RecordNotFound(
                f"Laptop {laptop.code} sudah digantikan laptop lain. Tidak ada yang diubah.",
                "Undang lagi laptop ini bila akan dipakai.",
            )
    return _move(desk, desk_text, "dicabut", "aktif", files=("baru", ("karantina",)))


def _move(desk: Desk, desk_text: str, was: str, now: str, files: tuple[str, tuple[str, ...]]) -> str:
    """Move a laptop from one state to another, and its waiting files along."""
    desk.require_clerk(ADMIN)
    with desk.keep() as session:
        laptop = find_laptop(session, desk_text)
        if laptop.state != was:
            raise RecordNotFound(
                f"Laptop {laptop.name} tidak sedang {was}. Tidak ada yang diubah.", "Periksa daftar laptop."
            )
        laptop.state = now
        state, held = files
        for bundle in session.exec(
            select(Bundle).where(Bundle.desk_id == laptop.id, Bundle.direction == "up")
        ):
            if bundle.state in held:
                bundle.state = state
        name = laptop.name
    desk.tell(frozenset({"desk", "bundle"}))
    return name
