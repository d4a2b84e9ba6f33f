"""FACTS: what the shell always shows: who, where the work is saved, what is not sent. Plain values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pkh_desk.actions.upkeep.preferences import preferences
from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.domain.vocabulary import ROLE
from pkh_desk.gui.words.moments import say_clock, say_moment, say_short_year
from pkh_desk.views.exchange.inbox import waiting
from pkh_desk.views.graduation.pipeline import proposals_waiting
from pkh_desk.views.office.clerks import clerks
from pkh_desk.views.upkeep.status import status

BACKUP_LATE_DAYS = 7
HOME, FAMILIES, GRADUATION, PRODUCTS, SETTINGS = "beranda", "keluarga", "graduasi", "produk", "pengaturan"
SENDING, REPORTS = "kirim", "laporan"
"""Keys of the places; where unsent catatan are counted."""
INBOX, DECISIONS, LAPTOPS, PROPOSALS = "kotak", "keputusan", "pendamping", "usulan"
"""The office's places where files, questions and requests are counted."""


@dataclass(frozen=True)
class ShellFacts:
    """The facts of one moment; read afresh after every change.

    `role_line` under the name ("Pendamping"), `place_line` under the mark ("Dinsos Kab. Serang"). Times are
    local. `counts` are the amber numbers at places of the navigation, by place. `lock_minutes` without input
    lock the office's window, 0 on a laptop, whose status bar has no room to say so.
    """

    name: str
    role_line: str
    place_line: str
    now: datetime
    saved_at: datetime | None = None
    last_backup: datetime | None = None
    unsent: int | None = None
    lacking: int = 0
    office_as_of: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    lock_minutes: int = 0


def read_facts(desk: Desk) -> ShellFacts:
    """Read the facts of an open desk. A laptop without an office has nothing to send yet."""
    state = status(desk)

    def moment(instant: int | None) -> datetime | None:
        return desk.local(instant) if instant else None

    office_time = moment(state.office_time)
    working = clerks(desk) if desk.is_office else []
    clerk = next((each for each in working if each.me), None) if len(working) > 1 else None
    return ShellFacts(
        name=clerk.name if clerk else state.name,
        role_line=clerk.words if clerk else ROLE[state.role],
        place_line=state.name if desk.is_office else state.office or "Belum ada kantor",
        now=desk.local(desk.now()),
        saved_at=moment(state.saved_at),
        last_backup=moment(state.backup_at),
        unsent=state.unsent if state.office else None,
        lacking=state.lacking,
        office_as_of=office_time.date() if office_time else None,
        counts=_counts(desk) if desk.is_office else {SENDING: state.unsent if state.office else 0},
        lock_minutes=preferences(desk).lock_minutes if desk.is_office else 0,
    )


def _counts(desk: Desk) -> dict[str, int]:
    """Return what waits for somebody at the places of the office."""
    seen = waiting(desk)
    counts = {INBOX: seen.files, DECISIONS: seen.decisions, LAPTOPS: seen.requests}
    return {**counts, PROPOSALS: proposals_waiting(desk)}


@dataclass(frozen=True)
class Fact:
    """One item of the status bar: icon, words, short words for a narrow window, amber or red or plain."""

    icon: str
    words: str
    short: str = ""
    tone: str = "text2"


def saved_fact(facts: ShellFacts) -> Fact:
    """Say that everything is saved, and since when."""
    if facts.saved_at is None:
        return Fact("checkmark_circle", "Belum ada catatan di komputer ini", "Belum ada catatan")
    today = facts.saved_at.date() == facts.now.date()
    when = say_clock(facts.saved_at) if today else say_moment(facts.saved_at, facts.now)
    return Fact("checkmark_circle", f"Semua tersimpan di komputer ini · {when}", f"Tersimpan {when}")


def saving_fact() -> Fact:
    """Say that a save is under way; shown only when it takes longer than 400 ms."""
    return Fact("arrow_sync", "Menyimpan…", "Menyimpan…")


def backup_fact(facts: ShellFacts) -> Fact:
    """Say when the last backup was; amber once it is a week old or there is none."""
    if facts.last_backup is None:
        return Fact("hard_drive", "Belum ada cadangan", tone="amber" if facts.saved_at else "text2")
    days = (facts.now.date() - facts.last_backup.date()).days
    if days >= BACKUP_LATE_DAYS:
        return Fact("hard_drive", f"Sudah {days} hari tanpa cadangan", tone="amber")
    return Fact("hard_drive", f"Cadangan terakhir: {say_moment(facts.last_backup, facts.now)}")


def unsent_fact(facts: ShellFacts) -> Fact | None:
    """Say how many catatan, or else photos, the office does not have yet; at the office, how many files are
    not applied."""
    if files := facts.counts.get(INBOX):
        return Fact("mail_inbox", f"{files} kiriman belum diterapkan", f"{files} kiriman", "amber")
    if facts.unsent is None:
        return None
    if facts.unsent == 0 and facts.lacking:
        words = f"{facts.lacking} foto belum sampai"
        return Fact("arrow_upload", f"{words} di kantor", words, "amber")
    if facts.unsent == 0:
        return Fact("checkmark_circle", "Semua sudah terkirim", "Semua terkirim")
    count = dots(facts.unsent)
    return Fact("arrow_upload", f"{count} catatan belum terkirim", f"{count} belum terkirim", "amber")


def office_fact(facts: ShellFacts) -> Fact | None:
    """Say how old the office's data are, nothing before any came; at the office, when its window locks."""
    if facts.lock_minutes:
        return Fact("lock_closed", f"Terkunci otomatis setelah {facts.lock_minutes} menit")
    if facts.office_as_of is None:
        return None
    return Fact("document_table", f"Data kantor per {say_short_year(facts.office_as_of)}")
