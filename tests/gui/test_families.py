"""Keluarga: finding, selecting, looking, and noticing what others wrote."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from helpers.desks import PASSPHRASE, add_family
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.desk import open_desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.page import FULL, RAIL, STACKED, Page, width_class
from pkh_desk.gui.paged_model import ROW, Column, PagedModel
from pkh_desk.gui.pages.business.product_form import ProductForm
from pkh_desk.gui.pages.business.products import ProductsPage
from pkh_desk.gui.pages.graduation.graduation_case import CasePage
from pkh_desk.gui.pages.graduation.graduation_propose import ProposePage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.people.family_form import FamilyForm
from pkh_desk.gui.recordings import begin
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.work import Work
from pkh_desk.store.local import Access
from pkh_desk.views.people.family import family


def page_of(work: Work) -> FamiliesPage:
    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    return page


def names(work: Work) -> list[str]:
    model = page_of(work).chooser.model
    return [model.row(at).name for at in range(model.rowCount())]


def filter_by(work: Work, qtbot: QtBot, text: str) -> None:
    field = page_of(work).chooser.filter
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.waitUntil(work.jobs.idle)


def test_the_list_shows_all_families_and_the_first_one_beside_it(work: Work) -> None:
    page = page_of(work)
    assert page.chooser.count.text() == "24 keluarga"
    assert names(work) == sorted(names(work))
    assert page.detail.name.text() == names(work)[0]
    texts = [chip.text() for chip in page.chooser.chips._chips.values()]
    assert texts[0] == "Semua 24"
    assert texts[2] == "Usaha 3"


def test_typing_finds_by_name_number_and_place_and_esc_shows_all_again(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    wanted = family(work.desk, page.chooser.model.ids[5])
    filter_by(work, qtbot, wanted.members[0].name.lower())
    assert wanted.id in page.chooser.model.ids
    filter_by(work, qtbot, wanted.members[0].nik[6:])
    assert list(page.chooser.model.ids) == [wanted.id]
    assert page.detail.family_id == wanted.id
    qtbot.keyClick(page.chooser.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(work.jobs.idle)
    assert page.chooser.model.rowCount() == 24
    assert page.chooser.current == wanted.id


def test_a_name_that_is_not_there_offers_the_nearest(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    wanted = family(work.desk, page.chooser.model.ids[3])
    wrong = wanted.members[0].name.lower().replace("a", "e")
    filter_by(work, qtbot, wrong)
    assert page.chooser._nothing._title.text() == f"Tidak ada “{wrong}”"
    assert page.chooser._nothing._text.text().startswith("Yang paling mirip: ")
    qtbot.mouseClick(page.chooser._near, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert page.chooser.filter.text() == ""
    assert page.detail.name.text() in page.chooser._near.words


def test_the_chosen_visit_shows_the_whole_of_its_note(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    draft = VisitFields(
        household_id=page.detail.family_id, on=work.desk.today(), note="Catatan panjang. " * 60
    )
    save_visit(work.desk, VisitDraft(draft))
    work.news.look()
    shown, timeline = page.detail.happenings, page.detail.timeline
    qtbot.waitUntil(lambda: any("panjang. Catatan" in row.text for row in shown.rows))
    qtbot.waitUntil(work.jobs.idle)
    place = next(at for at, row in enumerate(shown.rows) if "panjang. Catatan" in row.text)
    long, other = shown.index(place, 0), shown.index(0 if place else 1, 0)
    timeline.setCurrentIndex(other)
    folded = timeline.sizeHintForIndex(long).height()
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=timeline.visualRect(long).center())
    qtbot.waitUntil(lambda: timeline.visualRect(long).height() > 3 * folded)
    timeline.setCurrentIndex(other)
    qtbot.waitUntil(lambda: timeline.visualRect(long).height() == folded)


def test_chips_and_order(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    qtbot.mouseClick(page.chooser.chips._chips["calon"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert page.chooser.count.text() == "2 keluarga · calon"
    page.chooser.sort.menu().actions()[2].trigger()
    qtbot.waitUntil(work.jobs.idle)
    days = [page.chooser.model.row(at).when for at in range(2)]
    assert len(set(days)) == 2


def test_arrow_keys_show_the_next_family(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Down)
    qtbot.waitUntil(work.jobs.idle)
    assert page.detail.name.text() == names(work)[1]
    said = page.chooser.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(names(work)[1])


def test_the_number_is_masked_until_the_eye_is_pressed_which_is_noted(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    assert "********" in page.detail.nik.text()
    qtbot.mouseClick(page.detail.eye, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    nik = family(work.desk, page.detail.family_id).members[0].nik
    assert page.detail.nik.text().replace(" ", "") == f"NIK{nik}"
    with work.desk.read() as session:
        noted = [(row.what, row.household_id) for row in session.exec(select(Access)).all()]
    assert noted == [("lihat", page.detail.family_id)]
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Down)
    qtbot.waitUntil(work.jobs.idle)
    assert "********" in page.detail.nik.text()


def test_what_another_program_writes_appears_and_the_selection_stays(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    page.chooser.list.setCurrentIndex(page.chooser.model.index(4, 0))
    qtbot.waitUntil(work.jobs.idle)
    selected = page.detail.family_id
    other = open_desk(work.desk.places, PASSPHRASE, work.desk.clock)
    added = add_family(other, "AAN ROHANAH", nik=None, no_kk=None)
    other.close()
    with qtbot.waitSignal(work.news.moved):
        pass
    qtbot.waitUntil(work.jobs.idle)
    assert page.chooser.model.ids[0] == added
    assert page.chooser.current == selected == page.detail.family_id


def test_one_next_step_is_filled_and_the_rest_stands_in_a_menu_that_keys_reach(
    work: Work, qtbot: QtBot
) -> None:
    page = page_of(work)
    detail, stage = page.detail, {}
    for home in page.chooser.model.ids:
        case = family(work.desk, home).case
        stage.setdefault(case.stage if case else "", home)
    buttons = (detail.way, detail.record, detail.letter)
    for home, filled in ((stage["siap"], detail.letter), (stage[""], detail.record)):
        page.show_family(home)
        qtbot.waitUntil(work.jobs.idle)
        assert [b for b in buttons if b.isVisible() and b.property("kind") == "primary"] == [filled]
    assert (detail.way.isVisible(), detail.way.words) == (True, "Usulkan graduasi")
    work.shell.window().resize(1093, 550)
    assert not detail.way.isVisible()
    acts = {act.text(): act for act in detail.more_acts.entries.actions() if act.isVisible()}
    assert {"Usulkan graduasi", "Buat surat", "Ubah data\tF2"} <= set(acts)
    detail.more_acts.setFocus()
    qtbot.keyClick(detail.more_acts, Qt.Key.Key_Space)
    qtbot.waitUntil(detail.more_acts.entries.isVisible)
    qtbot.keyClick(detail.more_acts.entries, Qt.Key.Key_Return)
    assert isinstance(work.shell.page, FamilyForm)


def test_changing_data_says_so_and_ctrl_z_takes_it_back(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    home = page.detail.family_id
    before = family(work.desk, home).address
    page.detail.change.trigger()
    form = work.shell.page
    assert isinstance(form, FamilyForm)
    assert work.shell.top.title == "Ubah data"
    form.entries["nik"].setText("3604 27 0101")
    form.entries["address"].setText("Kp. Sawah Baru")
    qtbot.keyClick(form.entries["address"], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert form.rows["nik"].has_error()
    assert "10 angka" in form.rows["nik"].line.text
    assert family(work.desk, home).address == before
    form.entries["nik"].setText(form._before["nik"])
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert work.shell.page is page
    assert "tersimpan di komputer ini" in work.shell.toasted
    assert family(work.desk, home).address == "Kp. Sawah Baru"
    assert "Kp. Sawah Baru" in page.detail.more.text()
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert family(work.desk, home).address == before
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert family(work.desk, home).address == "Kp. Sawah Baru"


def press(work: Work, qtbot: QtBot, words: str) -> Page:
    """Press the button of the detail's tab that says so; return the page that is shown then."""
    detail = page_of(work).detail
    body = detail._bodies.currentWidget()
    button = next(b for b in body.findChildren(Button) if b.isVisible() and b.accessibleName() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    return work.shell.page


def test_the_tabs_of_business_and_graduation_lead_to_their_pages(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    views = [family(work.desk, home) for home in page.chooser.model.ids]
    candidate = next(view for view in views if view.case is not None and view.products)
    other = next(view for view in views if view.case is None)
    page.show_family(candidate.id)
    qtbot.waitUntil(work.jobs.idle)
    page.detail.tabs.pick("graduasi")
    opened = press(work, qtbot, "Buka tahap graduasi")
    assert isinstance(opened, CasePage)
    assert opened.family_id == candidate.id
    work.shell.back()
    page.detail.tabs.pick("usaha")
    opened = press(work, qtbot, "Tambah produk")
    assert isinstance(opened, ProductForm)
    assert opened.picker.family_id == candidate.id
    work.shell.back()
    wanted = candidate.products[-1]
    opened = press(work, qtbot, f"Lihat stok {wanted.name}")
    assert isinstance(opened, ProductsPage)
    assert opened.detail.shown.product.id == wanted.id
    work.shell.go(FAMILIES)
    page.show_family(other.id)
    qtbot.waitUntil(work.jobs.idle)
    page.detail.tabs.pick("graduasi")
    opened = press(work, qtbot, "Usulkan graduasi")
    assert isinstance(opened, ProposePage)
    assert opened.picker.family_id == other.id


def test_a_candidate_is_recorded_from_the_menu_with_or_without_a_family(work: Work, qtbot: QtBot) -> None:
    home = page_of(work).detail.family_id
    work.shell.record("calon")
    assert isinstance(work.shell.page, ProposePage)
    assert work.shell.page.picker.family_id == home
    work.shell.back()
    begin(work.shell, work.desk, "calon", "")
    assert isinstance(work.shell.page, ProposePage)
    assert work.shell.page.picker.family_id == ""


def test_larger_text_leaves_the_chosen_family_in_view(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_End)
    work.shell.theme.resize(150)
    rows, last = page.chooser.list, page.chooser.list.currentIndex()
    qtbot.waitUntil(lambda: rows.viewport().rect().contains(rows.visualRect(last).center()))
    work.shell.theme.resize(100)


def test_enter_goes_on_to_the_family_beside_the_list(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Return)
    qtbot.waitUntil(page.detail.tabs.hasFocus)
    qtbot.mouseClick(page.chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 30))
    qtbot.waitUntil(work.jobs.idle)
    assert page.chooser.list.hasFocus()


def test_a_narrow_window_stacks_list_and_detail(work: Work, qtbot: QtBot) -> None:
    page, window = page_of(work), work.shell.window()
    window.resize(1093, 550)
    assert "Ringkasan" in [page.detail.tabs.tabText(i) for i in range(page.detail.tabs.count())]
    assert not page.detail._facts.isVisible()
    window.resize(911, 480)
    assert page.chooser.isVisible()
    assert not page.detail.isVisible()
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Return)
    qtbot.waitUntil(work.jobs.idle)
    assert page.detail.isVisible()
    assert work.shell.top.crumb.words == "Keluarga"
    assert work.shell.top.title == page.detail.name.text()
    qtbot.mouseClick(work.shell.top.crumb, Qt.MouseButton.LeftButton)
    assert page.chooser.isVisible()
    assert work.shell.top.title == "Keluarga"


def test_width_classes_follow_the_text_size_too() -> None:
    assert [width_class(width, 100) for width in (1366, 1240, 1239, 1000, 999)] == [
        FULL, FULL, RAIL, RAIL, STACKED,
    ]  # fmt: skip
    assert width_class(1366, 125) == RAIL


def test_f6_and_tab_reach_every_pane(work: Work, qtbot: QtBot) -> None:
    page = page_of(work)
    page.chooser.list.setFocus()
    reached = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        panes = {
            "nav": work.shell.nav,
            "list": page.chooser,
            "detail": page.detail,
            "status": work.shell.status,
        }
        reached.append(next(name for name, pane in panes.items() if pane.isAncestorOf(focused)))
    assert reached == ["detail", "status", "nav", "list"]


def test_nothing_flashes_as_a_window_of_its_own(work: Work, qtbot: QtBot, qapp: QApplication) -> None:
    class Watch(QObject):
        shown: list[QObject] = []  # noqa: RUF012 (one test, one watch)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    page = page_of(work)
    for emit in (page.detail.edit.emit, page.detail.write_letter.emit):
        emit(page.detail.family_id)
        qtbot.waitUntil(work.jobs.idle)
        work.shell.back()
    qapp.removeEventFilter(watch)
    assert watch.shown == []


def test_a_backup_is_made_from_the_status_bar(work: Work, qtbot: QtBot) -> None:
    assert work.shell.status.backup.words == "Belum ada cadangan"
    qtbot.mouseClick(work.shell.status.backup._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.jobs.idle() and "hari ini" in work.shell.status.backup.words)
    assert work.shell.toasted == "Cadangan dibuat dan sudah diperiksa."
    assert len(work.desk.backups.list()) == 1


def test_only_the_blocks_that_are_looked_at_are_read(qtbot: QtBot) -> None:
    asked: list[int] = []

    def read(ids: list[str]) -> list[str]:
        asked.append(len(ids))
        return [f"keluarga {row_id}" for row_id in ids]

    model: PagedModel[str] = PagedModel(read, [Column("Nama", str)], str)
    model.show_ids([str(n) for n in range(60_000)])
    assert model.index(59_999, 0).data(ROW) == "keluarga 59999"
    assert model.index(0, 0).data() == "keluarga 0"
    assert model.index_of("123").row() == 123
    assert asked == [100, 100]


def test_pictures_are_taken_without_an_event_loop(village: object, tmp_path: Path) -> None:
    from pkh_desk.gui.pictures import take_pictures

    taken = take_pictures(village, tmp_path / "gambar")
    assert len(taken) >= 6
    assert all(path.stat().st_size > 10_000 for path in taken)
