"""Who this desk is: its id, code, role, the petugas it belongs to, and its own keys.

Kept in the encrypted database from the first start on, long before the desk may join an office; the join
request hands the public parts over.
"""

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from sqlmodel import Session

from pkh_desk.domain.uuid7 import new_id
from pkh_desk.store.local import get_setting, put_setting

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 5


@dataclass(frozen=True)
class Identity:
    """`code` stands in letter codes and file names; `mac_key` (hex) seals the codes of letters."""

    desk_id: str
    code: str
    role: str
    name: str
    petugas_id: str
    mac_key: str


def first_identity(role: str, name: str, now: int, random: Callable[[int], bytes]) -> Identity:
    """Return the identity of a desk at its first start.

    `random` makes ids and code; keys are never seeded.
    """
    return Identity(
        desk_id=new_id(now, random),
        code=_code(random),
        role=role,
        name=name,
        petugas_id=new_id(now, random),
        mac_key=os.urandom(32).hex(),
    )


def new_identity(identity: Identity, random: Callable[[int], bytes]) -> Identity:
    """Return the identity with a fresh letter code, for a new stream."""
    return replace(identity, code=_code(random))


def load_identity(session: Session) -> Identity:
    """Read the identity from the desk's settings."""
    return Identity(**get_setting(session, "identity"))


def save_identity(session: Session, identity: Identity) -> None:
    """Store the identity; committed with the session's transaction."""
    put_setting(session, "identity", asdict(identity))


def mac_bytes(identity: Identity) -> bytes:
    """Return the key that seals this desk's letter codes."""
    return bytes.fromhex(identity.mac_key)


def _code(random: Callable[[int], bytes]) -> str:
    return "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in random(CODE_LENGTH))
