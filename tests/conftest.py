"""Fixtures for every storey: real desks in temporary homes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from helpers import homes
from helpers.desks import add_family, make_desk
from helpers.exchange import enrol, give_keys
from pkh_desk.desk import Desk

settings.register_profile("ci", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")

LONGEST = {"test_machine.py", "test_words_fit.py", "test_accessibility.py", "test_keys.py", "test_demo.py"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A pendamping's desk, empty."""
    made = make_desk(tmp_path / "laptop")
    yield made
    made.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    """An office desk, empty."""
    made = make_desk(tmp_path / "kantor", role="kantor", name="Dinsos Kab. Serang", seed=2)
    yield made
    made.close()


@pytest.fixture
def kantor(office: Desk) -> Desk:
    """An office with its keys."""
    give_keys(office)
    return office


@pytest.fixture
def home(kantor: Desk, desk: Desk, tmp_path: Path) -> str:
    """A family that the office and the enrolled laptop both know."""
    made = add_family(desk)
    enrol(kantor, desk, tmp_path)
    return made


def pytest_sessionfinish() -> None:
    """Remove the homes that were kept: a worker need not live until its exit."""
    homes.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted (kills, flips, examples): each `record_property("figure", ...)` is a line."""
    reports = [report for key in ("passed", "failed") for report in terminalreporter.stats.get(key, [])]
    figures = [
        text
        for report in reports
        for name, text in getattr(report, "user_properties", [])
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("figures")
        for text in figures:
            terminalreporter.line(str(text))
