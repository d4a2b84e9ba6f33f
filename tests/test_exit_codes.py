"""Every error has an exit code of its own, and help and README say what it means."""

from pathlib import Path

from pkh_desk import errors
from pkh_desk.cli.exit_codes import MEANINGS, table

README = Path(__file__).parents[1] / "README.md"


def kinds(base: type[errors.UserError] = errors.UserError) -> set[type[errors.UserError]]:
    """Every error that is raised: the ones no other class derives from."""
    below = base.__subclasses__()
    return {kind for child in below for kind in kinds(child)} if below else {base}


def test_every_error_has_its_meaning() -> None:
    assert set(MEANINGS) == kinds()


def test_codes_are_unique() -> None:
    codes = [code for code, _ in table()]
    assert len(codes) == len(set(codes))


def test_readme_lists_every_code() -> None:
    text = README.read_text(encoding="utf-8")
    missing = [code for code, words in table() if f"| {code} | {words} |" not in text]
    assert missing == []
