"""The lives of a laptop in the office's window: its requests, its loss, its successor, its families."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlmodel import select

from gui.conftest import _working
from gui.laid import laid_in
from helpers.desks import CHEAP, add_family, make_desk
from helpers.exchange import enrol, give_keys, stick
from pkh_desk.actions.exchange.enrol import join
from pkh_desk.actions.exchange.forgotten import ask_office, take_answer, waiting_request
from pkh_desk.actions.exchange.inbox import take_in
from pkh_desk.actions.exchange.reassign import reassign
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.upkeep.paper_key import waits_for_paper
from pkh_desk.desk import Desk
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.pages.office.forgotten import ForgottenRequestPage
from pkh_desk.gui.pages.office.invite import InvitePage
from pkh_desk.gui.pages.office.laptops import LaptopsPage
from pkh_desk.gui.pages.office.loss import LossPage
from pkh_desk.gui.pages.office.number_card import NumberCard
from pkh_desk.gui.pages.office.paper_key import WAITS, PaperKeyPage
from pkh_desk.gui.work import Work
from pkh_desk.papers.drawing.qr import read_page_qr
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.local import Access
from pkh_desk.views.exchange.laptops import laptops
from pkh_desk.views.people.families import family_ids

NEW = "bebek angon pulang sore"
Settle = Callable[[], None]


@pytest.fixture
def paper(office: Desk, desk: Desk, tmp_path: Path) -> str:
    """The office's paper key; a laptop with a family is enrolled."""
    key = give_keys(office)
    add_family(desk)
    enrol(office, desk, tmp_path)
    return key


@pytest.fixture
def work(paper: str, office: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(office, qtbot, qapp)


@pytest.fixture
def settle(work: Work, qtbot: QtBot) -> Settle:
    """Wait until every job has ended and its outcome is on screen."""
    return lambda: qtbot.waitUntil(work.jobs.idle)


def press(button: QPushButton) -> None:
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    button.click()


def request_of(work: Work) -> ForgottenRequestPage:
    page = work.shell.page
    assert isinstance(page, ForgottenRequestPage)
    return page


def test_a_request_dropped_on_the_window_is_answered_once_the_words_are_the_same(
    work: Work, settle: Settle, qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.close()
    asked = ask_office(desk.places, tmp_path, desk.now())
    work.shell.dropped.emit([asked])
    settle()
    page = request_of(work)
    assert page.who.text().startswith(f"Wulan Apriyanti · laptop {desk.identity.code} · dibuat ")
    assert not page.answer.isEnabled()
    qtbot.keyClicks(page.typed, "telur asin keripik bubur")
    assert page.typed_row.has_error()
    page.typed.clear()
    waiting = waiting_request(desk.places, desk.now())
    assert waiting is not None
    assert page.boxes.words == waiting.words
    page.same.setChecked(True)
    target = tmp_path / "tidak ada" / "jawab"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(page.answer)
    settle()
    assert page.banner.words.startswith("Folder tujuan tidak bisa ditulisi")
    target.parent.mkdir()
    qtbot.keyClicks(page.typed, waiting.words)
    qtbot.keyClick(page.typed, Qt.Key.Key_Return)
    settle()
    assert work.shell.toasted.startswith("jawab.kunci tersimpan. Serahkan ke Wulan Apriyanti;")
    opened = take_answer(desk.places, tmp_path / "tidak ada" / "jawab.kunci", NEW, desk.clock, cost=CHEAP)
    assert len(family_ids(opened)) == 1
    opened.close()
    work.shell.dropped.emit([asked])
    settle()
    assert request_of(work).note.words.startswith("Permintaan ini sudah dijawab ")


def test_a_request_to_another_office_is_refused_and_opens_with_its_paper_key(
    work: Work, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    other = make_desk(tmp_path / "kantor-lama", role="kantor", name="Dinsos lama", seed=8)
    paper = give_keys(other)
    laptop = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=9)
    (tmp_path / "lain").mkdir()
    enrol(other, laptop, tmp_path / "lain")
    for each in (other, laptop):
        each.close()
    asked = ask_office(laptop.places, tmp_path, laptop.now())
    work.shell.dropped.emit([asked])
    settle()
    page = request_of(work)
    assert page.banner.words.startswith("Berkas ini dikunci untuk pihak lain")
    qtbot.keyClicks(page.paper, "AGE-SECRET-KEY-1QQQ")
    press(page.open_paper)
    settle()
    assert page.paper_row.has_error()
    page.paper.setText(paper)
    press(page.open_paper)
    settle()
    assert page.who.text().startswith("Heni Rosdiana")
    assert page.note.words.startswith("Laptop ini tidak ada di daftar kantor ini.")


def test_the_paper_key_is_offered_until_it_is_printed_or_saved_and_then_gone(
    work: Work, settle: Settle, office: Desk, paper: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert work.shell.notice.words == WAITS
    settings = work.shell.go("pengaturan")
    settle()
    assert settings.paper_key.isVisible()
    press(work.shell.notice.button)
    settle()
    page = work.shell.page
    assert isinstance(page, PaperKeyPage)
    path = tmp_path / "kunci.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    press(page.step.to_file)
    settle()
    (key,) = read_page_qr(path.read_bytes())
    assert key == paper
    assert not waits_for_paper(office)
    press(page.step.to_file)
    settle()
    assert page.step.said.words.startswith("Tersimpan di kunci.pdf.")
    work.shell.back()
    settle()
    assert not settings.paper_key.isVisible()
    with office.read() as session:
        rows = session.connection().exec_driver_sql("SELECT value FROM setting").fetchall()
    assert not [row for row in rows if paper in row[0]]


def test_another_laptop_of_the_same_person_is_invited_and_the_old_one_revoked_with_its_approval(
    work: Work, settle: Settle, qtbot: QtBot, office: Desk, desk: Desk, tmp_path: Path
) -> None:
    page = laptops_page(work, settle)
    press(page.detail.again_button)
    form = work.shell.page
    assert isinstance(form, InvitePage)
    assert (form.name.text(), form.name.isReadOnly(), form.desa_row.isVisible()) == (
        "Wulan Apriyanti",
        True,
        False,
    )
    form.write_to(tmp_path / "lagi.undangan")
    settle()
    second = make_desk(tmp_path / "laptop-2", seed=6)
    join(second, tmp_path / "lagi.undangan", form.code.text())
    usb = stick(tmp_path, "usb")
    sent = send(second, usb)
    take_in(office, usb)
    work.shell.data_moved(frozenset({"desk"}))
    page = laptops_page(work, settle)
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    settle()
    assert page.detail.replacing.text() == f"Cabut laptop lama ({desk.identity.code}) sekaligus"
    assert page.detail.replacing.isChecked()
    assert sent.words is not None
    qtbot.keyClicks(page.detail.typed, sent.words)
    press(page.detail.approve_button)
    settle()
    assert {row.code: row.state for row in laptops(office)} == {
        desk.identity.code: "dicabut",
        second.identity.code: "aktif",
    }
    second.close()


def laptops_page(work: Work, settle: Settle) -> LaptopsPage:
    page = work.shell.go("pendamping")
    settle()
    assert isinstance(page, LaptopsPage)
    return page


def test_a_lost_laptop_is_revoked_and_its_families_listed_with_the_draft_of_the_notice(
    work: Work, settle: Settle, office: Desk, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "dua").mkdir()
    second = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=6)
    enrol(office, second, tmp_path / "dua", "Ciomas/Lebak")
    second.close()
    homes = [add_family(office, f"KELUARGA {number:02d}", nik=None, no_kk=None) for number in range(91)]
    reassign(office, homes, owner(office, desk))
    reassign(office, homes[90:], owner(office, second))
    work.news.look()
    page = laptops_page(work, settle)
    page.list.setCurrentIndex(page.model.index(1, 0))
    settle()
    assert page.detail.name.text() == "Wulan Apriyanti"
    press(page.detail.lost_button)
    settle()
    loss = work.shell.page
    assert isinstance(loss, LossPage)
    assert loss.head.text() == f"Wulan Apriyanti · laptop {desk.identity.code} · 92 keluarga"
    press(loss.revoke_button)
    settle()
    assert not loss.trusted.isVisible()
    press(loss.print)
    settle()
    sheet = work.shell.page
    assert isinstance(sheet, PrintSheet)
    sheet._save_to(tmp_path / "daftar.pdf")
    settle()
    assert work.shell.toasted == "Halaman disimpan sebagai daftar.pdf."
    document = pdfium.PdfDocument((tmp_path / "daftar.pdf").read_bytes())
    pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    document.close()
    assert "27 November 2026" in " ".join(pages[0].split())
    assert "kantor sudah mencabut laptop itu" in " ".join(pages[0].split())
    assert "92 keluarga" in " ".join(pages[0].split())
    assert len(pages) > 3
    listed = " ".join(" ".join(pages[1:]).split())
    assert all(f"KELUARGA {number:02d}" in listed for number in range(90))
    assert "sudah diserahkan ke pendamping lain" in listed
    with office.read() as session:
        noted = session.exec(select(Access).where(Access.what == "ekspor")).all()
    assert len(noted) == 92


def owner(office: Desk, laptop: Desk) -> str:
    with office.read() as session:
        return session.get_one(KnownDesk, laptop.identity.desk_id).petugas_id or ""


def test_another_block_of_numbers_is_given_to_a_laptop_and_taken_back(work: Work, settle: Settle) -> None:
    page = work.shell.go("pendamping")
    settle()
    assert isinstance(page, LaptopsPage)
    card = page.detail.numbers
    # Nothing can be given before it is known where.
    assert not NumberCard(work.shell, work.desk).button.isEnabled()

    def said() -> list[str]:
        return [each.text() for each in laid_in(card.lines) if isinstance(each, QLabel)]

    first = "2026 · Kec. Ciomas · 001 sampai 200 · belum terpakai, sisa 200"
    assert said() == [first]
    assert card.place.currentText() == "Ciomas"
    press(card.button)
    settle()
    assert work.shell.toasted.startswith("Nomor 201 sampai 400 Kec. Ciomas 2026 untuk Wulan Apriyanti.")
    assert said() == [first, "2026 · Kec. Ciomas · 201 sampai 400 · belum terpakai, sisa 200"]
    work.shell.take_back()
    settle()
    assert said() == [first]
