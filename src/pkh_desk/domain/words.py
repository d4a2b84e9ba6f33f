"""Four words for a key, and the code of an invitation: what people say to each other over the phone."""

import hashlib
from collections.abc import Callable

from pkh_desk.domain.wordlist import WORDS

CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12
GROUP = 4


def four_words(key: bytes) -> str:
    """Return four words for a public key or its fingerprint: the first 32 bits of its SHA-256.

    Enough for a comparison by voice: a forger would have to make some four billion keys to meet one set of
    words, and has one try on the phone.
    """
    return " ".join(WORDS[byte] for byte in hashlib.sha256(key).digest()[:4])


def tidy_words(typed: str) -> str:
    """Return the words as `four_words` writes them, from what a person typed or pasted."""
    return " ".join(typed.replace("-", " ").replace(",", " ").casefold().split())


def new_code(random: Callable[[int], bytes]) -> str:
    """Return a new invitation code `XXXX-XXXX-XXXX`, about 59 bits, without characters that look alike."""
    letters: list[str] = []
    while len(letters) < CODE_LENGTH:
        letters += [
            CODE_ALPHABET[byte % len(CODE_ALPHABET)]
            for byte in random(CODE_LENGTH)
            if byte < 256 - 256 % len(CODE_ALPHABET)
        ]
    joined = "".join(letters[:CODE_LENGTH])
    return "-".join(joined[i : i + GROUP] for i in range(0, CODE_LENGTH, GROUP))
