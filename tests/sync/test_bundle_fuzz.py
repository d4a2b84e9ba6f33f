"""Files nobody thought of: random damage of every layer, and a known desk that writes random nonsense.

Bounded here, long by one command: `PKH_LONG=1 pytest tests/sync/test_bundle_fuzz.py -n 0 -s`.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from machine import truth, work
from machine.world import World

from helpers.forge import (
    LINES,
    OFFICE_ID,
    PHOTO,
    TXNS,
    Entry,
    Parties,
    file_member,
    front,
    lines_member,
    manifest_fields,
    sealed,
    sound_members,
    tar,
    zstd,
)
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.domain.canon import canonical
from pkh_desk.errors import BundleRefused
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import genesis
from pkh_desk.sync.answering.answer import decode
from pkh_desk.sync.bundle.reader import open_bundle
from pkh_desk.sync.bundle.refusals import REASONS
from pkh_desk.sync.merging.ingest import NotATxn, ingest
from pkh_desk.sync.merging.rights import Author
from pkh_desk.views.upkeep.changes import changes
from pkh_desk.views.upkeep.history import history

LONG = bool(os.environ.get("PKH_LONG"))
FILES, TXN_LINES, ANSWERS = (20_000, 20_000, 50_000) if LONG else (400, 400, 1_000)
PARTIES = Parties.generate()
TO_OFFICE = [PARTIES.office.public.sealing]
MEMBERS, ENTRIES = sound_members()
TRICKS = (
    "../x",
    "/etc/passwd",
    "C:x",
    "files\\x",
    "con",
    "files/..",
    "manifest.json",
    "a/b.jsonl.zst",
    "x" * 90,
)

BOMB = zstd(bytes(4 << 20))
PLAIN = (None, True, False, 0, -1, 2**53 - 1, "", "x", "2026-02-30", "2026-01-01", "é" * 300, "0" * 32)


def front_of(signer: Any, members: list[dict[str, Any]], **changes: Any) -> list[Entry]:
    return front(canonical(manifest_fields(members, **changes)), signer)


def damaged(r: random.Random, content: bytes) -> bytes:
    """Return `content` with something flipped, cut, put in, doubled or taken out."""
    a, b = sorted((r.randrange(len(content) + 1), r.randrange(len(content) + 1)))
    flipped = bytearray(content)
    for _ in range(r.choice((1, 2, 30))):
        flipped[r.randrange(len(content))] ^= 1 << r.randrange(8)
    return r.choice(
        (
            bytes(flipped),
            content[:a],
            content[:a] + content[b:],
            content[:a] + r.randbytes(r.choice((1, 16, 512))) + content[a:],
            content[:b] + content[a:],
            content + r.randbytes(r.choice((1, 512))),
        )
    )


def shuffled(r: random.Random, entries: list[Entry]) -> list[Entry]:
    """Return the entries of a tar in another order, one lost, doubled, renamed or filled otherwise."""
    at = r.randrange(len(entries))
    name, content = entries[at]
    changed = [
        [*entries[:at], *entries[at + 1 :]],
        [*entries, entries[at]],
        [*entries[:at], (r.choice(TRICKS), content), *entries[at + 1 :]],
        [*entries[:at], (name, damaged(r, content)), *entries[at + 1 :]],
        [*entries, (r.choice(TRICKS), r.randbytes(40))],
        r.sample(entries, len(entries)),
    ]
    return r.choice([one for one in changed if one != entries])


def anything(r: random.Random, deep: int = 2) -> Any:
    """Return any JSON value that canonical JSON has."""
    if deep == 0 or r.random() < 0.6:
        return r.choice(PLAIN)
    if r.random() < 0.5:
        return [anything(r, deep - 1) for _ in range(r.randrange(4))]
    return {r.choice("abcdef"): anything(r, deep - 1) for _ in range(r.randrange(3))}


def by_anybody(r: random.Random) -> bytes:
    """What whoever carries the file can do."""
    whole = sealed(tar(front_of(PARTIES.laptop, MEMBERS) + ENTRIES), TO_OFFICE)
    return damaged(r, whole)


def by_who_can_reseal(r: random.Random) -> bytes:
    """What somebody can do who has read it, or who knows the office's public key."""
    entries = front_of(PARTIES.laptop, MEMBERS) + ENTRIES
    other = front_of(PARTIES.laptop, MEMBERS, to_desk="desk-lain")
    return r.choice(
        (
            lambda: sealed(damaged(r, tar(entries)), TO_OFFICE),
            lambda: sealed(tar(shuffled(r, entries)), TO_OFFICE),
            lambda: sealed(tar(front_of(PARTIES.stranger, MEMBERS) + ENTRIES), TO_OFFICE),
            lambda: sealed(tar([entries[0], other[1], *ENTRIES]), TO_OFFICE),
            lambda: sealed(tar(entries), [PARTIES.stranger.public.sealing]),
            lambda: sealed(tar(front_of(PARTIES.laptop, MEMBERS, to_desk="desk-lain") + ENTRIES), TO_OFFICE),
        )
    )()


def by_a_known_desk(r: random.Random) -> bytes:
    """What a desk can do that the office trusts: everything but another's signature."""
    plain = b"".join(line + b"\n" for line in LINES)
    packed = r.choice((zstd(plain), BOMB, damaged(r, zstd(plain)), r.randbytes(60)))
    lines = lines_member(packed, r.choice((0, 1, 2, 3, 2**50)), r.choice((0, 5, len(plain), 2**50)))
    members = [lines, file_member(PHOTO)]
    entries = [(TXNS, packed), (members[1]["name"], PHOTO)]
    if r.random() < 0.5:
        members[r.randrange(2)] |= {r.choice(("name", "size", "sha256", "lines", "unpacked")): anything(r)}
    changes = {}
    if r.random() < 0.7:
        fields = [name for name in manifest_fields([]) if name != "members"]
        changes = {r.choice(fields): anything(r) for _ in range(r.choice((1, 3)))}
    signed = front_of(PARTIES.laptop, members, **changes)
    return sealed(tar(shuffled(r, signed + entries) if r.random() < 0.2 else signed + entries), TO_OFFICE)


@pytest.mark.parametrize(
    ("make", "never"), [(by_anybody, True), (by_who_can_reseal, True), (by_a_known_desk, False)]
)
def test_no_file_does_anything_but_be_taken_whole_or_refused(
    make: Callable[[random.Random], bytes],
    never: bool,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    path, told = tmp_path / "PKH_K7M2Q_28.pkhb", Counter[str]()
    for seed in range(FILES):
        path.write_bytes(make(random.Random(seed)))
        try:
            with open_bundle(path, PARTIES.reader()) as bundle:
                assert not never, f"seed {seed} was accepted"
                assert bundle.manifest.to_desk == OFFICE_ID
                for name in ("manifest.json", TXNS):
                    list(bundle.lines(name))
                told["accepted"] += 1
        except BundleRefused as error:
            told[error.reason] += 1
    assert set(told) <= REASONS | {"accepted"}
    record_property("figures", f"fuzz {make.__name__}: {FILES} files; {dict(told.most_common())}")
    assert len(told) > 1


def an_op(r: random.Random, rows: list[tuple[str, str, str]]) -> Any:
    """Return something like an op, about a row that is there or not."""
    table, row_id, home = r.choice(rows)
    noun = nouns()[table]
    names = [*noun.fields, "gaji", "id", "heads"]
    deep = r.choice((0, 0, 0, 2))
    payload: dict[str, Any] = {r.choice(names): anything(r, deep) for _ in range(r.randrange(4))}
    if r.random() < 0.5:
        seen: list[Any] = [[], [], [], ["a" * 64], ["b" * 64], anything(r)]
        payload = {name: [value, r.choice(seen)] for name, value in payload.items()}
    op = [
        r.choice(("ins", "set")),
        table,
        r.choice((row_id, "f" * 32)),
        payload,
        r.choice((home, None, "0" * 32)),
    ]
    if r.random() < 0.2:
        op[r.randrange(5)] = anything(r)
    return op


def test_no_line_of_a_known_desk_does_anything_but_be_applied_or_refused(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    office, seat = world.office, world.seat(2)
    gone = work.ids(office, "household")[0]
    rows = [("household", home, home) for home in work.ids(office, "household")]
    rows += [("member", person, rows[0][1]) for person in work.ids(office, "member")]
    rows += [(noun, "e" * 32, rows[-1][2]) for noun in nouns()]
    erase_household(office, gone, "permintaan tertulis")
    with office.read() as session:
        laptop = session.get_one(KnownDesk, seat.desk_id)
    author, told = Author(laptop.id, frozenset({laptop.petugas_id or ""})), Counter[str]()
    for seed in range(TXN_LINES):
        r = random.Random(seed)
        stream = f"{seed:032x}"
        body = {
            "s": stream, "n": 1, "p": genesis(stream), "h": world.now + seed, "a": laptop.petugas_id, "sv": 1,
            "act": stream, "subject": ["household", rows[0][1]], "r": "0" * 32,
            "ops": [an_op(r, rows) for _ in range(r.randrange(4))],
        }  # fmt: skip
        if r.random() < 0.2:
            body[r.choice([*body, "erased", "id"])] = anything(r)
        line = canonical(body)
        try:
            with office.keep() as session:
                outcome = ingest(session, author, [damaged(r, line) if r.random() < 0.1 else line], world.now)
            told["applied"] += outcome.new
            told["ops refused"] += outcome.refused
        except NotATxn:
            told["not a txn"] += 1
        except Exception as error:
            error.add_note(f"seed {seed}: {line.decode()}")
            raise
    with office.read() as session:
        connection = session.connection()
        truth._heads_of_rows(connection, truth._rows(connection))
        assert len(changes(office, limit=100_000)) <= len(history(office, limit=100_000))
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert truth.check_erased([office]) == 1
    record_property("figures", f"fuzz of txns: {TXN_LINES} lines; {dict(told)}")
    assert all(told[what] for what in ("applied", "ops refused", "not a txn"))


def test_no_answer_line_is_more_than_a_list_or_an_error() -> None:
    good = b'["row","household","a",17,1,"b",{"address":"KP"},{"address":[[1,"c","KP"]]}]'
    for seed in range(ANSWERS):
        try:
            assert isinstance(decode(damaged(random.Random(seed), good)), list)
        except ValueError:
            pass
