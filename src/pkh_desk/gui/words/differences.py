"""DIFFERENCES: which characters of two texts are not the same, so that an eye finds them at once."""

from difflib import SequenceMatcher

Range = tuple[int, int]
"""(start, length) in a text."""


def differences(one: str, other: str) -> tuple[list[Range], list[Range]]:
    """Return the ranges of either text that the other does not have in that place.

    Texts of equal length made of digits are compared place by place: a moved digit is a changed number.
    """
    if len(one) == len(other) and _is_number(one) and _is_number(other):
        places = [(at, 1) for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return _joined(places), _joined(places)
    ops = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    changed = [op for op in ops if op[0] != "equal"]
    return (
        [_visible(one, a, b) for _, a, b, _, _ in changed if b > a],
        [_visible(other, c, d) for _, _, _, c, d in changed if d > c],
    )


def masked_but(text: str, shown: list[Range], ends: int = 4) -> str:
    """Return a number with its middle as stars, but for the places that differ; spaces stay."""
    open_places = {at for start, length in shown for at in range(start, start + length)}
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    middle = set(digits[ends:-ends]) - open_places
    return "".join("*" if at in middle else char for at, char in enumerate(text))


def _visible(text: str, start: int, end: int) -> Range:
    """Return a range; one of spaces alone takes the next letter along, for nobody sees a marked space."""
    while end < len(text) and not text[start:end].strip():
        end += 1
    return start, end - start


def _is_number(text: str) -> bool:
    return text.replace(" ", "").isdigit()


def _joined(places: list[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, length in places:
        if joined and sum(joined[-1]) == start:
            joined[-1] = (joined[-1][0], joined[-1][1] + length)
        else:
            joined.append((start, length))
    return joined
