"""A forgotten passphrase as two small files: the locked laptop asks its office, the office answers.

After enrolment the laptop's vault holds an *office slot*: the database key, sealed with age to the office and
to its paper key. The locked laptop makes a one-time age key, and seals that key's public half and the slot to
the office. Both sides read four words of the one-time key over the phone: whoever holds a copy of the vault
file can ask too, but not with the words the pendamping reads aloud. The answer is the database key, sealed to
the one-time key; the laptop proves it on the database itself, so it needs no signature.
"""

import base64
import hashlib
import os
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeVar

import pyrage
from pydantic import BaseModel, Field
from pyrage.x25519 import Identity, Recipient

from pkh_desk.domain.canon import canonical
from pkh_desk.domain.words import four_words
from pkh_desk.errors import ResetRefused
from pkh_desk.sync.documents import DeskCode, DeskId, ShownName, Whole, read_canonical
from pkh_desk.sync.enrolment.keys import OfficePublic, SealingKey

LARGEST = 64 * 1024
WORDS_PURPOSE = b"pkh-forgotten-v1\0"
RequestId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Key = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", repr=False)]
Box = Annotated[str, Field(max_length=LARGEST, repr=False)]
ModelT = TypeVar("ModelT", bound=BaseModel)


class SlotContent(BaseModel, extra="forbid", frozen=True):
    """What the office slot holds: whose database the `key` (64 hex characters) opens."""

    desk_id: DeskId
    key: Key


class OfficeSlot(BaseModel, extra="forbid", frozen=True):
    """The office slot of a vault: who can open it, and the sealed content (base64 of age)."""

    kind: Literal["office"] = "office"
    office_name: ShownName
    recipients: list[SealingKey]
    desk_id: DeskId
    code: DeskCode
    box: Box


class Outer(BaseModel, extra="forbid", frozen=True):
    """Both files, in canonical JSON: which request they belong to, and what is sealed (base64 of age)."""

    format: Literal[1] = 1
    kind: Literal["lupa", "jawaban-lupa"]
    request: RequestId
    box: Box


class Request(BaseModel, extra="forbid", frozen=True):
    """What a locked laptop asks with; `made_at` in ms UTC, `one_time` an age recipient, `slot` its box."""

    request: RequestId
    desk_id: DeskId
    code: DeskCode
    name: ShownName
    made_at: Whole
    one_time: SealingKey
    slot: Box

    @property
    def words(self) -> str:
        """The four words of the one-time key, to be compared by phone."""
        return words_of(self.one_time)


class Answer(BaseModel, extra="forbid", frozen=True):
    """What the office answers: the key of the laptop's database."""

    request: RequestId
    key: Key


@dataclass(frozen=True)
class OneTime:
    """A request as the laptop keeps it until it is answered: its id, private key, and time (ms UTC)."""

    request: str
    private: str = field(repr=False)
    made_at: int

    @property
    def public(self) -> str:
        """The age recipient that the answer is sealed to."""
        return str(Identity.from_str(self.private).to_public())

    @property
    def words(self) -> str:
        """The four words to read over the phone."""
        return words_of(self.public)


def words_of(one_time: str) -> str:
    """Return the four words of a one-time key (`age1...`)."""
    return four_words(hashlib.sha256(WORDS_PURPOSE + one_time.encode()).digest())


def make_slot(key: bytes, desk_id: str, code: str, office_name: str, office: OfficePublic) -> OfficeSlot:
    """Return the slot by which the office and its paper key can open this database."""
    content = canonical(SlotContent(desk_id=desk_id, key=key.hex()).model_dump())
    return OfficeSlot(
        office_name=office_name,
        recipients=office.recipients,
        desk_id=desk_id,
        code=code,
        box=_sealed(content, office.recipients),
    )


def new_one_time(now: int) -> OneTime:
    """Return a fresh one-time key."""
    return OneTime(os.urandom(16).hex(), str(Identity.generate()), now)


def make_request(slot: OfficeSlot, name: str, one_time: OneTime) -> bytes:
    """Return the file with which the owner of `slot` asks its office."""
    request = Request(
        request=one_time.request,
        desk_id=slot.desk_id,
        code=slot.code,
        name=name,
        made_at=one_time.made_at,
        one_time=one_time.public,
        slot=slot.box,
    )
    box = _sealed(canonical(request.model_dump()), slot.recipients)
    return canonical(Outer(kind="lupa", request=one_time.request, box=box).model_dump())


def read_request(content: bytes, identity: Identity) -> Request:
    """Open a request with one of the office's keys. Raises ResetRefused."""
    outer = read_outer(content, "lupa")
    request = _model(Request, _opened(outer.box, identity))
    if request.request != outer.request:
        raise damaged()
    return request


def make_answer(request: Request, identity: Identity) -> bytes:
    """Return the file that answers: the key inside the slot, sealed to the one-time key.

    Raises ResetRefused if the slot is another laptop's than the one that asks.
    """
    content = _model(SlotContent, _opened(request.slot, identity))
    if content.desk_id != request.desk_id:
        raise ResetRefused(
            "Permintaan ini memakai kunci laptop lain. Tidak ada yang dibuka.",
            "Hubungi pendamping lewat nomor yang sudah dikenal kantor.",
        )
    answer = Answer(request=request.request, key=content.key)
    box = _sealed(canonical(answer.model_dump()), [request.one_time])
    return canonical(Outer(kind="jawaban-lupa", request=request.request, box=box).model_dump())


def read_answer(content: bytes, one_time: OneTime) -> bytes:
    """Return the database key of the answer to `one_time`. Raises ResetRefused."""
    outer = read_outer(content, "jawaban-lupa")
    answer = _model(Answer, _opened(outer.box, Identity.from_str(one_time.private)))
    if not outer.request == answer.request == one_time.request:
        raise damaged()
    return bytes.fromhex(answer.key)


def read_outer(content: bytes, kind: str) -> Outer:
    """Read either file without opening it. Raises ResetRefused for one that is damaged or of another kind."""
    if len(content) > LARGEST:
        raise damaged()
    try:
        outer = Outer.model_validate(read_canonical(content))
    except ValueError:
        raise damaged() from None
    if outer.kind != kind:
        what = "permintaan dari laptop" if outer.kind == "lupa" else "jawaban dari kantor"
        raise ResetRefused(f"Berkas ini {what}, bukan yang dicari. Tidak ada yang berubah.", "Pilih lagi.")
    return outer


def damaged() -> ResetRefused:
    """Return the refusal of a file that is none, or was damaged on its way."""
    return ResetRefused(
        "Berkas ini rusak saat disalin, atau bukan berkas kata sandi. Tidak ada yang berubah.",
        "Salin sekali lagi dari pengirimnya.",
    )


def _sealed(plain: bytes, recipients: list[str]) -> str:
    keys = [Recipient.from_str(each) for each in dict.fromkeys(recipients)]
    return base64.b64encode(pyrage.encrypt(plain, keys)).decode()


def _opened(box: str, identity: Identity) -> bytes:
    try:
        plain: bytes = pyrage.decrypt(base64.b64decode(box, validate=True), [identity])
    except ValueError:
        raise damaged() from None
    except pyrage.DecryptError:
        raise ResetRefused(
            "Berkas ini dikunci untuk pihak lain, atau rusak saat disalin. Tidak ada yang berubah.",
            "Periksa apakah berkasnya benar untuk kantor atau laptop ini.",
        ) from None
    return plain


def _model(kind: type[ModelT], plain: bytes) -> ModelT:
    try:
        return kind.model_validate(read_canonical(plain))
    except ValueError:
        raise damaged() from None
