"""The keys of this desk, made when they are first needed and kept in its encrypted database."""

from dataclasses import dataclass

from pkh_desk.desk import Desk
from pkh_desk.domain.words import four_words
from pkh_desk.errors import JoinRefused, NotEnrolled
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.upkeep.vault import load_vault, office_slot, put_office_slot
from pkh_desk.sync.enrolment.forgotten import make_slot
from pkh_desk.sync.enrolment.keys import DeskKeys, OfficeKeys, OfficePublic

PAPER_KEY = "paper_key"
"""The setting that holds the office's private recovery key while it waits for its paper."""


@dataclass(frozen=True)
class OfficeLink:
    """What a laptop knows of its office: the office's desk id, name, public keys, and the secret of its
    invitation. `approved` once the first answer came, `refused` the office's reason if it said no."""

    desk_id: str
    name: str
    keys: OfficePublic
    secret: str
    approved: bool
    refused: str = ""


def join_refused(reason: str) -> JoinRefused:
    """Return the sentence for a laptop that the office does not take in."""
    return JoinRefused(
        f"Kantor menolak permintaan bergabung laptop ini: {reason}. Semua catatan tetap aman di laptop ini.",
        "Minta undangan baru ke kantor bila ini keliru.",
    )


def keys_of(desk: Desk) -> DeskKeys:
    """Return the desk's private keys, making them the first time."""
    with desk.read() as session:
        text = get_setting(session, "keys")
    if text is not None:
        return DeskKeys.from_text(text)
    keys = DeskKeys.generate()
    with desk.keep() as session:
        put_setting(session, "keys", keys.to_text())
    return keys


def make_office_keys(desk: Desk) -> str:
    """Make the keys of a new office; return the private recovery key.

    It stays in the encrypted database until it is on paper (`paper_key.py`), and is nowhere after that.
    """
    desk.require_office()
    keys, recovery = OfficeKeys.generate()
    with desk.keep() as session:
        put_setting(session, "keys", keys.desk.to_text())
        put_setting(session, "recovery", keys.recovery)
        put_setting(session, PAPER_KEY, recovery)
    return recovery


def office_public(desk: Desk) -> OfficePublic:
    """Return the office's public keys, at the office."""
    desk.require_office()
    keys = keys_of(desk)
    with desk.read() as session:
        recovery = get_setting(session, "recovery")
    return OfficeKeys(keys, recovery).public


def office_link(desk: Desk) -> OfficeLink:
    """Return what this laptop knows of its office. Raises NotEnrolled if it has none, WrongRole."""
    desk.require_laptop()
    with desk.read() as session:
        body = get_setting(session, "office")
    if body is None:
        raise NotEnrolled(
            "Laptop ini belum terdaftar di kantor. Semua catatan aman di laptop ini.",
            "Minta undangan dan kodenya ke kantor, lalu pakai undangannya.",
        )
    return OfficeLink(
        body["desk_id"],
        body["name"],
        OfficePublic.model_validate(body["keys"]),
        body["secret"],
        body["approved"],
        body.get("refused", ""),
    )


def own_words(desk: Desk) -> str:
    """Return the four words of this desk's own public keys, to be read over the phone."""
    public = office_public(desk) if desk.is_office else keys_of(desk).public
    return four_words(public.fingerprint())


def renew_office_slot(desk: Desk) -> None:
    """Let the office that approved this laptop open it if the passphrase is forgotten. Raises DiskFull.

    Written only when the office, its keys, or this desk's id or code are other than the slot says.
    """
    link, vault = office_link(desk), load_vault(desk.places.vault)
    me, slot = desk.identity, office_slot(vault)
    wanted = (link.name, link.keys.recipients, me.desk_id, me.code)
    names = ("office_name", "recipients", "desk_id", "code")
    if link.approved and (slot is None or tuple(slot[name] for name in names) != wanted):
        made = make_slot(desk.key, me.desk_id, me.code, link.name, link.keys)
        put_office_slot(vault, made.model_dump())
