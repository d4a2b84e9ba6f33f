"""The demo plays to its end, tells the same twice, and does not end well when laptop and office differ."""

import json
from pathlib import Path

import pytest

from pkh_desk.errors import DeskExists, DesksDiffer
from pkh_desk.papers.render import page_text
from pkh_desk.sample.demo import Demo, run_demo
from pkh_desk.store.people.household import Household
from pkh_desk.views.people.families import family_ids


def silent(line: str) -> None:
    """Say nothing."""


def texts(folder: Path) -> dict[str, str]:
    return {path.name: page_text(path.read_bytes()) for path in sorted((folder / "letters").glob("*.pdf"))}


def test_two_runs_tell_the_same(tmp_path: Path) -> None:
    first, second = tmp_path / "satu", tmp_path / "dua"
    summary = run_demo(first, silent)
    run_demo(second, silent)
    assert (first / "summary.json").read_bytes() == (second / "summary.json").read_bytes()
    assert texts(first) == texts(second)
    assert json.loads((first / "summary.json").read_text(encoding="utf-8"))["compared"] == summary["compared"]
    assert {letter["paper"] for letter in summary["letters"]} == {"f4", "a4"}
    assert len(summary["decided"]) == 1
    assert summary["office"]["families"] == 300
    assert all(laptop["fates"]["belum"] == 0 for laptop in summary["laptops"])
    assert list((first / "bundles").glob("*.pkhb"))


def test_a_value_changed_behind_its_back_is_seen(tmp_path: Path) -> None:
    def meddle(demo: Demo) -> None:
        laptop = demo.laptops[1]
        with laptop.write() as session:
            session.get_one(Household, family_ids(laptop)[5]).rt = "099"

    with pytest.raises(DesksDiffer, match=r"household\.rt"):
        run_demo(tmp_path / "demo", silent, meddle)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat penting.txt").write_text("isi")
    with pytest.raises(DeskExists):
        run_demo(tmp_path, silent)
    assert (tmp_path / "surat penting.txt").read_text() == "isi"
