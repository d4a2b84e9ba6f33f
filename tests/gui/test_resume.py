"""After an interruption every form that keeps a draft is offered by its name and opens again."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.desks import add_family
from helpers.exchange import enrol, send_up
from pkh_desk.actions.business.product import add_product
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.draft import DraftView, keep_draft
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.gui.draft_keeper import LEFT, LOCKED, DraftKeeper
from pkh_desk.gui.resume import DOORS, go_on, interrupted, say_interrupted
from pkh_desk.gui.work import Work
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.timeline import timeline

KEEPERS = re.compile(r'DraftKeeper\(\s*self, (?:self\.)?desk, "?(\w+)"?,')


def resumed(work: Work, qtbot: QtBot, form: str, subject: str) -> tuple[str, str]:
    """Leave what stands in a form by a lock; return how it is offered, and the page that opens then."""
    desk, shell = work.desk, work.shell

    def keeper_of(draft: DraftView) -> DraftKeeper:
        go_on(shell, desk, draft)
        qtbot.waitUntil(work.jobs.idle)
        return next(each for each in shell.page.findChildren(DraftKeeper) if each._key == (form, subject))

    values = keeper_of(DraftView(form, subject, 0, {}))._read()
    shell.back()
    qtbot.waitUntil(work.jobs.idle)
    keep_draft(desk, form, subject, {"state": LOCKED, "values": values})
    found = interrupted(desk)
    assert found is not None
    said = say_interrupted(desk, found)
    keeper_of(found.draft)
    name = type(shell.page).__name__
    shell.back()
    qtbot.waitUntil(work.jobs.idle)
    keep_draft(desk, form, subject, {"state": LEFT, "values": values})
    assert interrupted(desk) is None
    return re.sub(r" pukul .*", "", said), name


def test_every_form_that_keeps_a_draft_has_a_door() -> None:
    kept = set()
    for path in Path("src/pkh_desk/gui").rglob("*.py"):
        for name in KEEPERS.findall(path.read_text(encoding="utf-8")):
            module = import_module(".".join(path.with_suffix("").parts[1:]))
            kept.add(getattr(module, name, name))
    assert kept == set(DOORS)


def test_forms_of_a_laptop(work: Work, qtbot: QtBot) -> None:
    desk = work.desk
    home = add_family(desk)
    take_step(desk, home, StepDraft("calon", desk.today()))
    eggs = add_product(desk, ProductFields(household_id=home, name="Telur asin", unit="butir"))
    visit = save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today())))
    qtbot.waitUntil(work.jobs.idle)
    told = {
        (form, subject): resumed(work, qtbot, form, subject)
        for form, subject in (
            ("kunjungan", home),
            ("koreksi", visit),
            ("calon", ""),
            ("graduasi", home),
            ("keluar", home),
            ("gabung", home),
            ("produk", eggs),
            ("produk", home),
            ("produk", ""),
            ("berkas_desa", ""),
        )
    }
    assert list(told.values()) == [
        ("Draf kunjungan Sarmunah", "VisitPage"),
        ("Draf perubahan kunjungan 24 November 2026 Sarmunah", "CorrectionPage"),
        ("Draf calon graduasi", "ProposePage"),
        ("Draf tahap graduasi Sarmunah", "CasePage"),
        ("Draf keluarnya keluarga Sarmunah", "ExitPage"),
        ("Draf penggabungan Sarmunah", "TwinPage"),
        ("Draf produk Telur asin", "ProductForm"),
        ("Draf produk baru Sarmunah", "ProductForm"),
        ("Draf produk baru", "ProductForm"),
        ("Draf berkas desa", "DesaPapersPage"),
    ]


@pytest.fixture
def at_office(kantor: Desk, desk: Desk, tmp_path: Path, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window, with a visit that a laptop sent."""
    home = add_family(desk)
    enrol(kantor, desk, tmp_path)
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today())))
    send_up(kantor, desk, tmp_path)
    yield from _working(kantor, qtbot, qapp)


def test_forms_of_the_office(at_office: Work, desk: Desk, qtbot: QtBot) -> None:
    (home,) = family_ids(at_office.desk)
    sent = next(each.txn for each in timeline(at_office.desk, home) if each.kind == "visit")
    told = [
        resumed(at_office, qtbot, form, subject)
        for form, subject in (
            ("hapus", home),
            ("undangan", ""),
            ("kembalikan", sent),
            ("ketentuan", "limits"),
            ("ketentuan", "letter.pernyataan"),
        )
    ]
    pages = [name for _, name in told]
    assert pages == ["ErasePage", "InvitePage", "GiveBackPage", "ConfigPage", "WordingPage"]
    said = [words for words, _ in told]
    assert said[:3] == [
        "Draf penghapusan data Sarmunah",
        "Draf undangan pendamping",
        "Draf pengembalian catatan Sarmunah",
    ]
    assert all(words.startswith("Draf isian ") for words in said[3:])
