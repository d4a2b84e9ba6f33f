"""PALETTE ENTRIES: what the search over everything offers: families, actions, products, pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pkh_desk.domain.text import dots, fold
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.views.business.products import ProductRow
from pkh_desk.views.people.everything import FamilyHit, Hits

FAMILY, ACTION, PRODUCT, PAGE = "Keluarga", "Tindakan", "Produk", "Halaman"
MOST_USED = 6


@dataclass(frozen=True)
class Entry:
    """One line. `key` names an action for the count of uses; `shortcut` is shown, `also` are older words.

    `family` is the family whose actions Tab lists.
    """

    group: str
    icon: str
    words: str
    act: Callable[[], object] = field(compare=False)
    aside: str = ""
    shortcut: str = ""
    key: str = ""
    also: str = ""
    family: FamilyHit | None = None

    def spoken(self) -> str:
        """The line as a sentence."""
        return ", ".join(part for part in (self.group, self.words, self.aside, self.shortcut) if part)

    def holds(self, words: Sequence[str]) -> bool:
        """Tell whether every word of a query begins one of its own."""
        own = fold(f"{self.words} {self.also}").split()
        return all(any(each.startswith(word) for each in own) for word in words)


@dataclass(frozen=True)
class Doors:
    """What the window can do for the palette: lead to a family or product, list the actions of a family."""

    to_family: Callable[[str], object]
    to_product: Callable[[str], object]
    to_list: Callable[[str], object]
    actions_of: Callable[[FamilyHit], Sequence[Entry]]


def lines_for(
    query: str, hits: Hits, fixed: Sequence[Entry], doors: Doors, uses: Mapping[str, int]
) -> list[Entry]:
    """Return the lines of a query in their order; of an empty one what is used most, then the pages."""
    words = fold(query).split()
    if not words:
        actions = [entry for entry in fixed if entry.group == ACTION]
        used = sorted(actions, key=lambda entry: -uses.get(entry.key, 0))[:MOST_USED]
        return used + [entry for entry in fixed if entry.group == PAGE]
    matching = [entry for entry in fixed if entry.holds(words)]
    actions = [entry for entry in matching if entry.group == ACTION]
    if hits.families and not actions:
        actions = list(doors.actions_of(hits.families[0]))[:2]
    lines = [_family_line(hit, doors) for hit in hits.families] + actions
    lines += [_product_line(row, doors) for row in hits.products]
    lines += [entry for entry in matching if entry.group == PAGE]
    if not lines:
        group = f"Tidak ada “{query.strip()}”. Yang paling mirip"
        return [_family_line(hit, doors, group) for hit in hits.near]
    if hits.families:
        lines.append(
            Entry(PAGE, "people", f"Tampilkan “{query.strip()}” di Keluarga", lambda: doors.to_list(query))
        )
    return lines


def _family_line(hit: FamilyHit, doors: Doors, group: str = FAMILY) -> Entry:
    member = f"anggota {said_name(hit.member)}" if hit.member else ""
    facts = joined(member, hit.desa, hit.nik, hit.stage)
    return Entry(
        group, "person", said_name(hit.name), lambda: doors.to_family(hit.id), aside=facts, family=hit
    )


def _product_line(row: ProductRow, doors: Doors) -> Entry:
    facts = joined(f"milik {said_name(row.owner)}", f"{dots(row.stock)} {row.unit}")
    return Entry(PRODUCT, "box", row.name, lambda: doors.to_product(row.id), aside=facts)
