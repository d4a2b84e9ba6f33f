"""Buku surat and Berkas desa: papers are found, printed again, voided; a desa's papers go together."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.cases import bring_to
from helpers.exchange import answer_for, send_up
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.papers import PapersMade, papers_pdf
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import GRADUATION
from pkh_desk.gui.frame.palette_doors import paper_entries
from pkh_desk.gui.pages.graduation.desa_papers import EARLIER, DesaPapersPage
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.graduation.letter_book import NUMBERS, LetterBookPage
from pkh_desk.gui.pages.graduation.letter_book_numbers import runs, say_short
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.work import Work
from pkh_desk.store.graduation.letter import Letter, NumberBlock
from pkh_desk.views.graduation.letter_book import letter_book
from pkh_desk.views.graduation.letters import letters
from pkh_desk.views.graduation.number_stock import Short, number_stock
from pkh_desk.views.graduation.official import village_head
from pkh_desk.views.graduation.packets import packets
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family


def ready_homes(desk: Desk, count: int) -> list[str]:
    """Bring families of one desa to siap, where they are not on their way already."""
    homes = family_ids(desk)
    desa = family(desk, homes[0]).desa_code
    here = [
        home for home in homes if family(desk, home).desa_code == desa and family(desk, home).case is None
    ]
    for home in here[:count]:
        bring_to(desk, home, "siap")
    return here[:count]


@pytest.fixture
def book(work: Work, qtbot: QtBot) -> LetterBookPage:
    """The register with two letters of one block of numbers, opened from Graduasi."""
    desk = work.desk
    with desk.write() as session:
        session.add(
            NumberBlock(
                id=desk.new_id(),
                desk_code=desk.identity.code,
                year=2026,
                kecamatan="36.04.27",
                first=1,
                last=20,
            )
        )
    for home in ready_homes(desk, 2):
        make_letter(desk, home, LetterWishes(village_head="Ujang"), "cetak")
    page = work.shell.go(GRADUATION)
    qtbot.waitUntil(work.jobs.idle)
    qtbot.mouseClick(page.doors[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    opened = work.shell.page
    assert isinstance(opened, LetterBookPage)
    return opened


def test_the_register_is_filtered_and_a_paper_is_printed_again(
    book: LetterBookPage, work: Work, qtbot: QtBot, tmp_path: Path
) -> None:
    assert [paper.number for paper in book.table.rows] == ["002/GRD-27/PKH/2026", "001/GRD-27/PKH/2026"]
    assert book.table.hasFocus()
    qtbot.keyClicks(book.filter, "001/")
    assert [paper.number for paper in book.table.rows] == ["001/GRD-27/PKH/2026"]
    assert book.count.text() == "1 surat"
    book.state.set_value("ditandatangani")
    book.state.currentIndexChanged.emit(0)
    assert book._body.currentWidget() is book._nothing
    book.clear()
    assert len(book.table.rows) == 2
    qtbot.keyClick(book.table, Qt.Key.Key_Return)
    qtbot.waitUntil(work.jobs.idle)
    sheet = work.shell.page
    assert isinstance(sheet, PrintSheet)
    paper = book.table.current
    assert paper is not None
    assert sheet.pages.pdf == papers_pdf(work.desk, PapersMade((), (paper.id,), (paper.code,)))


def test_a_letter_is_voided_with_a_reason_and_its_form_opens_again(
    book: LetterBookPage, work: Work, qtbot: QtBot
) -> None:
    paper = book.table.current
    assert paper is not None
    qtbot.mouseClick(book.card.start, Qt.MouseButton.LeftButton)
    assert book.card.reason.hasFocus()
    qtbot.mouseClick(book.card.sure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert book.card.why.line.text.startswith("Tulis dulu mengapa dibatalkan")
    qtbot.keyClicks(book.card.reason, "Kepala desa salah")
    qtbot.keyClick(book.card.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(work.jobs.idle)
    letter = work.shell.page
    assert isinstance(letter, LetterPage)
    assert letter.form.entries["village_head"].text() == "Ujang"
    assert family(work.desk, paper.household_id).case.stage == "siap"
    work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    assert book.table.rows[0].state == "dibatalkan"
    assert book.card.voided.words.endswith("Kepala desa salah")
    assert book.card.again.isHidden()
    assert book.card.start.isHidden()
    book.tabs.pick(NUMBERS)
    (block,) = book.numbers.table.rows
    cells = [column.cell(block).words for column in book.numbers.table.columns]
    assert cells[-2:] == ["Tidak ada", "002 · Kepala desa salah"]
    assert runs([1, 2, 3, 7, 9, 10]) == "001-003, 007, 009-010"


@pytest.fixture
def batch(work: Work, qtbot: QtBot) -> DesaPapersPage:
    """Berkas desa with two families that are ready, opened from the search."""
    ready_homes(work.desk, 2)
    entry = next(each for each in paper_entries(work.shell, work.desk) if each.words == "Berkas desa")
    entry.act()
    qtbot.waitUntil(work.jobs.idle)
    page = work.shell.page
    assert isinstance(page, DesaPapersPage)
    return page


def test_a_desas_papers_are_seen_saved_each_and_printed_again(
    batch: DesaPapersPage, work: Work, qtbot: QtBot, tmp_path: Path
) -> None:
    desa = batch.form.desa.value()
    homes = batch.form.homes()
    assert len(homes) >= 2
    count = 3 + len(homes)
    assert len(batch.pages.sizes) == count
    assert batch.pages.sizes[1].lies
    assert batch.print.words == f"Cetak {count} surat…"
    batch.pages.view.setFocus()
    qtbot.keyClick(batch.pages.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(work.jobs.idle)
    assert batch.pages.words.text() == f"F4 mendatar · {count} halaman"
    batch.form.kinds["berita_acara"].setChecked(False)
    qtbot.mouseClick(batch.form.head.edit, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(batch.form.head.name, "Ujang Suherman")
    qtbot.keyClicks(batch.form.head.rows["since"].entry, "2/1/2024")
    qtbot.mouseClick(batch.form.head.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert village_head(work.desk, desa, work.desk.today()).name == "Ujang Suherman"
    assert batch.form.head.said.text() == "Ujang Suherman, sejak 2 Januari 2024"
    assert len(batch.pages.sizes) == count - 1
    folder = tmp_path / "berkas"
    folder.mkdir()
    batch.save_to(folder)
    qtbot.waitUntil(work.jobs.idle)
    assert len(list(folder.iterdir())) == count - 1
    assert work.shell.toasted == f"{count - 1} surat tersimpan di berkas."
    assert batch.tabs.key() == EARLIER
    assert sum(row.table == "packet" for row in letter_book(work.desk)) == 2
    packet = next(row for row in letter_book(work.desk) if row.kind == "rekap")
    recap = next(each for each in packets(work.desk) if each.id == packet.id)
    batch._print_again(recap)
    qtbot.waitUntil(work.jobs.idle)
    sheet = work.shell.page
    assert isinstance(sheet, PrintSheet)
    assert sheet.pages.pdf == (folder / f"002-{packet.code}.pdf").read_bytes()


def test_a_whole_list_of_letters_is_written_in_one_go(
    batch: DesaPapersPage, work: Work, qtbot: QtBot, tmp_path: Path
) -> None:
    batch.form.desa.set_value("")
    batch.form.desa.currentIndexChanged.emit(0)
    qtbot.waitUntil(work.jobs.idle)
    homes = batch.form.homes()
    assert {family(work.desk, home).case.stage for home in homes} == {"siap"}
    assert batch.form.kinds["rekap"].isHidden()
    assert batch.form.wishes().kinds == ()
    folder = tmp_path / "tercabut"
    batch.save_to(folder)
    qtbot.waitUntil(work.jobs.idle)
    assert batch.banner.words.startswith("Folder tujuan tidak bisa ditulisi")
    assert letters(work.desk, homes[0]) == []
    folder.mkdir()
    batch.save_to(folder)
    qtbot.waitUntil(work.jobs.idle)
    assert len(list(folder.iterdir())) == len(homes)
    assert {family(work.desk, home).case.stage for home in homes} == {"surat_dicetak"}


def test_what_was_chosen_for_a_desa_comes_back(batch: DesaPapersPage, work: Work, qtbot: QtBot) -> None:
    batch.form.kinds["tanda_terima"].setChecked(True)
    batch.form.tick(batch.form.homes()[:1])
    qtbot.keyClicks(batch.form.recipient, "Camat Ciomas")
    chosen = batch.form.state()
    work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    next(each for each in paper_entries(work.shell, work.desk) if each.words == "Berkas desa").act()
    qtbot.waitUntil(work.jobs.idle)
    again = work.shell.page
    assert isinstance(again, DesaPapersPage)
    assert again.form.state() == chosen
    assert work.shell.toasted == "Isian berkas yang belum dipakai dilanjutkan."


def test_without_anybody_ready_the_way_back_is_shown(empty: Work, qtbot: QtBot) -> None:
    for words in ("Berkas desa", "Buku surat"):
        entry = next(each for each in paper_entries(empty.shell, empty.desk) if each.words == words)
        entry.act()
        qtbot.waitUntil(empty.jobs.idle)
        assert empty.shell.page._empty.isVisible()
        empty.shell.back()


def test_where_numbers_run_out_is_said_in_one_line() -> None:
    def short(year: int, left: int) -> Short:
        return Short(year, "36.04.27", left)

    assert say_short([], 2026) == ""
    assert say_short([short(2026, 0), short(2027, 0)], 2026).startswith("Nomor surat Kec. Ciomas habis")
    assert "tinggal 7." in say_short([short(2026, 7), short(2027, 0)], 2026)
    assert say_short([short(2027, 0)], 2026).startswith("Nomor surat 2027 Kec. Ciomas belum ada.")


@pytest.fixture
def joined(home: str, desk: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The window of a laptop that is enrolled."""
    yield from _working(desk, qtbot, qapp)


def test_a_laptop_whose_numbers_ran_out_says_so_until_the_answer_is_in(
    kantor: Desk, joined: Work, home: str, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = joined.desk
    block = number_stock(desk, desk.identity.code)[0]
    made = make_letter(desk, home, LetterWishes(village_head="Ujang"))
    with desk.write() as session:
        session.get_one(Letter, made.id).block_n = block.last
    page = LetterBookPage(joined.shell, desk)
    joined.shell.open_page(page)
    qtbot.waitUntil(joined.jobs.idle)
    assert page.short.words.startswith("Nomor surat Kec. Ciomas habis dan ditulis tangan.")
    send_up(kantor, desk, tmp_path)
    receive(desk, answer_for(kantor, desk, tmp_path))
    qtbot.waitUntil(lambda: not page.short.words)
