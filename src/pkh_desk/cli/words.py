"""What argparse says itself, in Bahasa Indonesia: the headings of --help, and what is wrong in a command."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

HELP = "menampilkan bantuan ini"
_HEADINGS = {"positional arguments": "isian", "options": "pilihan"}
_USAGE = "pemakaian: "
# argparse words its messages a little differently from version to version, so what follows the words is kept.
_FAULTS = (
    (r"the following arguments are required: (.+)", r"belum diisi: \1"),
    (r"unrecognized arguments: (.+)", r"tidak dikenal: \1"),
    (r"argument (.+): expected one argument", r"\1 perlu satu isian"),
    (r"argument (.+): expected at least one argument", r"\1 perlu sedikitnya satu isian"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 tidak mengenal \2; pilih \3"),
    (r"argument (.+): invalid \w+ value: (.+)", r"\1 tidak bisa diisi \2"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 tidak bisa bersama \2"),
    (r"one of the arguments (.+) is required", r"sebut salah satu: \1"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 tidak memakai isian \2"),
)


class HelpWords(argparse.RawDescriptionHelpFormatter):
    """Help with Indonesian headings."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin with the line of usage."""
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Begin a section under its Indonesian heading."""
        super().start_section(_HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Indonesian; -h comes with the options that all commands share."""

    def __init__(self, **given: Any) -> None:
        super().__init__(formatter_class=HelpWords, add_help=False, allow_abbrev=False, **given)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what the command looks like; ends the program with 2."""
        self.exit(2, f"{self.format_usage()}{self.prog}: {_fault(message)}\n")


def _fault(message: str) -> str:
    for english, words in _FAULTS:
        if found := re.fullmatch(english, message):
            return found.expand(words)
    return message
