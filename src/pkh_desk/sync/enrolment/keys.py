"""The keys of a desk and of an office: Ed25519 to sign, age X25519 to seal.

Private keys are kept as text inside the encrypted database, public ones travel as the text stock tools
take: `ssh-ed25519 ...` for `ssh-keygen -Y verify`, `age1...` for `age -r`.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Annotated

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
    load_ssh_public_key,
)
from pydantic import AfterValidator, BaseModel
from pyrage import RecipientError
from pyrage.x25519 import Identity, Recipient

FINGERPRINT_PURPOSE = b"pkh-desk-keys-v1\0"


def signing_text(raw: bytes) -> str:
    """Return a raw 32-byte Ed25519 public key as an OpenSSH line without comment."""
    key = Ed25519PublicKey.from_public_bytes(raw)
    return key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def signing_raw(text: str) -> bytes:
    """Return the 32 bytes of an OpenSSH Ed25519 public key. Raises ValueError."""
    try:
        key = load_ssh_public_key(text.encode())
    except UnsupportedAlgorithm as error:
        raise ValueError("not an Ed25519 key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return key.public_bytes_raw()


def _one_spelling_of_signing(text: str) -> str:
    if len(text) > 120 or signing_text(signing_raw(text)) != text:
        raise ValueError("not an Ed25519 key as OpenSSH writes it")
    return text


def _one_spelling_of_sealing(text: str) -> str:
    try:
        same = len(text) <= 120 and str(Recipient.from_str(text)) == text
    except RecipientError:
        same = False
    if not same:
        raise ValueError("not an age X25519 recipient")
    return text


SigningKey = Annotated[str, AfterValidator(_one_spelling_of_signing)]
SealingKey = Annotated[str, AfterValidator(_one_spelling_of_sealing)]


class PublicKeys(BaseModel, extra="forbid", frozen=True):
    """What others may know of a desk: `signing` as an OpenSSH line, `sealing` as an age recipient."""

    signing: SigningKey
    sealing: SealingKey

    @property
    def signing_bytes(self) -> bytes:
        """The raw 32 bytes by which a reader looks up who signed."""
        return signing_raw(self.signing)

    def fingerprint(self) -> bytes:
        """Return 32 bytes that name both keys; the four words are made from their beginning."""
        return hashlib.sha256(
            FINGERPRINT_PURPOSE + self.signing_bytes + self.sealing.encode("ascii")
        ).digest()


@dataclass(frozen=True)
class DeskKeys:
    """The private keys of one desk; never shown by repr, never logged."""

    signing: Ed25519PrivateKey = field(repr=False)
    sealing: Identity = field(repr=False)

    @classmethod
    def generate(cls) -> "DeskKeys":
        """Make new keys from the system's randomness."""
        return cls(Ed25519PrivateKey.generate(), Identity.generate())

    @classmethod
    def from_text(cls, text: str) -> "DeskKeys":
        """Read what `to_text` wrote. Raises ValueError if it is not that."""
        body = json.loads(text)
        signing = load_ssh_private_key(body["signing"].encode(), password=None)
        if not isinstance(signing, Ed25519PrivateKey):
            raise ValueError("not an Ed25519 key")
        return cls(signing, Identity.from_str(body["sealing"]))

    def to_text(self) -> str:
        """Return both private keys as text (OpenSSH and age forms), to be stored encrypted only."""
        pem = self.signing.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        return json.dumps({"signing": pem.decode(), "sealing": str(self.sealing)})

    @property
    def public(self) -> PublicKeys:
        """The public halves."""
        return PublicKeys(
            signing=signing_text(self.signing.public_key().public_bytes_raw()),
            sealing=str(self.sealing.to_public()),
        )


class OfficePublic(PublicKeys, extra="forbid", frozen=True):
    """The public keys of an office: those of its desk, and the recovery key all is sealed to as well."""

    recovery: SealingKey

    @property
    def recipients(self) -> list[str]:
        """Whom a bundle for this office is sealed to."""
        return [self.sealing, self.recovery]


@dataclass(frozen=True)
class OfficeKeys:
    """The keys of an office as it keeps them: of the recovery key only the public half."""

    desk: DeskKeys
    recovery: str

    @classmethod
    def generate(cls) -> tuple["OfficeKeys", str]:
        """Make the keys of a new office.

        Returns them and the private recovery key, `AGE-SECRET-KEY-1...`, which exists nowhere else: it is
        printed on paper and forgotten.
        """
        recovery = Identity.generate()
        return cls(DeskKeys.generate(), str(recovery.to_public())), str(recovery)

    @property
    def public(self) -> OfficePublic:
        """The public halves."""
        return OfficePublic(**self.desk.public.model_dump(), recovery=self.recovery)
