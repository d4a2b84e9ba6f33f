"""The command office typing: listed with masked numbers, written whole for a reason, marked as typed."""

import json
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, add_family
from pkh_desk.actions.people.household import edit_household
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk


def test_changes_are_listed_written_and_marked(
    office: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    edit_household(office, add_family(office), {"nik": "3604275203849977"})
    home, out = office.places.home, tmp_path / "siks.csv"
    office.close()
    words = ("office", "typing", "--since", "24/11/2026", "--home", str(home), "--json")

    def run(*more: str) -> dict:  # type: ignore[type-arg]
        assert main([*words, *more]) == 0
        return dict(json.loads(capsys.readouterr().out))

    (row,) = run("--out", str(out), "--full", "--reason", "diketik ke SIKS-NG", "--mark")["rows"]
    assert (row["field"], row["old"], row["new"]) == ("NIK", "3604********9901", "3604********9977")
    assert "3604275203849977" in out.read_text("utf-8-sig")
    assert run() == {"rows": [], "marked": 0, "file": None}
