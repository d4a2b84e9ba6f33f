"""A home visit, the promises made in it and the commitments checked in it."""

from datetime import date

from pydantic import BaseModel, Field

from pkh_desk.domain.dates import say_date
from pkh_desk.errors import Problem


class VisitFields(BaseModel, extra="forbid"):
    """What is recorded of a visit. Money in whole rupiah; `at` is local wall time `HH:MM`.

    `income` is the family's estimated business income in the month of the visit, `set_aside` what it put
    away from the aid, `willing` whether it says it is ready to graduate (None = not asked).
    """

    household_id: str = Field(max_length=32)
    on: date
    at: str | None = Field(default=None, max_length=5)
    met: str = Field(default="", max_length=120)
    purpose: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=4000)
    income: int | None = Field(default=None, ge=0)
    set_aside: int | None = Field(default=None, ge=0)
    willing: bool | None = None


class PromiseFields(BaseModel, extra="forbid"):
    """Something the family promised, with the day it falls due and the day it was kept."""

    household_id: str = Field(max_length=32)
    visit_id: str | None = Field(default=None, max_length=32)
    text: str = Field(max_length=300)
    due_on: date | None = None
    done_on: date | None = None


class CommitmentFields(BaseModel, extra="forbid"):
    """Whether a member kept the commitment of a month (`YYYY-MM`), with the raw counts of the form.

    The counts are stored as written; percentages are shown with their formula and never stored back,
    because the paper form and the apps define JML (`jml`) differently: days present, or days missed.
    """

    household_id: str = Field(max_length=32)
    member_id: str = Field(max_length=32)
    month: str = Field(max_length=7)
    source: str = Field(default="kunjungan", max_length=20)
    kept: bool | None = None
    percent: int | None = Field(default=None, ge=0, le=100)
    effective_days: int | None = Field(default=None, ge=0, le=31)
    alpa: int | None = Field(default=None, ge=0, le=31)
    izin: int | None = Field(default=None, ge=0, le=31)
    sakit: int | None = Field(default=None, ge=0, le=31)
    jml: int | None = Field(default=None, ge=0, le=31)
    visit_id: str | None = Field(default=None, max_length=32)


def check_visit(fields: VisitFields, today: date) -> list[Problem]:
    """Return what keeps the visit from being saved on `today`; empty means it may be."""
    problems = []
    if fields.on > today:
        problems.append(
            Problem(
                "on",
                "Tanggal kunjungan belum terjadi. Rencana ditulis di Tindak lanjut.",
                fix=say_date(today),
            )
        )
    if fields.on.year < 2007:
        problems.append(Problem("on", "PKH belum ada pada tahun itu.", fix=say_date(today)))
    return problems


def check_promise(fields: PromiseFields) -> list[Problem]:
    """Return what keeps the promise from being saved."""
    return [] if fields.text.strip() else [Problem("text", "Isi janjinya dulu.")]
