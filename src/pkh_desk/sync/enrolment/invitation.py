"""The invitation: a file for one pendamping, worth nothing without the code that is given by phone.

The public part names the office, its keys and the desk id; the office signs it. The secret part is locked
under Argon2id of the code, with the public part as associated data: whoever does not know the code can
neither read the secret nor put other office keys in its place.
"""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pydantic import BaseModel, Field

from pkh_desk.domain.canon import canonical
from pkh_desk.domain.dates import MONTHS
from pkh_desk.errors import InvitationExpired, InvitationInvalid
from pkh_desk.sync.bundle.sshsig import BadSignature, sign, verify
from pkh_desk.sync.documents import DeskId, Sha256, ShownName, Whole, read_canonical
from pkh_desk.sync.enrolment.keys import DeskKeys, OfficePublic

NAMESPACE = "pkh-invitation-v1"
LARGEST = 1 << 20
SERANG = 7 * 60
KEY_BYTES = 32
ALIKE = str.maketrans("OIL", "011")


class Cost(BaseModel, extra="forbid", frozen=True):
    """Argon2id parameters: memory in KiB, passes, lanes. The defaults take about 120 ms.

    They arrive inside the file, so they are bounded before they are obeyed.
    """

    memory: Annotated[int, Field(ge=8, le=256 * 1024)] = 64 * 1024
    passes: Annotated[int, Field(ge=1, le=10)] = 3
    lanes: Annotated[int, Field(ge=1, le=8)] = 4


DEFAULT_COST = Cost()


class Public(BaseModel, extra="forbid", frozen=True):
    """What anybody who holds the file may read: `desk_id` the invited desk's, `name` the pendamping's.

    It holds until `expires_at` (ms UTC).
    """

    office_id: DeskId
    office_name: ShownName
    office: OfficePublic
    desk_id: DeskId
    name: ShownName
    expires_at: Whole


class Secret(BaseModel, extra="forbid", frozen=True):
    """What only the code opens: the `secret` that proves it, the desa of the scope, the config pack."""

    secret: Sha256 = Field(repr=False)
    scope: list[str] = []
    config: list[list[Any]] = []


class Locked(Cost, extra="forbid", frozen=True):
    """The secret part under the code: Argon2id parameters and salt, AES-256-GCM nonce and box, as hex."""

    salt: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    nonce: Annotated[str, Field(pattern=r"^[0-9a-f]{24}$")]
    box: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{2})+$")]


class Document(BaseModel, extra="forbid", frozen=True):
    """The whole file, in canonical JSON; the signature covers everything but itself."""

    format: Literal[1] = 1
    kind: Literal["undangan"] = "undangan"
    public: Public
    locked: Locked
    signature: Annotated[str, Field(max_length=2048)] = ""

    def signed_bytes(self) -> bytes:
        """Return what the office signs."""
        return canonical(self.model_dump(exclude={"signature"}))


@dataclass(frozen=True)
class MadeInvitation:
    """An invitation as the office has it: the file's `content`, and the `secret` by which it knows the
    laptop again (64 hex characters, to be kept in the encrypted database)."""

    content: bytes
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Invitation:
    """An invitation as the laptop opened it."""

    public: Public
    secret: str = field(repr=False)
    scope: list[str]
    config: list[list[Any]]


def make_invitation(
    keys: DeskKeys,
    public: Public,
    code: str,
    scope: list[str] | None = None,
    config: list[list[Any]] | None = None,
    cost: Cost = DEFAULT_COST,
) -> MadeInvitation:
    """Return an invitation signed with the office's `keys`, whose secret part `code` opens.

    `keys` are those whose public halves `public` names, else the laptop refuses it.
    """
    secret = Secret(secret=os.urandom(KEY_BYTES).hex(), scope=scope or [], config=config or [])
    salt, nonce = os.urandom(16), os.urandom(12)
    plain, bound = canonical(secret.model_dump()), canonical(public.model_dump())
    box = AESGCM(_stretch(code, salt, cost)).encrypt(nonce, plain, bound)
    locked = Locked(**cost.model_dump(), salt=salt.hex(), nonce=nonce.hex(), box=box.hex())
    document = Document(public=public, locked=locked)
    signature = sign(keys.signing, document.signed_bytes(), NAMESPACE)
    whole = document.model_copy(update={"signature": signature.decode()})
    return MadeInvitation(canonical(whole.model_dump()), secret.secret)


def read_invitation(content: bytes, code: str, now_ms: int, zone_minutes: int = SERANG) -> Invitation:
    """Open an invitation with the code a person typed, in any case and with any separators.

    Raises InvitationInvalid (damaged, or the code does not fit), InvitationExpired.
    """
    document = _read(content)
    public = document.public
    if now_ms > public.expires_at:
        raise _expired(public.expires_at, now_ms, zone_minutes)
    locked = document.locked
    key = _stretch(code, bytes.fromhex(locked.salt), locked)
    try:
        plain = AESGCM(key).decrypt(
            bytes.fromhex(locked.nonce), bytes.fromhex(locked.box), canonical(public.model_dump())
        )
        secret = Secret.model_validate(read_canonical(plain))
    except (InvalidTag, ValueError):
        raise InvitationInvalid(
            "Kode ini tidak cocok dengan berkas undangannya. Tidak ada yang berubah.",
            "Periksa lagi 12 huruf dan angkanya, atau minta kode baru ke kantor.",
        ) from None
    return Invitation(public, secret.secret, secret.scope, secret.config)


def _read(content: bytes) -> Document:
    try:
        if len(content) > LARGEST:
            raise ValueError("too large")
        document = Document.model_validate(read_canonical(content))
        signer = verify(document.signature.encode(), document.signed_bytes(), NAMESPACE)
        if signer != document.public.office.signing_bytes:
            raise ValueError("signed by another key")
    except (ValueError, BadSignature):
        raise InvitationInvalid(
            "Berkas undangan ini rusak saat disalin, atau bukan undangan. Tidak ada yang berubah.",
            "Minta kantor mengirim undangannya lagi.",
        ) from None
    return document


def _expired(expires_at: int, now_ms: int, zone_minutes: int) -> InvitationExpired:
    zone = timezone(timedelta(minutes=zone_minutes))
    last, now = (datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone) for ms in (expires_at, now_ms))
    day = f"{last.day} {MONTHS[last.month - 1]}" + (f" {last.year}" if last.year != now.year else "")
    return InvitationExpired(
        f"Undangan ini berlaku sampai {day} dan sudah lewat.", "Minta kode baru ke kantor."
    )


def _stretch(code: str, salt: bytes, cost: Cost) -> bytes:
    typed = "".join(filter(str.isalnum, code.upper())).translate(ALIKE)
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    )
    return kdf.derive(typed.encode())
