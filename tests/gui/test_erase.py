"""Erasing a family in the office's window, and what becomes of the order on a real laptop."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, send_up
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import WrongRole
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.pages.office.erase import ErasePage
from pkh_desk.gui.pages.office.erasures import ErasuresPage
from pkh_desk.gui.pages.office.family_doors import erase_page, open_erasures
from pkh_desk.gui.pages.office.give_back import GiveBackPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.views.exchange.sending import record_fates
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.timeline import timeline

Settle = Callable[[], None]


@pytest.fixture
def home(kantor: Desk, desk: Desk, tmp_path: Path) -> str:
    """A family with a visit that the office and the enrolled laptop both know."""
    home = add_family(desk)
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today(), note="Foto terpotong")))
    enrol(kantor, desk, tmp_path)
    return home


@pytest.fixture
def work(kantor: Desk, home: str, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(kantor, qtbot, qapp)


@pytest.fixture
def settle(work: Work, qtbot: QtBot) -> Settle:
    """Wait until every job has ended and its outcome is on screen."""
    return lambda: qtbot.waitUntil(work.jobs.idle)


def at_family(work: Work, settle: Settle, home: str) -> FamiliesPage:
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    settle()
    page.show_family(home)
    settle()
    return page


def nobody_is_left(work: Work, settle: Settle) -> None:
    """Go back to where the family was: the list is empty, and nothing is said about who is gone."""
    told = work.shell.toasted
    work.shell.back()
    settle()
    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    assert page.importer.isVisible()
    assert work.shell.toasted == told


def press(button: QPushButton) -> None:
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    button.click()


def test_a_family_is_erased_after_its_name_was_typed_and_its_laptop_follows(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    at_family(work, settle, home).acts.erase.trigger()
    settle()
    page = work.shell.page
    assert isinstance(page, ErasePage)
    assert "Kunjungan: 1" in page.counts.text()
    assert page.follow_up.text() == "Menyusul di 1 laptop: Wulan Apriyanti."
    press(page.save)
    assert [fault.entry for fault in page.foot.faults] == [page.ground, page.asker, page.typed]
    page.ground.setCurrentIndex(1)
    page.asker.setCurrentIndex(1)
    qtbot.keyClicks(page.paper, "Surat Sarmunah 12/2026")
    qtbot.keyClicks(page.typed, "sarmunih")
    press(page.save)
    assert page.paper_row.has_error()
    assert page.typed_row.has_error()
    page.paper.setText("12/XI/2026")
    page.typed.setText("sarmunah")
    press(page.save)
    settle()
    listed = work.shell.page
    assert isinstance(listed, ErasuresPage)
    assert family_ids(kantor) == []
    (one,) = listed.table.rows
    assert one.reason == "Permintaan pemilik data (Pasal 43); diminta keluarga sendiri; 12/XI/2026"
    assert "Belum melapor: Wulan Apriyanti" in listed.detail.text()
    nobody_is_left(work, settle)
    open_erasures(work.shell, kantor)
    settle()
    listed = work.shell.page
    assert isinstance(listed, ErasuresPage)
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert family_ids(desk) == []
    add_family(desk, "JUBAEDAH", nik=None, no_kk=None)
    send_up(kantor, desk, tmp_path)
    work.news.look()
    settle()
    assert "Sudah menghapus: Wulan Apriyanti" in listed.detail.text()
    listed.write_to(tmp_path / "berita-acara.pdf")
    settle()
    assert (tmp_path / "berita-acara.pdf").read_bytes().startswith(b"%PDF")


def test_ground_and_asker_are_kept_as_a_draft_but_never_the_name_typed_to_confirm(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, home: str
) -> None:
    first = erase_page(work.shell, kantor, home)
    assert isinstance(first, ErasePage)
    work.shell.open_page(first)
    settle()
    first.ground.setCurrentIndex(2)
    qtbot.keyClicks(first.typed, "Sarmunah")
    work.shell.back()
    settle()
    second = erase_page(work.shell, kantor, home)
    assert isinstance(second, ErasePage)
    work.shell.open_page(second)
    settle()
    assert (second.ground.currentIndex(), second.typed.text()) == (2, "")
    assert family_ids(kantor) == [home]


@pytest.fixture
def verifier(kantor: Desk, home: str) -> None:
    """The clerk at work is no admin, once the laptop is enrolled."""
    with kantor.write() as session:
        session.add(Petugas(id=kantor.identity.petugas_id, name="Siti Aminah", role="verifikator"))


def test_erasing_is_offered_to_an_admin_alone_and_refused_to_others(
    verifier: None, work: Work, settle: Settle, kantor: Desk, home: str
) -> None:
    page = at_family(work, settle, home)
    assert not page.acts.erase.isVisible()
    assert page.acts.back.isVisible()
    with pytest.raises(WrongRole):
        erase_household(kantor, home, "Pasal 43")


def test_an_office_that_erased_nothing_says_where_it_begins(work: Work, settle: Settle, kantor: Desk) -> None:
    open_erasures(work.shell, kantor)
    settle()
    page = work.shell.page
    assert isinstance(page, ErasuresPage)
    assert page.empty.isVisible()


def test_a_visit_goes_back_from_the_familys_history_and_is_accepted_again_with_ctrl_z(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    visit = next(item for item in timeline(kantor, home) if item.kind == "visit")
    families = at_family(work, settle, home)
    families.acts.back.trigger()
    assert work.shell.toasted.startswith("Pilih dulu di Riwayat")
    families.show_record(home, "riwayat", visit.id)
    settle()
    families.acts.back.trigger()
    settle()
    page = work.shell.page
    assert isinstance(page, GiveBackPage)
    press(page.save)
    assert page.reason_row.has_error()
    page.reason.setCurrentIndex(2)
    qtbot.keyClicks(page.note, "KTP terpotong.")
    press(page.save)
    settle()
    said = "Foto atau pindaian tidak terbaca. KTP terpotong."
    assert work.shell.toasted == f"Dikembalikan ke pendamping: {said}"
    back = next(item for item in timeline(kantor, home) if item.kind == "visit")
    assert (back.reason, back.txn) == (said, "")
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert [one.reason for one in record_fates(desk) if one.fate == "dikembalikan"] == [said]
    qtbot.keyClick(work.shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert next(item for item in timeline(kantor, home) if item.kind == "visit").txn == visit.txn
