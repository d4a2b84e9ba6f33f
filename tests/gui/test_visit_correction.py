"""Ubah kunjungan: the form filled with what is recorded; a kill in the midst, a return, both sides' marks."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from gui.test_drafts import unlock
from gui.village import settle_village
from helpers.desks import PASSPHRASE, make_desk
from helpers.pictures import picture
from pkh_desk.actions.people.photo import hold_photo
from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.upkeep.draft import CORRECTION, find_draft
from pkh_desk.actions.upkeep.setup import open_home
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.gui.application import Program
from pkh_desk.gui.family_pages import open_correction
from pkh_desk.gui.frame.facts import FAMILIES, SENDING
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.pages.exchange.sending import SendingPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.people.home import HomePage
from pkh_desk.gui.pages.people.visit_correction import CorrectionPage
from pkh_desk.gui.style.theme import QT_ARGUMENTS, TERANG, Theme
from pkh_desk.gui.work import Work
from pkh_desk.settings import Places
from pkh_desk.store.log.merging import HandedOverRow
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import FamilyView, family
from pkh_desk.views.people.recorded_visit import recorded_visit
from pkh_desk.views.upkeep.changes import changes
from pkh_desk.views.upkeep.status import needing_author

CTRL = Qt.KeyboardModifier.ControlModifier
NOTE = "Ditambah sebelum listrik padam"
DAY = date(2026, 11, 20)


@pytest.fixture
def view(work: Work) -> FamilyView:
    """A family with a child at school."""
    views = [family(work.desk, each) for each in family_ids(work.desk)]
    return next(view for view in views if any(m.komponen in ("sd", "smp", "sma") for m in view.members))


@pytest.fixture
def visit_id(work: Work, view: FamilyView, tmp_path: Path) -> str:
    """A visit with everything in it."""
    child = next(m for m in view.members if m.komponen in ("sd", "smp", "sma"))
    first = VisitFields(household_id=view.id, on=date(2026, 11, 10))
    earlier = save_visit(work.desk, VisitDraft(first, [PromiseDraft("Bawa label")]))
    (tmp_path / "a.jpg").write_bytes(picture(90, 60))
    fields = VisitFields(
        household_id=view.id, on=DAY, at="08:15", met="Bu RT", note="Titip.", income=2_150_000
    )
    kept = [recorded_visit(work.desk, earlier).promises[0].id]
    marks = [CommitmentDraft(child.id, False, 82)]
    photos = [hold_photo(work.desk, tmp_path / "a.jpg")[1]]
    return save_visit(work.desk, VisitDraft(fields, [PromiseDraft("Antar", DAY)], marks, photos, kept))


def choose(work: Work, home: str, visit_id: str, qtbot: QtBot) -> FamiliesPage:
    """Choose the visit in the timeline of its family."""
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.show_record(home, "riwayat", visit_id)
    qtbot.waitUntil(lambda: page.detail.timeline.hasFocus() and work.jobs.idle())
    return page


def open_form(work: Work, home: str, visit_id: str, qtbot: QtBot) -> CorrectionPage:
    """Open the form by its key."""
    page = choose(work, home, visit_id, qtbot)
    qtbot.keyClick(page.detail.timeline, Qt.Key.Key_F2)
    qtbot.waitUntil(work.jobs.idle)
    form = work.shell.page
    assert isinstance(form, CorrectionPage)
    return form


def save(work: Work, page: CorrectionPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.form.note, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(work.jobs.idle)


def test_what_is_changed_is_saved_alone_and_taken_back(
    work: Work, view: FamilyView, visit_id: str, qtbot: QtBot, tmp_path: Path
) -> None:
    before = recorded_visit(work.desk, visit_id)
    page = open_form(work, view.id, visit_id, qtbot)
    assert page.which.words.startswith(
        "Mengubah kunjungan Jumat, 20 November 2026 · pukul 08.15 · bertemu Bu"
    )
    form = page.form
    assert QApplication.focusWidget() is form.on.field
    assert (form.at.text(), form.other.text(), form.income.text()) == ("08.15", "Bu RT", "Rp2.150.000")
    assert len(form.photos.state()) == 1
    assert page.changes() == {}
    ticked = next(each for each in page.aside.ticks if each.promise_id == before.kept[0].id)
    assert ticked.box.isChecked()
    assert [each.entry.text() for each in form.promises.rows] == ["Antar"]

    form.note.setPlainText("Titip di dua warung.")
    row = next(each for each in form.commitments.rows if each.percent.text() == "82")
    row.percent.selectAll()
    qtbot.keyClicks(row.percent, "92")
    form.promises.rows[0].entry.setText("Antar ke puskesmas")
    thumb = form.photos._thumbs[before.photos[0]]
    assert thumb is not None
    qtbot.mouseClick(thumb.remove, Qt.MouseButton.LeftButton)
    (tmp_path / "b.jpg").write_bytes(picture(70, 90))
    page.take_photos([tmp_path / "b.jpg"])
    qtbot.waitUntil(work.jobs.idle)
    qtbot.mouseClick(ticked, Qt.MouseButton.LeftButton)
    save(work, page, qtbot)

    assert work.shell.toasted.startswith("Perubahan kunjungan ")
    after = recorded_visit(work.desk, visit_id)
    assert after.fields == before.fields.model_copy(update={"note": "Titip di dua warung."})
    assert [(each.kept, each.percent) for each in after.marks] == [(True, 92)]
    assert [each.text for each in after.promises] == ["Antar ke puskesmas"]
    assert after.kept == ()
    assert len(after.photos) == 1 != len(set(after.photos + before.photos))
    told = {(each.field, each.before, each.after) for each in changes(work.desk, view.id)[0].changes}
    assert told >= {("Catatan", "Titip.", "Titip di dua warung."), ("Kehadiran", "82", "92")}
    assert find_draft(work.desk, CORRECTION, visit_id) is None

    work.shell.take_back()
    qtbot.waitUntil(work.jobs.idle)
    assert recorded_visit(work.desk, visit_id) == before


def test_saving_without_a_change_writes_nothing(
    work: Work, view: FamilyView, visit_id: str, qtbot: QtBot
) -> None:
    acts = len(changes(work.desk, view.id))
    page = open_form(work, view.id, visit_id, qtbot)
    page.form.at.setText("8.15")
    save(work, page, qtbot)
    assert work.shell.toasted == "Tidak ada yang diubah."
    assert len(changes(work.desk, view.id)) == acts


def test_a_visit_that_named_nobody_stays_so(work: Work, view: FamilyView, qtbot: QtBot) -> None:
    bare = save_visit(work.desk, VisitDraft(VisitFields(household_id=view.id, on=DAY)))
    page = open_form(work, view.id, bare, qtbot)
    assert (page.form.met.currentText(), page.form.purpose.currentText()) == (
        "Tidak dicatat",
        "Tidak dicatat",
    )
    assert page.changes() == {}
    page.form.note.setPlainText("Singgah")
    save(work, page, qtbot)
    assert recorded_visit(work.desk, bare).fields == VisitFields(household_id=view.id, on=DAY, note="Singgah")


def test_what_another_visit_answered_or_found_kept_is_shown_and_stays(
    work: Work, view: FamilyView, visit_id: str, qtbot: QtBot
) -> None:
    record = recorded_visit(work.desk, visit_id)
    child, trip = record.marks[0].member_id, record.promises[0].id
    fields = VisitFields(household_id=view.id, on=date(2026, 10, 12))
    marks = [CommitmentDraft(child, True, 95)]
    save_visit(work.desk, VisitDraft(fields, commitments=marks, kept_promises=[trip]))
    page = open_form(work, view.id, visit_id, qtbot)

    def row() -> object:
        return next(each for each in page.form.commitments.rows if each.member_id == child)

    promised = page.form.promises.rows[0]
    assert (promised.text.line.text, promised.remove.isVisible()) == ("Ditepati 12 Oktober 2026.", False)
    assert row().percent.isEnabled()
    page.form.on.field.selectAll()
    qtbot.keyClicks(page.form.on.field, "30 Oktober 2026")
    qtbot.waitUntil(lambda: not row().percent.isEnabled())
    assert row().below.line.text.startswith("Bulan ini sudah dicek pada kunjungan 12 Oktober 2026.")


@pytest.mark.parametrize("why", ["kantor", "diserahkan"])
def test_what_is_not_this_desks_to_change_offers_no_change(
    work: Work, view: FamilyView, visit_id: str, qtbot: QtBot, why: str
) -> None:
    page = choose(work, view.id, visit_id, qtbot)
    assert page.detail.history.change.isVisible()
    with work.desk.keep() as session:
        if why == "kantor":
            session.connection().exec_driver_sql("UPDATE txn SET own = 0 WHERE subject_id = ?", (visit_id,))
        else:
            session.add(HandedOverRow(table_name="household", row_id=view.id, since=work.desk.now()))
    work.shell.data_moved(frozenset({"visit"}))
    qtbot.waitUntil(work.jobs.idle)
    page.detail.history.select(visit_id)
    assert not page.detail.history.change.isVisible()


def test_what_the_office_sent_back_leads_to_the_form_and_is_done_with_it(
    work: Work, view: FamilyView, visit_id: str, qtbot: QtBot
) -> None:
    with work.desk.keep() as session:
        sql = "UPDATE txn SET fate = 'dikembalikan', fate_reason = 'Jam kosong' WHERE subject_id = ?"
        session.connection().exec_driver_sql(sql, (visit_id,))
    page = work.shell.go("beranda")
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: "Perbaiki kunjungan" in [line.button for line in page.tasks.lines])
    page.tasks.buttons[[line.button for line in page.tasks.lines].index("Perbaiki kunjungan")].click()
    qtbot.waitUntil(work.jobs.idle)
    form = work.shell.page
    assert isinstance(form, CorrectionPage)
    assert form.returned.words == "Dikembalikan kantor: Jam kosong"
    form.form.at.setText("09.00")
    save(work, form, qtbot)
    assert needing_author(work.desk) == []
    families = work.shell.page
    assert isinstance(families, FamiliesPage)
    chosen = families.detail.selected_item()
    assert chosen is not None
    assert (chosen.id, chosen.fate) == (visit_id, "belum")


@pytest.fixture
def joined(home: str, desk: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The window of a laptop that belongs to an office."""
    yield from _working(desk, qtbot, qapp)


def test_its_fate_at_kirim_leads_to_the_form(joined: Work, home: str, qtbot: QtBot) -> None:
    visit_id = save_visit(joined.desk, VisitDraft(VisitFields(household_id=home, on=DAY)))
    with joined.desk.keep() as session:
        sql = "UPDATE txn SET fate = 'dikembalikan', fate_reason = 'Jam kosong' WHERE subject_id = ?"
        session.connection().exec_driver_sql(sql, (visit_id,))
    page = joined.shell.go(SENDING)
    assert isinstance(page, SendingPage)
    qtbot.waitUntil(joined.jobs.idle)
    records = page.history.records
    page.history.tabs.pick("catatan")
    records.setCurrentIndex(records.model().index([each.kind for each in records.rows].index("visit"), 0))
    assert page.history.open.words == "Perbaiki kunjungan"
    qtbot.mouseClick(page.history.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(joined.jobs.idle)
    form = joined.shell.page
    assert isinstance(form, CorrectionPage)
    assert form.record.id == visit_id


def correct_and_hang(home: Path, pipe: Connection) -> None:
    """Be a program in which a visit is being corrected, until it is killed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(QT_ARGUMENTS)
    desk = open_home(Places(home), PASSPHRASE)
    raised: list[BaseException] = []
    work = Work(desk, Theme(app, TERANG), Jobs(raised.append, raised.append))
    work.start()
    visit_id = pipe.recv()
    open_correction(work.shell, desk, visit_id)
    page = work.shell.page
    assert isinstance(page, CorrectionPage)
    page.form.note.insertPlainText(NOTE)
    while find_draft(desk, CORRECTION, visit_id) is None and not raised:
        QCoreApplication.processEvents()
    pipe.send([str(each) for each in raised])
    pipe.recv()


def test_a_kill_leaves_the_correction_and_says_of_which_visit(
    tmp_path: Path, qtbot: QtBot, start: Callable[..., Program]
) -> None:
    desk = make_desk(tmp_path / "rumah")
    settle_village(desk, 3, 1)
    home = family_ids(desk)[0]
    visit_id = save_visit(desk, VisitDraft(VisitFields(household_id=home, on=DAY, met="Bu RT")))
    desk.close()
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(
        target=correct_and_hang, args=(tmp_path / "rumah", theirs)
    )
    child.start()
    theirs.close()
    ours.send(visit_id)
    assert ours.poll(60)
    assert ours.recv() == []
    child.kill()
    child.join()

    work = unlock(start(with_desk=False), qtbot)
    assert "Draf perubahan kunjungan 20 November 2026 " in work.shell.notice.words
    qtbot.mouseClick(work.shell.notice.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    page = work.shell.page
    assert isinstance(page, CorrectionPage)
    assert (page.changes(), page.form.other.text()) == ({"note": NOTE}, "Bu RT")
    assert page.resumed.words.startswith("Perubahan ")
    qtbot.mouseClick(page.fresh, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert page.changes() == {}
    assert find_draft(work.desk, CORRECTION, visit_id) is None
