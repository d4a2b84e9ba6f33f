"""The certificates of a wisuda: one PDF of landscape pages, each with the SK that its family's case names."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from sqlmodel import select

from helpers.cases import bring_to
from helpers.desks import add_family
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.certificates import preview_certificates, write_certificates
from pkh_desk.actions.graduation.papers import papers_pdf
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, InvalidInput, WrongRole
from pkh_desk.store.graduation.letter import Letter, LetterPrint

SK, DAY = "12/HUK/2026", date(2026, 11, 3)


def graduated(desk: Desk, name: str, serial: int, sk: str = SK) -> str:
    home = add_family(desk, name, f"36042752038{serial}901", f"36042714061{serial}901")
    bring_to(desk, home, "diverifikasi")
    take_step(desk, home, StepDraft("graduasi", DAY, sk_number=sk, sk_on=DAY if sk else None))
    return home


def pages(pdf: bytes) -> list[tuple[bool, str]]:
    """Return for each page whether it lies, and its text on one line."""
    opened = pypdfium2.PdfDocument(BytesIO(pdf))
    found = []
    for page in opened:
        width, height = page.get_size()
        text = page.get_textpage()
        found.append((width > height, " ".join(text.get_text_bounded().split())))
        text.close()
        page.close()
    opened.close()
    return found


def test_every_family_has_its_page_with_its_sk_and_who_has_none_yet_is_told(office: Desk) -> None:
    homes = [graduated(office, "SARMUNAH", 10), graduated(office, "JUBAEDAH", 11, sk="")]
    waiting = add_family(office, "RUMSIAH", "3604305708799903", "3604300109119903")
    bring_to(office, waiting, "diverifikasi")
    told: list[tuple[int, int]] = []
    made = write_certificates(office, [*homes, waiting], "a4", progress=lambda *at: told.append(at))
    assert (len(made.letters), [home for home, _ in made.left], told[-1]) == (2, [waiting], (3, 3))
    (lies, jubaedah), (also, sarmunah) = pages(papers_pdf(office, made))
    assert (lies, also) == (True, True)
    assert "JUBAEDAH" in jubaedah
    assert "Keputusan" not in jubaedah
    assert "SARMUNAH" in sarmunah
    assert f"Keputusan Nomor {SK} tanggal 3 November 2026" in sarmunah
    assert [lying for lying, _ in pages(preview_certificates(office, homes, "f4"))] == [True, True]


def test_a_second_run_brings_the_same_certificates_again(office: Desk) -> None:
    home = graduated(office, "SARMUNAH", 10)
    first, again = (write_certificates(office, [home], "a4", how="cetak") for _ in range(2))
    assert first == again
    assert papers_pdf(office, first) == papers_pdf(office, again)
    with office.read() as session:
        assert len(session.exec(select(Letter).where(Letter.kind == "piagam")).all()) == 1
        assert len(session.exec(select(LetterPrint).where(LetterPrint.how == "cetak")).all()) == 2


def test_stopping_keeps_what_was_written_and_a_laptop_writes_none(office: Desk, desk: Desk) -> None:
    homes = [graduated(office, "SARMUNAH", 10), graduated(office, "JUBAEDAH", 11)]

    def stop(_done: int, _total: int) -> None:
        raise Cancelled("cukup")

    with pytest.raises(Cancelled):
        write_certificates(office, homes, "a4", progress=stop)
    with office.read() as session:
        assert len(session.exec(select(Letter).where(Letter.kind == "piagam")).all()) == 1
    with pytest.raises(WrongRole):
        write_certificates(desk, homes, "a4")
    with pytest.raises(InvalidInput):
        preview_certificates(office, [], "a4")
