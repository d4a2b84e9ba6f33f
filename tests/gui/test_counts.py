"""The counts that always stand in the window are true after every kind of act, whoever wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.desks import PASSPHRASE, add_family
from helpers.exchange import answer_for, enrol, give_keys, send_up, stick
from helpers.sheets import R1, xlsx
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.setup import open_home
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.gui.frame.facts import FAMILIES, INBOX, SENDING
from pkh_desk.gui.pages.lists.roster import DONE, RosterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.views.upkeep.status import status


@pytest.fixture
def joined(office: Desk, desk: Desk, tmp_path: Path) -> Desk:
    """A laptop that joined an office, everything it has confirmed."""
    give_keys(office)
    enrol(office, desk, tmp_path)
    receive(desk, answer_for(office, desk, tmp_path))
    return desk


@pytest.fixture
def laptop(joined: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The laptop's window."""
    yield from _working(joined, qtbot, qapp)


def shown(work: Work, qtbot: QtBot) -> int:
    """Return how many catatan the window says are unsent, the same in status bar and navigation."""
    for _ in range(2):
        qtbot.waitUntil(work.jobs.idle)
        work.news.look()
    qtbot.waitUntil(work.jobs.idle)
    words = work.shell.status.unsent.words
    count = 0 if words == "Semua sudah terkirim" else int(words.split()[0])
    place = work.shell.nav._buttons[SENDING].accessibleName()
    assert place == (f"Kirim & Terima, {count} menunggu" if count else "Kirim & Terima")
    assert count == status(work.desk).unsent
    return count


def test_what_is_unsent_is_counted_after_every_act(
    laptop: Work, office: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = laptop.desk
    assert shown(laptop, qtbot) == 0
    home = add_family(desk)
    assert shown(laptop, qtbot) == 1
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today())))
    assert shown(laptop, qtbot) == 2
    laptop.undoing.undo()
    laptop.undoing.redo()
    assert shown(laptop, qtbot) == 2
    beside = open_home(desk.places, PASSPHRASE)
    add_family(beside, "NUR'AENI", nik=None, no_kk=None)
    beside.close()
    assert shown(laptop, qtbot) == 3
    import_list(laptop, qtbot, tmp_path)
    held = shown(laptop, qtbot)
    assert held > 3
    send_up(office, desk, tmp_path)
    apply_inbox(office)
    assert shown(laptop, qtbot) == held
    receive(desk, answer_for(office, desk, tmp_path))
    assert shown(laptop, qtbot) == 0


def import_list(work: Work, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx(R1))
    families = work.shell.go(FAMILIES)
    assert isinstance(families, FamiliesPage)
    families.import_roster(path)
    page = work.shell.page
    assert isinstance(page, RosterPage)
    for _step in range(2):
        qtbot.waitUntil(work.jobs.idle)
        page.next.click()
    qtbot.waitUntil(lambda: page._step == DONE)


def test_files_at_the_office_are_counted_until_they_are_applied(
    joined: Desk, office: Desk, qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    for work in _working(office, qtbot, qapp):
        add_family(joined)
        usb = stick(tmp_path, "usb")
        send(joined, usb)
        take_in(office, usb)
        for count, name in ((1, "Kotak masuk, 1 menunggu"), (0, "Kotak masuk")):
            work.news.look()
            qtbot.waitUntil(work.jobs.idle)
            assert work.shell.nav._buttons[INBOX].accessibleName() == name
            assert work.shell.status.unsent.isHidden() is (count == 0)
            apply_inbox(office)
