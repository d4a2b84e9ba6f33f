"""What README lists is what the program does: exit codes, findings, commands."""

import argparse
from pathlib import Path

import pytest

from pkh_desk import errors
from pkh_desk.cli.exit_codes import MEANINGS, table
from pkh_desk.cli.main import parser
from pkh_desk.rosters.findings import FINDING_KINDS

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_every_error_has_its_meaning() -> None:
    """Every error with an exit code of its own; UserError itself is never raised."""
    own = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.UserError) and "exit_code" in vars(kind)
    }
    assert set(MEANINGS) == own - {errors.UserError}


def test_codes_are_unique() -> None:
    codes = [code for code, _ in table()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(("code", "words"), table())
def test_readme_lists_every_exit_code(code: int, words: str) -> None:
    assert f"| {code} | {words} |" in README


@pytest.mark.parametrize(("kind", "words"), FINDING_KINDS.items())
def test_readme_lists_every_finding(kind: str, words: str) -> None:
    assert f"| `{kind}` | {words} |" in README


def test_readme_names_every_command() -> None:
    assert [name for name in commands(parser()) if f"`{name}" not in README] == []


def commands(top: argparse.ArgumentParser) -> list[str]:
    """Return the names of the commands of a parser and of those below it."""
    found = []
    for action in top._subparsers._group_actions if top._subparsers else ():
        for name, below in (action.choices or {}).items():
            found += [name, *commands(below)]
    return found
