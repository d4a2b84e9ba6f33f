"""The graduation case: the steps a family takes out of the programme, and which step may follow which.

Source: practice of the field (surat pernyataan, verification by the office, decision of Kemensos); a family
counts as *graduasi* only from the office's decision, and that needs a signed letter whose scan is kept. The
stage is the fold of events, never a stored value. What follows a graduation (the family is made inactive at a
tahap, it gets its certificate) does not change the stage: both happen once, in either order.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, Field

from pkh_desk.domain.vocabulary import GRADUATION_KIND
from pkh_desk.errors import Problem

STAGES = {
    "calon": "Calon",
    "siap": "Siap",
    "surat_dicetak": "Surat dicetak",
    "ditandatangani": "Ditandatangani",
    "diverifikasi": "Diverifikasi kantor",
    "graduasi": "Graduasi",
    "ditolak": "Ditolak Kemensos",
    "dibatalkan": "Dibatalkan KPM",
    "nonaktif": "Nonaktif",
    "sertifikat": "Piagam diserahkan",
}
DONE = "graduasi"
AFTER = ("nonaktif", "sertifikat")
"""What happens to a family that has graduated; its stage stays *graduasi*."""

NEXT_STAGES: dict[str | None, frozenset[str]] = {
    None: frozenset({"calon", "siap"}),
    "calon": frozenset({"siap", "dibatalkan"}),
    "siap": frozenset({"calon", "surat_dicetak", "dibatalkan"}),
    "surat_dicetak": frozenset({"siap", "ditandatangani", "dibatalkan"}),
    "ditandatangani": frozenset({"surat_dicetak", "diverifikasi", "dibatalkan"}),
    "diverifikasi": frozenset({"ditandatangani", "graduasi", "ditolak", "dibatalkan"}),
    "graduasi": frozenset(AFTER),
    "ditolak": frozenset({"calon"}),
    "dibatalkan": frozenset({"calon"}),
    "nonaktif": frozenset(),
    "sertifikat": frozenset(),
}

OFFICE_STAGES = frozenset({"diverifikasi", "graduasi", "ditolak", *AFTER})
NEEDS_LETTER = frozenset({"diverifikasi", "graduasi"})
"""Steps that nobody takes before a signed letter with its scan is kept."""

PATH = ("calon", "siap", "surat_dicetak", "ditandatangani", "diverifikasi", "graduasi")


class CaseFields(BaseModel, extra="forbid"):
    """One attempt of a family to graduate. `reason` is a code of GRADUATION_REASON."""

    household_id: str = Field(max_length=32)
    kind: str = Field(default="mandiri", max_length=20)
    reason: str = Field(default="ekonomi_membaik", max_length=30)
    reason_text: str = Field(default="", max_length=300)
    opened_on: date


class StageEventFields(BaseModel, extra="forbid"):
    """One step of a case, taken on a day, with the stage its author saw before it.

    `sk_number` and `sk_on` name the decision of Kemensos that the step follows, `tahap` from which payment
    on the family is inactive; empty where they are not known.
    """

    household_id: str = Field(max_length=32)
    case_id: str = Field(max_length=32)
    seen: str | None = Field(default=None, max_length=20)
    stage: str = Field(max_length=20)
    on: date
    reason: str = Field(default="", max_length=300)
    sk_number: str = Field(default="", max_length=80)
    sk_on: date | None = None
    tahap: str = Field(default="", max_length=40)


@dataclass(frozen=True)
class Step:
    """A stage event as the fold sees it: its place in time, what its author saw, where it goes."""

    order: tuple[int, str]
    id: str
    seen: str | None
    stage: str
    undone: bool = False


@dataclass(frozen=True)
class Folded:
    """The stage a case stands at, the last step that led there, and the steps that were not allowed.

    `after` are the steps that followed a graduation, by stage (of AFTER).
    """

    stage: str | None
    last: str | None
    refused: tuple[str, ...]
    after: Mapping[str, str] = field(default_factory=dict)


def fold_stages(steps: Iterable[Step]) -> Folded:
    """Fold the steps of one case in order of time into its stage.

    A step counts only if it is allowed from the stage known before it and its author saw that stage; any
    other is kept apart for a person to decide (a conflict at the office). The result depends on the set of
    steps alone, not on the order in which files arrived.
    """
    stage, last, refused = None, None, []
    after: dict[str, str] = {}
    for step in sorted(steps, key=lambda s: s.order):
        if step.undone:
            continue
        if step.seen != stage or step.stage not in NEXT_STAGES[stage] or step.stage in after:
            refused.append(step.id)
        elif step.stage in AFTER:
            after[step.stage] = step.id
        else:
            stage, last = step.stage, step.id
    return Folded(stage, last, tuple(refused), after)


def check_step(stage: str | None, to: str, role: str, after: Collection[str] = ()) -> list[Problem]:
    """Return why a case at `stage` may not step to `to` by somebody of this role; empty means it may.

    `after` is what followed its graduation already.
    """
    if to not in STAGES:
        return [Problem("stage", f"Tahap {to} tidak dikenal.")]
    here = STAGES[stage] if stage else "belum dimulai"
    if to in after:
        return [Problem("stage", f"{STAGES[to]} sudah tercatat.")]
    if to not in NEXT_STAGES[stage]:
        return [Problem("stage", f"Dari tahap {here} tidak bisa langsung ke {STAGES[to]}.")]
    if to in OFFICE_STAGES and role != "kantor":
        return [Problem("stage", f"Tahap {STAGES[to]} diputuskan oleh kantor.")]
    return []


def check_letter(to: str, signed: bool, scans: int) -> list[Problem]:
    """Return what is missing of the letter before a case may step to `to`: a signature, and its scan."""
    if to not in NEEDS_LETTER or (signed and scans):
        return []
    missing = "pindaiannya belum ada" if signed else "suratnya belum ditandatangani"
    return [Problem("stage", f"Belum bisa ke tahap {STAGES[to]}: {missing}.")]


def ends_by_itself(komponen: Collection[str], members: int) -> bool:
    """Say whether a family may leave because nothing entitles it any more (*graduasi alami*); only a hint.

    A family with lansia or disabilitas stays supported, and one of which no member is known says nothing.
    """
    return members > 0 and not komponen


def check_case(fields: CaseFields, today: date) -> list[Problem]:
    """Return what keeps the case from being opened on `today`."""
    problems = []
    if fields.kind not in GRADUATION_KIND:
        problems.append(Problem("kind", f"Jenis graduasi {fields.kind} tidak dikenal."))
    if fields.opened_on > today:
        problems.append(Problem("opened_on", "Tanggal calon graduasi belum terjadi."))
    return problems
