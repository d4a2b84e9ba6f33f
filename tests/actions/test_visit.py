"""A visit as one act: what it records, what it takes along, what it leaves alone when it is refused."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import func, select

from helpers.desks import add_family
from helpers.pictures import picture
from pkh_desk.actions.people.photo import held_photo, hold_photo
from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.upkeep.draft import VISIT, find_draft, keep_draft
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import InvalidInput
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.people.file import File
from pkh_desk.views.people.family import family
from pkh_desk.views.people.visit import attendance_limit, visit_background


def test_a_visit_with_everything_is_one_txn_and_takes_its_draft_along(desk: Desk, tmp_path: Path) -> None:
    home = add_family(desk)
    path = tmp_path / "foto.jpg"
    path.write_bytes(picture(80, 60))
    digest, content = hold_photo(desk, path)
    keep_draft(desk, VISIT, home, {"photos": [digest]})
    first = save_visit(
        desk, VisitDraft(VisitFields(household_id=home, on=date(2026, 10, 24)), [PromiseDraft("Label")])
    )
    assert find_draft(desk, VISIT, home) is not None
    (open_promise,) = family(desk, home).promises
    fields = VisitFields(
        household_id=home,
        on=date(2026, 11, 24),
        at="08:15",
        met="Sarmunah",
        purpose="usaha",
        note="Titip di dua warung.",
        income=2_150_000,
        set_aside=150_000,
        willing=True,
    )
    visit = VisitDraft(
        fields,
        [PromiseDraft("Antar ke puskesmas", date(2026, 12, 1))],
        [CommitmentDraft(family(desk, home).members[0].id, True, 91)],
        [content],
        [open_promise.id],
        typed=True,
    )
    second = save_visit(desk, visit)
    assert find_draft(desk, VISIT, home) is None
    assert [(p.text, p.done_on) for p in family(desk, home).promises] == [
        ("Antar ke puskesmas", None), ("Label", date(2026, 11, 24)),
    ]  # fmt: skip
    with desk.read() as session:
        txns = session.exec(select(func.count()).select_from(Txn).where(Txn.subject_id == second)).one()
        (photo,) = session.exec(select(File)).all()
    assert txns == 1
    assert (photo.owner_id, photo.sha256) == (second, digest)
    background = visit_background(desk, home)
    assert background.last is not None
    assert (background.last.id, background.last.note) == (second, "Titip di dua warung.")
    assert background.income == (2_150_000, date(2026, 11, 24))
    assert background.willing == (True, date(2026, 11, 24))
    assert background.saved == 150_000
    assert first != second


def test_a_refused_visit_leaves_draft_and_photo(desk: Desk, tmp_path: Path) -> None:
    home = add_family(desk)
    path = tmp_path / "foto.jpg"
    path.write_bytes(picture(80, 60))
    digest, content = hold_photo(desk, path)
    keep_draft(desk, VISIT, home, {"photos": [digest]})
    fields = VisitFields(household_id=home, on=date(2026, 11, 25))
    with pytest.raises(InvalidInput) as refused:
        save_visit(desk, VisitDraft(fields, photos=[content], typed=True))
    assert [problem.field for problem in refused.value.problems] == ["on"]
    assert find_draft(desk, VISIT, home) is not None
    assert held_photo(desk, digest) == content
    assert visit_background(desk, home).last is None


def test_the_limit_of_attendance_is_the_offices(desk: Desk) -> None:
    assert attendance_limit(desk, desk.today()) == 85
