"""Kunjungan: typed loosely, said back, saved as one act; nothing that was typed is ever lost."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlmodel import func, select

from helpers.desks import PASSPHRASE
from helpers.pictures import picture
from pkh_desk.actions.people.visit import PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.upkeep.draft import VISIT, find_draft
from pkh_desk.desk import open_desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.gui.frame.facts import FAMILIES, PRODUCTS
from pkh_desk.gui.pages.graduation.graduation_propose import ProposePage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.people.visit import VisitPage
from pkh_desk.gui.widgets.calendar import Calendar
from pkh_desk.gui.work import Work
from pkh_desk.store.log.merging import HandedOverRow
from pkh_desk.store.people.file import File
from pkh_desk.store.people.visit import Commitment, Visit
from pkh_desk.views.people.family import FamilyView, family
from pkh_desk.views.people.visit import visit_background

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def home(work: Work, qtbot: QtBot) -> FamilyView:
    """A family with a child at school and an open promise, selected in the list."""
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    qtbot.waitUntil(work.jobs.idle)
    views = [family(work.desk, each) for each in page.chooser.model.ids]
    view = next(view for view in views if any(m.komponen in ("sd", "smp", "sma") for m in view.members))
    fields = VisitFields(household_id=view.id, on=date(2026, 10, 24), note="Titip telur.", income=2_100_000)
    save_visit(work.desk, VisitDraft(fields, [PromiseDraft("Bawa contoh label", date(2026, 11, 12))]))
    page.show_family(view.id)
    qtbot.waitUntil(work.jobs.idle)
    return family(work.desk, view.id)


@pytest.fixture
def visit(work: Work, home: FamilyView, qtbot: QtBot) -> VisitPage:
    """The visit form of that family, opened by its key."""
    return open_form(work, qtbot)


def open_form(work: Work, qtbot: QtBot) -> VisitPage:
    qtbot.keyClick(work.shell, Qt.Key.Key_J, CTRL)
    qtbot.waitUntil(work.jobs.idle)
    page = work.shell.page
    assert isinstance(page, VisitPage)
    return page


def test_a_form_that_opens_takes_another_day_at_once(work: Work, visit: VisitPage, qtbot: QtBot) -> None:
    field = QApplication.focusWidget()
    assert field is visit.form.on.field
    qtbot.keyClicks(field, "kemarin")
    assert visit.form.on.value() == date(2026, 11, 23)


def save(work: Work, visit: VisitPage, qtbot: QtBot) -> None:
    qtbot.keyClick(visit.form.note, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(work.jobs.idle)


def visits(work: Work, home: str) -> list[Visit]:
    with work.desk.read() as session:
        found = select(Visit).where(Visit.household_id == home, Visit.deleted.is_(False))  # type: ignore[attr-defined]
        return list(session.exec(found.order_by(Visit.on.desc())))  # type: ignore[attr-defined]


def promises(work: Work, home: FamilyView) -> dict[str, tuple[date | None, date | None]]:
    return {each.text: (each.due_on, each.done_on) for each in family(work.desk, home.id).promises}


def test_the_calendar_of_a_field_at_the_foot_of_the_screen_opens_above_it(
    visit: VisitPage, qtbot: QtBot
) -> None:
    screen, window, field = visit.screen().availableGeometry(), visit.window(), visit.form.on.field
    window.move(0, screen.bottom() - field.mapTo(window, field.rect().bottomLeft()).y() - 10)
    field.open_calendar()
    calendar = field.findChild(Calendar)
    assert calendar.geometry().bottom() < field.mapToGlobal(field.rect().topLeft()).y()
    calendar.close()


def test_what_is_typed_loosely_is_said_back(home: FamilyView, visit: VisitPage, qtbot: QtBot) -> None:
    form = visit.form
    assert QApplication.focusWidget() is form.on.field
    assert form.income.line.text == "Kunjungan 24 Okt: Rp2.100.000"
    form.on.field.selectAll()
    qtbot.keyClicks(form.on.field, "kemarin")
    assert form.on.line.text == "Senin, 23 November 2026"
    qtbot.keyClick(form.on.field, Qt.Key.Key_Down)
    assert form.on.field.text() == "22 November 2026"
    form.on.field.open_calendar()
    calendar = form.on.field.findChild(Calendar)
    calendar.clicked.emit(QDate(2026, 11, 20))
    assert form.on.line.text == "Jumat, 20 November 2026"
    assert not calendar.isVisible()
    form.at.setFocus()
    qtbot.keyClicks(form.at, "815")
    form.note.setFocus()
    assert form.at.text() == "08.15"
    row = next(each for each in form.commitments.rows if not each.percent.isHidden())
    qtbot.keyClicks(row.percent, "91")
    assert row.answer.value() == "ya"
    row.percent.clear()
    qtbot.keyClicks(row.percent, "82")
    assert row.answer.value() == "tidak"
    assert row.below.line.text.startswith("82% di bawah 85%. Tulis sebabnya")
    qtbot.keyClicks(form.set_aside.field, "150rb")
    assert form.set_aside.line.text == "Seratus lima puluh ribu rupiah"


def test_a_visit_is_saved_as_one_act_and_can_be_taken_back(
    work: Work, home: FamilyView, visit: VisitPage, qtbot: QtBot
) -> None:
    form, met = visit.form, visit.form.met.value()
    form.on.field.selectAll()
    qtbot.keyClicks(form.on.field, "senin lalu")
    qtbot.keyClicks(form.at, "8")
    row = next(each for each in form.commitments.rows if not each.percent.isHidden())
    member = row.member_id
    qtbot.keyClicks(row.percent, "82")
    qtbot.keyClicks(form.set_aside.field, "150rb")
    qtbot.keyClicks(form.income.field, "2,15 jt")
    qtbot.mouseClick(form.willing.buttons["ya"], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.note, "Sakit tiga hari.")
    promise = form.promises.rows[0]
    qtbot.keyClicks(promise.entry, "Antar ke puskesmas")
    qtbot.keyClicks(promise.due.field, "+7")
    qtbot.mouseClick(visit.aside.ticks[0], Qt.MouseButton.LeftButton)
    save(work, visit, qtbot)

    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    assert page.chooser.current == home.id
    assert QApplication.focusWidget() is page.chooser.list
    assert work.shell.toasted.endswith("tersimpan di komputer ini.")
    latest = visits(work, home.id)[0]
    assert (latest.on, latest.at, latest.met) == (date(2026, 11, 23), "08:00", met)
    assert (latest.set_aside, latest.income, latest.willing) == (150_000, 2_150_000, True)
    with work.desk.read() as session:
        (mark,) = session.exec(select(Commitment)).all()
    assert (mark.member_id, mark.kept, mark.percent, mark.month) == (member, False, 82, "2026-11")
    assert promises(work, home)["Antar ke puskesmas"] == (date(2026, 12, 1), None)
    assert promises(work, home)["Bawa contoh label"][1] == latest.on
    assert find_draft(work.desk, VISIT, home.id) is None

    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(work.jobs.idle)
    assert latest.id not in [each.id for each in visits(work, home.id)]
    assert promises(work, home)["Bawa contoh label"][1] is None


def test_what_cannot_be_saved_is_named_and_mended_by_its_link(
    work: Work, home: FamilyView, visit: VisitPage, qtbot: QtBot
) -> None:
    form, before = visit.form, len(visits(work, home.id))
    form.on.field.selectAll()
    qtbot.keyClicks(form.on.field, "31 nov")
    assert not form.on.has_error()
    qtbot.keyClicks(form.income.field, "dua juta")
    save(work, visit, qtbot)
    assert [link.words for link in visit.foot.links] == ["Tanggal kunjungan", "Penghasilan usaha bulan ini"]
    assert QApplication.focusWidget() is form.on.field
    qtbot.mouseClick(visit.foot.links[1], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is form.income.field
    form.income.field.selectAll()
    qtbot.keyClicks(form.income.field, "2jt")
    assert [link.words for link in visit.foot.links] == ["Tanggal kunjungan"]
    assert (form.on.line.text, form.on.line.fix) == ("31 November tidak ada.", "Pakai 30 November 2026")
    form.on.fix_clicked.emit()
    assert form.on.line.text == "Tanggal kunjungan belum terjadi. Rencana ditulis di Tindak lanjut."
    form.on.fix_clicked.emit()
    assert form.on.line.text == "Selasa, 24 November 2026"
    # A date that only saving found wrong is mended in the same words.
    form.on.field.setText("besok")
    save(work, visit, qtbot)
    assert form.on.line.fix == "Pakai 24 November 2026"
    form.on.fix_clicked.emit()
    assert visit.foot.links == []
    assert len(visits(work, home.id)) == before
    save(work, visit, qtbot)
    assert len(visits(work, home.id)) == before + 1


def test_what_was_typed_comes_back_with_photos_and_ticks(
    work: Work, home: FamilyView, visit: VisitPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "foto.jpg"
    path.write_bytes(picture(300, 200))
    visit.take_photos([path])
    qtbot.keyClicks(visit.form.note, "Belum selesai ditulis")
    qtbot.mouseClick(visit.aside.ticks[0].box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    visit.form.promises.rows[0].entry.setFocus()
    qtbot.waitUntil(lambda: find_draft(work.desk, VISIT, home.id) is not None and work.jobs.idle())
    assert work.shell.status.saved.words.startswith("Draf tersimpan di komputer ini · ")
    typed = visit.state()
    qtbot.keyClick(visit.form.note, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert work.shell.status.saved.words.startswith("Semua tersimpan")
    families = work.shell.page
    assert isinstance(families, FamiliesPage)
    qtbot.waitUntil(lambda: families.detail.record.words == "Lanjutkan kunjungan")
    again = open_form(work, qtbot)
    assert again.state() == typed
    assert again.resumed.words.startswith("Draf hari ini")
    assert len(again.form.photos.state()) == 1
    qtbot.mouseClick(again.fresh, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert again.form.note.toPlainText() == ""
    assert find_draft(work.desk, VISIT, home.id) is None


def test_two_seconds_of_typing_are_kept_without_leaving_the_field(
    work: Work, home: FamilyView, visit: VisitPage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(visit.form.note, "sedang mengetik")
    qtbot.waitUntil(lambda: find_draft(work.desk, VISIT, home.id) is not None)
    draft = find_draft(work.desk, VISIT, home.id)
    assert draft is not None
    assert draft.body["values"]["note"] == "sedang mengetik"


def test_photos_fall_on_the_page_are_chosen_and_are_taken_away(
    work: Work,
    home: FamilyView,
    visit: VisitPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, size in (("satu.jpg", 300), ("dua.png", 200)):
        (tmp_path / name).write_bytes(picture(size, 100, "PNG" if name.endswith("png") else "JPEG"))
    (tmp_path / "rusak.jpg").write_bytes(b"bukan foto")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("satu.jpg", "rusak.jpg")])
    fall = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    visit.dropEvent(fall)
    qtbot.waitUntil(work.jobs.idle)
    assert visit.form.photos.trouble.words.startswith("Berkas ini bukan foto")
    qtbot.waitUntil(lambda: not visit.form.photos.trouble.visibleRegion().isEmpty())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tmp_path / "dua.png")], ""))
    qtbot.mouseClick(visit.form.photos.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    first, second = visit.form.photos.state()
    thumb = visit.form.photos._thumbs[first]
    assert thumb is not None
    latest = visit.form.photos._thumbs[second]
    assert latest is not None
    qtbot.waitUntil(lambda: latest.visibleRegion().boundingRect().height() == latest.height())
    qtbot.mouseClick(thumb.remove, Qt.MouseButton.LeftButton)
    assert visit.form.photos.state() == [second]
    save(work, visit, qtbot)
    with work.desk.read() as session:
        (file,) = session.exec(select(File)).all()
    assert (file.sha256, file.owner_id) == (second, visits(work, home.id)[0].id)


def test_a_visit_that_is_refused_stays_on_screen_and_in_its_draft(
    work: Work, home: FamilyView, visit: VisitPage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(visit.form.note, "Tetap ada")
    with work.desk.keep() as session:
        session.add(HandedOverRow(table_name="household", row_id=home.id, since=work.desk.now()))
    save(work, visit, qtbot)
    assert work.shell.page is visit
    assert visit.trouble.words.startswith("Keluarga ini sudah diserahkan")
    draft = find_draft(work.desk, VISIT, home.id)
    assert draft is not None
    assert draft.body["values"]["note"] == "Tetap ada"


def test_saving_with_ctrl_enter_leads_to_the_next_family(
    work: Work, home: FamilyView, visit: VisitPage, qtbot: QtBot
) -> None:
    page = work.shell._stacks[FAMILIES][0]
    assert isinstance(page, FamiliesPage)
    ids = list(page.chooser.model.ids)
    following = ids[ids.index(home.id) + 1]
    qtbot.keyClick(visit.form.note, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(work.jobs.idle)
    assert work.shell.page is page
    assert page.chooser.current == page.detail.family_id == following
    assert visit_background(work.desk, home.id).last is not None


def test_what_another_program_writes_appears_beside_and_the_typing_stays(
    work: Work, home: FamilyView, visit: VisitPage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(visit.form.note, "Sedang diketik")
    other = open_desk(work.desk.places, PASSPHRASE, work.desk.clock)
    fields = VisitFields(household_id=home.id, on=date(2026, 11, 23))
    save_visit(other, VisitDraft(fields, [PromiseDraft("Dari program lain")]))
    other.close()
    qtbot.waitUntil(lambda: len(visit.aside.ticks) == len(home.promises) + 1)
    qtbot.waitUntil(work.jobs.idle)
    assert visit.form.note.toPlainText() == "Sedang diketik"


def test_catat_offers_what_exists_about_the_family_that_is_open(
    work: Work, home: FamilyView, qtbot: QtBot
) -> None:
    menu = work.shell.top.catat.menu()
    assert [act.text().split("\t")[0] for act in menu.actions()] == ["Kunjungan", "Stok", "Calon graduasi"]
    work.shell.visit(PRODUCTS)
    qtbot.waitUntil(work.jobs.idle)
    menu.actions()[2].trigger()
    assert isinstance(work.shell.page, ProposePage)
    work.shell.back()
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.show_family(home.id)
    qtbot.waitUntil(work.jobs.idle)
    qtbot.mouseClick(page.detail.record, Qt.MouseButton.LeftButton)
    assert isinstance(work.shell.page, VisitPage)
    assert work.shell.page.about_family() == home.id


def test_every_field_has_a_name_and_tab_walks_them_in_order(
    work: Work, home: FamilyView, visit: VisitPage, qtbot: QtBot
) -> None:
    form = visit.form
    reached = []
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused.accessibleName()
        reached.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [
        form.on.field,
        form.at,
        form.met,
        form.purpose,
        form.set_aside.field,
        form.income.field,
        form.note,
    ]
    places = [reached.index(each) for each in wanted]
    assert places == sorted(places)
    assert visit.save in reached
    with work.desk.read() as session:
        assert session.exec(select(func.count()).select_from(Commitment)).one() == 0
