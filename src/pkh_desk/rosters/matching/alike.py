"""How like a held person somebody of a list is: a score and the reasons, for a person to decide by.

A suggestion never becomes a link by itself.
"""

from dataclasses import dataclass

from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.rosters.matching.names import name_likeness
from pkh_desk.rosters.matching.people import Person
from pkh_desk.store.wilayah import wilayah

FULL = 100
NIK_DIGITS = 16
BORN = slice(6, 12)
"""The digits of a NIK that are the birth date."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who a row is about, as far as it tells; `nik` may be one that was not trusted."""

    name: str
    kecamatan: str = ""
    desa_code: str | None = None
    nik: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score up to 100 and what it rests on, in words."""

    score: int
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        """The score with its reasons: 96%, nama sama, kecamatan sama."""
        return ", ".join((f"{self.score}%", *self.reasons))


def likeness(somebody: Somebody, person: Person) -> Likeness:
    """Return how like the held person somebody is; 0 where the birth dates in both NIK differ."""
    score, reason = name_likeness(somebody.name, person.name)
    reasons = [reason]
    for points, told in (_place(somebody, person), _born(somebody.nik, person.nik or "")):
        score += points
        reasons += [told] if told else []
    return Likeness(max(0, min(FULL, round(score))), tuple(reasons))


def suggestions(somebody: Somebody, people: list[Person]) -> list[tuple[Person, Likeness]]:
    """Return these people with how like somebody they are, the likeliest first."""
    found = [(person, likeness(somebody, person)) for person in people]
    return sorted((one for one in found if one[1].score), key=lambda one: (-one[1].score, one[0].member_id))


def _place(somebody: Somebody, person: Person) -> tuple[int, str]:
    if not person.desa_code:
        return 0, ""
    if somebody.desa_code:
        if somebody.desa_code == person.desa_code:
            return 10, "desa sama"
        return (0, "") if _same_kecamatan(somebody.desa_code, person) else (-20, "kecamatan lain")
    code = wilayah().kecamatan(somebody.kecamatan).code if somebody.kecamatan else None
    if code is None:
        return 0, ""
    return (5, "kecamatan sama") if kecamatan_of(person.desa_code) == code else (-20, "kecamatan lain")


def _same_kecamatan(desa_code: str, person: Person) -> bool:
    return kecamatan_of(desa_code) == kecamatan_of(person.desa_code or desa_code)


def _born(one: str, other: str) -> tuple[int, str]:
    digits = "".join(char for char in one if char.isdigit())
    if len(digits) < BORN.stop or len(other) < BORN.stop:
        return 0, ""
    if digits[BORN] == other[BORN]:
        return 10, "tanggal lahir di NIK sama"
    # A number that lost or won a digit says nothing against anybody.
    return (-FULL if len(digits) == NIK_DIGITS else 0), ""
