"""A layout: one kind of list that the field knows, told by the words in its header."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pkh_desk.domain.text import fold

LIKE = 88
"""How alike a misspelt header must be to the word it is taken for, in percent."""
SHORTEST_LIKE = 6

NameColumns = Callable[[Sequence[Sequence[str]]], Mapping[int, tuple[str, str]]]


@dataclass(frozen=True, eq=False)
class Layout:
    """One kind of list. `code` is its name in reports and tests, `words` what a row of it is on screen.

    `aliases`: field -> header words, folded, the surest first: of two columns it is the field. `fields`:
    field -> words on screen. `needs`: sets of fields, one of which has to be there in full. `header_rows`:
    rows that its header always has. `name_columns`: from its header rows, the columns that several of them
    name together, index -> (field, text shown).
    """

    code: str
    words: str
    aliases: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, str]
    needs: tuple[frozenset[str], ...]
    header_rows: int = 1
    name_columns: NameColumns | None = None

    @cached_property
    def _field_of(self) -> dict[str, str]:
        return {alias: field for field, aliases in self.aliases.items() for alias in aliases}

    @cached_property
    def _rank_of(self) -> dict[str, int]:
        return {alias: rank for aliases in self.aliases.values() for rank, alias in enumerate(aliases)}

    def field_of(self, words: str) -> str | None:
        """Return the field that a folded header text names exactly, or None."""
        return self._field_of.get(words)

    def rank_of(self, words: str) -> int:
        """Return how surely a text that names a field does so, 0 the surest."""
        return self._rank_of[words]

    def like(self, words: str) -> str | None:
        """Return the field whose name is a letter or two away from a folded header text, or None."""
        if len(words) < SHORTEST_LIKE:
            return None
        from rapidfuzz import fuzz, process

        known = [alias for alias in self._field_of if len(alias) >= SHORTEST_LIKE]
        found = process.extractOne(words, known, scorer=fuzz.ratio, score_cutoff=LIKE)
        return self._field_of[found[0]] if found else None

    def fits(self, fields: Collection[str]) -> bool:
        """Say whether a header with these fields is one of this layout."""
        return any(need <= set(fields) for need in self.needs)


def folded(**aliases: str) -> dict[str, tuple[str, ...]]:
    """Return aliases written as `field="No KK, nomor kartu keluarga"`."""
    return {field: tuple(fold(word) for word in words.split(",")) for field, words in aliases.items()}
