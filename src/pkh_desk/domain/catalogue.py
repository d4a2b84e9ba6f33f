"""The way of a product into E-Katalog: what is asked for, what it has of it, what is still missing.

What is asked for is the config document `catalogue`, because the shop's rules change (domain 4.2). It never
keeps anything from being saved: certificates are never mandatory (domain 4.1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

READY_STATES = ("ada", "tidak_perlu")
KNOWN = ("nib", "pirt", "halal", "foto", "harga")
"""What this program can tell of a product."""


@dataclass(frozen=True)
class Need:
    """One thing that is asked for: its code, a short name, a longer title, its state and what is told of it.

    `state` is a code of PERMIT; a photo or price is `ada` or `belum`.
    """

    key: str
    name: str
    title: str
    state: str
    told: str

    @property
    def met(self) -> bool:
        """Whether nothing is missing here."""
        return self.state in READY_STATES

    @property
    def applies(self) -> bool:
        """Whether this product needs it at all."""
        return self.state != "tidak_perlu"


def needs_of(asked: Sequence[Mapping[str, str]], states: Mapping[str, tuple[str, str]]) -> tuple[Need, ...]:
    """Return what is asked for, in its order. `states` are (state, what is told) by code.

    What this program knows nothing of is left out; what nobody asked the family about yet is `belum`.
    """
    return tuple(
        Need(each["need"], each["name"], each["title"], state or "belum", told)
        for each in asked
        if each["need"] in states
        for state, told in (states[each["need"]],)
    )


def missing(needs: Sequence[Need]) -> int:
    """Return how many things are missing."""
    return sum(not need.met for need in needs)
