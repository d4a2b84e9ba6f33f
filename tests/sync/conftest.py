"""Shared by the sync tests: the enrolled homes of the machine, and figures at the end of the run."""

from pathlib import Path

import pytest
from machine.template import build


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The homes of an office and its three laptops, to be copied."""
    folder = tmp_path_factory.mktemp("machine")
    build(folder)
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the machine did: an unseen event would be an untested promise."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == "figures" and report.when == "call":
                terminalreporter.write_line(str(value))
