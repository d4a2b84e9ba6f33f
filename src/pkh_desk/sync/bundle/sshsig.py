"""Signatures that stock `ssh-keygen -Y verify` checks: SSHSIG with Ed25519 and SHA-512.

Source: OpenSSH PROTOCOL.sshsig. With one key type and one hash every length is fixed, so a signature is
read by taking out key and signature bytes, putting the blob together again and comparing: there is exactly
one spelling of a valid signature.
"""

import base64
import binascii
import hashlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MAGIC = b"SSHSIG"
VERSION = 1
KEY_TYPE = b"ssh-ed25519"
HASH_NAME = b"sha512"
KEY_BYTES = 32
SIGNATURE_BYTES = 64
FIRST_LINE = b"-----BEGIN SSH SIGNATURE-----\n"
LAST_LINE = b"-----END SSH SIGNATURE-----\n"
LINE_WIDTH = 70
LONGEST_ARMOR = 2048


class BadSignature(Exception):
    """Not a signature over this message and namespace by the key it names."""


def sign(key: Ed25519PrivateKey, message: bytes, namespace: str) -> bytes:
    """Return the armoured signature of `message`, as `ssh-keygen -Y sign -n NAMESPACE` writes it."""
    signature = key.sign(_signed_data(message, namespace))
    return _armor(_blob(key.public_key().public_bytes_raw(), namespace, signature))


def verify(armored: bytes, message: bytes, namespace: str) -> bytes:
    """Return the raw 32-byte public key that signed `message`; whether it is trusted is the caller's matter.

    Raises BadSignature.
    """
    blob = _dearmor(armored)
    before_key = len(MAGIC) + 4 + 4 + 4 + len(KEY_TYPE) + 4
    raw_key, signature = blob[before_key : before_key + KEY_BYTES], blob[-SIGNATURE_BYTES:]
    if blob != _blob(raw_key, namespace, signature):
        raise BadSignature
    try:
        Ed25519PublicKey.from_public_bytes(raw_key).verify(signature, _signed_data(message, namespace))
    except (InvalidSignature, ValueError):
        raise BadSignature from None
    return raw_key


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _signed_data(message: bytes, namespace: str) -> bytes:
    digest = hashlib.sha512(message).digest()
    return MAGIC + _string(namespace.encode()) + _string(b"") + _string(HASH_NAME) + _string(digest)


def _blob(raw_key: bytes, namespace: str, signature: bytes) -> bytes:
    return (
        MAGIC
        + struct.pack(">I", VERSION)
        + _string(_string(KEY_TYPE) + _string(raw_key))
        + _string(namespace.encode())
        + _string(b"")
        + _string(HASH_NAME)
        + _string(_string(KEY_TYPE) + _string(signature))
    )


def _armor(blob: bytes) -> bytes:
    text = base64.b64encode(blob)
    lines = [text[i : i + LINE_WIDTH] + b"\n" for i in range(0, len(text), LINE_WIDTH)]
    return FIRST_LINE + b"".join(lines) + LAST_LINE


def _dearmor(armored: bytes) -> bytes:
    if len(armored) > LONGEST_ARMOR:
        raise BadSignature
    body = armored.removeprefix(FIRST_LINE).removesuffix(LAST_LINE).replace(b"\n", b"")
    try:
        blob = base64.b64decode(body, validate=True)
    except binascii.Error:
        raise BadSignature from None
    if _armor(blob) != armored:
        raise BadSignature
    return blob
