"""What a write does to a row: the algebra of heads, the same on every desk.

Every field of a register keeps all its *heads*: the writes that no known write has superseded. The highest
(time, txn id) is shown. Times are min(author's clock, when the office first saw it), so that nobody can
write later than they were seen. The row's insert (`base`) is the head of every field without heads of its
own. Source: the sync document, section Merge.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pkh_desk.store.log.values import Json

Head = tuple[int, str, Json]
"""(time in ms UTC, txn id, value)."""


def highest(heads: Iterable[Head]) -> Head:
    """Return the head that is shown."""
    return max(heads, key=lambda head: head[:2])


@dataclass
class RowState:
    """The merge state of one row: shown values, the write that made it, and the heads of edited fields.

    `base` is None while the insert has not arrived yet (an edit overtook it).
    """

    values: dict[str, Json]
    base: tuple[int, str] | None = None
    heads: dict[str, list[Head]] = field(default_factory=dict)

    def heads_of(self, name: str) -> list[Head]:
        """Return the heads of a field; empty if nothing is known of it."""
        if name in self.heads:
            return self.heads[name]
        return [(*self.base, self.values.get(name))] if self.base else []

    def conflicts(self) -> dict[str, list[Head]]:
        """Return the fields whose heads hold more than one value."""
        return {name: heads for name, heads in self.heads.items() if len({repr(h[2]) for h in heads}) > 1}

    def insert(self, values: Mapping[str, Json], at: int, txn: str, overtaken: set[str]) -> None:
        """Apply the insert of the row. `overtaken` names fields in which a known write superseded it."""
        if self.base is None and not self.heads:
            self.values, self.base = dict(values), (at, txn)
            return
        if self.base is None:
            edited = dict(self.heads)
            self.base = (at, txn)
            for name, value in values.items():
                heads = list(edited.get(name, []))
                if name not in overtaken:
                    heads.append((at, txn, value))
                if heads:
                    self._keep(name, heads)
            return
        for name, value in values.items():
            self.write(name, value, (), at, txn, name in overtaken)

    def write(
        self,
        name: str,
        value: Json,
        seen: Iterable[str],
        at: int,
        txn: str,
        overtaken: bool = False,
    ) -> None:
        """Apply a write that supersedes the writes in `seen`; `overtaken`: it was superseded itself."""
        gone = set(seen)
        heads = [head for head in self.heads_of(name) if head[1] not in gone]
        if not overtaken:
            heads.append((at, txn, value))
        if heads:
            self._keep(name, heads)

    def _keep(self, name: str, heads: list[Head]) -> None:
        self.heads[name] = sorted(heads, key=lambda head: head[:2])
        self.values[name] = highest(heads)[2]


def dump_heads(heads: Mapping[str, list[Head]]) -> str | None:
    """Return the column text of the heads, None when no field was ever edited."""
    return json.dumps(heads, separators=(",", ":"), sort_keys=True, ensure_ascii=False) if heads else None


def load_heads(text: str | None) -> dict[str, list[Head]]:
    """Return the heads from their column text."""
    if not text:
        return {}
    return {name: [(at, txn, value) for at, txn, value in heads] for name, heads in json.loads(text).items()}
