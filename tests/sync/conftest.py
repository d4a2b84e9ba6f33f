"""Shared by the sync tests: the enrolled homes of the machine, and figures at the end of the run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from machine.template import build
from machine.world import World


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The homes of an office and its three laptops, to be copied."""
    folder = tmp_path_factory.mktemp("machine")
    build(folder)
    return folder


@pytest.fixture
def world(template: Path, tmp_path: Path) -> Iterator[World]:
    """An office; laptops 0 and 1 of one pendamping, who share two families; laptop 2 of another, with one."""
    made = World(template, tmp_path / "world", 0)
    yield made
    made.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the machine did: an unseen event would be an untested promise."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == "figures" and report.when == "call":
                terminalreporter.write_line(str(value))
