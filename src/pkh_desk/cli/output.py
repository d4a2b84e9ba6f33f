"""What the command line says: the only place that prints."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pkh_desk.errors import UserError

LINE = 44
"""Columns of a line of progress: a shorter one covers the longer one before it."""


class Output:
    """Prints results as sentences, or with `--json` as one JSON document; errors go to stderr."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def result(self, value: object, lines: Iterable[str]) -> None:
        """Print one result: `value` as JSON, or `lines` for a person."""
        if self.as_json:
            print(json.dumps(value, default=_plain, ensure_ascii=False, indent=1))
            return
        for line in lines:
            print(line)

    def rows(self, values: Sequence[object], lines: Iterable[str]) -> None:
        """Print a result a row: with `--json` one list whose every element stands on a line of its own."""
        if self.as_json:
            said = (json.dumps(value, default=_plain, ensure_ascii=False) for value in values)
            lines = [f"[{next(said, '')}", *(f",{line}" for line in said), "]"]
        for line in lines:
            print(line)

    def note(self, line: str) -> None:
        """Say something on the way that is not part of the result."""
        print(line, file=sys.stderr)

    def error(self, error: UserError) -> None:
        """Say what happened, what is safe and what to do."""
        if self.as_json:
            body = {"error": type(error).__name__, "text": error.text, "hint": error.hint}
            print(json.dumps(body, ensure_ascii=False), file=sys.stderr)
        else:
            print(str(error), file=sys.stderr)

    def progress(self, done: int, total: int, phase: str = "") -> None:
        """Show how far a long job is, and in what part of it, on a terminal only."""
        if not self.as_json and sys.stderr.isatty():
            counted = f"{done} dari {total}" if total else str(done or "")
            end = "\n" if done == total > 0 else ""
            print(f"\r{f'{phase} {counted}'.strip():<{LINE}}", end=end, file=sys.stderr, flush=True)


def _plain(value: Any) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
