"""Ketentuan: what the office publishes, changed in forms that show what they change."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.exchange import give_keys
from pkh_desk.actions.office.config import body_on, shipped_body
from pkh_desk.actions.upkeep.draft import find_draft
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.gui.pages.office.config import ConfigPage
from pkh_desk.gui.pages.office.places import CONFIG
from pkh_desk.gui.widgets.entry_rows import EntryPart, EntryParts, EntryRows
from pkh_desk.gui.work import Work
from pkh_desk.views.office.config import config_kinds

PERCENT = ("commitment_percent",)


@pytest.fixture
def work(office: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window at Ketentuan."""
    give_keys(office)
    yield from _working(office, qtbot, qapp, CONFIG)


@pytest.fixture
def page(work: Work) -> ConfigPage:
    assert isinstance(work.shell.page, ConfigPage)
    return work.shell.page


def type_in(page: ConfigPage, path: tuple[str, ...], text: str) -> None:
    entry = page.form.rows[path].entry
    entry.selectAll()
    entry.insert(text)
    entry.textEdited.emit(text)


def said(page: ConfigPage) -> list[str]:
    return [each.text() for each in page.side.changes.findChildren(QLabel) if not each.isHidden()]


def link(page: ConfigPage, name: str) -> QPushButton:
    return next(each for each in page.side.findChildren(QPushButton) if each.accessibleName() == name)


def test_a_change_is_shown_before_it_is_published_from_its_day_on(
    page: ConfigPage, office: Desk, work: Work, qtbot: QtBot
) -> None:
    type_in(page, PERCENT, "80")
    qtbot.waitUntil(lambda: "85  →  80" in said(page))
    tomorrow = office.today() + timedelta(1)
    page.side.since.field.setText(say_date(tomorrow))
    page.publish.click()
    qtbot.waitUntil(lambda: page.list.current is not None and page.list.current.coming is not None)
    qtbot.waitUntil(work.jobs.idle)
    assert body_on(office, "limits", office.today())["commitment_percent"] == 85
    assert body_on(office, "limits", tomorrow)["commitment_percent"] == 80
    assert page.form.body()["commitment_percent"] == 85
    assert "versi 1 terbit" in work.shell.toasted

    link(page, "Pakai isinya, versi 1").click()
    qtbot.waitUntil(lambda: page.form.body()["commitment_percent"] == 80)
    link(page, "Tarik, versi 1").click()
    qtbot.waitUntil(lambda: config_kinds(office)[0].coming is None)


def test_in_a_small_window_the_count_of_changes_leads_to_them(
    page: ConfigPage, work: Work, qtbot: QtBot
) -> None:
    assert page.side.count.words == "Belum ada perubahan"
    page.window().resize(911, 480)
    type_in(page, PERCENT, "80")
    qtbot.waitUntil(lambda: page.side.count.words == "1 perubahan")
    qtbot.waitUntil(work.jobs.idle)
    assert page.side.changes.visibleRegion().isEmpty()
    page.side.count.click()
    qtbot.waitUntil(lambda: not page.side.changes.visibleRegion().isEmpty())


def test_what_is_wrong_is_said_at_its_field_and_named_below(
    page: ConfigPage, office: Desk, qtbot: QtBot
) -> None:
    type_in(page, PERCENT, "850")
    qtbot.waitUntil(lambda: page.form.rows[PERCENT].has_error())
    page.publish.click()
    qtbot.waitUntil(lambda: [fault.name for fault in page.foot.faults] == ["Kehadiran paling sedikit (%)"])
    type_in(page, PERCENT, "84")
    qtbot.waitUntil(lambda: not page.foot.faults)
    page.side.since.field.setText(say_date(office.today() - timedelta(1)))
    page.publish.click()
    assert page.side.since.has_error()
    assert config_kinds(office)[0].versions == ()


def test_rows_are_added_and_removed_and_what_was_typed_comes_back(
    page: ConfigPage, office: Desk, work: Work, qtbot: QtBot
) -> None:
    page.list.select("reasons")
    rows = page.form.rows["reasons",].entry
    assert isinstance(rows, EntryRows)
    rows.rows[1].remove.click()
    rows.add.click()
    rows.rows[-1].entries["words"].insert("Anak sudah bekerja")
    rows.rows[-1].entries["words"].textEdited.emit("")
    work.shell.go("dasbor")
    qtbot.waitUntil(lambda: find_draft(office, CONFIG, "reasons") is not None)
    work.shell.go(CONFIG)
    page.publish.click()
    qtbot.waitUntil(lambda: any(each.versions for each in config_kinds(office)))
    codes = [each["code"] for each in body_on(office, "reasons", office.today())["reasons"]]
    assert codes == ["ekonomi_membaik", "lima_tahun", "aparatur", "lainnya", "anak_sudah_bekerja"]
    qtbot.waitUntil(lambda: find_draft(office, CONFIG, "reasons") is None)


def test_a_session_is_renamed_moved_added_and_taken_out_with_a_preview(
    page: ConfigPage, office: Desk, work: Work, qtbot: QtBot
) -> None:
    page.list.select("modules")
    modules = page.form.rows["modules",].entry
    assert isinstance(modules, EntryParts)
    assert page.form.body()["modules"] == body_on(office, "modules", office.today())["modules"]
    money = modules.rows[1]
    assert isinstance(money, EntryPart)
    money.inner.rows[2].entries["title"].setText("Merintis Usaha")
    money.inner.rows[2].up.click()
    money.inner.rows[0].remove.click()
    money.inner.add.click()
    money.inner.rows[-1].entries["title"].insert("Membuat Anggaran")
    money.inner.rows[-1].entries["title"].textEdited.emit("")
    qtbot.waitUntil(lambda: "belum ada  →  Membuat Anggaran" in said(page))
    assert {"Memulai Usaha  →  Merintis Usaha", "Mengelola Keuangan Keluarga  →  dihapus"} <= set(said(page))
    page.publish.click()
    qtbot.waitUntil(lambda: page.list.current is not None and page.list.current.now is not None)
    qtbot.waitUntil(work.jobs.idle)
    sessions = body_on(office, "modules", office.today())["modules"][1]["sessions"]
    assert sessions == [
        {"code": "memulai_usaha", "title": "Merintis Usaha"},
        {"code": "meminjam_menabung", "title": "Cermat Meminjam dan Menabung"},
        {"code": "membuat_anggaran", "title": "Membuat Anggaran"},
    ]
    assert "Modul P2K2 versi 1 terbit" in work.shell.toasted
    link(page, "Pakai isinya, versi 0").click()
    qtbot.waitUntil(lambda: "Merintis Usaha  →  Memulai Usaha" in said(page))
    qtbot.waitUntil(lambda: page.form.body() == shipped_body("modules"))


def test_every_kind_opens_and_what_was_typed_can_be_put_back(
    page: ConfigPage, office: Desk, qtbot: QtBot
) -> None:
    for view in page.list.rows:
        page.list.select(view.kind)
        assert page.form.body().keys() == body_on(office, view.kind, office.today()).keys()
        qtbot.waitUntil(lambda: "Belum ada yang berubah" in " ".join(said(page)))
    page.list.select("limits")
    type_in(page, PERCENT, "80")
    page._restore()
    qtbot.waitUntil(lambda: page.form.body()["commitment_percent"] == 85)
