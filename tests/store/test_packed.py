"""Packed txns: the bytes come back, and the dictionaries that they were packed against stay."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.canon import canonical
from pkh_desk.settings import resource
from pkh_desk.store.log.packed import NEWEST, Packer, unpack

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
    assert found == FROZEN


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
