"""FAMILY WORDS: what lists, cards and the timeline say about a family, from the views' plain facts."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from pkh_desk.domain.business import is_low
from pkh_desk.domain.dates import age_on, say_date
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.people.nik import group, mask
from pkh_desk.domain.text import dots
from pkh_desk.domain.vocabulary import FATE, KOMPONEN, MEMBERSHIP, RELATION, SEX
from pkh_desk.gui.widgets.family_list import FamilyLine
from pkh_desk.gui.widgets.timeline import TimelineLine
from pkh_desk.gui.words.moments import say_clock, say_near_day
from pkh_desk.views.people.families import FamilyRow
from pkh_desk.views.people.family import FamilyView, MemberView, ProductView
from pkh_desk.views.people.timeline import TimelineItem

# kind of a happening -> (icon, tone of its disc)
ICONS = {
    "visit": ("person_home", "teal"),
    "promise": ("flag", "gray"),
    "step": ("hat_graduation", "teal"),
    "letter": ("document_text", "teal"),
    "stock": ("box", "gray"),
    "aid": ("wallet", "gray"),
    "data": ("edit", "gray"),
}
KINDS = {
    "": "Semua catatan",
    "visit": "Kunjungan",
    "promise": "Janji",
    "step": "Graduasi",
    "letter": "Surat",
    "stock": "Stok",
    "aid": "Bantuan cair",
    "data": "Data keluarga",
}
# An apostrophe stays within its word: NUR'AENI is Nur'aeni.
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
ROMAN = re.compile(r"[IVX]+")
STAGE_SHORT = {"diverifikasi": "Diverifikasi"}


def say_counts(counts: Mapping[str, int]) -> str:
    """Say the components that a list only counts: Menurut daftar: 1 SD, 2 anak usia dini."""
    said = ", ".join(f"{people} {KOMPONEN.get(komponen, komponen)}" for komponen, people in counts.items())
    return f"Menurut daftar: {said}" if said else ""


def said_name(name: str) -> str:
    """Return a name as people write it: a roster's capitals are not shouted on the screen.

    Words in capitals alone are changed; numerals like II stay.
    """

    def calm(match: re.Match[str]) -> str:
        word = match[0]
        return word if ROMAN.fullmatch(word) or not word.isupper() else word.capitalize()

    return WORD.sub(calm, name)


def joined(*parts: str) -> str:
    """Join the parts that say something by middle dots."""
    return " · ".join(part for part in parts if part)


def family_line(row: FamilyRow, today: date) -> FamilyLine:
    """Return the list's row of a family. Late: not visited in this month."""
    visited = row.last_visit
    gone = row.handed_over or row.status != "aktif"
    case = row.case
    badge = None
    if row.handed_over:
        badge = ("Diserahkan", "gray")
    elif row.status != "aktif":
        badge = (MEMBERSHIP.get(row.status, row.status), "gray")
    return FamilyLine(
        name=said_name(row.name),
        place=joined(row.desa, said_name(row.kelompok)),
        when=capital(say_near_day(visited, today)) if visited else "",
        late=bool(visited and visited < today.replace(day=1) and not gone),
        shop=row.has_business,
        stage=STAGE_SHORT.get(case.stage or "", case.words) if case else "",
        step=case.step if case else 0,
        steps=len(PATH),
        gone=gone,
        badge=badge,
    )


def capital(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]


def timeline_line(item: TimelineItem, now: datetime, written: datetime) -> TimelineLine:
    """Return the timeline's line of a happening; `written` is its instant in local time."""
    icon, tone = ICONS.get(item.kind, ("note", "gray"))
    when = capital(say_near_day(item.on, now.date()))
    if item.on == now.date() == written.date():
        when = f"{when} {say_clock(written)}"
    back = item.fate in ("dikembalikan", "ditolak")
    detail = joined(item.detail, f"{FATE[item.fate]}: {item.reason}" if back else "")
    return TimelineLine(
        icon=icon,
        title=item.title,
        text=detail,
        when=when,
        tone="red" if back else tone,
        unsent=item.unsent,
        month=say_date(item.on).split(" ", 1)[1],
        fate=FATE.get(item.fate, ""),
        link=f"Lihat {item.photos} foto" if item.photos else "",
    )


def address_of(view: FamilyView) -> str:
    """Return the address in one line: Kp. Cikujang RT 02/05, Sukadana."""
    rt, rw = (number.lstrip("0").zfill(2) for number in (view.rt, view.rw))
    rt_rw = f"RT {rt}/{rw}" if view.rt and view.rw else ""
    street = " ".join(part for part in (said_name(view.address), rt_rw) if part)
    return ", ".join(part for part in (street, view.desa) if part)


def number_words(number: str | None, raw: str | None, shown: bool) -> str:
    """Return a NIK or No KK as it may be shown: grouped, masked until the eye is pressed, or its doubt."""
    if number:
        return group(number) if shown else mask(number)
    if raw:
        return f"{raw} (perlu dicek)" if shown else "perlu dicek"
    return "belum ada"


def member_facts(member: MemberView, today: date) -> str:
    """Return what stands below a member's name: 15 th · SMP kelas 9."""
    age = f"{age_on(member.born_on, today)} th" if member.born_on else ""
    school = " ".join(
        part for part in (member.school, f"kelas {member.grade}" if member.grade else "") if part
    )
    role = "pengurus" if member.is_pengurus else RELATION.get(member.relation or "", "").lower()
    return joined(age, school or role)


def member_details(member: MemberView, today: date) -> str:
    """Return everything that is known of a member in a line."""
    born = f"lahir {say_date(member.born_on)} ({age_on(member.born_on, today)} th)" if member.born_on else ""
    school = " ".join(
        part for part in (member.school, f"kelas {member.grade}" if member.grade else "") if part
    )
    relation = RELATION.get(member.relation or "", "")
    return joined(relation, SEX.get(member.sex or "", "").lower(), born, school, member.occupation)


def member_badge(member: MemberView) -> tuple[str, str] | None:
    """Return the badge of a member: its komponen, or that it is the pengurus."""
    if member.komponen:
        return KOMPONEN.get(member.komponen, member.komponen), "green"
    return ("Pengurus", "gray") if member.is_pengurus else None


def product_facts(product: ProductView) -> tuple[str, bool]:
    """Return stock and price of a product, and whether the stock is low."""
    price = say_rupiah(product.price) if product.price else ""
    low = is_low(product.stock, product.low_stock)
    return joined(f"{dots(product.stock)} {product.unit}", price), low
