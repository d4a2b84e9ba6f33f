"""Back from signing: when a letter was signed and by whom, what is on the paper, and its scans in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from pkh_desk.actions.graduation.case import StepDraft, add_step
from pkh_desk.actions.graduation.scan import held_scan
from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.people.file import File
from pkh_desk.views.graduation.cases import cases_of

PRINTED, SIGNED = "surat_dicetak", "ditandatangani"
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True)
class ScanPage:
    """A scan that is held (`scan.hold_scan`) or kept, by its SHA-256; shown turned right by degrees."""

    digest: str
    turned: int = 0


@dataclass(frozen=True)
class Checked:
    """What was seen on the signed paper; None where nobody looked. `signed_by` as on the paper."""

    signed_by: tuple[str, ...] = ()
    all_signed: bool | None = None
    meterai: bool | None = None
    readable: bool | None = None


UNCHECKED = Checked()


def sign_letter(
    desk: Desk, letter_id: str, on: date, pages: Sequence[ScanPage] = (), checked: Checked = UNCHECKED
) -> None:
    """Record that a letter was signed `on` a day; `pages` are all its scans, in order.

    A case at stage `surat_dicetak` moves on to `ditandatangani`. A letter that was signed before may be
    given another day or other pages; those that are left out go, and come back by undo. Raises
    RecordNotFound (also for a page whose scan is gone), HandedOver, InvalidInput.
    """
    if on > desk.today():
        raise InvalidInput([Problem("on", "Tanggal tanda tangan belum terjadi.", say_date(desk.today()))])
    with desk.write(subject=("letter", letter_id)) as session:
        row = session.get(Letter, letter_id)
        if row is None or row.deleted or row.voided_on:
            raise RecordNotFound("Surat itu tidak ada di sini atau sudah dibatalkan.")
        home = row.household_id
        own_family(session, home)
        row.signed_on, row.signed_by = on, "; ".join(checked.signed_by)[:600]
        row.all_signed, row.meterai, row.readable = checked.all_signed, checked.meterai, checked.readable
        _keep_pages(desk, session, row, pages)
        case = cases_of(session.connection(), [home]).get(home)
        is_way_out = case is not None and case.id == row.case_id and row.kind in STATEMENTS
        if case is not None and is_way_out and case.stage == PRINTED:
            add_step(desk, session, home, case.id, PRINTED, StepDraft(SIGNED, on))


def _keep_pages(desk: Desk, session: Session, letter: Letter, pages: Sequence[ScanPage]) -> None:
    """Make these the pages of a letter: order and turn what is there, add what is new, drop the rest."""
    kept = {row.sha256: row for row in session.exec(select(File).where(File.owner_id == letter.id))}
    wanted = {page.digest: page for page in pages}
    for digest, row in kept.items():
        row.deleted = digest not in wanted
    for place, page in enumerate(wanted.values()):
        row = kept.get(page.digest) or _new_page(desk, session, letter, page.digest)
        row.place, row.turned = place, page.turned if page.turned in TURNS else 0


def _new_page(desk: Desk, session: Session, letter: Letter, digest: str) -> File:
    scan = held_scan(desk, digest)
    if scan is None:
        raise RecordNotFound("Satu pindaian tidak ada lagi di komputer ini.", "Tambahkan pindaiannya lagi.")
    row = File(
        id=derived_id("file", letter.id, digest),
        household_id=letter.household_id,
        owner_kind="letter",
        owner_id=letter.id,
        sha256=digest,
        size=len(scan.content),
        media_type=scan.media_type,
        taken_on=letter.signed_on,
    )
    session.add(row)
    return row
