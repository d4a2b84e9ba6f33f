"""Beranda: what is to be done in order, one button a row, each leading where it says."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.signature import sign_letter
from pkh_desk.actions.people.visit import PromiseDraft, VisitDraft, save_visit
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.gui.pages.business.products import ProductsPage
from pkh_desk.gui.pages.graduation.graduation_case import CasePage
from pkh_desk.gui.pages.lists.roster import RosterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.people.home import HomePage
from pkh_desk.gui.pages.people.visit import VisitPage
from pkh_desk.gui.words.home_words import greeting
from pkh_desk.gui.work import Work


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with something of every kind to do: a promise, a letter, visits, stock."""
    first, second = add_family(desk, "SITI ROHMAH"), add_family(desk, "UUM UMAYAH", nik=None, no_kk=None)
    add_family(desk, "ENOK MAESAROH", nik=None, no_kk=None)
    eggs = ProductFields(household_id=first, name="Telur asin", unit="butir", low_stock=10)
    move_stock(desk, add_product(desk, eggs), "masuk", 4)
    for stage in ("calon", "siap"):
        take_step(desk, second, StepDraft(stage, desk.today()))
    make_letter(desk, second, LetterWishes(), "cetak")
    desk.clock.forward(days=4)
    on = desk.today() - timedelta(2)
    promises = [PromiseDraft("Buka rekening tabungan", desk.today())]
    save_visit(desk, VisitDraft(VisitFields(household_id=first, on=on), promises))
    return desk


@pytest.fixture
def at_home(busy: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The shell as it opens on that desk."""
    yield from _working(busy, qtbot, qapp)


def home_of(work: Work, qtbot: QtBot) -> HomePage:
    page = work.shell.go("beranda")
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(page, HomePage)
    return page


def press(work: Work, qtbot: QtBot, words: str) -> object:
    """Press the button of a row; return the page it leads to."""
    page = home_of(work, qtbot)
    button = next(button for button in page.tasks.buttons if button.words == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    return work.shell.page


def test_it_is_the_first_place_and_says_what_to_do_in_order(at_home: Work, qtbot: QtBot) -> None:
    page = at_home.shell.page
    assert isinstance(page, HomePage)
    assert page.greeting.text() == "Selamat pagi, Wulan"
    assert page.day.text() == "Sabtu, 28 November 2026 · 3 keluarga"
    assert [(line.title, line.button) for line in page.tasks.lines] == [
        ("Janji Siti Rohmah jatuh tempo hari ini", "Catat kunjungan"),
        ("1 surat pernyataan belum kembali bertanda tangan", "Catat tanda tangan"),
        ("2 keluarga belum dikunjungi bulan ini", "Lihat daftar"),
        ("Telur asin tinggal 4 butir", "Catat stok"),
    ]
    assert [button.property("kind") for button in page.tasks.buttons] == ["primary"] + ["secondary"] * 3
    assert QApplication.focusWidget() is page.tasks.buttons[0]
    assert page.visits.figures == "1 dari 3"
    assert page.stages.counts["surat_dicetak"] == 1
    assert page.recent[0].words[0] == "Siti Rohmah"


def test_every_button_leads_where_it_says(at_home: Work, qtbot: QtBot) -> None:
    visit = press(at_home, qtbot, "Catat kunjungan")
    assert isinstance(visit, VisitPage)
    case = press(at_home, qtbot, "Catat tanda tangan")
    assert isinstance(case, CasePage)
    assert QApplication.focusWidget() is case.sign.on.field
    families = press(at_home, qtbot, "Lihat daftar")
    assert isinstance(families, FamiliesPage)
    assert families.chooser.count.text().startswith("2 keluarga")
    products = press(at_home, qtbot, "Catat stok")
    assert isinstance(products, ProductsPage)
    assert products.detail.shown.product.name == "Telur asin"
    page = home_of(at_home, qtbot)
    qtbot.keyClick(page.recent[0], Qt.Key.Key_Space)
    qtbot.waitUntil(at_home.jobs.idle)
    assert at_home.shell.page.detail.name.text() == "Siti Rohmah"


def test_what_is_done_leaves_and_what_comes_back_stands_first(at_home: Work, qtbot: QtBot) -> None:
    desk, page = at_home.desk, home_of(at_home, qtbot)
    case = press(at_home, qtbot, "Catat tanda tangan")
    letter = case.card.letter.id
    sign_letter(desk, letter, desk.today())
    qtbot.waitUntil(at_home.jobs.idle)
    page = home_of(at_home, qtbot)
    assert len(page.tasks.lines) == 3
    with desk.keep() as session:
        sql = "UPDATE txn SET fate = 'dikembalikan', fate_reason = 'NIK berbeda' WHERE subject_id = ?"
        session.connection().exec_driver_sql(sql, (letter,))
    page.ask()
    qtbot.waitUntil(lambda: len(page.tasks.lines) == 4)
    first = page.tasks.lines[0]
    assert (first.title, first.text) == ("Surat Uum Umayah dikembalikan kantor", "NIK berbeda")
    assert isinstance(press(at_home, qtbot, "Perbaiki surat"), CasePage)


def test_no_more_than_six_rows_and_none_when_all_is_done(at_home: Work, qtbot: QtBot) -> None:
    desk, page = at_home.desk, home_of(at_home, qtbot)
    homes = [add_family(desk, f"IBU {n}", nik=None, no_kk=None) for n in range(5)]
    for home in homes:
        fields = VisitFields(household_id=home, on=desk.today())
        save_visit(desk, VisitDraft(fields, [PromiseDraft("Urus akta", desk.today())]))
    qtbot.waitUntil(lambda: len(page.tasks.lines) == 6)
    assert page.count.text() == "6"


def test_a_quiet_desk_says_how_the_visits_stand(desk: Desk, qtbot: QtBot, qapp: object) -> None:
    home = add_family(desk)
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today())))
    for work in _working(desk, qtbot, qapp):
        page = work.shell.page
        assert page.done.isVisible()
        assert page.done._text.text() == "Tidak ada yang mendesak. 1 dari 1 kunjungan selesai."
        assert not page.tasks.isVisible()


def test_a_new_user_is_led_by_three_steps(empty: Work, qtbot: QtBot) -> None:
    page = home_of(empty, qtbot)
    assert [button.words for button in page.first_steps.buttons] == [
        "Impor dari Excel", "Pilih keluarga", "Cadangkan",
    ]  # fmt: skip
    qtbot.mouseClick(page.first_steps.buttons[2], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.first_steps.buttons) == 2)
    qtbot.mouseClick(page.first_steps.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(empty.jobs.idle)
    assert isinstance(empty.shell.page, RosterPage)
    add_family(empty.desk)
    page = home_of(empty, qtbot)
    (button,) = page.first_steps.buttons
    assert (button.words, button.property("kind")) == ("Pilih keluarga", "primary")


@pytest.mark.parametrize(("hour", "word"), [(8, "pagi"), (11, "siang"), (15, "sore"), (18, "malam")])
def test_the_greeting_follows_the_day(desk: Desk, hour: int, word: str) -> None:
    now = desk.local(desk.now()).replace(hour=hour)
    assert greeting(now, "Wulan Apriyanti") == f"Selamat {word}, Wulan"


def test_an_empty_page_begins_at_its_one_button(empty: Work, qtbot: QtBot) -> None:
    for place, words in (
        ("graduasi", "Usulkan calon"),
        ("produk", "Produk baru"),
        ("beranda", "Impor dari Excel"),
    ):
        empty.shell.go(place)
        qtbot.waitUntil(empty.jobs.idle)
        assert QApplication.focusWidget().accessibleName() == words
    steps = empty.shell.page.first_steps.buttons
    qtbot.keyClick(steps[-1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(empty.shell.page.first_steps.buttons) < len(steps))
    qtbot.waitUntil(lambda: QApplication.focusWidget() in empty.shell.page.first_steps.buttons)
