"""Taking in a roster: read, cleaned, compared, and if wanted applied in one act that can be undone."""

from collections.abc import Callable

from pkh_desk.actions.lists.roster_columns import remember_columns, remembered_columns
from pkh_desk.actions.lists.roster_layouts import LAYOUTS, Landings
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RosterSight, RowChoices
from pkh_desk.actions.upkeep.backup import back_up_before
from pkh_desk.desk import Desk
from pkh_desk.domain.text import tidy
from pkh_desk.errors import FileNotUsable, NoListFound
from pkh_desk.rosters.columns.lines import header_findings, read_lists
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.progress import Progress
from pkh_desk.rosters.reading.pasted import Pasted as Pasted
from pkh_desk.rosters.reading.pasted import Source as Source
from pkh_desk.rosters.reading.pasted import sha256_of as sha256_of
from pkh_desk.rosters.reading.pasted import sheets_of
from pkh_desk.rosters.reading.pasted import stamp_of as stamp_of
from pkh_desk.store import search
from pkh_desk.store.garbage import uncollected
from pkh_desk.store.local import RosterImport
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.session import LoggedSession

LONGEST_NAME = 255
REFRESHED = 2000
"""Families whose search entries are written anew between two looks whether somebody cancelled."""

READING, CHECKING, MATCHING = "Membaca baris", "Memeriksa", "Mencocokkan"
BACKING_UP, SAVING = "Mencadangkan", "Menyimpan"
Phases = Callable[[int, int, str], None]
"""`progress(done, total, phase)`: rows or families of one phase after the other, total 0 where nobody knows
it yet; it may raise Cancelled, until the commit."""


@uncollected()
def import_roster(  # the options of the command
    desk: Desk,
    source: Source,
    *,
    sheet: str | None = None,
    apply: bool = False,
    hold: bool = False,
    choices: RowChoices | None = None,
    progress: Phases = lambda done, total, phase: None,
) -> RosterReport:
    """Read a roster and compare it with what is held; with `apply` take it in, all or nothing.

    `hold` leaves rows with findings out. `choices` are a person's, instead of it: rows left out, cells put
    right, columns named; with them the report keeps columns and rows for the eye.
    Raises FileNotUsable, SheetDamaged, SheetLocked, SheetTooBig, NoListFound; `progress` may raise Cancelled.
    Nothing is changed then.
    """
    decided = choices or RowChoices(hold)
    known = decided.knowing(remembered_columns(desk))
    report = RosterReport(source.name, sight=RosterSight() if choices else None, columns=known.columns)
    stamp = stamp_of(source)
    landings = _read(desk, source, sheet, known, report, progress)
    report.sha256 = sha256_of(source)
    if stamp_of(source) != stamp:
        raise FileNotUsable("Berkas berubah selagi dibaca. Data Anda tidak berubah.", "Impor lagi.")
    if not apply:
        with desk.read() as session:
            for landing in landings.in_order():
                landing.land(session, None, _in(MATCHING, progress))
        return report
    progress(0, 0, BACKING_UP)
    back_up_before(desk, "sebelum-impor", "Daftar belum diterapkan.", progress)
    act = desk.new_id()
    with desk.write(act=act) as session:
        before = session.writing.chain.n
        for landing in landings.in_order():
            landing.land(session, BulkWriter(session, session.writing), _in(MATCHING, progress))
        report.import_id = act if session.writing.chain.n > before else None
        session.add(_remembered(desk, report, act))
        _refresh_search(session, _in(SAVING, progress))
    remember_columns(desk, decided.columns)
    return report


def _in(phase: str, progress: Phases) -> Progress:
    return lambda done, total: progress(done, total, phase)


def _refresh_search(session: LoggedSession, progress: Progress) -> None:
    """Write the search entries that are stale; the desk would do it all at once, and nobody could stop it."""
    stale = sorted(session.writing.homes)
    for start in range(0, len(stale), REFRESHED):
        progress(start, len(stale))
        search.refresh(session.connection(), stale[start : start + REFRESHED])
    session.writing.homes.clear()
    progress(len(stale), len(stale))


def _remembered(desk: Desk, report: RosterReport, act: str) -> RosterImport:
    return RosterImport(
        act=act,
        at=desk.now(),
        file=tidy(report.file)[-LONGEST_NAME:],
        sha256=report.sha256,
        **report.rows,
        skipped=report.skipped,
        refused=report.refused,
        wrote=report.import_id is not None,
    )


def _read(
    desk: Desk,
    source: Source,
    wanted: str | None,
    choices: RowChoices,
    report: RosterReport,
    progress: Phases,
) -> Landings:
    """Read every visible list of the file; what was found on the way goes to the report."""
    progress(0, 0, READING)
    landings = Landings(desk, report, choices)
    for sheet in sheets_of(source, wanted):
        if sheet.hidden:
            report.findings.append(Finding(sheet.name, 0, "", "sheet_hidden", sheet.name))
            continue
        if sheet.formulas:
            report.findings.append(Finding(sheet.name, 0, "", "formula_empty", f"{sheet.formulas} sel"))
        for roster in read_lists(
            sheet, LAYOUTS, lambda number: progress(number, 0, READING), choices.columns
        ):
            layout = roster.header.layout
            report.sheets.append({"name": roster.sheet, "layout": layout.code, "read": len(roster.lines)})
            report.findings += [said for said in header_findings(roster) if said not in report.findings]
            choices.put_right(roster)
            if report.sight is not None:
                report.sight.see_columns(roster)
            landings.of(layout).take(roster, _in(CHECKING, progress))
    if not report.sheets:
        raise NoListFound(
            "Tidak ada daftar yang dikenal di berkas ini. Tidak ada yang berubah.",
            "Daftar perlu kolom nama dan NIK atau No KK.",
        )
    return landings
