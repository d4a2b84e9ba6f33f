"""The graduation case: the steps a family takes out of the programme, and which step may follow which.

Source: practice of the field (surat pernyataan, verification by the office, decision of Kemensos); a family
counts as *graduasi* only from the office's decision. The stage is the fold of events, never a stored value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
    "ditolak": "Ditolak",
    "dibatalkan": "Dibatalkan KPM",
}

NEXT_STAGES: dict[str | None, frozenset[str]] = {
    None: frozenset({"calon", "siap"}),
    "calon": frozenset({"siap", "dibatalkan"}),
    "siap": frozenset({"calon", "surat_dicetak", "dibatalkan"}),
    "surat_dicetak": frozenset({"siap", "ditandatangani", "dibatalkan"}),
    "ditandatangani": frozenset({"surat_dicetak", "diverifikasi", "dibatalkan"}),
    "diverifikasi": frozenset({"ditandatangani", "graduasi", "ditolak", "dibatalkan"}),
    "graduasi": frozenset(),
    "ditolak": frozenset({"calon"}),
    "dibatalkan": frozenset({"calon"}),
}

OFFICE_STAGES = frozenset({"diverifikasi", "graduasi", "ditolak"})

PATH = ("calon", "siap", "surat_dicetak", "ditandatangani", "diverifikasi", "graduasi")


class CaseFields(BaseModel, extra="forbid"):
    """One attempt of a family to graduate. `reason` is a code of GRADUATION_REASON."""

    household_id: str = Field(max_length=32)
    kind: str = Field(default="mandiri", max_length=20)
    reason: str = Field(default="ekonomi_membaik", max_length=30)
    reason_text: str = Field(default="", max_length=300)
    opened_on: date


class StageEventFields(BaseModel, extra="forbid"):
    """One step of a case, taken on a day, with the stage its author saw before it."""

    household_id: str = Field(max_length=32)
    case_id: str = Field(max_length=32)
    seen: str | None = Field(default=None, max_length=20)
    stage: str = Field(max_length=20)
    on: date
    reason: str = Field(default="", max_length=300)


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
    """The stage a case stands at, the last step that led there, and the steps that were not allowed."""

    stage: str | None
    last: str | None
    refused: tuple[str, ...]


def fold_stages(steps: Iterable[Step]) -> Folded:
    """Fold the steps of one case in order of time into its stage.

    A step counts only if it is allowed from the stage known before it and its author saw that stage; any
    other is kept apart for a person to decide (a conflict at the office). The result depends on the set of
    steps alone, not on the order in which files arrived.
    """
    stage, last, refused = None, None, []
    for step in sorted(steps, key=lambda s: s.order):
        if step.undone:
            continue
        if step.seen == stage and step.stage in NEXT_STAGES[stage]:
            stage, last = step.stage, step.id
        else:
            refused.append(step.id)
    return Folded(stage, last, tuple(refused))


def check_step(stage: str | None, to: str, role: str) -> list[Problem]:
    """Return why a case at `stage` may not step to `to` by somebody of this role; empty means it may."""
    if to not in STAGES:
        return [Problem("stage", f"Tahap {to} tidak dikenal.")]
    here = STAGES[stage] if stage else "belum dimulai"
    if to not in NEXT_STAGES[stage]:
        return [Problem("stage", f"Dari tahap {here} tidak bisa langsung ke {STAGES[to]}.")]
    if to in OFFICE_STAGES and role != "kantor":
        return [Problem("stage", f"Tahap {STAGES[to]} diputuskan oleh kantor.")]
    return []


def check_case(fields: CaseFields, today: date) -> list[Problem]:
    """Return what keeps the case from being opened on `today`."""
    problems = []
    if fields.kind not in GRADUATION_KIND:
        problems.append(Problem("kind", f"Jenis graduasi {fields.kind} tidak dikenal."))
    if fields.opened_on > today:
        problems.append(Problem("opened_on", "Tanggal calon graduasi belum terjadi."))
    return problems
