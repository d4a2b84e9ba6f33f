"""One call of the program: its arguments, its home, its output, and the desk it opens."""

import argparse
import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pkh_desk.cli.output import Output
from pkh_desk.errors import FileNotUsable, InvalidInput, Problem
from pkh_desk.settings import Places

if TYPE_CHECKING:
    from pkh_desk.desk import Desk

PASSPHRASE = "PKH_DESK_PASSPHRASE"
LONGEST_PART = 255
"""Bytes of one name of a path, on every system."""
BIGGEST = 2**63 - 1


class Call:
    """What every command gets. Actions are imported by the commands that need them, so that help is quick."""

    def __init__(self, args: argparse.Namespace, places: Places, out: Output) -> None:
        self.args = args
        self.places = places
        self.out = out

    def passphrase(self, new: bool = False) -> str:
        """Return the passphrase from the environment, or ask for it (twice for a new one)."""
        given = os.environ.get(PASSPHRASE)
        if given is not None:
            return given
        first = getpass.getpass("Kata sandi: ")
        if new and getpass.getpass("Sekali lagi: ") != first:
            raise InvalidInput([Problem("passphrase", "Kedua kata sandi tidak sama. Tidak ada yang dibuat.")])
        return first

    @contextmanager
    def desk(self) -> "Iterator[Desk]":
        """Open the desk of the home for one command."""
        from pkh_desk.actions.upkeep.setup import open_home

        desk = open_home(self.places, self.passphrase())
        try:
            doubt = desk.clock_doubt()
            if doubt:
                self.out.note(doubt)
            yield desk
        finally:
            desk.close()


Run = Callable[[Call], None]


class Commands:
    """The commands of one parser; global options may stand before or after each."""

    def __init__(self, group: Any, shared: argparse.ArgumentParser) -> None:
        self._group = group
        self._shared = shared

    def add(self, name: str, words: str, run: Run) -> argparse.ArgumentParser:
        """Add a command and return its parser; `words` is its line in --help."""
        parser: argparse.ArgumentParser = self._group.add_parser(
            name, help=words, description=words, parents=[self._shared]
        )
        parser.set_defaults(run=run)
        return parser

    def group(self, name: str, words: str) -> "Commands":
        """Add a command that has commands of its own."""
        parser = self._group.add_parser(name, help=words, description=words, parents=[self._shared])
        inner = parser.add_subparsers(metavar="PERINTAH", required=True)
        return Commands(inner, self._shared)


def read_day(text: str | None, today: date, field: str = "on") -> date:
    """Return the day a person typed, today for none. Raises InvalidInput."""
    from pkh_desk.domain.dates import read_date

    if text is None:
        return today
    reading = read_date(text, today)
    if reading.value is None:
        raise InvalidInput([Problem(field, reading.problem or "Tanggal belum diisi.")])
    return reading.value


def read_money(text: str | None, field: str) -> int | None:
    """Return the whole rupiah a person typed. Raises InvalidInput."""
    from pkh_desk.domain.money import read_rupiah

    reading = read_rupiah(text)
    if reading.problem:
        raise InvalidInput([Problem(field, reading.problem)])
    return reading.value


def path(text: str) -> Path:
    """Return a path as typed, `~` resolved. Raises FileNotUsable for one that no disk can hold."""
    typed = Path(text)
    with suppress(RuntimeError):
        # Nobody's home is a name like any other.
        typed = typed.expanduser()
    if any(len(os.fsencode(part)) > LONGEST_PART for part in typed.parts):
        raise FileNotUsable(
            "Nama berkas atau folder ini terlalu panjang. Tidak ada yang berubah.",
            "Pakai nama yang lebih pendek.",
        )
    return typed


def whole(text: str) -> int:
    """Return a whole number that a database can hold. Raises ValueError, which the parser says."""
    number = int(text)
    if abs(number) > BIGGEST:
        raise ValueError(text)
    return number
