"""A forgotten passphrase and a handover by commands, between two homes."""

import json
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, add_family, make_desk
from helpers.exchange import enrol, give_keys
from pkh_desk import errors
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk, wall_clock

NEW = "bebek angon pulang sore"


class Homes:
    """An office and its laptop, both closed, driven by words."""

    def __init__(self, office: Path, laptop: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.office, self.laptop, self._capsys = office, laptop, capsys

    def run(self, home: Path, *words: str) -> tuple[int, dict]:  # type: ignore[type-arg]
        """Run a command; return its exit code and what it said."""
        code = main([*words, "--home", str(home), "--json"])
        out, _ = self._capsys.readouterr()
        return code, json.loads(out) if out.strip() else {}


@pytest.fixture
def homes(
    office: Desk,
    desk: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Homes:
    """An office that knows two laptops, one with a family."""
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    give_keys(office)
    heni = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=6)
    for each in (office, desk, heni):
        each.clock.instant = wall_clock()
    add_family(desk)
    enrol(office, desk, tmp_path)
    (tmp_path / "heni").mkdir()
    enrol(office, heni, tmp_path / "heni", "Ciomas/Lebak")
    for each in (office, desk, heni):
        each.close()
    return Homes(office.places.home, desk.places.home, capsys)


def test_a_forgotten_passphrase(homes: Homes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, asked = homes.run(homes.laptop, "forgot", str(tmp_path))
    assert code == 0
    answer = str(tmp_path / "jawab.kunci")
    code, seen = homes.run(homes.office, "office", "reset", asked["file"])
    assert (code, seen["name"]) == (0, "Wulan Apriyanti")
    words = ("office", "reset", asked["file"], "--out", answer, "--words")
    assert homes.run(homes.office, *words, "telur asin keripik bubur")[0] == errors.WrongWords.exit_code
    assert homes.run(homes.office, *words, asked["words"])[0] == 0
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", NEW)
    assert homes.run(homes.laptop, "forgot", answer)[0] == 0
    assert len(homes.run(homes.laptop, "families")[1]) == 1
    assert homes.run(homes.laptop, "forgot", answer)[0] == errors.ResetRefused.exit_code


def test_a_handover_is_looked_at_and_applied(homes: Homes) -> None:
    words = ("office", "reassign", "Wulan Apriyanti", "heni rosdiana")
    code, seen = homes.run(homes.office, *words)
    assert (code, seen["families"], seen["moved"]) == (0, 1, 0)
    assert homes.run(homes.office, *words, "--desa", "Lebak")[1]["families"] == 0
    assert homes.run(homes.office, *words, "--desa", "Sukadana", "--apply")[1]["moved"] == 1
    assert homes.run(homes.office, *words, "--apply")[1]["moved"] == 0
    assert homes.run(homes.office, *words[:3], "Siapa")[0] == errors.RecordNotFound.exit_code


def test_a_file_of_a_revoked_laptop_is_let_out_of_quarantine(homes: Homes, tmp_path: Path) -> None:
    homes.run(homes.laptop, "edit", "3604271406129901", "address=KP. BOJONG")
    (usb := tmp_path / "usb").mkdir()
    sent = Path(homes.run(homes.laptop, "send", str(usb))[1]["file"])
    homes.run(homes.office, "office", "ingest", str(usb))
    homes.run(homes.office, "office", "revoke", "Wulan Apriyanti")
    assert homes.run(homes.office, "office", "apply")[1] == []
    assert homes.run(homes.office, "office", "release", "PKH_X_1.pkhb")[0] == errors.RecordNotFound.exit_code
    assert homes.run(homes.office, "office", "release", sent.name)[1] == {"file": sent.name}
    (applied,) = homes.run(homes.office, "office", "apply")[1]
    assert applied["new"] == 1


def test_a_family_is_erased_and_certified_by_command(homes: Homes, tmp_path: Path) -> None:
    code, made = homes.run(homes.office, "office", "erase", "3604271406129901", "--reason", "UU PDP Pasal 43")
    assert code == 0
    paper = tmp_path / "berita-acara.pdf"
    alone, _ = homes.run(homes.office, "office", "erasures", "--order", made["id"])
    assert alone == errors.InvalidInput.exit_code
    assert homes.run(homes.office, "office", "erasures", "--order", made["id"], "--out", str(paper))[0] == 0
    assert paper.read_bytes().startswith(b"%PDF")


def test_the_numbers_of_a_laptop_are_seen_and_more_are_given(homes: Homes) -> None:
    listed = ("office", "numbers")
    code, blocks = homes.run(homes.office, *listed)
    assert (code, {block["name"] for block in blocks}) == (0, {"Wulan Apriyanti", "Heni Rosdiana"})
    code, given = homes.run(homes.office, *listed, "heni rosdiana", "--give", "Anyar")
    assert (code, given["place"], given["first"], given["last"]) == (0, "Anyar", 1, 200)
    code, blocks = homes.run(homes.office, *listed, "Heni Rosdiana")
    assert {(block["place"], block["left"]) for block in blocks} >= {("Anyar", 200)}
    assert homes.run(homes.office, *listed, "--give", "Anyar")[0] == errors.InvalidInput.exit_code
    assert homes.run(homes.office, *listed, "Heni")[0] == errors.RecordNotFound.exit_code
    assert homes.run(homes.laptop, *listed)[0] == errors.WrongRole.exit_code
