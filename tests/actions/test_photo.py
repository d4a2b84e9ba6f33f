"""Photos are read with care, made small and stripped before they are kept."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from helpers.desks import add_family
from helpers.pictures import picture
from pkh_desk.actions.people.photo import LONGEST_SIDE, Owner, keep_photo, read_photo, shrink
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.draft import VISIT, keep_draft
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import BadPhoto, FileNotUsable


def test_a_photo_is_upright_small_and_says_nothing_else() -> None:
    small = Image.open(io.BytesIO(shrink(picture(4000, 3000))))
    assert small.size == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)
    assert not small.getexif()
    assert "exif" not in small.info


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_become_jpeg(kind: str) -> None:
    assert Image.open(io.BytesIO(shrink(picture(40, 30, kind)))).format == "JPEG"


@pytest.mark.parametrize(
    "content",
    [b"", b"bukan foto", picture()[:200], picture(40, 30, "GIF"), picture(40, 30, "TIFF")],
    ids=["empty", "text", "cut", "gif", "tiff"],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(BadPhoto):
        shrink(content)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read() -> None:
    flat = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(flat, "PNG")
    with pytest.raises(BadPhoto):
        shrink(flat.getvalue())


def test_a_photo_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotUsable):
        read_photo(tmp_path / "tidak ada.jpg")


def test_what_lies_on_disk_is_sealed_and_nameless(desk: Desk) -> None:
    small = shrink(picture())
    row = keep_photo(desk, small, Owner("visit", desk.new_id(), desk.new_id()))
    assert desk.blobs.get(row.sha256) == small
    (path,) = desk.places.files.glob("*/*")
    assert row.sha256 not in path.name
    assert small[:100] not in path.read_bytes()


def test_a_photo_that_no_row_names_is_swept_after_a_day(desk: Desk) -> None:
    home = add_family(desk)
    kept, left = shrink(picture()), shrink(picture(80, 60))
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today()), photos=[kept]))
    orphan, typed = desk.blobs.put(left), desk.blobs.put(shrink(picture(90, 70)))
    keep_draft(desk, VISIT, home, {"photos": [typed]})
    for path in desk.places.files.glob("*/*"):
        os.utime(path, (desk.now() / 1000, desk.now() / 1000))
    back_up(desk)
    assert desk.blobs.has(orphan)
    desk.clock.forward(days=2)  # type: ignore[attr-defined]
    back_up(desk)
    assert not desk.blobs.has(orphan)
    assert desk.blobs.has(typed)
    assert len(list(desk.places.files.glob("*/*"))) == 2
