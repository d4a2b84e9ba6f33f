"""Writing a report: as PDF with date, place and who signs, or as a typed table; whole numbers for a reason.

Who signs at the office is the head of its dinas, as its letter rules name him; on a laptop its pendamping.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pkh_desk.actions.lists.export import checked_reason, export_sheet
from pkh_desk.actions.lists.saving import save_file
from pkh_desk.actions.upkeep.access import note_exports
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.papers.report import ReportWords, draw_report
from pkh_desk.papers.template.facts import Signer
from pkh_desk.store.office import config_on
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.views.office.report import Report

PDF, PAPER = ".pdf", "f4"
RowT = TypeVar("RowT")
Progress = Callable[[int, int], None]


def write_report(
    desk: Desk,
    report: Report[RowT],
    path: Path,
    reason: str | None = None,
    progress: Progress = lambda done, total: None,
) -> int:
    """Write a report to `path` (.pdf, .csv, else XLSX) and return the number of its rows.

    As `export_sheet`: with a `reason` NIK and No KK are whole and the families noted in the access trail.
    Raises InvalidInput, DiskFull, FolderGone; `progress` may raise Cancelled.
    """
    if path.suffix.casefold() != PDF:
        return export_sheet(desk, report.sheet, path, reason, progress)
    save_file(path, report_pdf(desk, report, reason, progress))
    return len(report.rows)


def report_pdf(
    desk: Desk,
    report: Report[RowT],
    reason: str | None = None,
    progress: Progress = lambda done, total: None,
    paper: str = PAPER,
) -> bytes:
    """Return a report as PDF; it is noted in the access trail. Raises InvalidInput for an empty reason."""
    sheet = report.sheet
    full = reason is not None and sheet.home_of is not None
    why = checked_reason(reason or "") if full else ""
    words = ReportWords(
        title=report.title,
        about=report.about,
        figures=report.figures,
        columns=tuple(sheet.head),
        rows=[sheet.line(row, full) for row in report.rows],
        totals=report.totals(),
        place_date=f"{_place(desk)}, {say_date(desk.today())}",
        signer=_signer(desk),
        made=f"Dibuat dengan PKH Desk, {say_date(desk.today())} pukul {desk.local(desk.now()):%H.%M}.",
    )
    pdf = draw_report(words, paper, progress)
    homes: dict[str | None, None] = {}
    if full and sheet.home_of is not None:
        homes = dict.fromkeys(map(sheet.home_of, report.rows))
    note_exports(desk, list(homes) or [None], f"{sheet.name}: {why or 'nomor disamarkan'}")
    return pdf


def _place(desk: Desk) -> str:
    with desk.read() as session:
        kabupaten = str(config_on(session, "letter_rules", desk.today())["kabupaten"])
    return kabupaten.removeprefix("Kabupaten ").removeprefix("Kota ")


def _signer(desk: Desk) -> Signer:
    with desk.read() as session:
        rules = config_on(session, "letter_rules", desk.today())
        if not desk.is_office:
            me = session.get(Petugas, desk.identity.petugas_id)
            title = (me.jabatan,) if me and me.jabatan else tuple(rules.get("pendamping_title", ()))
            return Signer(
                role="pendamping", name=me.name if me else "", title=title, nip=me.nip if me else ""
            )
    head = rules.get("certificate_signer", {})
    title = tuple(line.format(kabupaten=rules["kabupaten"]) for line in head.get("title", ()))
    return Signer(role="pejabat", name=head.get("name", ""), title=title, nip=head.get("nip", ""))
