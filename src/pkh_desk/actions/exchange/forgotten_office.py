"""A forgotten passphrase at the office: look at a laptop's request, compare the words, answer it.

The office's own key opens the request, or the paper key, on a new office computer too. Every answer is an
entry of the access trail.
"""

from dataclasses import dataclass
from pathlib import Path

from pyrage import IdentityError
from pyrage.x25519 import Identity

from pkh_desk.actions.exchange.forgotten import VALID_MS, expired, read_key_file
from pkh_desk.actions.exchange.keys import keys_of
from pkh_desk.actions.upkeep.access import note_event
from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.domain.words import tidy_words
from pkh_desk.errors import InvalidInput, Problem, ResetRefused, WrongWords
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.upkeep.safe_write import write_whole
from pkh_desk.sync.enrolment.forgotten import Request, make_answer, read_request

ANSWERED, ANSWERED_KEPT = "answered_requests", 200


@dataclass(frozen=True)
class RequestView:
    """A request: whose laptop, its code and four words; instants in ms UTC.

    `known`: the laptop is enrolled here. `answered_at`: when this very request was answered before.
    """

    name: str
    code: str
    words: str
    made_at: int
    known: bool
    answered_at: int | None


def look_at_request(desk: Desk, path: Path, paper_key: str = "") -> RequestView:
    """Open a laptop's request with the office's key, or with the paper key a person typed.

    Raises ResetRefused (damaged, foreign, expired, of a revoked laptop), InvalidInput (no paper key),
    FileNotUsable.
    """
    request, _ = _open(desk, path, paper_key)
    with desk.read() as session:
        laptop = session.get(KnownDesk, request.desk_id)
        answered = get_setting(session, ANSWERED, {}).get(request.request)
    return RequestView(
        laptop.name if laptop else request.name,
        laptop.code if laptop else request.code,
        request.words,
        request.made_at,
        laptop is not None,
        answered,
    )


def answer_request(desk: Desk, path: Path, words: str, target: Path, paper_key: str = "") -> str:
    """Write the answer to `target` once the four words were compared by phone; return the laptop's name.

    Raises WrongWords, and as `look_at_request`; DiskFull, FolderGone.
    """
    request, identity = _open(desk, path, paper_key)
    if tidy_words(words) != request.words:
        raise WrongWords(
            "Empat kata itu bukan milik permintaan ini. Laptop tidak dibuka.",
            "Minta pendamping membacakan lagi dari layarnya; bila tetap berbeda, jangan dijawab.",
        )
    write_whole(target, make_answer(request, identity))
    with desk.keep() as session:
        laptop = session.get(KnownDesk, request.desk_id)
        name = laptop.name if laptop else request.name
        answered = {**get_setting(session, ANSWERED, {}), request.request: desk.now()}
        put_setting(session, ANSWERED, dict(list(answered.items())[-ANSWERED_KEPT:]))
    with_what = "kunci kertas" if paper_key else "kunci kantor"
    note_event(desk, "sandi", f"laptop {request.code} dibuka dengan {with_what}")
    return name


def _open(desk: Desk, path: Path, paper_key: str) -> tuple[Request, Identity]:
    desk.require_clerk(ADMIN)
    identity = paper_identity(paper_key) if paper_key else keys_of(desk).sealing
    request = read_request(read_key_file(path), identity)
    with desk.read() as session:
        laptop = session.get(KnownDesk, request.desk_id)
    if laptop is not None and laptop.state == "dicabut":
        raise ResetRefused(
            f"Laptop {laptop.name} sudah dicabut. Permintaannya tidak dijawab.",
            "Bila laptopnya sudah kembali, aktifkan lagi dulu di halaman Pendamping.",
        )
    if abs(desk.now() - request.made_at) > VALID_MS:
        raise expired()
    return request, identity


def paper_identity(typed: str) -> Identity:
    """Return the paper key that a person typed, with or without spaces. Raises InvalidInput."""
    try:
        return Identity.from_str("".join(typed.split()).upper())
    except IdentityError:
        text = "Kunci kertas belum cocok. Periksa huruf dan angkanya dari lembar kunci."
        raise InvalidInput([Problem("paper_key", text)]) from None
