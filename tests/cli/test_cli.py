"""The command line as people and schedulers use it: words in, JSON and exit codes out."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, add_family, make_desk
from helpers.pictures import picture
from helpers.sheets import person, r1_with, xlsx
from pkh_desk import errors
from pkh_desk.cli.main import main
from pkh_desk.papers.drawing.qr import read_page_qr
from pkh_desk.papers.render import page_count

SARMUNAH, NURAENI = "3604275203849901", "3604274511909902"
LONG = "Xy 12 " * 900

Words = Callable[..., dict]  # type: ignore[type-arg]


class Terminal:
    """Runs commands in one home and remembers what they said."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def run(self, *words: str) -> int:
        """Run a command; return its exit code, keep what it printed."""
        code = main([*words, "--home", str(self.home), "--json"])
        out, self.err = self._capsys.readouterr()
        self.said = json.loads(out) if out.strip() else None
        return code

    def ok(self, *words: str) -> dict:  # type: ignore[type-arg]
        """Run a command that must end well; return what it said."""
        assert self.run(*words) == 0, self.err
        return self.said


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def laptop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A laptop with two families."""
    desk = make_desk(tmp_path / "laptop")
    add_family(desk)
    add_family(desk, name="NUR'AENI", nik=NURAENI, no_kk="3604272002139902")
    desk.close()
    return Terminal(tmp_path / "laptop", capsys)


def test_init_makes_a_desk_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(tmp_path / "baru", capsys)
    words = ("init", "--role", "pendamping", "--name", "Wulan Apriyanti")
    assert terminal.run("status") == errors.NoDesk.exit_code
    said = terminal.ok(*words)
    assert said["name"] == "Wulan Apriyanti"
    assert terminal.run(*words) == errors.DeskExists.exit_code
    assert terminal.ok("status")["unsent"] == 1


def test_the_office_gets_its_paper_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal, paper = Terminal(tmp_path / "kantor", capsys), tmp_path / "kunci.pdf"
    said = terminal.ok("init", "--role", "kantor", "--name", "Dinsos Kab. Serang", "--recovery", str(paper))
    assert "recovery" not in said
    (key,) = read_page_qr(paper.read_bytes())
    assert key.upper().startswith("AGE-SECRET-KEY-1")


def test_a_paper_key_that_cannot_be_written_makes_no_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path / "kantor", capsys)
    gone = str(tmp_path / "tidak ada" / "kunci.pdf")
    words = ("init", "--role", "kantor", "--name", "Dinsos", "--recovery", gone)
    assert terminal.run(*words) == errors.FolderGone.exit_code
    assert not terminal.home.exists()


def test_global_options_stand_before_or_after(laptop: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["--home", str(laptop.home), "--json", "families"],
        ["families", "--json", "--home", str(laptop.home)],
    ):
        assert main(words) == 0
        assert len(json.loads(capsys.readouterr().out)) == 2


def test_families_are_found_by_name_number_and_place(laptop: Terminal) -> None:
    assert [f["name"] for f in laptop.ok("families")] == ["NUR'AENI", "SARMUNAH"]
    assert [f["nik"] for f in laptop.ok("families", "nuraeni")] == [NURAENI]
    assert [f["nik"] for f in laptop.ok("families", "52038499")] == [SARMUNAH]
    assert len(laptop.ok("families", "sukadana ciomas")) == 2
    found = laptop.ok("families", "sarmunah")[0]
    assert found["desa_code"] == "36.04.27.2007"
    assert found["kecamatan"] == "Ciomas"
    assert [m["is_pengurus"] for m in found["members"]] == [True]


def test_a_visit_with_all_it_holds(laptop: Terminal, tmp_path: Path) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(picture())
    laptop.ok(
        *("visit", SARMUNAH, "--on", "kemarin", "--note", "Usaha berjalan", "--photo", str(photo)),
        *("--promise", "Buka rekening@30/11/2026", "--commitment", f"{SARMUNAH}=yes"),
    )
    (act, *_) = laptop.ok("history", SARMUNAH)
    assert sorted(act["records"]) == [
        "Foto atau pindaian baru",
        "Janji baru",
        "Komitmen baru",
        "Kunjungan baru",
    ]
    assert laptop.run("visit", SARMUNAH, "--on", "31/11/2026") == errors.InvalidInput.exit_code
    assert "31 November tidak ada." in laptop.err
    assert laptop.run("visit", SARMUNAH, "--on", "1/1/2099") == errors.InvalidInput.exit_code
    photo.write_bytes(b"bukan foto")
    words = ("visit", SARMUNAH, "--on", "kemarin", "--photo", str(photo))
    assert laptop.run(*words) == errors.BadPhoto.exit_code
    assert len(laptop.ok("history", SARMUNAH)) == 2


def test_edit_reads_what_people_type_or_changes_nothing(laptop: Terminal) -> None:
    laptop.ok("edit", SARMUNAH, "rt=004", "phones=0812-0000-9901 / 0856 0000 9902", "desa=Ciomas/Cemplang")
    found = laptop.ok("families", "sarmunah")[0]
    assert (found["rt"], found["desa"], found["phones"]) == (
        "004",
        "Cemplang",
        ["+6281200009901", "+6285600009902"],
    )
    assert laptop.run("edit", SARMUNAH, "rt=005", "nik=360427520384990") == errors.InvalidInput.exit_code
    assert "Baru 15 angka, NIK harus 16." in laptop.err
    assert laptop.run("edit", SARMUNAH, "nik=3,60431E+15") == errors.InvalidInput.exit_code
    assert laptop.run("edit", SARMUNAH, "desil=3") == errors.WrongRole.exit_code
    assert laptop.run("edit", "3604270000000000", "rt=1") == errors.FamilyNotFound.exit_code
    assert laptop.ok("families", "sarmunah")[0]["rt"] == "004"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("visit", SARMUNAH, "--on", "kemarin", "--note", LONG), errors.InvalidInput),
        (("edit", SARMUNAH, f"rt={LONG}"), errors.InvalidInput),
        (("product", SARMUNAH, "--name", LONG, "--unit", "pcs", "--price", "1000"), errors.InvalidInput),
        (("letter", SARMUNAH, "--place", LONG, "--out", "surat.pdf"), errors.InvalidInput),
        (("export", "keluarga", LONG), errors.FileNotUsable),
        (("backup", "~tidak-ada"), errors.FolderGone),
    ],
    ids=["note", "rt", "product", "place", "file", "home"],
)
def test_what_is_too_long_or_nowhere_is_no_bug(
    laptop: Terminal, words: tuple[str, ...], kind: type[errors.UserError]
) -> None:
    assert laptop.run(*words) == kind.exit_code


def test_stock_is_a_ledger_and_undo_takes_the_last_act_back(laptop: Terminal) -> None:
    product = laptop.ok("product", SARMUNAH, "--name", "Telur asin", "--unit", "butir", "--price", "4rb")[
        "id"
    ]
    assert laptop.ok("stock", product, "in", "40")["stock"] == 40
    assert laptop.ok("stock", product, "out", "45")["stock"] == -5
    assert laptop.ok("stock", product, "damaged", "2")["stock"] == -7
    laptop.ok("undo")
    laptop.ok("undo")
    assert laptop.ok("stock", product, "out", "1")["stock"] == 39
    assert laptop.run("stock", product, "in", "0") == errors.InvalidInput.exit_code


def test_a_case_goes_step_by_step_to_its_letter(laptop: Terminal, tmp_path: Path) -> None:
    assert laptop.run("case", SARMUNAH, "--stage", "ditandatangani", "--on", "kemarin") == 26
    laptop.ok("case", SARMUNAH, "--stage", "calon", "--on", "kemarin")
    laptop.ok("case", SARMUNAH, "--stage", "siap", "--on", "kemarin")
    out = tmp_path / "surat.pdf"
    said = laptop.ok("letter", SARMUNAH, "--paper", "f4", "--out", str(out))
    (qr,) = read_page_qr(out.read_bytes())
    assert qr.startswith(said["code"])
    assert said["number"] is None
    assert laptop.run("case", SARMUNAH, "--stage", "graduasi", "--on", "kemarin") == 26
    laptop.ok("case", SARMUNAH, "--stage", "ditandatangani", "--on", "hari ini")


def test_papers_of_a_family_and_a_desa_are_written_and_voided(laptop: Terminal, tmp_path: Path) -> None:
    for stage in ("calon", "siap"):
        laptop.ok("case", SARMUNAH, "--stage", stage, "--on", "kemarin")
    out = str(tmp_path / "surat.pdf")
    made = laptop.ok("letter", SARMUNAH, "--with", "bukti", "--with", "kelengkapan", "--out", out)
    assert page_count(Path(out).read_bytes()) == 3
    desa = laptop.ok("packet", "sukadana", "--kind", "rekap", "--letters", "--out", out)
    assert made["code"] in desa["codes"]
    assert page_count(Path(out).read_bytes()) == 2
    assert laptop.run("void", made["code"], "--reason", " ") == errors.InvalidInput.exit_code
    for code in (made["code"].lower(), desa["codes"][0]):
        laptop.ok("void", code, "--reason", "Nama salah ketik")
    assert laptop.run("void", made["code"], "--reason", "Nama salah") == errors.RecordNotFound.exit_code
    assert laptop.run("packet", "Mars", "--out", out) == errors.RecordNotFound.exit_code


def test_a_letter_whose_folder_is_gone_takes_no_number(laptop: Terminal, tmp_path: Path) -> None:
    gone = str(tmp_path / "tercabut" / "surat.pdf")
    assert laptop.run("letter", SARMUNAH, "--out", gone) == errors.FolderGone.exit_code
    assert len(laptop.ok("history", SARMUNAH)) == 1


def test_wrong_passphrase_is_one_sentence(laptop: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", "salah sekali")
    assert laptop.run("families") == errors.WrongPassphrase.exit_code
    assert "Kata sandi belum cocok." in laptop.err


def test_backup_check_and_restore(laptop: Terminal, tmp_path: Path) -> None:
    made = laptop.ok("backup", str(tmp_path))["file"]
    laptop.ok("edit", SARMUNAH, "rt=009")
    assert laptop.ok("check") == []
    laptop.ok("restore", made)
    assert laptop.ok("families", "sarmunah")[0]["rt"] == "003"
    assert laptop.ok("check") == []
    Path(made).write_bytes(b"x" * 5000)
    assert laptop.run("restore", made) == errors.BackupBad.exit_code


def test_sending_without_an_office_says_so(laptop: Terminal, tmp_path: Path) -> None:
    assert laptop.run("send", str(tmp_path)) == errors.NotEnrolled.exit_code
    assert laptop.run("office", "report") == errors.WrongRole.exit_code


def test_the_whole_exchange(laptop: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kantor, stick = Terminal(tmp_path / "kantor", capsys), tmp_path / "usb"
    stick.mkdir()
    kantor.ok("init", "--role", "kantor", "--name", "Dinsos Kab. Serang")
    letter = str(tmp_path / "undangan.pkhi")
    code = kantor.ok("office", "invite", "--name", "Wulan Apriyanti", "--scope", "Sukadana", "--out", letter)[
        "code"
    ]
    assert (
        laptop.run("join", "--invitation", letter, "--code", "AAAA-BBBB-CCCC")
        == errors.InvitationInvalid.exit_code
    )
    laptop.ok("join", "--invitation", letter, "--code", code)
    sent = laptop.ok("send", str(stick))
    kantor.ok("office", "ingest", str(stick))
    (desk,) = kantor.ok("office", "desks")
    assert desk["state"] == "menunggu"
    assert (
        kantor.run("office", "approve", desk["code"], "--words", "salah semua kata ini")
        == errors.WrongWords.exit_code
    )
    kantor.ok("office", "approve", desk["code"], "--words", sent["words"])
    kantor.ok("office", "apply")
    (written,) = kantor.ok("office", "answer", str(stick))
    laptop.ok("receive", written["path"])
    assert laptop.ok("status")["fates"]["diterima"] == 2
    assert laptop.ok("receive", written["path"])["applied"][0]["again"]
    said = laptop.ok("letter", SARMUNAH, "--out", str(tmp_path / "surat.pdf"))
    assert said["number"].startswith("001/")
    Path(sent["file"]).write_bytes(b"rusak")
    os.utime(sent["file"], (0, 0))
    assert kantor.run("office", "ingest", str(stick)) == errors.SomeFilesRefused.exit_code
    assert kantor.ok("office", "report")["families"] == 2


def test_a_list_is_written_masked_or_whole_for_a_reason(laptop: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "daftar.csv"
    assert laptop.ok("export", "keluarga", str(out))["rows"] == 2
    assert SARMUNAH not in out.read_text("utf-8-sig")
    assert laptop.run("export", "keluarga", str(out), "--full") == errors.InvalidInput.exit_code
    words = ("--query", "sarmunah", "--full", "--reason", "Diminta dinas")
    assert laptop.ok("export", "keluarga", str(out), *words)["rows"] == 1
    assert SARMUNAH in out.read_text("utf-8-sig")
    for name in ("graduasi", "produk", "riwayat"):
        laptop.ok("export", name, str(tmp_path / f"{name}.xlsx"))


def test_an_import_is_remembered_gives_its_bad_rows_back_and_is_undone(
    laptop: Terminal, tmp_path: Path
) -> None:
    path, bad = tmp_path / "daftar.xlsx", tmp_path / "masalah.xlsx"
    path.write_bytes(xlsx(r1_with(person("UUN", "3604275203849777", "3604271406129777"), person(""))))
    act = laptop.ok("roster", str(path), "--apply", "--problems", str(bad))["import_id"]
    assert bad.exists()
    (remembered,) = laptop.ok("roster", "--history")
    assert (remembered["file"], remembered["new"], remembered["refused"]) == ("daftar.xlsx", 1, 1)
    laptop.ok("roster", "--undo", act)
    assert laptop.ok("roster", "--history")[0]["stands"] == ""
