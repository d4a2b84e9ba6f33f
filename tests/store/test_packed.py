"""Packed txns: the bytes come back, and the dictionaries that they were packed against stay."""

import hashlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.canon import canonical
from pkh_desk.errors import NewerDatabase, ProgramDamaged
from pkh_desk.settings import resource
from pkh_desk.store.log import packed
from pkh_desk.store.log.packed import DICTIONARIES, NEWEST, Packer, unpack

FROZEN = {1: "b62d195c5dca053143a124762bb76a0aaabdcd7f1e467b2581fbab8e8c2ce92f"}
TXN = {
    "s": "01a20b1ed62170f18c4f9d7d52d86f01", "n": 7, "p": "ab" * 32, "h": 1_795_482_900_004, "sv": 1,
    "a": "01a20b1ed62172708c0380dac2346b76", "act": "01a20b1ed62370598b47c5f949a784cf", "r": "0f" * 16,
    "subject": ["visit", "01a20b1ed6257efc842939acce084a85"],
}  # fmt: skip


def test_a_dictionary_is_never_changed() -> None:
    found = {
        number: hashlib.sha256(resource("log", f"{number}.zdict").read_bytes()).hexdigest()
        for number in range(1, NEWEST + 1)
    }
    assert found == FROZEN == DICTIONARIES


@pytest.fixture
def another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The dictionaries of a packaged program, to be damaged; what was packed by a whole one is at hand."""
    folder = tmp_path / "pkh_desk" / "resources" / "log"
    shutil.copytree(resource("log"), folder)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    packed._dictionary.cache_clear()
    yield folder
    packed._dictionary.cache_clear()


@pytest.mark.parametrize("at", [0, 900, 16_000])
def test_a_damaged_dictionary_packs_nothing_and_is_said_in_plain_words(
    another_program: Path, at: int
) -> None:
    line = canonical({**TXN, "ops": []})
    body = Packer().pack(line)
    packed._dictionary.cache_clear()
    file = another_program / f"{NEWEST}.zdict"
    whole = file.read_bytes()
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    with pytest.raises(ProgramDamaged, match="Data Anda utuh"):
        unpack(body)
    with pytest.raises(ProgramDamaged):
        Packer()
    assert unpack(line) == line
    file.write_bytes(whole)
    assert unpack(body) == line


def test_a_dictionary_that_is_gone_or_not_known_yet_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DICTIONARIES, 70, FROZEN[1])
    with pytest.raises(ProgramDamaged, match=r"log/70\.zdict"):
        packed._dictionary(70)
    with pytest.raises(NewerDatabase, match="lebih baru"):
        packed._dictionary(71)


@given(st.lists(st.dictionaries(st.text(max_size=20), st.text() | st.integers(0, 9) | st.none()), max_size=9))
def test_the_same_bytes_come_back(ops: list[dict[str, object]]) -> None:
    packer = Packer()
    for line in (canonical_or_empty({**TXN, "ops": ops}), b"{}", canonical({**TXN, "ops": []})):
        assert unpack(packer.pack(line)) == line
        assert unpack(line) == line


def canonical_or_empty(value: dict[str, object]) -> bytes:
    try:
        return canonical(value)
    except ValueError:
        return b"{}"


def test_a_txn_takes_a_third_of_its_room() -> None:
    home = "01a20b1ed6257efc842939acce084a00"
    values = {"household_id": home, "on": "2026-11-24", "met": "Pengurus", "note": "Usaha berjalan baik."}
    line = canonical({**TXN, "ops": [["ins", "visit", TXN["subject"][1], values, home]]})
    packed = Packer().pack(line)
    assert len(packed) * 2.2 < len(line)
    assert b"visit" not in packed
