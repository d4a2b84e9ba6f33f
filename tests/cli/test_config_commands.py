"""Config documents by commands: shown, written to a file, changed there, published from a day on."""

import json
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk, wall_clock
from pkh_desk.errors import InvalidInput


def test_limits_are_shown_changed_and_published(
    office: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    office.clock.instant = wall_clock()  # type: ignore[attr-defined]
    office.close()
    file, said = tmp_path / "batas.json", list[str]()

    def run(*words: str) -> tuple[int, object]:
        code = main([*words, "--home", str(office.places.home), "--json"])
        out, told = capsys.readouterr()
        said.append(told)
        return code, json.loads(out) if out.strip() else None

    code, body = run("office", "config", "show", "limits")
    assert isinstance(body, dict)
    assert (code, body["commitment_percent"]) == (0, 85)
    file.write_text(json.dumps(body | {"commitment_percent": 800}), encoding="utf-8")
    assert run("office", "config", "publish", "limits", str(file)) == (InvalidInput.exit_code, None)
    assert "commitment_percent: " in said[-1]
    file.write_text(json.dumps(body | {"commitment_percent": 80}), encoding="utf-8")
    code, made = run("office", "config", "publish", "limits", str(file), "--since", "1-1-2031")
    assert (code, made) == (0, {"kind": "limits", "version": 1, "since": "2031-01-01"})
    _, now = run("office", "config", "show", "limits")
    _, then = run("office", "config", "show", "limits", "--on", "2-1-2031")
    assert isinstance(now, dict)
    assert isinstance(then, dict)
    assert (now["commitment_percent"], then["commitment_percent"]) == (85, 80)
    code, kinds = run("office", "config", "show")
    assert isinstance(kinds, list)
    assert [each["versions"][0]["state"] for each in kinds if each["versions"]] == ["akan berlaku"]
    deep = tmp_path / "dalam.json"
    deep.write_text("[" * 100_000, encoding="utf-8")
    file.write_text("[]", encoding="utf-8")
    for words in (
        ("publish", "limits", str(deep)),
        ("publish", "limits", str(file)),
        ("publish", "limits", str(tmp_path / "x")),
        ("show", "x"),
    ):
        assert run("office", "config", *words)[0] == InvalidInput.exit_code
