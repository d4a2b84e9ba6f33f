"""The demo: an office and two laptops with invented families, from the roster to the answer.

Everything goes through the program's own actions and real files. Ids, codes and times come from a seed, so
that two runs tell the same; keys and salts never do.
"""

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.exchange.enrol import approve, invite, join
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.saving import save_file
from pkh_desk.actions.office.decide import decide
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.upkeep.setup import begin, begin_office, open_home
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import DeskExists, DesksDiffer
from pkh_desk.sample.people import PRODUCTS, sample_families
from pkh_desk.sample.sheet import sample_members, sample_roster
from pkh_desk.settings import Places
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.office.compare import differences, held, scoped_at_office
from pkh_desk.views.office.overview import conflicts, report
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import FamilyView, family
from pkh_desk.views.upkeep.status import status

PASSPHRASE = "hanya untuk contoh"
SEED = 2026
FAMILIES = 300
START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
KECAMATAN = ("36.04.27", "36.04.30")
PENDAMPING = ("Wulan Apriyanti", "Heni Rosdiana")
NOTES = (
    "Usaha berjalan, pesanan bertambah.",
    "Anak bungsu mulai sekolah, seragam sudah ada.",
    "Ingin ikut pelatihan Disnaker.",
    "Tabungan dari sisihan bantuan bertambah.",
)
MARK = ".pkh-demo"

Say = Callable[[str], None]
Summary = dict[str, Any]


@dataclass
class DemoClock:
    """A clock that moves a millisecond a look, and on when told; ms UTC."""

    instant: int = int(START.timestamp() * 1000)

    def __call__(self) -> int:
        """Return the instant."""
        self.instant += 1
        return self.instant

    def forward(self, **span: int) -> None:
        """Move on by days, hours or minutes."""
        self.instant += int(timedelta(**span).total_seconds() * 1000)


@dataclass
class Demo:
    """The three desks of a demo and the folder they leave behind."""

    out: Path
    office: Desk
    laptops: list[Desk]
    clock: DemoClock
    letters: list[dict[str, str | None]] = field(default_factory=list)

    @property
    def bundles(self) -> Path:
        """Where the files between the desks lie."""
        return self.out / "bundles"


def run_demo(out: Path, say: Say, last: Callable[["Demo"], None] = lambda demo: None) -> Summary:
    """Play the demo into `out` and return its summary, which is also written there.

    `last` is called before the last comparison: it takes pictures; a test changes a value behind its back.
    Raises DeskExists if `out` holds something else, DesksDiffer if laptop and office do not hold the same.
    """
    demo = _begin(out, say)
    try:
        summary = _play(demo, say)
        last(demo)
    finally:
        for desk in (demo.office, *demo.laptops):
            desk.close()
    summary["compared"] = _compare(demo, say)
    save_file(out / "summary.json", json.dumps(summary, indent=1, ensure_ascii=False).encode())
    return summary


def _begin(out: Path, say: Say) -> Demo:
    _clear(out)
    for folder in ("letters", "bundles", "screenshots"):
        (out / folder).mkdir(parents=True)
    (out / MARK).touch()
    clock = DemoClock()
    say("Kantor dan dua laptop dibuat.")
    return Demo(
        out,
        _desk(out / "kantor", "kantor", "Dinsos Kab. Serang", clock, 1),
        [
            _desk(out / f"laptop-{at}", "pendamping", name, clock, at + 1)
            for at, name in enumerate(PENDAMPING, 1)
        ],
        clock,
    )


def _clear(out: Path) -> None:
    """Remove an earlier demo; anything else in the folder is left alone and stops the demo."""
    if not out.exists() or not any(out.iterdir()):
        return
    if not (out / MARK).exists():
        raise DeskExists(f"Folder {out} berisi hal lain. Tidak ada yang diubah.", "Sebut folder yang kosong.")
    shutil.rmtree(out)


def _desk(home: Path, role: str, name: str, clock: DemoClock, seed: int) -> Desk:
    chance = random.Random(SEED * 10 + seed)
    return begin(Places(home), role, name, PASSPHRASE, clock, chance.randbytes)


def _play(demo: Demo, say: Say) -> Summary:
    begin_office(demo.office)
    roster = _import(demo, say)
    _enrol(demo, say)
    for at, laptop in enumerate(demo.laptops):
        _work(demo, laptop, at)
    say(f"Dua laptop bekerja: {len(demo.letters)} surat dicetak.")
    _exchange(demo)
    decided = _quarrel(demo, say)
    return {
        "roster": {k: roster[k] for k in ("read", "new", "changed", "same", "skipped", "refused")},
        "findings": len(roster["findings"]),
        "letters": demo.letters,
        "decided": decided,
        "office": vars(report(demo.office)),
        "laptops": [
            {"name": seen.name, "code": seen.code, "families": seen.families, "fates": seen.fates}
            for seen in map(status, demo.laptops)
        ],
    }


def _import(demo: Demo, say: Say) -> Summary:
    desa = [code for kecamatan in KECAMATAN for code, _ in wilayah().desa_list(kecamatan)]
    families = sample_families(FAMILIES, SEED, desa)
    path = demo.out / "daftar-kpm.xlsx"
    save_file(path, sample_roster(families, "DATA KPM PKH TAHAP 4 TAHUN 2026 (CONTOH)"))
    found = import_roster(demo.office, path, apply=True).as_json()
    again = import_roster(demo.office, path).as_json()
    if again["new"] or again["changed"]:
        raise DesksDiffer("Daftar yang sama dibaca dua kali dengan hasil berbeda.")
    say(f"Daftar dibaca: {found['new']} keluarga baru, {len(found['findings'])} temuan.")
    path = demo.out / "daftar-anggota.xlsx"
    save_file(path, sample_members(families))
    members = import_roster(demo.office, path, apply=True)
    say(f"Anggota dibaca: {members.rows['new']} orang baru, {members.rows['changed']} dilengkapi.")
    return found


def _enrol(demo: Demo, say: Say) -> None:
    for laptop, kecamatan in zip(demo.laptops, KECAMATAN, strict=True):
        scope = [code for code, _ in wilayah().desa_list(kecamatan)]
        path = demo.out / f"undangan-{laptop.identity.code}.pkhi"
        invited = invite(demo.office, laptop.identity.name, scope, path)
        join(laptop, path, invited.code)
    for laptop in demo.laptops:
        sent = send(laptop, demo.bundles)
        take_in(demo.office, sent.path)
        approve(demo.office, laptop.identity.code, sent.words or "")
    apply_inbox(demo.office)
    _answer(demo)
    say("Kedua laptop disetujui setelah empat katanya cocok.")


def _exchange(demo: Demo) -> None:
    for laptop in demo.laptops:
        take_in(demo.office, send(laptop, demo.bundles).path)
    apply_inbox(demo.office)
    _answer(demo)


def _answer(demo: Demo) -> None:
    for written in answer(demo.office, demo.bundles):
        for laptop in demo.laptops:
            if laptop.identity.name == written.desk_name:
                receive(laptop, written.path)


def _work(demo: Demo, laptop: Desk, at: int) -> None:
    """Three weeks of one pendamping: visits, products with stock, ways to graduation, letters."""
    chance = random.Random(SEED + at)
    homes = family_ids(laptop)
    for index, home in enumerate(homes[:36]):
        demo.clock.forward(hours=3)
        seen = family(laptop, home)
        _visit(laptop, seen, index, chance)
        if index % 3 == 0:
            _sell(laptop, home, chance)
        if index % 6 == 0:
            _graduate(demo, laptop, home, index, chance)


def _visit(laptop: Desk, seen: FamilyView, index: int, chance: random.Random) -> None:
    today = laptop.today()
    checked = [
        CommitmentDraft(member.id, chance.random() < 0.9, chance.randrange(80, 101))
        for member in seen.members
        if member.komponen in ("sd", "smp", "sma")
    ]
    promises = [PromiseDraft("Buka rekening tabungan", today + timedelta(14))] if index % 4 == 0 else []
    fields = VisitFields(
        household_id=seen.id,
        on=today,
        at=f"{laptop.local(laptop.now()):%H:%M}",
        met=seen.name,
        note=chance.choice(NOTES),
        income=chance.randrange(8, 30) * 100_000,
    )
    save_visit(laptop, VisitDraft(fields, promises, checked))


def _sell(laptop: Desk, home: str, chance: random.Random) -> None:
    name, unit, price = chance.choice(PRODUCTS)
    product = add_product(laptop, ProductFields(household_id=home, name=name, unit=unit, price=price))
    move_stock(laptop, product, "masuk", chance.randrange(20, 60))
    move_stock(laptop, product, "keluar", chance.randrange(5, 20))
    if chance.random() < 0.3:
        move_stock(laptop, product, "rusak", 1)


def _graduate(demo: Demo, laptop: Desk, home: str, index: int, chance: random.Random) -> None:
    take_step(laptop, home, StepDraft("calon", laptop.today()))
    if index % 12:
        return
    take_step(laptop, home, StepDraft("siap", laptop.today()))
    paper = "a4" if index % 24 else "f4"
    wishes = LetterWishes(
        paper=paper, income=chance.randrange(20, 35) * 100_000, capital="saya sisihkan dari bantuan PKH"
    )
    made = make_letter(laptop, home, wishes)
    save_file(demo.out / "letters" / f"{made.code}.pdf", made.pdf)
    demo.letters.append({"code": made.code, "number": made.number, "paper": paper})


def _quarrel(demo: Demo, say: Say) -> list[dict[str, str]]:
    """Laptop and office change one field without knowing of each other; the office decides; both learn."""
    laptop = demo.laptops[0]
    home = family_ids(laptop)[0]
    address = family(laptop, home).address
    right, wrong = f"{address} No. 7", f"{address} No. 9"
    edit_household(laptop, home, {"address": right})
    edit_household(demo.office, home, {"address": wrong})
    _exchange(demo)
    decided = []
    for item in conflicts(demo.office):
        if item.kind == "field":
            decide(demo.office, item.id, right)
            decided.append({"table": item.table, "field": item.field, "value": right})
    if not decided:
        raise DesksDiffer("Dua nilai untuk satu isian tidak menjadi keputusan.")
    _exchange(demo)
    say(f"{len(decided)} perbedaan diputuskan kantor dan sampai di laptop.")
    return decided


def _compare(demo: Demo, say: Say) -> dict[str, int]:
    """Open every desk afresh and compare what laptop and office hold, field by field."""
    office = open_home(demo.office.places, PASSPHRASE, demo.clock)
    counts = {}
    try:
        for old in demo.laptops:
            laptop = open_home(old.places, PASSPHRASE, demo.clock)
            try:
                ours, theirs = held(laptop), scoped_at_office(office, laptop.identity.desk_id)
            finally:
                laptop.close()
            found = differences(ours, theirs)
            if found:
                first = found[0]
                raise DesksDiffer(
                    f"{len(found)} isian laptop {laptop.identity.code} dan kantor berbeda, mula-mula "
                    f"{first.table}.{first.field or '(baris)'}."
                )
            counts[laptop.identity.name] = len(ours)
            say(f"Laptop {laptop.identity.name} dan kantor sama: {len(ours)} baris, setiap isian.")
    finally:
        office.close()
    return counts
