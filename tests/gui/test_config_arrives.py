"""What the office published reaches forms that are open on a laptop, each by the day it is about."""

from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.gui.pages.graduation.graduation_propose import ProposePage
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.recordings import open_visit
from pkh_desk.gui.work import Work
from pkh_desk.store.office import add_config, shipped_config
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family


@pytest.fixture
def pupil(work: Work) -> str:
    """A family with a child at school."""
    views = [family(work.desk, home) for home in family_ids(work.desk)]
    return next(view.id for view in views if any(m.komponen in ("sd", "smp", "sma") for m in view.members))


def arrive(work: Work, qtbot: QtBot, kind: str, **change: Any) -> None:
    """Let a document be there as an answer brings it, in force from today on."""
    desk: Desk = work.desk
    with desk.write() as session:
        add_config(session, desk.new_id(), kind, desk.today(), shipped_config(kind) | change)
    work.news.look()
    qtbot.waitUntil(work.jobs.idle)


def test_a_new_reason_can_be_chosen_at_once_and_the_chosen_one_stays(
    work: Work, pupil: str, qtbot: QtBot
) -> None:
    form = ProposePage(work.shell, work.desk, pupil)
    work.shell.open_page(form)
    form.reason.set_value("lima_tahun")
    more = [{"code": "bekerja", "words": "Anak sudah bekerja"}, *shipped_config("reasons")["reasons"]]
    arrive(work, qtbot, "reasons", reasons=more)
    assert form.reason.itemText(0) == "Anak sudah bekerja"
    assert form.reason.value() == "lima_tahun"


def test_a_letter_that_is_open_is_drawn_by_the_new_rules(work: Work, pupil: str, qtbot: QtBot) -> None:
    letter = LetterPage(work.shell, work.desk, pupil)
    work.shell.open_page(letter)
    qtbot.waitUntil(work.jobs.idle)
    before = letter.paper.image.copy()
    arrive(work, qtbot, "letter_rules", legal_basis="Permensos 8 Tahun 2026")
    qtbot.waitUntil(lambda: letter.paper.image != before)


def test_attendance_is_judged_by_the_limit_of_the_day_of_the_visit(
    work: Work, pupil: str, qtbot: QtBot
) -> None:
    page = open_visit(work.shell, work.desk, pupil)
    qtbot.waitUntil(work.jobs.idle)
    arrive(work, qtbot, "limits", commitment_percent=80)

    def limits() -> set[int]:
        return {row._limit for row in page.form.commitments.rows}

    assert limits() == {80}
    page.form.on.field.setText(say_date(work.desk.today() - timedelta(1)))
    page.form.on.changed.emit()
    qtbot.waitUntil(lambda: limits() == {85})
