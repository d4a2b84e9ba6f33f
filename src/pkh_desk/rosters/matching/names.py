"""How like two names are: titles, Bin/Binti, St. and apostrophes are no difference (`fold_name`)."""

from pkh_desk.domain.text import fold_name, name_key

SAME, TURNED, SHORTER = 90, 85, 80
UNLIKE = 60
"""Below this score two names are of different people, and a NIK beside one of them is somebody else's."""


def name_likeness(one: str, other: str) -> tuple[float, str]:
    """Return a score up to 90 and what it rests on; a name of one word is like a longer one it begins."""
    from rapidfuzz import fuzz

    ours, theirs = fold_name(one), fold_name(other)
    if name_key(one) == name_key(other):
        return SAME, "nama sama"
    shorter, longer = sorted((ours.split(), theirs.split()), key=len)
    if shorter and shorter == longer[: len(shorter)]:
        return SHORTER - 10 * (len(shorter) == 1), "nama lebih pendek"
    if sorted(shorter) == sorted(longer):
        return TURNED, "nama dibalik"
    return 0.9 * fuzz.ratio(ours, theirs), "nama mirip"


def is_other_name(one: str, other: str) -> bool:
    """Say whether a name that is told is too unlike another to be the same person's; part of it is not."""
    ours, theirs = set(fold_name(one).split()), set(fold_name(other).split())
    return bool(one) and not (ours <= theirs or theirs <= ours) and name_likeness(one, other)[0] < UNLIKE
