"""Who may be read at all: the desk that reads, and the checks a manifest passes before its members count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyrage.x25519 import Identity

from pkh_desk.sync.bundle.limits import DEFAULT_CAPS, Caps
from pkh_desk.sync.bundle.manifest import FORMAT, Envelope, Manifest, parse_manifest
from pkh_desk.sync.bundle.refusals import Refusal
from pkh_desk.sync.documents import read_canonical


@dataclass(frozen=True)
class Reader:
    """The desk that reads.

    `identity` opens the seal, `desk_id` is whom bundles must be addressed to, `trusted` maps the raw signing
    key of every known and unrevoked desk to its id, `knows` names the capabilities a manifest may need, and
    `office` chooses the words of refusals.
    """

    identity: Identity = field(repr=False)
    desk_id: str
    trusted: Mapping[bytes, str]
    office: bool = False
    knows: frozenset[str] = frozenset()
    caps: Caps = DEFAULT_CAPS


Admit = Callable[[Reader, bytes, bytes], Manifest]


def admit_known(reader: Reader, raw: bytes, signer: bytes) -> Manifest:
    """Return the manifest `raw` that the raw key `signer` signed, if that is a known desk's and for us.

    Raises Refusal: `signer`, `sender`, `manifest`, `addressed`, `version`, `needs`, `limit`.
    """
    desk_id = reader.trusted.get(signer)
    if desk_id is None:
        raise Refusal("signer")
    fields, envelope = _open_envelope(raw)
    if envelope.from_desk != desk_id:
        raise Refusal("sender")
    return _read_on(reader, fields, envelope)


def admit_joining(reader: Reader, raw: bytes, signer: bytes) -> Manifest:
    """Return the manifest of a desk that asks to join, if it signed with the key it asks for.

    Raises Refusal as `admit_known` does; `signer` for any other bundle, even of a known desk.
    """
    manifest = _read_on(reader, *_open_envelope(raw))
    if manifest.join is None or manifest.join.keys.signing_bytes != signer:
        raise Refusal("signer")
    return manifest


def _open_envelope(raw: bytes) -> tuple[dict[str, Any], Envelope]:
    try:
        fields = read_canonical(raw)
        return fields, Envelope.model_validate(fields)
    except ValueError:
        raise Refusal("manifest") from None


def _read_on(reader: Reader, fields: dict[str, Any], envelope: Envelope) -> Manifest:
    if envelope.to_desk != reader.desk_id:
        raise Refusal("addressed", envelope.to_name)
    if envelope.format != FORMAT:
        raise Refusal("version")
    if not reader.knows.issuperset(envelope.needs):
        raise Refusal("needs")
    return parse_manifest(fields, reader.caps)
