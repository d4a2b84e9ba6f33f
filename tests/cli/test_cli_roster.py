"""`roster -`: a list pasted into the terminal."""

import io
import json
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, make_desk
from pkh_desk.cli.main import main


def test_pasted_text_is_read_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_desk(tmp_path / "laptop").close()
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    for fate in ("new", "same"):
        monkeypatch.setattr(
            "sys.stdin", io.StringIO("1. SARMUNAH 3604275203849901\n2. RUMSIAH 3604305708799903\n")
        )
        assert main(["roster", "-", "--apply", "--home", str(tmp_path / "laptop"), "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert (said["file"], said["read"], said[fate]) == ("Tempelan", 2, 2)
