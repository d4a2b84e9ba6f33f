"""Codes of letters: made, typed from paper, carried by the QR with a MAC over the facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.graduation.letter_code import make_code, parse_qr_text, qr_text, read_code, verify
from pkh_desk.errors import InvalidInput

KEY, DIGEST = b"k" * 32, b"d" * 32
codes = st.builds(
    make_code, st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=5, max_size=5), st.integers(2026, 2099),
    st.integers(1, 9_999_999),
)  # fmt: skip


def test_the_code_names_desk_year_and_number() -> None:
    assert make_code("7K2QF", 2026, 31) == "GRD-7K2QF-2026-0031"
    assert make_code("7K2QF", 2026, 123_456) == "GRD-7K2QF-2026-123456"


@pytest.mark.parametrize(("desk", "n"), [("7k2qf", 1), ("", 1), ("7K2QF", 0), ("7K2QF", 10_000_000)])
def test_what_the_code_cannot_hold_is_a_bug(desk: str, n: int) -> None:
    with pytest.raises(ValueError, match="not a letter code"):
        make_code(desk, 2026, n)


@given(codes)
def test_a_code_typed_in_any_way_is_read(code: str) -> None:
    desk, year, n = code.split("-")[1:]
    for typed in (
        code,
        code.lower(),
        f" {desk} {year} {int(n)}",
        f"grd/{desk}/{year}/{n}",
        f"{desk}.{year}.{n}",
        f"{desk}{year}{n}",
        f"grd {desk[:2]} {desk[2:]} {year[:2]} {year[2:]} {n}",
        f"GRD-{desk}-{year.replace('0', 'o')}-{n.replace('0', 'O').replace('1', 'l')}",
        f"GRD-{desk}-{year}-{n.replace('1', 'I')}",
    ):
        assert read_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "GRD",
        "7K2QF-2026",
        "7K2QF-2026-0000",
        "7K2QF-2026-OO",
        "７K2QF-2026-٣١",
        "400.9.2/031/PKH-CMS/XI/2026",
    ],
)
def test_what_is_no_code_is_a_problem(typed: str) -> None:
    with pytest.raises(InvalidInput, match="Kode surat tidak dikenali"):
        read_code(typed)


@given(codes, st.binary(min_size=16, max_size=32), st.binary(min_size=32, max_size=32))
def test_the_qr_vouches_for_exactly_these_facts(code: str, key: bytes, digest: bytes) -> None:
    text = qr_text(code, key, digest)
    assert len(text) <= len(code) + 17 <= 40
    signed = parse_qr_text(f" {text}\n")
    assert signed.code == code
    assert verify(signed, key, digest)
    assert not verify(signed, key, bytes(32 - 1) + b"\1") or digest == bytes(31) + b"\1"
    assert not verify(signed, key + b"x", digest)
    other = parse_qr_text(f"GRD-XXXXX-2026-0001:{signed.mac}")
    assert code == other.code or not verify(other, key, digest)


@pytest.mark.parametrize(
    "text",
    ["", "https://example.org", "GRD-7K2QF-2026-0031", "GRD-7K2QF-2026-0031:ABC", "X:AAAAAAAAAAAAAAAA"],
)
def test_the_qr_of_something_else_is_a_problem(text: str) -> None:
    with pytest.raises(InvalidInput, match="bukan dari surat PKH Desk"):
        parse_qr_text(text)


def test_only_a_code_and_a_whole_digest_are_vouched_for() -> None:
    with pytest.raises(ValueError, match="not a letter code"):
        qr_text("", KEY, DIGEST)
    with pytest.raises(ValueError, match="SHA-256"):
        qr_text("GRD-7K2QF-2026-0031", KEY, DIGEST[:16])
