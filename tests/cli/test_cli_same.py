"""The command same: merged at the office, proposed by a laptop, taken back like any act."""

import json
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, add_family
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput


@pytest.mark.parametrize(("role", "left"), [("kantor", 1), ("pendamping", 2)])
def test_two_families_are_said_to_be_one(
    role: str,
    left: int,
    office: Desk,
    desk: Desk,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    here = office if role == "kantor" else desk
    homes = [add_family(here, "ROHANNAH", None, None), add_family(here, "ROHANAH", "3604276803889988", None)]
    home = here.places.home
    here.close()

    def run(*words: str, home: Path = home) -> object:
        assert main([*words, "--home", str(home), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    assert run("same", homes[0], "3604276803889988", "--reason", "satu rumah") == {"families": homes}
    assert len(run("families")) == left  # type: ignore[arg-type]
    run("undo")
    assert len(run("families")) == 2  # type: ignore[arg-type]
    assert main(["same", homes[0], homes[0], "--home", str(home)]) == InvalidInput.exit_code
