"""A report as a file: what its pages say, what its table is typed as, and what of people is in it."""

from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select

from helpers.cases import bring_to
from helpers.desks import PASSPHRASE, add_family
from pkh_desk.actions.office.report import report_pdf, write_report
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.errors import Cancelled, InvalidInput, RecordNotFound
from pkh_desk.papers.report import ReportWords, draw_report
from pkh_desk.papers.tables import COUNT, Column
from pkh_desk.papers.template.facts import Signer
from pkh_desk.store.local import Access
from pkh_desk.store.people.visit import Visit
from pkh_desk.views.office.report import Wish, year_of
from pkh_desk.views.office.reports import read_report

NIK, NO_KK = "3604275203849901", "3604271406129901"
YEAR = Wish(year_of(2026))


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, lines joined."""
    with pdfium.PdfDocument(pdf) as book:
        return [page.get_textpage().get_text_range().replace("\r\n", " ") for page in book]


def trail(desk: Desk) -> list[tuple[str | None, str]]:
    with desk.read() as session:
        return [(row.household_id, row.why) for row in session.exec(select(Access).order_by(Access.id))]  # type: ignore[arg-type]


def words(rows: int, name: str = "KELUARGA") -> ReportWords:
    return ReportWords(
        title="Laporan kunjungan",
        about="Tahun 2026, semua kecamatan",
        figures=(("Kunjungan", str(rows)),),
        columns=(Column("Kecamatan", width=20), Column("Kunjungan", COUNT, 10)),
        rows=[(f"{name} {at}", 1) for at in range(1, rows + 1)],
        totals=("Jumlah", rows) if rows else (),
        place_date="Serang, 24 November 2026",
        signer=Signer(role="pejabat", title=("Kepala Dinas Sosial",)),
        made="Dibuat dengan PKH Desk.",
    )


@pytest.mark.parametrize("rows", [0, 1, 2, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 120])
def test_every_row_stands_once_and_who_signs_never_alone(rows: int) -> None:
    told = pages(draw_report(words(rows), "f4"))
    for number, text in enumerate(told, 1):
        assert f"Halaman {number} dari {len(told)}" in text
        assert text.count("Kecamatan Kunjungan") == 1
        assert ("KELUARGA" in text) == bool(rows)
        assert ("Kepala Dinas Sosial" in text) == (number == len(told))
    whole = " ".join(told)
    assert [whole.count(f" KELUARGA {at} 1 ") for at in range(1, rows + 1)] == [1] * rows
    assert whole.count(f"Jumlah {rows}") == (1 if rows else 0)


def test_what_the_paper_font_lacks_is_a_question_mark() -> None:
    assert "AYU ? 1" in pages(draw_report(words(1, "AYU 🙂"), "a4"))[0]


def test_numbers_are_masked_unless_there_is_a_reason_and_both_are_noted(office: Desk, tmp_path: Path) -> None:
    home = add_family(office)
    bring_to(office, home, PATH[-1], date(2026, 11, 4))
    report = read_report(office, "graduasi", YEAR)
    (masked,) = pages(report_pdf(office, report))
    assert NIK not in masked
    assert "3604****" in masked
    (whole,) = pages(report_pdf(office, report, "Permintaan Kemensos"))
    assert NIK in whole.replace(" ", "")
    assert NO_KK in whole.replace(" ", "")
    assert trail(office)[-2:] == [
        (None, "rekap-graduasi: nomor disamarkan"),
        (home, "rekap-graduasi: Permintaan Kemensos"),
    ]
    with pytest.raises(InvalidInput):
        write_report(office, report, tmp_path / "rekap.pdf", " ")
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_table_is_typed_and_the_paper_says_the_same(office: Desk, tmp_path: Path) -> None:
    home = add_family(office)
    bring_to(office, home, PATH[-1], date(2026, 11, 4))
    report = read_report(office, "graduasi", YEAR)
    assert write_report(office, report, tmp_path / "rekap.xlsx") == 1
    head, row = CalamineWorkbook.from_path(str(tmp_path / "rekap.xlsx")).get_sheet_by_index(0).to_python()
    cells = dict(zip(head, row, strict=True))
    assert str(cells["Diusulkan"]).startswith("2026-11-04")
    assert cells["Status"] == "Graduasi"
    (paper,) = pages(report_pdf(office, report))
    assert "REKAPITULASI GRADUASI" in paper
    assert "Tahun 2026, semua kecamatan, semua pendamping" in paper
    assert "Diusulkan: 1; Disetujui: 1; Ditolak: 0" in " ".join(paper.split())
    assert "Serang, 24 November 2026" in paper
    assert "Kepala Dinas Sosial Kabupaten Serang" in paper


def test_a_report_that_is_stopped_leaves_nothing(office: Desk, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("Dibatalkan.")

    with pytest.raises(Cancelled):
        write_report(office, read_report(office, "kunjungan", YEAR), tmp_path / "k.pdf", progress=stop)
    assert list(tmp_path.glob("*.pdf")) == []
    assert trail(office) == []


def test_commands(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    home = add_family(office)
    with office.write() as session:
        for day in (date(2025, 12, 31), date(2026, 11, 1)):
            session.add(Visit(id=office.new_id(), household_id=home, on=day))
    where = ["--home", str(office.places.home)]
    out = str(tmp_path / "kunjungan.pdf")
    asked = ["office", "report", "kunjungan", out, "--from", "1/1/2026", "--to", "30/11/2026"]
    assert main([*asked, "--kecamatan", "Ciomas", *where]) == 0
    assert "Kunjungan: 1" in capsys.readouterr().out
    assert "Kecamatan Ciomas" in pages(Path(out).read_bytes())[0]
    assert main([*asked, "--kecamatan", "Atlantis", *where]) == InvalidInput.exit_code
    assert main(["office", "report", "kunjungan", *where]) == InvalidInput.exit_code
    assert main(["office", "report", "panen", out, *where]) == RecordNotFound.exit_code
    assert main(["office", "rollcall", "--pdf", str(tmp_path / "kejar.pdf"), *where]) == 0
    assert "0 dari 0 laptop belum mengirim lebih dari 30 hari." in capsys.readouterr().out
    assert "PENDAMPING YANG BELUM MENGIRIM" in pages((tmp_path / "kejar.pdf").read_bytes())[0]
