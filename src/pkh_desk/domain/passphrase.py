"""How strong a passphrase seems, as advice: what is weak is said; only what is too short is forbidden."""

from dataclasses import dataclass

from pkh_desk.domain.text import fold
from pkh_desk.errors import InvalidInput, Problem

SHORTEST_PASSPHRASE = 8
LONG, STRONG_WORDS, FEW_SIGNS = 16, 4, 5
COMMON = frozenset(
    {"12345678", "123456789", "1234567890", "password", "katasandi", "qwertyui", "bismillah", "indonesia"}
)


def require_long(passphrase: str) -> None:
    """Raise InvalidInput for a passphrase that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        text = f"Kata sandi paling sedikit {SHORTEST_PASSPHRASE} huruf. Pakai empat kata."
        raise InvalidInput([Problem("passphrase", text)])


@dataclass(frozen=True)
class Advice:
    """What to say of a passphrase, and whether it is good."""

    good: bool
    text: str


def advise(passphrase: str, name: str = "") -> Advice:
    """Judge a passphrase by length, variety and words; `name` is its owner's and should not stand in it."""
    words = fold(passphrase).split()
    if "".join(words) in COMMON or len(set(passphrase)) < FEW_SIGNS or passphrase.isdigit():
        return Advice(False, "Mudah ditebak. Lebih baik empat kata yang hanya Anda ingat.")
    if any(part in words for part in fold(name).split()):
        return Advice(False, "Memuat nama Anda, jadi mudah ditebak. Lebih baik kata lain.")
    if len(set(words)) >= STRONG_WORDS or len(passphrase) >= LONG:
        return Advice(True, "Kuat.")
    return Advice(False, "Cukup. Tambah satu atau dua kata supaya lebih kuat.")


def holds_passphrase(hint: str, passphrase: str) -> bool:
    """Tell whether a hint gives the passphrase away: all of it, or one of its longer words."""
    said = fold(hint)
    return fold(passphrase) in said or any(
        len(word) >= FEW_SIGNS and word in said.split() for word in fold(passphrase).split()
    )
