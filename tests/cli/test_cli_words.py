"""What the command line says of itself: Bahasa Indonesia throughout, on every Python."""

import pytest

from pkh_desk.cli.main import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "keluarga"], "pkh-desk export: belum diisi: OUT"),
        (["status", "--nomor"], "pkh-desk: tidak dikenal: --nomor"),
        (["status", "--home"], "pkh-desk status: --home perlu satu isian"),
        (["stock", "A", "in", "dua"], "pkh-desk stock: N tidak bisa diisi 'dua'"),
    ],
)
def test_a_command_that_is_written_wrongly_is_told_in_indonesian(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    usage, fault = capsys.readouterr().err.strip().rsplit("\n", 1)
    assert (ended.value.code, fault) == (2, said)
    assert usage.startswith("pemakaian: pkh-desk")


def test_a_choice_that_there_is_not_is_told_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["export", "kunjungan", "a.csv"])
    fault = capsys.readouterr().err.splitlines()[-1]
    assert fault.startswith("pkh-desk export: LIST tidak mengenal 'kunjungan'; pilih ")
    assert "keluarga" in fault


def test_help_has_indonesian_headings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["office", "numbers", "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert "\nisian:\n" in told
    assert "\npilihan:\n" in told
    assert "menampilkan bantuan ini" in told
