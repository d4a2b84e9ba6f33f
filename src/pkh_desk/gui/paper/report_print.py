"""REPORT PRINT: a report on the print sheet, its very pages beside printer and paper."""

from typing import Any

from pkh_desk.actions.office.report import report_pdf
from pkh_desk.desk import Desk
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.paper.print_task import PAPERS, PrintTask
from pkh_desk.views.office.report import Report


def print_report(shell: Shell, desk: Desk, report: Report[Any]) -> None:
    """Open the print sheet on a report; numbers of people are masked on it."""
    name = report.sheet.file_name(desk.today(), "").removesuffix(".")
    shell.open_page(
        PrintSheet(
            shell,
            desk,
            PrintTask(
                title=report.title,
                about=f"{report.about}. NIK dan No KK disamarkan.",
                papers=PAPERS,
                preview=lambda paper, _also: report_pdf(desk, report, paper=paper),
                write=None,
                code=lambda: name,
            ),
        )
    )
