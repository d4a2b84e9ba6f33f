"""Gathering what is frozen into a paper: the family's record, the office's wording, who signs.

Source: domain 3.3 and 3.5; decisions, Config.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from pkh_desk.actions.graduation.number_block import Number
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import DAYS, MONTHS, MONTHS_SHORT, say_date
from pkh_desk.domain.fit import fit
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.domain.money import in_words, say_rupiah
from pkh_desk.domain.people.nik import mask
from pkh_desk.domain.people.phone import say_phone
from pkh_desk.domain.text import fold, in_sentence
from pkh_desk.domain.vocabulary import GRADUATION_KIND, GRADUATION_REASON
from pkh_desk.papers.template.entries import Entry
from pkh_desk.papers.template.facts import LetterFacts, Signer
from pkh_desk.papers.template.template import LetterTemplate
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.graduation.official import official_on
from pkh_desk.store.office import config_on
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.views.graduation.cases import CaseView
from pkh_desk.views.people.family import FamilyView

PENDAMPING, VILLAGE_HEAD = "pendamping", "kepala_desa"
OTHER = "lainnya"


@dataclass(frozen=True)
class DocumentLine:
    """One document of a surat pengantar or tanda terima; `amount` as it stands there: 12 lembar."""

    document: str
    amount: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperWishes:
    """What any paper asks beside the record. Empty texts are left for the pen, or to what is known.

    `signers`: which of `pendamping` and `kepala_desa` sign; a `coordinator` signs unless None, and up to two
    `witnesses`. `village_head` "" is the one in office on the day. `place` defaults to the kecamatan,
    `recipient` and `documents` to what the office's letter rules say. `number` is typed by hand.
    """

    kind: str = "pernyataan"
    paper: str = "f4"
    dated_on: date | None = None
    place: str = ""
    number: str = ""
    signers: tuple[str, ...] = (PENDAMPING, VILLAGE_HEAD)
    village_head: str = ""
    coordinator: str | None = None
    coordinator_title: str = ""
    witnesses: tuple[str, ...] = ()
    recipient: str = ""
    documents: tuple[DocumentLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LetterWishes(PaperWishes):
    """What a family's paper asks: `income` in rupiah a month; `programmes`: `pkh`, `sembako`; `decree` and
    `decree_dated` of a certificate as they stand there."""

    income: int | None = None
    business: str = ""
    capital: str = ""
    programmes: tuple[str, ...] = ("pkh",)
    decree: str = ""
    decree_dated: str = ""


@dataclass(frozen=True)
class Gathering:
    """What the facts of one paper are gathered from: an open session, the wishes, their day and template."""

    desk: Desk
    session: Session
    wishes: PaperWishes
    day: date
    template: LetterTemplate

    @property
    def rules(self) -> dict[str, Any]:
        """The office's letter rules of the day."""
        return config_on(self.session, "letter_rules", self.day)


def letter_facts(g: Gathering, who: FamilyView, wishes: LetterWishes, number: Number | None) -> LetterFacts:
    """Gather what is frozen into a paper about one family."""
    pengurus = who.pengurus
    born = pengurus.born_on if pengurus else None
    birth_place = pengurus.birth_place.title() if pengurus else ""
    case = who.case
    statement = wishes.kind in STATEMENTS
    return fit(
        LetterFacts,
        **common_facts(g, who.desa, who.desa_code, who.kecamatan),
        **({} if statement else batch_facts(g, 1)),
        families=() if statement or not _lists(g, "keluarga") else (entry_of(who, None, ""),),
        graduation=case.kind if case else "mandiri",
        **_reason_facts(g.template, case),
        programmes=wishes.programmes,
        number=wishes.number or (number.text if number else None),
        name=who.name.upper() if pengurus else "",
        nik=pengurus.nik or "" if pengurus else "",
        no_kk=who.no_kk or "",
        no_peserta=who.no_peserta or "",
        born=", ".join(part for part in (birth_place, say_date(born)) if part) if born and pengurus else "",
        phone=say_phone(who.phones[0]) if who.phones else "",
        occupation=pengurus.occupation if pengurus else "",
        address=address_of(who),
        kelompok=who.kelompok,
        business=wishes.business or business_of(who),
        capital=wishes.capital,
        income=f"{say_rupiah(wishes.income)},00" if wishes.income else "",
        income_words=f"{in_words(wishes.income)} rupiah" if wishes.income else "",
        decree=wishes.decree,
        decree_dated=wishes.decree_dated,
    )


def common_facts(g: Gathering, desa_name: str, desa_code: str | None, kecamatan: str) -> dict[str, Any]:
    """Return the facts that every paper has: template, place and date, office's wording, signers."""
    rules, desk = g.rules, g.desk
    desa = rules["desa"].format(desa=desa_name) if desa_name else ""
    return {
        "kind": g.template.kind,
        "template_version": g.template.version,
        "template_digest": g.template.digest,
        "made": f"{say_date(desk.today())} pukul {desk.local(desk.now()):%H.%M}",
        "letterhead": tuple(rules.get("letterhead", ())) if g.template.letterhead else (),
        "place": g.wishes.place or kecamatan,
        "dated": say_date(g.day),
        "legal_basis": rules["legal_basis"],
        "desa": desa,
        "kecamatan": kecamatan,
        "kabupaten": rules["kabupaten"],
        "provinsi": rules["provinsi"],
        "signers": _signers(g, rules, desa, desa_code),
    }


def batch_facts(g: Gathering, count: int) -> dict[str, Any]:
    """Return what only other papers than a statement say: the day in words, how many, to whom, with what."""
    rules, day = g.rules, g.day
    lines = g.wishes.documents or _usual_documents(rules, count)
    spoken = f"{in_words(day.day)} bulan {MONTHS[day.month - 1]} tahun {in_words(day.year)}"
    recipient = g.wishes.recipient or rules.get("recipient", "").format(kabupaten=rules["kabupaten"])
    return {
        "weekday": DAYS[day.weekday()],
        "dated_words": spoken,
        "count": str(count),
        "count_words": in_words(count),
        "recipient": recipient,
        "attached": f"{len(lines)} ({in_words(len(lines))}) berkas" if lines else "",
        "documents": tuple(
            Entry(document=line.document, amount=line.amount, note=line.note) for line in lines
        )
        if _lists(g, "dokumen")
        else (),
    }


def entry_of(who: FamilyView, letter: Letter | None, pendamping: str) -> Entry:
    """Return a family's row in a table; its numbers are masked. `letter` is the one it signed, if any."""
    case, pengurus = who.case, who.pengurus
    return Entry(
        name=who.name.upper(),
        nik=mask(pengurus.nik) if pengurus else "",
        no_kk=mask(who.no_kk),
        address=address_of(who),
        kelompok=who.kelompok,
        desa=who.desa,
        kecamatan=who.kecamatan,
        graduation=_kind_of(case.kind) if case else "",
        reason=_reason_of(case) if case else "",
        business=business_of(who),
        number=letter.number or "" if letter else "",
        dated=_say_narrow(letter.dated_on) if letter else "",
        pendamping=pendamping.upper(),
        status=case.words if case else "",
    )


def address_of(who: FamilyView) -> str:
    """Return street, hamlet, RT and RW on one line."""
    hamlet = who.dusun if who.dusun != who.address else ""
    place = f"RT {who.rt} RW {who.rw}" if who.rt and who.rw else ""
    return " ".join(part for part in (who.address, hamlet, place) if part)


def business_of(who: FamilyView) -> str:
    """Return the family's business, else its products, as they stand within a sentence."""
    return who.business or in_sentence([product.name for product in who.products])


def _kind_of(kind: str) -> str:
    """Return a kind of graduation where the column says so already: Graduasi mandiri -> Mandiri."""
    words = GRADUATION_KIND.get(kind, kind).removeprefix("Graduasi ")
    return words[:1].upper() + words[1:]


def _reason_of(case: CaseView) -> str:
    return case.reason_text if case.reason == OTHER and case.reason_text else case.reason_words


def _reason_facts(template: LetterTemplate, case: CaseView | None) -> dict[str, Any]:
    """Return the reason as the template can say it: one it has no words for is written out."""
    if case is None:
        return {"reason": "", "reason_text": ""}
    asked = [condition.one_of for condition in template.conditions() if condition.field == "alasan"]
    if case.reason in GRADUATION_REASON or any(case.reason in codes for codes in asked):
        return {"reason": case.reason, "reason_text": case.reason_text}
    return {"reason": OTHER, "reason_text": case.reason_text or case.reason_words}


def _say_narrow(day: date) -> str:
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year}"


def _lists(g: Gathering, rows: str) -> bool:
    return g.template.table is not None and g.template.table.of == rows


def _usual_documents(rules: dict[str, Any], count: int) -> Sequence[DocumentLine]:
    key = "family_documents" if count == 1 else "desa_documents"
    return [
        DocumentLine(each["document"], each["amount"].format(jumlah=count), each["note"])
        for each in rules.get(key, ())
    ]


def _signers(g: Gathering, rules: dict[str, Any], desa: str, desa_code: str | None) -> tuple[Signer, ...]:
    """Return those who sign, as far as the template has a place for them."""
    wishes, signers = g.wishes, []
    me = g.session.get(Petugas, g.desk.identity.petugas_id)
    worker = {"name": me.name if me else g.desk.identity.name, "nip": me.nip if me else ""}
    if PENDAMPING in wishes.signers:
        signers.append(Signer(role="pendamping", title=tuple(rules["pendamping_title"]), **worker))
    if VILLAGE_HEAD in wishes.signers:
        signers.append(_village_head(g, rules, desa, desa_code))
    if wishes.coordinator is not None:
        title = (
            (wishes.coordinator_title,) if wishes.coordinator_title else rules.get("coordinator_title", ())
        )
        signers.append(fit(Signer, role="koordinator", name=wishes.coordinator, title=tuple(title)))
    signers += [fit(Signer, role="saksi", name=name) for name in wishes.witnesses[:2]]
    signers.append(Signer(role="penyerah", title=tuple(rules["pendamping_title"]), **worker))
    official = rules.get("certificate_signer", {})
    title = tuple(line.format(kabupaten=rules["kabupaten"]) for line in official.get("title", ()))
    signers.append(
        Signer(role="pejabat", name=official.get("name", ""), title=title, nip=official.get("nip", ""))
    )
    places = {place.role for place in g.template.signers}
    return tuple(signer for signer in signers if signer.role in places)


def _village_head(g: Gathering, rules: dict[str, Any], desa: str, desa_code: str | None) -> Signer:
    """Return the kepala desa: the name typed, else who is in office on the day with the title of then."""
    title = tuple(line.format(desa=desa or "Desa") for line in rules["village_head_title"])
    known, typed = official_on(g.session, desa_code, g.day), g.wishes.village_head
    if known is None or (typed and fold(typed) != fold(known.name)):
        return fit(Signer, role="kepala_desa", name=typed, title=title)
    if known.title:
        title = (f"{known.title} {desa.removeprefix('Desa ').removeprefix('Kelurahan ')}",)
    return fit(Signer, role="kepala_desa", name=typed or known.name, title=title, nip=known.nip)
