"""A letter is signed: its day, its scan as a file of the letter, its case one step on; and back."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlmodel import select

from helpers.cases import held
from helpers.desks import add_family
from helpers.papers import letter_again
from helpers.pictures import picture
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.scan import BIGGEST_PDF, LONGEST_SIDE, clean_scan, held_scan, hold_scan
from pkh_desk.actions.graduation.signature import Checked, ScanPage, sign_letter
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.errors import BadPhoto, FileNotUsable, InvalidInput, RecordNotFound
from pkh_desk.papers.render import page_count
from pkh_desk.store.people.file import File
from pkh_desk.views.graduation.letters import letters
from pkh_desk.views.graduation.signing import signing
from pkh_desk.views.people.family import family
from pkh_desk.views.people.file import files_of


@pytest.fixture
def printed(desk: Desk) -> tuple[str, str]:
    """A family whose letter was printed: (household, letter)."""
    home = add_family(desk)
    for stage in ("calon", "siap"):
        take_step(desk, home, StepDraft(stage, desk.today() - timedelta(9)))
    return home, make_letter(desk, home, LetterWishes(), "cetak").id


def files(desk: Desk) -> list[File]:
    with desk.read() as session:
        return [row for row in session.exec(select(File)).all() if not row.deleted]


def test_signing_moves_the_case_and_keeps_the_scan_and_undo_takes_it_all_back(
    desk: Desk, printed: tuple[str, str]
) -> None:
    home, letter = printed
    day = desk.today()
    sign_letter(desk, letter, day, [held(desk, picture(4000, 3000))])
    assert family(desk, home).case.stage == "ditandatangani"
    assert letters(desk, home)[0].signed_on == day
    (scan,) = files(desk)
    assert (scan.owner_kind, scan.owner_id, scan.media_type) == ("letter", letter, "image/jpeg")
    kept = Image.open(io.BytesIO(desk.blobs.get(scan.sha256)))
    assert max(kept.size) == LONGEST_SIDE
    assert not kept.getexif()
    undo_last(desk)
    assert family(desk, home).case.stage == "surat_dicetak"
    assert letters(desk, home)[0].signed_on is None
    assert files(desk) == []
    assert letters(desk, home)[0].prints == 1


def test_a_scan_can_follow_later_and_a_pdf_stays_as_it_is(desk: Desk, printed: tuple[str, str]) -> None:
    home, letter = printed
    pdf = letter_again(desk, letter)
    sign_letter(desk, letter, desk.today() - timedelta(1))
    sign_letter(desk, letter, desk.today(), [held(desk, pdf)])
    (scan,) = files(desk)
    assert desk.blobs.get(scan.sha256) == pdf
    assert family(desk, home).case.stage == "ditandatangani"


@pytest.mark.parametrize(
    "scan",
    [b"bukan gambar", b"%PDF-1.7 rusak", b"%PDF-" + bytes(BIGGEST_PDF)],
    ids=["text", "broken pdf", "huge pdf"],
)
def test_a_bad_scan_changes_nothing(desk: Desk, printed: tuple[str, str], scan: bytes) -> None:
    home, letter = printed
    with pytest.raises(BadPhoto):
        sign_letter(desk, letter, desk.today(), [held(desk, scan)])
    assert letters(desk, home)[0].signed_on is None


def test_a_day_to_come_and_an_unknown_letter_are_refused(desk: Desk, printed: tuple[str, str]) -> None:
    with pytest.raises(InvalidInput):
        sign_letter(desk, printed[1], desk.today() + timedelta(1))
    with pytest.raises(RecordNotFound):
        sign_letter(desk, "tidak-ada", desk.today())


def test_a_pdf_of_many_pages_is_no_letter(desk: Desk, printed: tuple[str, str]) -> None:
    import pypdfium2

    many = pypdfium2.PdfDocument.new()
    for _ in range(11):
        many.new_page(200, 300)
    out = io.BytesIO()
    many.save(out)
    many.close()
    assert page_count(out.getvalue()) == 11
    with pytest.raises(BadPhoto, match="11 halaman"):
        clean_scan(out.getvalue())


def test_what_is_no_scan_is_told_what_is() -> None:
    with pytest.raises(BadPhoto) as refused:
        clean_scan(b"bukan gambar")
    assert refused.value.hint == "Pakai JPEG, PNG, WebP, atau PDF."


def test_a_form_holds_a_scan_encrypted_until_it_is_saved(desk: Desk, tmp_path: object) -> None:
    path = tmp_path / "pindaian.jpg"
    path.write_bytes(picture())
    digest, scan = hold_scan(desk, path)
    assert held_scan(desk, digest) == scan
    assert held_scan(desk, "0" * 64) is None
    with pytest.raises(FileNotUsable):
        hold_scan(desk, tmp_path / "tidak-ada.pdf")


def test_pages_are_ordered_turned_and_replaced_and_undo_brings_them_back(
    desk: Desk, printed: tuple[str, str]
) -> None:
    _, letter = printed
    one, two, three = (held(desk, picture(width, 300)) for width in (300, 400, 500))
    sign_letter(desk, letter, desk.today(), [one, ScanPage(two.digest, 90)])
    assert [(page.sha256, page.turned) for page in files_of(desk, "letter", letter)] == [
        (one.digest, 0),
        (two.digest, 90),
    ]
    checked = Checked(("Pembuat pernyataan: SARMUNAH",), False, True, None)
    sign_letter(desk, letter, desk.today(), [ScanPage(two.digest, 270), three, three], checked)
    assert [(page.sha256, page.turned) for page in files_of(desk, "letter", letter)] == [
        (two.digest, 270),
        (three.digest, 0),
    ]
    seen = signing(desk, letter)
    assert (seen.signed_by, seen.all_signed, seen.meterai, seen.readable) == (
        ("Pembuat pernyataan: SARMUNAH",),
        False,
        True,
        None,
    )
    undo_last(desk)
    assert [page.sha256 for page in files_of(desk, "letter", letter)] == [one.digest, two.digest]
    assert signing(desk, letter).meterai is None
    with pytest.raises(RecordNotFound, match="pindaian tidak ada"):
        sign_letter(desk, letter, desk.today(), [ScanPage("0" * 64)])
