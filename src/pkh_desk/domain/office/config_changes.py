"""What differs between two documents of one kind, field by field and line by line, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pkh_desk.domain.office.config_fields import ConfigField, fields_of, say_config, say_line, value_at

NEW, GONE = "belum ada", "dihapus"

Lines = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class FieldChange:
    """One field of a document, or one line of it: what it is called, before and after in words."""

    title: str
    before: str
    after: str


def config_changes(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldChange]:
    """Return what differs. A line is known again by its code, so a renamed one is not another."""
    changes: list[FieldChange] = []
    for field in fields_of(kind):
        title = f"{field.group}: {field.title}" if field.group else field.title
        was, now = value_at(old, field.path), value_at(new, field.path)
        if field.asks in ("rows", "parts"):
            changes += _line_changes(field, title, was or (), now or ())
        else:
            before, after = say_config(field, was), say_config(field, now)
            changes += [FieldChange(title, before, after)] if before != after else []
    return changes


def _line_changes(
    field: ConfigField, title: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[FieldChange]:
    was, now = _known(field, old), _known(field, new)
    for key in [*was, *(key for key in now if key not in was)]:
        before = say_line(field, was[key]) if key in was else NEW
        after = say_line(field, now[key]) if key in now else GONE
        if before != after:
            yield FieldChange(title, before, after)
        if field.within is not None and key in now:
            inner, name = field.within, field.within.path[-1]
            about = f"{say_line(field, now[key])}: {inner.title}"
            yield from _line_changes(inner, about, was.get(key, {}).get(name) or (), now[key].get(name) or ())
    yield from _moves(field, title, was, now)


def _known(field: ConfigField, lines: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the lines by what each is known by; one that has nothing of its own by its place too."""
    found: dict[str, Mapping[str, Any]] = {}
    for at, line in enumerate(lines):
        key = str(line.get(field.known_by) or "")
        found[key if key and key not in found else f"{key}#{at}"] = line
    return found


def _moves(field: ConfigField, title: str, was: Lines, now: Lines) -> Iterator[FieldChange]:
    """Return which lines stand elsewhere among those that stayed, and after which one."""
    old, new = [key for key in was if key in now], [key for key in now if key in was]
    blocks = SequenceMatcher(None, old, new, False).get_matching_blocks()
    kept = {key for block in blocks for key in old[block.a : block.a + block.size]}
    every = list(now)
    for key in new:
        if key not in kept:
            at = every.index(key)
            place = f"sesudah {say_line(field, now[every[at - 1]])}" if at else "paling atas"
            yield FieldChange(f"{title}, urutan", say_line(field, now[key]), place)
