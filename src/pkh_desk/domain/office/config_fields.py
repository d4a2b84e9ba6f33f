"""Config documents field by field: as a form asks for them, checked against their shape, and in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from pkh_desk.domain.office.config_shapes import CONFIG_KINDS
from pkh_desk.domain.office.shape import KNOWN_BY, Shape
from pkh_desk.domain.text import dots
from pkh_desk.errors import Problem

HEAD = frozenset({"kind", "version", "effective_from"})
"""What a shipped document says of itself beside its body."""
ONE_LINE = 200
"""Longer texts are asked for in more than one line."""

Way = tuple[str, ...]


@dataclass(frozen=True)
class ConfigField:
    """One field as a form asks for it; `path` leads to it, `group` is the title of the part it is in.

    `asks`: number (between `low` and `high`), text, passage (a long text), lines (one text a line), rows
    (`columns`: name, title), parts (rows that each hold the rows `within`). A row is the same one as long as
    what stands in its field `known_by` is the same: its code, which is not asked for, else the column that is
    marked KNOWN_BY, else its first one.
    """

    path: Way
    title: str
    help: str
    group: str
    asks: str
    low: int | None = None
    high: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    known_by: str = ""
    within: "ConfigField | None" = None


def fields_of(kind: str) -> tuple[ConfigField, ...]:
    """Return the fields of a kind of document, in their order."""
    return tuple(_fields(CONFIG_KINDS[kind].shape, (), ""))


def _fields(shape: type[Shape], within: Way, group: str) -> Iterator[ConfigField]:
    for name, info in shape.model_fields.items():
        path, kind = (*within, name), info.annotation
        title, words = info.title or name, info.description or ""
        if isinstance(kind, type) and issubclass(kind, Shape):
            yield from _fields(kind, path, title)
            continue
        row = next((each for each in getattr(kind, "__args__", ()) if _is_shape(each)), None)
        if row is not None:
            yield _rows(row, path, title, words, group)
        elif kind is int:
            bounds = {
                key: getattr(each, key)
                for each in info.metadata
                for key in ("ge", "le")
                if hasattr(each, key)
            }
            yield ConfigField(path, title, words, group, "number", bounds.get("ge"), bounds.get("le"))
        else:
            yield ConfigField(path, title, words, group, _asks_text(info) if kind is str else "lines")


def _rows(row: type[Shape], path: Way, title: str, words: str, group: str) -> ConfigField:
    within = next((each for each in _fields(row, (), "") if each.asks == "rows"), None)
    inside = within.path[-1] if within is not None else ""
    names = [(each.alias or key, each.title or "") for key, each in row.model_fields.items() if key != inside]
    columns = tuple((key, name) for key, name in names if name)
    marked = (key for key, each in row.model_fields.items() if each.json_schema_extra == KNOWN_BY)
    known_by = next((key for key, name in names if not name), next(marked, columns[0][0]))
    asks = "parts" if within is not None else "rows"
    return ConfigField(path, title, words, group, asks, columns=columns, known_by=known_by, within=within)


def _asks_text(info: FieldInfo) -> str:
    longest = max((getattr(each, "max_length", None) or 0 for each in info.metadata), default=0)
    return "passage" if longest > ONE_LINE else "text"


def _is_shape(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Shape)


def check_config(kind: str, body: Mapping[str, Any]) -> list[Problem]:
    """Return what keeps a document from being published; a problem's field is a path with dots."""
    if kind not in CONFIG_KINDS:
        return [Problem("kind", f"Ketentuan {kind} tidak dikenal.")]
    try:
        read_config(kind, body)
    except ValidationError as error:
        return list(dict.fromkeys(_problem(each) for each in error.errors()))
    return []


def read_config(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body as it is stored: every field, nothing else. Raises pydantic's ValidationError."""
    bare = {key: value for key, value in body.items() if key not in HEAD}
    return CONFIG_KINDS[kind].shape.model_validate(bare).model_dump(mode="json", by_alias=True)


def _problem(error: Any) -> Problem:
    where: Sequence[str | int] = error["loc"]
    path = [str(part) for part in where]
    lines = [at for at, part in enumerate(where) if isinstance(part, int)]
    if not lines:
        return Problem(".".join(path), _sentence(error))
    place = ", ".join(f"baris {int(where[at]) + 1}" for at in lines)
    return Problem(".".join(path[: lines[0]]), f"{place.capitalize()}: {_sentence(error)}")


def _sentence(error: Any) -> str:
    limits = error.get("ctx", {})
    match error["type"]:
        case "greater_than_equal":
            return f"Paling sedikit {limits['ge']}."
        case "less_than_equal":
            return f"Paling banyak {limits['le']}."
        case "string_too_long":
            return f"Paling panjang {limits['max_length']} huruf."
        case "too_long":
            return f"Paling banyak {limits['max_length']} baris."
        case "value_error":
            return str(limits["error"])
        case "missing" | "string_too_short" | "too_short":
            return "Belum diisi."
        case "extra_forbidden":
            return "Isian ini tidak dikenal."
        case "int_parsing" | "int_type":
            return "Isi dengan angka."
        case _:
            return "Isian ini tidak terbaca."


def known_part(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what this program knows of a body that a newer one may have written."""
    return {name: body[name] for name in CONFIG_KINDS[kind].shape.model_fields if name in body}


def say_cell(value: Any) -> str:
    """Return one value of a row as it stands in its column."""
    return "ya" if value is True else "tidak" if value is False else str(value or "")


def value_at(body: Mapping[str, Any], path: Way) -> Any:
    """Return what a document holds at a path, None if nothing."""
    found: Any = body
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def say_line(field: ConfigField, row: Mapping[str, Any]) -> str:
    """Return one row as a person reads it, its columns alone."""
    return ", ".join(filter(None, (say_cell(row.get(key)) for key, _ in field.columns)))


def say_config(field: ConfigField, value: Any) -> str:
    """Return a value as a person reads it; lines and rows are kept apart by a slash."""
    if value is None or value in ("", (), []):
        return "kosong"
    if field.asks == "number" and isinstance(value, int):
        return dots(value)
    if field.asks in ("rows", "parts"):
        return " / ".join(say_line(field, row) for row in value)
    return " / ".join(value) if field.asks == "lines" else str(value)
