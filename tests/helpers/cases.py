"""Families on their way to graduation: cases brought to a stage, with the signed letter that takes."""

from datetime import date

from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.scan import clean_scan
from pkh_desk.actions.graduation.signature import ScanPage
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import NEEDS_LETTER, PATH
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.people.file import File
from pkh_desk.views.people.family import family


def keep_letter(desk: Desk, home: str, *, signed: bool = True, scans: int = 1) -> str:
    """Store a letter of the family's case, signed and with scans that are only named; return its id."""
    letter, today = desk.new_id(), desk.today()
    case = family(desk, home).case
    with desk.write() as session:
        session.add(
            Letter(
                id=letter,
                household_id=home,
                case_id=case.id if case else None,
                kind="pernyataan",
                code=f"GRD-{letter[-5:].upper()}-2026-0001",
                template_version=1,
                facts="{}",
                paper="f4",
                dated_on=today,
                signed_on=today if signed else None,
            )
        )
        for place in range(scans):
            session.add(
                File(
                    id=desk.new_id(),
                    household_id=home,
                    owner_kind="letter",
                    owner_id=letter,
                    sha256=f"{place:064x}",
                    size=1,
                    media_type="image/jpeg",
                )
            )
    return letter


def held(desk: Desk, content: bytes, turned: int = 0) -> ScanPage:
    """Hold a photo or PDF as a form does before it is saved."""
    return ScanPage(desk.blobs.put(clean_scan(content).content), turned)


def bring_to(desk: Desk, home: str, stage: str, day: date | None = None) -> None:
    """Take every step of the way up to `stage`, all on one day (today), with a letter where it takes one."""
    for each in PATH[: PATH.index(stage) + 1]:
        if each == min(NEEDS_LETTER, key=PATH.index):
            keep_letter(desk, home)
        take_step(desk, home, StepDraft(each, day or desk.today()))
