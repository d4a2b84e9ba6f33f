"""Writing the graduation letter: gathering its facts, showing it, numbering and freezing it, printing it.

Preview, PDF and paper are the same bytes. A letter's facts are frozen with it, so that a reprint years
later is the same sheet. Source: decisions, Code; design, Print.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from pkh_desk.actions.graduation import StepDraft, add_step
from pkh_desk.actions.household import own_family
from pkh_desk.actions.number_block import Number, next_number
from pkh_desk.actions.scan import Scan, clean_scan
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.letter_code import make_code
from pkh_desk.domain.money import in_words, say_rupiah
from pkh_desk.domain.phone import say_phone
from pkh_desk.domain.places import kecamatan_of
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound
from pkh_desk.papers.facts import LetterFacts, Signer
from pkh_desk.papers.letters import Drawn, draw_letter
from pkh_desk.papers.render import Picture, render_page
from pkh_desk.papers.template import (
    LetterTemplate,
    choose_template,
    frozen_template,
    parse_template,
    shipped_templates,
)
from pkh_desk.store.file import File
from pkh_desk.store.identity import mac_bytes
from pkh_desk.store.letter import Letter, LetterPrint
from pkh_desk.store.office import Config, config_on
from pkh_desk.store.people import Petugas
from pkh_desk.views.cases import CaseView, cases_of
from pkh_desk.views.family import FamilyView, family

PRINTED, SIGNED = "surat_dicetak", "ditandatangani"


@dataclass(frozen=True)
class LetterWishes:
    """What the form asks beside the family's own record. Empty texts are left for the pen.

    `income` in rupiah a month; `number` is typed by hand; `programmes`: `pkh`, `sembako`; `witnesses` up to
    two names; `place` defaults to the kecamatan.
    """

    kind: str = "pernyataan"
    paper: str = "f4"
    dated_on: date | None = None
    place: str = ""
    income: int | None = None
    business: str = ""
    capital: str = ""
    number: str = ""
    programmes: tuple[str, ...] = ("pkh",)
    village_head: str = ""
    coordinator: str | None = None
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterMade:
    """A letter that was written: its record, code, official number (None: blank on paper) and page."""

    id: str
    code: str
    number: str | None
    pdf: bytes
    act: str


def preview_letter(desk: Desk, household_id: str, wishes: LetterWishes) -> Drawn:
    """Draw the letter as it would be, without code or QR; nothing is recorded.

    Raises FamilyNotFound, LetterDoesNotFit, TemplateInvalid.
    """
    who = family(desk, household_id)
    day = wishes.dated_on or desk.today()
    with desk.read() as session:
        template = choose_template(_templates(session), wishes.kind, day)
        number = _number(desk, session, who, wishes, day)
        facts = _facts(desk, session, who, wishes, day, template, number)
    return draw_letter(facts, template, wishes.paper)


def make_letter(
    desk: Desk, household_id: str, wishes: LetterWishes, how: str = "pdf", copies: int = 1
) -> LetterMade:
    """Write the letter: number and code are taken, the facts are frozen, the print is recorded.

    A case at stage `siap` moves on to `surat_dicetak`. Raises FamilyNotFound, HandedOver, LetterDoesNotFit,
    TemplateInvalid; nothing is taken then.
    """
    who, day, act = family(desk, household_id), wishes.dated_on or desk.today(), desk.new_id()
    letter_id = desk.new_id()
    with desk.write(subject=("letter", letter_id), act=act) as session:
        own_family(session, household_id)
        template = choose_template(_templates(session), wishes.kind, day)
        number = _number(desk, session, who, wishes, day)
        facts = _facts(desk, session, who, wishes, day, template, number)
        code = _next_code(session, desk.identity.code, day.year)
        facts = facts.model_copy(update={"code": code}).sealed(mac_bytes(desk.identity))
        drawn = draw_letter(facts, template, wishes.paper)
        session.add(_row(letter_id, household_id, who.case, wishes, day, facts, number))
        session.add(_print(desk, letter_id, household_id, how, wishes.paper, copies))
        if who.case is not None and who.case.stage == "siap":
            add_step(desk, session, household_id, who.case.id, "siap", StepDraft(PRINTED, desk.today()))
    return LetterMade(letter_id, code, facts.number, drawn.pdf, act)


def next_code(desk: Desk, day: date) -> str:
    """Return the code the next letter of this desk would get; a name for its file, reserved for nobody."""
    with desk.read() as session:
        return _next_code(session, desk.identity.code, day.year)


def reprint_letter(desk: Desk, letter_id: str, how: str = "pdf", copies: int = 1) -> bytes:
    """Print a letter again, the very page it was, and record that. Raises RecordNotFound."""
    with desk.write(subject=("letter", letter_id)) as session:
        row = session.get(Letter, letter_id)
        if row is None:
            raise RecordNotFound("Surat itu tidak ada di sini.")
        own_family(session, row.household_id)
        facts = LetterFacts.from_json(row.facts)
        drawn = draw_letter(facts, frozen_template(_templates(session), facts), row.paper)
        session.add(_print(desk, letter_id, row.household_id, how, row.paper, copies))
    return drawn.pdf


def sign_letter(desk: Desk, letter_id: str, on: date, scan: bytes | None) -> None:
    """Record that a letter was signed `on` a day, with a scan or photo of it (PDF, JPEG, PNG or WebP).

    A case at stage `surat_dicetak` moves on to `ditandatangani`. A letter that was signed before may be
    given another day or a (further) scan. Raises RecordNotFound, HandedOver, InvalidInput, BadPhoto,
    DiskFull.
    """
    if on > desk.today():
        raise InvalidInput([Problem("on", "Tanggal tanda tangan belum terjadi.", say_date(desk.today()))])
    kept = clean_scan(scan) if scan else None
    with desk.write(subject=("letter", letter_id)) as session:
        row = session.get(Letter, letter_id)
        if row is None or row.deleted or row.voided_on:
            raise RecordNotFound("Surat itu tidak ada di sini atau sudah dibatalkan.")
        home = row.household_id
        own_family(session, home)
        row.signed_on = on
        if kept is not None:
            session.add(_scan(desk, letter_id, home, kept, on))
        case = cases_of(session.connection(), [home]).get(home)
        if case is not None and case.id == row.case_id and case.stage == PRINTED:
            add_step(desk, session, home, case.id, PRINTED, StepDraft(SIGNED, on))


def _scan(desk: Desk, letter_id: str, household_id: str, scan: Scan, on: date) -> File:
    return File(
        id=desk.new_id(),
        household_id=household_id,
        owner_kind="letter",
        owner_id=letter_id,
        sha256=desk.blobs.put(scan.content),
        size=len(scan.content),
        media_type=scan.media_type,
        taken_on=on,
    )


def page_image(pdf: bytes, width_px: int) -> Picture:
    """Return the first page as pixels, `width_px` wide."""
    return render_page(pdf, width_px=width_px)


def _templates(session: Session) -> list[LetterTemplate]:
    """Return the wordings the program ships and those the office published."""
    rows = session.exec(select(Config).where(Config.kind == "letter"))
    return [*shipped_templates(), *(parse_template(row.body) for row in rows if not row.deleted)]


def _number(desk: Desk, session: Session, who: FamilyView, wishes: LetterWishes, day: date) -> Number | None:
    if wishes.number or who.desa_code is None:
        return None
    return next_number(session, desk.identity.code, kecamatan_of(who.desa_code), day)


def _next_code(session: Session, desk_code: str, year: int) -> str:
    prefix = make_code(desk_code, year, 1)[:-4]
    codes = session.exec(select(Letter.code).where(Letter.code.startswith(prefix)))
    last = max((int(code.rpartition("-")[2]) for code in codes), default=0)
    return make_code(desk_code, year, last + 1)


def _facts(  # one gathering of everything that is frozen
    desk: Desk,
    session: Session,
    who: FamilyView,
    wishes: LetterWishes,
    day: date,
    template: LetterTemplate,
    number: Number | None,
) -> LetterFacts:
    rules = config_on(session, "letter_rules", day)
    desa = rules["desa"].format(desa=who.desa) if who.desa else ""
    pengurus = who.pengurus
    born = pengurus.born_on if pengurus else None
    place = pengurus.birth_place.title() if pengurus else ""
    return LetterFacts(
        kind=template.kind,
        template_version=template.version,
        template_digest=template.digest,
        made=f"{say_date(desk.today())} pukul {desk.local(desk.now()):%H.%M}",
        graduation=who.case.kind if who.case else "mandiri",
        reason=who.case.reason if who.case else "",
        reason_text=who.case.reason_text if who.case else "",
        programmes=wishes.programmes,
        number=wishes.number or (number.text if number else None),
        place=wishes.place or who.kecamatan,
        dated=say_date(day),
        legal_basis=rules["legal_basis"],
        name=who.name.upper() if pengurus else "",
        nik=pengurus.nik or "" if pengurus else "",
        no_kk=who.no_kk or "",
        no_peserta=who.no_peserta or "",
        born=", ".join(part for part in (place, say_date(born)) if part) if born and pengurus else "",
        phone=say_phone(who.phones[0]) if who.phones else "",
        occupation=pengurus.occupation if pengurus else "",
        address=_address(who),
        desa=desa,
        kecamatan=who.kecamatan,
        kabupaten=rules["kabupaten"],
        provinsi=rules["provinsi"],
        kelompok=who.kelompok,
        business=wishes.business or who.business or ", ".join(_in_a_sentence(p.name) for p in who.products),
        capital=wishes.capital,
        income=f"{say_rupiah(wishes.income)},00" if wishes.income else "",
        income_words=f"{in_words(wishes.income)} rupiah" if wishes.income else "",
        signers=_signers(desk, session, wishes, rules, desa),
    )


def _in_a_sentence(name: str) -> str:
    """Return a product's name as it stands within a sentence: Telur asin -> telur asin."""
    return name[:1].lower() + name[1:]


def _address(who: FamilyView) -> str:
    hamlet = who.dusun if who.dusun != who.address else ""
    place = f"RT {who.rt} RW {who.rw}" if who.rt and who.rw else ""
    return " ".join(part for part in (who.address, hamlet, place) if part)


def _signers(
    desk: Desk, session: Session, wishes: LetterWishes, rules: dict[str, list[str]], desa: str
) -> tuple[Signer, ...]:
    me = session.get(Petugas, desk.identity.petugas_id)
    signers = [
        Signer(
            role="pendamping",
            name=me.name if me else desk.identity.name,
            title=tuple(rules["pendamping_title"]),
            nip=me.nip if me else "",
        ),
        Signer(
            role="kepala_desa",
            name=wishes.village_head,
            title=tuple(line.format(desa=desa or "Desa") for line in rules["village_head_title"]),
        ),
    ]
    if wishes.coordinator is not None:
        signers.append(Signer(role="koordinator", name=wishes.coordinator))
    return (*signers, *(Signer(role="saksi", name=name) for name in wishes.witnesses[:2]))


def _row(  # the record of what was just drawn
    letter_id: str,
    household_id: str,
    case: CaseView | None,
    wishes: LetterWishes,
    day: date,
    facts: LetterFacts,
    number: Number | None,
) -> Letter:
    return Letter(
        id=letter_id,
        household_id=household_id,
        case_id=case.id if case else None,
        kind=facts.kind,
        code=facts.code,
        number=facts.number,
        number_by_hand=bool(wishes.number),
        block_id=number.block_id if number else None,
        block_n=number.n if number else None,
        template_version=facts.template_version,
        facts=facts.to_json(),
        paper=wishes.paper,
        place=facts.place,
        dated_on=day,
    )


def _print(desk: Desk, letter_id: str, household_id: str, how: str, paper: str, copies: int) -> LetterPrint:
    return LetterPrint(
        id=desk.new_id(),
        household_id=household_id,
        letter_id=letter_id,
        how=how,
        paper=paper,
        copies=copies,
        at=desk.now(),
    )
