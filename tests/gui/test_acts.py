"""Every act of the window is told by one toast, taken back by Ctrl+Z, and listed in Riwayat perubahan."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from gui.rounds import families, laptops, proposals, telling_family
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import DECISIONS, GRADUATION, PRODUCTS
from pkh_desk.gui.pages.office.places import CONFIG
from pkh_desk.gui.pages.office.wording import WordingPage
from pkh_desk.gui.pages.people.family_exit import ExitPage
from pkh_desk.gui.paper.paper_doors import open_book, open_desa_papers
from pkh_desk.gui.recordings import open_visit
from pkh_desk.gui.work import Work
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.log.merging import Conflict
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.views.graduation.pipeline import pipeline
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family
from pkh_desk.views.upkeep.changes import changes

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
MERGING = {"base_at", "base_txn", "change", "heads", "deleted", "updated_at"}


class Doing:
    """Hands at the window of a desk."""

    def __init__(self, work: Work, qtbot: QtBot) -> None:
        self.work, self.desk, self.qtbot = work, work.desk, qtbot

    @property
    def page(self) -> Any:
        """The page on screen."""
        return self.work.shell.page

    def wait(self) -> None:
        """Let everything that was begun end, and be heard of."""
        for _ in range(2):
            self.qtbot.waitUntil(self.work.jobs.idle)
            self.work.news.look()
            QApplication.processEvents()
        self.qtbot.waitUntil(self.work.jobs.idle)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
        """Press a key where the focus is; with Ctrl unless told otherwise."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.work.shell, key, modifier)
        self.wait()

    def take_back(self) -> None:
        """Take it back by what the toast shows: Ctrl+Z, or its button while one types."""
        toast = self.work.shell._toast
        if toast._key.isHidden():
            toast.button.click()
            self.wait()
        else:
            self.key(Qt.Key.Key_Z)

    def write(self, entry: QWidget, text: str) -> None:
        """Replace what stands in a field."""
        assert isinstance(entry, QLineEdit)
        entry.setFocus()
        entry.clear()
        self.qtbot.keyClicks(entry, text)
        self.wait()


Act = Callable[[Doing], Iterator[None]]
"""What is prepared, then a `yield`, then the act itself."""


def change_data(at: Doing) -> Iterator[None]:
    families(at.work, telling_family(at.desk)).detail.edit.emit(telling_family(at.desk))
    at.wait()
    at.write(at.page.entries["address"], "Kp. Sawah Baru")
    yield
    at.key(Qt.Key.Key_S)


def visit(at: Doing) -> Iterator[None]:
    open_visit(at.work.shell, at.desk, telling_family(at.desk))
    at.wait()
    at.qtbot.keyClicks(at.page.form.note, "Pesanan naik.")
    yield
    at.key(Qt.Key.Key_S)


def add_product(at: Doing) -> Iterator[None]:
    families(at.work, telling_family(at.desk)).detail.add_product.emit(telling_family(at.desk))
    at.wait()
    at.write(at.page.entries["name"], "Kue jahe")
    at.write(at.page.entries["unit"], "toples")
    yield
    at.key(Qt.Key.Key_S)


def move_stock(at: Doing) -> Iterator[None]:
    at.work.shell.go(PRODUCTS)
    at.wait()
    at.page.detail.buttons["masuk"].click()
    at.write(at.page.detail.entry.entries["quantity"], "5")
    yield
    at.key(Qt.Key.Key_Return, NONE)


def take_back_stock(at: Doing) -> Iterator[None]:
    at.work.shell.go(PRODUCTS)
    at.wait()
    ledger = at.page.detail.ledger
    ledger.setFocus()
    ledger.setCurrentIndex(ledger.model().index(0, 0))
    yield
    at.key(Qt.Key.Key_Delete, NONE)


def propose(at: Doing) -> Iterator[None]:
    home = next(each for each in family_ids(at.desk) if family(at.desk, each).case is None)
    families(at.work, home).detail.propose.emit(home)
    at.wait()
    yield
    at.key(Qt.Key.Key_S)


def step_on(at: Doing) -> Iterator[None]:
    for _ in propose(at):
        pass
    case_of(at, "calon")
    yield
    at.key(Qt.Key.Key_S)


def step_back(at: Doing) -> Iterator[None]:
    case_of(at, "siap")
    at.write(at.page.back.entry, "Usahanya sedang sepi")
    yield
    at.page.back.button.click()
    at.wait()


def void_letter(at: Doing) -> Iterator[None]:
    home = next(card.household_id for card in pipeline(at.desk) if card.case.stage == "siap")
    make_letter(at.desk, home, LetterWishes(), "cetak")
    at.work.shell.go(GRADUATION)
    open_book(at.work.shell, at.desk)
    at.wait()
    card = at.page.card
    card.start.click()
    at.write(card.reason, "Nama salah")
    yield
    card.sure.click()
    at.wait()


def name_head(at: Doing) -> Iterator[None]:
    at.work.shell.go(GRADUATION)
    open_desa_papers(at.work.shell, at.desk)
    at.wait()
    head = at.page.form.head
    head.edit.click()
    at.write(head.name, "Ujang Suherman")
    yield
    head.keep.click()
    at.wait()


def case_of(at: Doing, stage: str) -> None:
    home = next(card.household_id for card in pipeline(at.desk) if card.case.stage == stage)
    at.work.shell.go(GRADUATION).open_case(home)  # type: ignore[attr-defined]
    at.wait()


def leave_program(at: Doing) -> Iterator[None]:
    families(at.work, telling_family(at.desk))
    at.work.shell.open_page(ExitPage(at.work.shell, at.desk, telling_family(at.desk)))
    at.wait()
    at.page.status.set_value("pindah")
    at.write(at.page.entry, "Pindah ke Cilegon")
    yield
    at.key(Qt.Key.Key_S)


def decide(at: Doing) -> Iterator[None]:
    at.work.shell.go(DECISIONS)
    at.wait()
    at.key(Qt.Key.Key_2, NONE)
    yield
    at.key(Qt.Key.Key_Return)


def accept(at: Doing) -> Iterator[None]:
    proposals(at.work, "ditandatangani")
    at.wait()
    yield
    at.key(Qt.Key.Key_Return)


def revoke(at: Doing) -> Iterator[None]:
    page = laptops(at.work)
    at.wait()
    page._current = next(row.id for row in page._rows if row.state == "aktif")
    page._read()
    at.wait()
    yield
    page.detail.revoke_button.click()
    at.wait()


def publish_terms(at: Doing) -> Iterator[None]:
    at.work.shell.go(CONFIG)
    at.wait()
    at.page.list.select("limits")
    entry = at.page.form.rows["commitment_percent",].entry
    at.write(entry, "80")
    yield
    at.page.publish.click()
    at.wait()


def publish_wording(at: Doing) -> Iterator[None]:
    at.work.shell.open_page(WordingPage(at.work.shell, at.desk))
    at.wait()
    at.page.list.select("letter.pernyataan")
    at.wait()
    at.page.form.rows["closing"].entry.insertPlainText("Demikian. ")
    at.wait()
    yield
    at.page.publish.click()
    at.wait()


def reassign(at: Doing) -> Iterator[None]:
    page = laptops(at.work)
    at.wait()
    with at.desk.read() as session:
        heni = session.exec(select(Petugas.id)).first()
    yield
    page.detail.give.emit(list(family_ids(at.desk)[-2:]), heni, "Heni", "Mulai Desember")
    at.wait()


AT_THE_LAPTOP: list[Act] = [
    change_data,
    visit,
    add_product,
    take_back_stock,
    move_stock,
    propose,
    step_on,
    step_back,
    leave_program,
    void_letter,
    name_head,
]
AT_THE_OFFICE: list[Act] = [decide, accept, publish_terms, publish_wording, reassign, revoke]
IN_NO_LOG: list[Act] = [revoke]
"""Acts of one computer alone: only what their toast offers takes them back."""


def standing(desk: Desk) -> Counter[tuple[str, ...]]:
    """Return what stands in the data: live rows without the marks of merging, and facts that hold.

    A fact that comes back has another id.
    """
    found: Counter[tuple[str, ...]] = Counter()
    with desk.read() as session:
        for name, noun in nouns().items():
            rows = [dict(row) for row in session.connection().execute(select(noun.table)).mappings()]
            reversals = {row["reverses"]: row["id"] for row in rows if row.get("reverses")}
            for row in rows:
                if not row.get("deleted") and not row.get("reverses") and holds(row["id"], reversals):
                    marks = MERGING | ({"id"} if noun.fact else set())
                    found[name, *(f"{key}={value}" for key, value in row.items() if key not in marks)] += 1
        found.update((known.id, known.state) for known in session.exec(select(KnownDesk)))
        found.update((one.kind, one.key) for one in session.exec(select(Conflict)))
    return found


def holds(fact: str, reversals: dict[str, str]) -> bool:
    """Tell whether a fact holds: none reverses it, or none that does holds."""
    return fact not in reversals or not holds(reversals[fact], reversals)


def broken_promises(at: Doing, acts: list[Act], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do each act and press Ctrl+Z; return what was not as its toast says."""
    said: list[tuple[str, bool]] = []
    toast = at.work.shell.toast

    def listen(
        text: str, undo: Callable[[], object] | None = None, *, icon: str = "checkmark_circle"
    ) -> None:
        said.append((text, undo is not None))
        toast(text, undo, icon=icon)

    monkeypatch.setattr(at.work.shell, "toast", listen)
    found = []
    for act in acts:
        doing = act(at)
        next(doing)
        was, listed = standing(at.desk), len(changes(at.desk, limit=2_000))
        said.clear()
        assert next(doing, None) is None
        name = act.__name__
        if [undoable for _, undoable in said] != [True]:
            found.append(f"{name}: told {said}")
        if standing(at.desk) == was:
            found.append(f"{name}: nothing was done")
        if act not in IN_NO_LOG and len(changes(at.desk, limit=2_000)) == listed:
            found.append(f"{name}: not in Riwayat")
        at.take_back()
        if standing(at.desk) != was:
            found.append(f"{name}: not as before: {[*(standing(at.desk) - was), *(was - standing(at.desk))]}")
    return found


def test_acts_at_a_laptop(work: Work, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    found = broken_promises(Doing(work, qtbot), AT_THE_LAPTOP, monkeypatch)
    assert not found, "\n".join(found)


def test_acts_at_an_office(filled: Work, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    found = broken_promises(Doing(filled, qtbot), AT_THE_OFFICE, monkeypatch)
    assert not found, "\n".join(found)


def test_a_local_act_is_taken_back_and_not_the_one_before(
    work: Work, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = Doing(work, qtbot)
    home = telling_family(at.desk)
    edit_household(at.desk, home, {"address": "KP. BARU"})
    page = open_visit(work.shell, at.desk, home)
    at.qtbot.keyClicks(page.form.note, "Pesanan naik.")
    page._start_afresh()
    assert page.form.note.toPlainText() == ""
    work.shell.nav.setFocus()
    at.key(Qt.Key.Key_Z)
    assert page.form.note.toPlainText() == "Pesanan naik."
    assert family(at.desk, home).address == "KP. BARU"
