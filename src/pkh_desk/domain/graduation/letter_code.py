"""The code that names a letter on paper, and the MAC in its QR that shows the paper was not changed.

The code is `GRD-<desk>-<year>-<n>`; the desk part is random per stream, so codes never meet. The QR holds
`<code>:<MAC>`, about 36 characters of QR alphanumeric mode, where the MAC is HMAC-SHA256 under the desk's
key, cut to 80 bits (16 characters of base32), over the code and the digest of the letter's frozen facts.
A full signature was tried: at 88 characters it could not be read from photos of cheap prints.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from pkh_desk.errors import InvalidInput, Problem

MAC_BYTES = 10
_CODE = re.compile(r"GRD-(?P<desk>[A-Z0-9]{3,8})-(?P<year>\d{4})-(?P<n>\d{4,7})")
_TYPED = re.compile(
    r"(?:GRD[\W_]+)?(?P<desk>[A-Z0-9]{3,8})[\W_]+(?P<year>[\dOIL]{4})[\W_]+(?P<n>[\dOIL]{1,7})", re.ASCII
)
_RUN_ON = re.compile(r"(?:GRD)?(?P<desk>[A-Z0-9]{5})(?P<year>[\dOIL]{4})(?P<n>[\dOIL]{4,7})", re.ASCII)
_DIGITS = str.maketrans("OIL", "011")
_MAC = re.compile(r"[A-Z2-7]{16}")


@dataclass(frozen=True)
class SignedCode:
    """What a letter's QR says: the letter's code and the MAC over its facts. Unverified until `verify`."""

    code: str
    mac: str


def make_code(desk: str, year: int, n: int) -> str:
    """Return the code of this desk's n-th letter of the year, e.g. `GRD-7K2QF-2026-0031`.

    Raises ValueError for a desk code or a number that the code cannot hold (a bug of the caller).
    """
    code = f"GRD-{desk}-{year:04d}-{n:04d}"
    if n < 1 or not _CODE.fullmatch(code):
        raise ValueError("not a letter code")
    return code


def read_code(typed: str) -> str:
    """Return the canonical code of what a person typed from paper.

    Any case; any separators, or none and spaces anywhere if all of it is there; without GRD; without the
    zeros before the number; O for 0 and I or L for 1 in year and number (a desk's code has neither).
    Raises InvalidInput if no letter code can be seen in it.
    """
    text = typed.strip().upper()
    found = _TYPED.fullmatch(text) or _RUN_ON.fullmatch(re.sub(r"[\W_]", "", text))
    year, n = (int(found[part].translate(_DIGITS)) for part in ("year", "n")) if found else (0, 0)
    if not found or n < 1:
        raise InvalidInput([Problem("code", "Kode surat tidak dikenali. Contohnya GRD-7K2QF-2026-0031.")])
    return make_code(found["desk"], year, n)


def qr_text(code: str, mac_key: bytes, digest: bytes) -> str:
    """Return what the letter's QR holds: the code and the MAC over it and the facts' `digest` (32 bytes).

    Raises ValueError for what is no code or no digest (a bug of the caller).
    """
    if not _CODE.fullmatch(code):
        raise ValueError("not a letter code")
    return f"{code}:{_mac(code, mac_key, digest)}"


def is_qr_text(text: str) -> bool:
    """Tell whether a QR's text has the form of a letter's, whatever it vouches for."""
    code, _, mac = text.strip().partition(":")
    return bool(_CODE.fullmatch(code) and _MAC.fullmatch(mac))


def parse_qr_text(text: str) -> SignedCode:
    """Split the text of a letter's QR. Raises InvalidInput if it is the QR of something else."""
    if not is_qr_text(text):
        raise InvalidInput([Problem("code", "Kode QR ini bukan dari surat PKH Desk.")])
    code, _, mac = text.strip().partition(":")
    return SignedCode(code, mac)


def verify(signed: SignedCode, mac_key: bytes, digest: bytes) -> bool:
    """Tell whether the QR was made by the desk with this key for a letter with exactly these facts."""
    return hmac.compare_digest(signed.mac, _mac(signed.code, mac_key, digest))


def _mac(code: str, mac_key: bytes, digest: bytes) -> str:
    if len(digest) != hashlib.sha256().digest_size:
        raise ValueError("the digest must be SHA-256")
    full = hmac.new(mac_key, b"pkh-desk letter\0" + code.encode("ascii") + b"\0" + digest, hashlib.sha256)
    return base64.b32encode(full.digest()[:MAC_BYTES]).decode("ascii")
