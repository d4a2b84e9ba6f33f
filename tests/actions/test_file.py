"""A kept photo or scan is opened and taken out as it is, and each family's access is noted."""

from pathlib import Path

import pytest
from sqlmodel import select

from helpers.desks import add_family
from helpers.pictures import picture
from pkh_desk.actions.people.file import open_file, take_out
from pkh_desk.actions.people.photo import shrink
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.local import Access
from pkh_desk.store.people.file import File
from pkh_desk.views.people.file import files_of
from pkh_desk.views.people.timeline import timeline

PHOTOS = [shrink(picture(width)) for width in (400, 500)]


@pytest.fixture
def visited(desk: Desk) -> tuple[str, str]:
    """A family and a visit with two photos."""
    home = add_family(desk)
    return home, save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today()), photos=PHOTOS))


def noted(desk: Desk) -> list[tuple[str, str | None, str]]:
    with desk.read() as session:
        return [(row.what, row.household_id, row.why) for row in session.exec(select(Access)).all()]


def test_photos_open_in_their_order_and_looking_and_taking_out_is_noted(
    desk: Desk, visited: tuple[str, str], tmp_path: Path
) -> None:
    home, visit = visited
    files = files_of(desk, "visit", visit)
    assert [open_file(desk, file.id) for file in files] == PHOTOS
    assert [item.photos for item in timeline(desk, home) if item.kind == "visit"] == [2]
    assert noted(desk) == [("lihat", home, "foto kunjungan")]
    take_out(desk, files[1].id, tmp_path / "foto.jpg")
    assert (tmp_path / "foto.jpg").read_bytes() == PHOTOS[1]
    assert noted(desk)[1:] == [("ekspor", home, "foto kunjungan")]


def test_what_has_not_arrived_or_was_taken_back_is_refused_and_nothing_is_noted(
    desk: Desk, visited: tuple[str, str]
) -> None:
    home, visit = visited
    first, second = files_of(desk, "visit", visit)
    with desk.read() as session:
        desk.blobs._path(session.get(File, first.id).sha256).unlink()
    with pytest.raises(RecordNotFound, match="tidak ada di komputer ini"):
        open_file(desk, first.id)
    undo_last(desk)
    assert files_of(desk, "visit", visit) == []
    with pytest.raises(RecordNotFound):
        open_file(desk, second.id)
    assert noted(desk) == []
    assert not [item for item in timeline(desk, home) if item.photos]
