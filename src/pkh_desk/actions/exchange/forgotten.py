"""A forgotten passphrase on the locked laptop: ask the office, take its answer, choose a new one.

Nothing here needs the passphrase, and nothing of the data is read: the request is kept beside the vault until
it is answered, runs out, or the passphrase comes back to mind. Source: decisions, Keys.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pkh_desk.actions.upkeep.access import note_event
from pkh_desk.desk import Clock, Desk, Random, open_desk, wall_clock
from pkh_desk.domain.passphrase import require_long
from pkh_desk.errors import DamagedDatabase, FileNotUsable, NotEnrolled, ResetRefused
from pkh_desk.settings import Places, lock_meta
from pkh_desk.store.engine import connect
from pkh_desk.store.upkeep.safe_write import write_whole
from pkh_desk.store.upkeep.vault import Cost, load_vault, office_slot, renew_passphrase
from pkh_desk.sync.enrolment.forgotten import (
    LARGEST,
    OfficeSlot,
    OneTime,
    make_request,
    new_one_time,
    read_answer,
    read_outer,
)

VALID_MS = 7 * 86_400_000
ENDING = ".kunci"
"""What the files of both directions end with."""


@dataclass(frozen=True)
class Asked:
    """A request that waits for its answer: the four words to read aloud, when it was made (ms UTC)."""

    words: str
    made_at: int


def helping_office(places: Places) -> str | None:
    """Return the name of the office that can help with a forgotten passphrase, None if there is none."""
    slot = office_slot(load_vault(places.vault))
    return OfficeSlot.model_validate(slot).office_name if slot else None


def waiting_request(places: Places, now: int) -> Asked | None:
    """Return the request that still waits for its answer."""
    one_time = _load(places)[0]
    if one_time is None or now - one_time.made_at > VALID_MS:
        return None
    return Asked(one_time.words, one_time.made_at)


def ask_office(places: Places, folder: Path, now: int) -> Path:
    """Write the request for the office into `folder`; the one that still waits is written again.

    Raises NotEnrolled (no office can open this laptop), DiskFull, FolderGone.
    """
    found = office_slot(load_vault(places.vault))
    if found is None:
        raise NotEnrolled(
            "Laptop ini belum terdaftar di kantor, jadi kantor tidak bisa membukanya. Data tidak hilang.",
            "Coba lagi kata sandinya dengan tenang, atau pulihkan cadangan yang kata sandinya Anda ingat.",
        )
    slot = OfficeSlot.model_validate(found)
    one_time, used = _load(places)
    if one_time is None or now - one_time.made_at > VALID_MS:
        one_time = new_one_time(now)
        _save(places, one_time, used)
    target = folder / f"PKH_{slot.code}_lupa{ENDING}"
    write_whole(target, make_request(slot, lock_meta(places).get("name", ""), one_time))
    return target


def check_answer(places: Places, path: Path, now: int) -> None:
    """Say whether the answer at `path` opens this laptop; nothing is changed. Raises ResetRefused."""
    _key_of(places, path, now)


def take_answer(
    places: Places,
    path: Path,
    passphrase: str,
    clock: Clock = wall_clock,
    random: Random | None = None,
    cost: Cost | None = None,
) -> Desk:
    """Put a new passphrase in the place of the forgotten one and open the desk.

    Raises InvalidInput (too short), ResetRefused, DiskFull, FolderGone; nothing changes then.
    """
    require_long(passphrase)
    key = _key_of(places, path, clock())
    renew_passphrase(load_vault(places.vault), key, passphrase, cost or Cost())
    forget_request(places)
    desk = open_desk(places, passphrase, clock, random or os.urandom)
    note_event(desk, "sandi", "kata sandi baru dengan kunci dari kantor")
    return desk


def forget_request(places: Places) -> None:
    """Let go of a request: it was answered, or the passphrase came back to mind."""
    one_time, used = _load(places)
    if one_time is not None:
        _save(places, None, [*used, one_time.request][-20:])


def _key_of(places: Places, path: Path, now: int) -> bytes:
    content = read_key_file(path)
    outer, (one_time, used) = read_outer(content, "jawaban-lupa"), _load(places)
    if outer.request in used:
        raise ResetRefused(
            "Jawaban ini sudah dipakai, atau tidak diperlukan lagi. Tidak ada yang berubah.",
            "Pakai kata sandi yang Anda buat terakhir, atau buat permintaan baru.",
        )
    if one_time is None or outer.request != one_time.request:
        raise ResetRefused(
            "Jawaban ini untuk laptop atau permintaan lain. Tidak ada yang berubah.",
            "Minta kantor menjawab permintaan terakhir dari laptop ini.",
        )
    if now - one_time.made_at > VALID_MS:
        raise expired()
    key = read_answer(content, one_time)
    try:
        connect(places.database, key).close()
    except DamagedDatabase:
        raise ResetRefused(
            "Kunci dari kantor tidak membuka data di laptop ini. Tidak ada yang berubah.",
            "Minta kantor memeriksa lagi, atau pulihkan cadangan terakhir.",
        ) from None
    return key


def expired() -> ResetRefused:
    """Return the refusal of a request that is too old; at the office too."""
    return ResetRefused(
        "Permintaan ini sudah lewat 7 hari, atau tanggal laptopnya salah. Tidak ada yang berubah.",
        "Periksa tanggal laptop, lalu buat permintaan baru dari layar kunci.",
    )


def read_key_file(path: Path) -> bytes:
    """Return what stands in a small file that somebody chose. Raises FileNotUsable."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise FileNotUsable(
            "Berkas ini tidak bisa dibaca. Tidak ada yang berubah.", "Periksa USB atau unduh ulang."
        ) from error


def _load(places: Places) -> tuple[OneTime | None, list[str]]:
    try:
        body = json.loads(places.forgotten.read_text(encoding="utf-8"))
        waiting = body["waiting"]
        return (OneTime(**waiting) if waiting else None), list(body["used"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, []


def _save(places: Places, one_time: OneTime | None, used: list[str]) -> None:
    body = {"waiting": asdict(one_time) if one_time else None, "used": used}
    write_whole(places.forgotten, json.dumps(body).encode())
