"""The office looks a letter up: from a photo of a cheap print, or by the code at its foot."""

import json
import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, add_family
from helpers.exchange import enrol, give_keys, send_up
from helpers.photos import MM, jpeg, photographed, printed, qr_at
from pkh_desk.actions.graduation.letter import LetterMade, LetterWishes, make_letter
from pkh_desk.actions.graduation.letter_check import UNSEEN
from pkh_desk.actions.graduation.letter_lookup import CHANGED, GENUINE, TYPED, look_up_code, look_up_picture
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk, wall_clock
from pkh_desk.errors import FileNotUsable, InvalidInput, LetterRefused, RecordNotFound, WrongRole
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.people.household import Household


@dataclass
class Case:
    """A laptop's two letters, applied at the office."""

    office: Desk
    home: str
    one: LetterMade
    other: LetterMade
    folder: Path

    def photo(self, *letters: LetterMade) -> Path:
        """Photograph the first letter, with the QR of the second one pasted over its own."""
        rng = random.Random(4)
        sheets = [printed(letter.pdf, rng) for letter in letters]
        if len(sheets) > 1:
            (x, y), (left, top) = (map(round, qr_at(sheet)) for sheet in sheets)
            side = round(20 * MM)
            sheets[0].paste(sheets[1].crop((left, top, left + side, top + side)), (x, y))
        path = self.folder / "surat.jpg"
        path.write_bytes(jpeg(photographed(sheets[0], rng)))
        return path


@pytest.fixture
def case(office: Desk, desk: Desk, tmp_path: Path) -> Case:
    """Two families with a letter each, sent and applied."""
    give_keys(office)
    for each in (office, desk):
        each.clock.instant = wall_clock()
    homes = [
        add_family(desk),
        add_family(desk, "SITI ROHMAH", "3604035403879902", "3604031108129907"),
    ]
    one, other = (make_letter(desk, home, LetterWishes(income=2_100_000)) for home in homes)
    enrol(office, desk, tmp_path)
    send_up(office, desk, tmp_path)
    return Case(office, homes[0], one, other, tmp_path)


def test_a_photo_leads_to_the_letter_and_its_family(case: Case) -> None:
    found = look_up_picture(case.office, case.photo(case.one))
    assert (found.verdict, found.code, found.household_id) == (GENUINE, case.one.code, case.home)
    assert not found.refused
    assert found.said.startswith("Asli")
    assert {fact.field: fact.printed for fact in found.facts}["name"] == "SARMUNAH"
    assert all(fact.same for fact in found.facts)


def test_a_pdf_is_looked_at_too(case: Case) -> None:
    path = case.folder / "surat.pdf"
    path.write_bytes(case.one.pdf)
    assert look_up_picture(case.office, path).verdict == GENUINE
    path.write_bytes(case.one.pdf[:900])
    with pytest.raises(FileNotUsable):
        look_up_picture(case.office, path)


def test_what_changed_since_is_shown_beside_what_was_printed(case: Case) -> None:
    with case.office.write() as session:
        session.get_one(Household, case.home).address = "KP. PASIR"
    found = look_up_code(case.office, case.one.code)
    assert [(fact.field, fact.same) for fact in found.facts if not fact.same] == [("address", False)]


def test_facts_that_were_altered_do_not_verify(case: Case) -> None:
    photo = case.photo(case.one)
    with case.office.write() as session:
        row = session.get_one(Letter, case.one.id)
        row.facts = row.facts.replace("SARMUNAH", "SARMINAH")
    found = look_up_picture(case.office, photo)
    assert (found.verdict, found.refused) == (CHANGED, True)
    assert found.said.startswith("Jangan diterima")


def test_the_code_of_another_letter_shows_whose_it_is(case: Case) -> None:
    found = look_up_picture(case.office, case.photo(case.one, case.other))
    assert (found.code, found.name) == (case.other.code, "SITI ROHMAH")


def test_a_voided_letter_is_refused_by_its_code_too(case: Case) -> None:
    with case.office.write() as session:
        session.get_one(Letter, case.one.id).voided_on = date(2026, 12, 3)
    found = look_up_code(case.office, case.one.code)
    assert (found.verdict, found.refused) == (TYPED, True)
    assert found.said == "Jangan diterima: surat ini sudah dibatalkan 3 Desember 2026."


def test_a_code_is_found_with_slips_and_a_near_one_is_named(case: Case) -> None:
    code = case.one.code
    _, desk, year, n = code.split("-")
    slips = f" grd {desk.lower()} {year.replace('0', 'o')} {n.replace('0', 'O').replace('1', 'l')} "
    for typed in (code, slips, f"{desk}{year}{n}", f"{desk}/{year}/{int(n)}"):
        found = look_up_code(case.office, typed)
        assert (found.code, found.verdict, found.refused) == (code, TYPED, False)
    wrong = ("A" if desk[0] != "A" else "B") + desk[1:]
    with pytest.raises(RecordNotFound, match="belum ada di sini") as caught:
        look_up_code(case.office, f"GRD-{wrong}-{year}-{n}")
    assert code in caught.value.hint


def test_what_is_no_letter_is_named(case: Case, desk: Desk) -> None:
    path = case.folder / "kertas.jpg"
    path.write_bytes(b"bukan gambar")
    with pytest.raises(FileNotUsable):
        look_up_picture(case.office, path)
    blank = printed(case.one.pdf, random.Random(0)).point(lambda _grey: 240)
    path.write_bytes(jpeg(blank.reduce(3)))
    with pytest.raises(InvalidInput, match=UNSEEN):
        look_up_picture(case.office, path)
    two = printed(case.one.pdf, random.Random(0)).reduce(2)
    both = two.resize((two.width * 2, two.height))
    both.paste(two, (0, 0))
    both.paste(printed(case.other.pdf, random.Random(0)).reduce(2), (two.width, 0))
    path.write_bytes(jpeg(both))
    with pytest.raises(InvalidInput, match="beberapa surat"):
        look_up_picture(case.office, path)
    with pytest.raises(WrongRole):
        look_up_code(desk, case.one.code)


def test_the_command_says_the_verdict_and_masks_the_numbers(
    case: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = case.photo(case.one)
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    case.office.close()
    words = ["office", "check-letter", "--home", str(case.office.places.home)]
    assert main([*words, str(photo), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["verdict"], said["code"]) == (GENUINE, case.one.code)
    assert said["facts"][1] == {
        "field": "nik",
        "printed": "3604********9901",
        "now": "3604********9901",
        "same": True,
    }
    assert main([*words, case.one.code.lower()]) == 0
    assert "NIK: 3604********9901" in capsys.readouterr().out
    assert main([*words, "GRD-AAAAA-2026-0001"]) == RecordNotFound.exit_code


def test_the_command_refuses_a_voided_letter(
    case: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with case.office.write() as session:
        session.get_one(Letter, case.one.id).voided_on = date(2026, 12, 3)
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    case.office.close()
    words = ["office", "check-letter", case.one.code, "--home", str(case.office.places.home)]
    assert main(words) == LetterRefused.exit_code
    assert case.one.code in capsys.readouterr().out
