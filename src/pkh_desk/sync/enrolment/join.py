"""The request to join an office: the desk's public keys and code, with proof that its code was typed.

The proof is an HMAC under the secret that only the invitation, opened with the code, gives away. It covers
the keys, so nobody who carries the file can put their own in.
"""

import hashlib
import hmac
from typing import Annotated

from pydantic import BaseModel, Field

from pkh_desk.domain.canon import canonical
from pkh_desk.errors import InvitationInvalid
from pkh_desk.sync.documents import DeskCode, DeskId, Sha256, ShownName
from pkh_desk.sync.enrolment.keys import PublicKeys

PROOF_PURPOSE = b"pkh-join-v1\0"


class JoinRequest(BaseModel, extra="forbid", frozen=True):
    """What a laptop asks the office with; it travels inside a manifest of kind `join`.

    `desk_id` the id the invitation gave, `desk_code` and `mac_key` (64 hex characters) what the laptop made
    for itself at its start, `proof` 64 hex characters.
    """

    desk_id: DeskId
    name: ShownName
    desk_code: DeskCode
    mac_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", repr=False)]
    keys: PublicKeys
    proof: Sha256


def make_join(
    secret: str, desk_id: str, name: str, desk_code: str, mac_key: str, keys: PublicKeys
) -> JoinRequest:
    """Return the request of the laptop that opened an invitation with this `secret` (64 hex characters)."""
    asked = JoinRequest(
        desk_id=desk_id, name=name, desk_code=desk_code, mac_key=mac_key, keys=keys, proof="0" * 64
    )
    return asked.model_copy(update={"proof": _proof(asked, secret)})


def check_join(request: JoinRequest, secret: str, desk_id: str) -> None:
    """Check a request against the secret and desk id of the invitation it answers.

    Raises InvitationInvalid: it was made without the code, for another invitation, or changed since.
    """
    if request.desk_id != desk_id or not hmac.compare_digest(request.proof, _proof(request, secret)):
        raise InvitationInvalid(
            "Permintaan bergabung ini tidak cocok dengan undangan yang dibuat kantor. "
            "Laptop ini belum didaftarkan.",
            "Buat undangan baru dan bacakan kodenya langsung ke pendamping.",
        )


def _proof(request: JoinRequest, secret: str) -> str:
    message = PROOF_PURPOSE + canonical(request.model_dump(exclude={"proof"}))
    return hmac.new(bytes.fromhex(secret), message, hashlib.sha256).hexdigest()
