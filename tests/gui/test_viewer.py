"""Photos of a visit and scans of a letter: opened from the family's page, turned over, saved, left by Esc."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlmodel import select

from helpers.cases import held
from helpers.papers import letter_again
from helpers.pictures import picture
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.signature import sign_letter
from pkh_desk.actions.people.photo import shrink
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.people.viewer import ViewerPage
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.work import Work
from pkh_desk.store.local import Access


def viewer(work: Work, qtbot: QtBot) -> ViewerPage:
    qtbot.waitUntil(work.jobs.idle)
    page = work.shell.page
    assert isinstance(page, ViewerPage)
    return page


def families(work: Work) -> FamiliesPage:
    page = work.shell.page
    assert isinstance(page, FamiliesPage)
    return page


def noted(work: Work) -> list[str]:
    with work.desk.read() as session:
        return [row.what for row in session.exec(select(Access)).all()]


def test_photos_of_a_visit_are_looked_at_from_the_timeline(work: Work, qtbot: QtBot) -> None:
    page, desk = families(work), work.desk
    home = page.detail.family_id
    photos = [shrink(picture(width, 300)) for width in (500, 700)]
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today()), photos=photos))
    lines = page.detail.happenings
    qtbot.waitUntil(lambda: work.jobs.idle() and lines.rows and lines.rows[0].link == "Lihat 2 foto")
    assert "Lihat 2 foto" in lines.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    page.detail.timeline.setCurrentIndex(lines.index(0, 0))
    qtbot.keyClick(page.detail.timeline, Qt.Key.Key_Return)
    shown = viewer(work, qtbot)
    assert shown.place.text() == "Foto 1 dari 2"
    # The picture lies on its side: its height is what was its width.
    assert shown.picture.image.height() == 500
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.waitUntil(work.jobs.idle)
    assert (shown.place.text(), shown.picture.image.height()) == ("Foto 2 dari 2", 700)
    assert not shown.after.isEnabled()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert work.shell.page is page
    assert noted(work) == ["lihat"]
    point = page.detail.timeline.visualRect(lines.index(0, 0)).center()
    qtbot.mouseClick(page.detail.timeline.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert viewer(work, qtbot).place.text() == "Foto 1 dari 2"


def test_what_links_to_nothing_stays_closed(work: Work, qtbot: QtBot) -> None:
    page = families(work)
    page.show_family(page.chooser.model.ids[0])
    qtbot.waitUntil(work.jobs.idle)
    page.detail.timeline.setCurrentIndex(page.detail.happenings.index(0, 0))
    qtbot.keyClick(page.detail.timeline, Qt.Key.Key_Return)
    assert work.shell.page is page


def test_a_scanned_letter_is_seen_and_saved_as_it_is(
    work: Work, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = families(work), work.desk
    home = next(home for home in page.chooser.model.ids if home != page.detail.family_id)
    take_step(desk, home, StepDraft("calon", desk.today() - timedelta(9)))
    take_step(desk, home, StepDraft("siap", desk.today() - timedelta(5)))
    letter = make_letter(desk, home, LetterWishes(), "cetak")
    pdf = letter_again(desk, letter.id)
    sign_letter(desk, letter.id, desk.today(), [held(desk, pdf)])
    qtbot.waitUntil(work.jobs.idle)
    page.show_family(home)
    qtbot.waitUntil(work.jobs.idle)
    page.detail.tabs.pick("surat")
    button = next(
        b for b in page.detail.findChildren(Button) if b.words == "Lihat pindaian" and b.isVisible()
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    shown = viewer(work, qtbot)
    assert not shown.picture.image.isNull()
    assert "PDF" in shown.place.text()
    asked: list[str] = []

    def answer(_parent: object, _title: str, proposed: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "surat"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    qtbot.mouseClick(shown.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert asked == [f"pindaian-{letter.code}-1.pdf"]
    assert (tmp_path / "surat.pdf").read_bytes() == pdf
    assert work.shell.toasted == "Pindaian disimpan sebagai surat.pdf."
    assert noted(work) == ["lihat", "ekspor"]
