"""Layouts R1 to R8 in every kind of file that people send: one outcome, or a sentence why not.

The table of outcomes is printed with the figures at the end of the run.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.desks import make_desk
from helpers.layouts import R2, R5, R6, hold, variants
from helpers.lists import R8, add_child, hold_owners, r3, r7
from helpers.sheets import R1, R4, Rows
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.errors import SheetDamaged, SheetLocked, UserError

LAYOUTS = {"R1": R1, "R2": R2, "R3": r3(), "R4": R4, "R5": R5, "R6": R6, "R7": r7(), "R8": R8}
FIRST_DATA = {"R1": 5, "R3": 7, "R7": 3, "R8": 3}
LOST = "xlsx 15 digits"
AS_TEXT = ("xlsx text", "csv utf-8 bom ;", "csv cp1252 ,", "csv utf-16le tab", "formulas")
REFUSED = {"xls that is html": SheetDamaged, "locked": SheetLocked}
Outcome = tuple[dict[str, int], dict[str, int]]


def outcome(report: RosterReport) -> Outcome:
    """Return the fates of the rows, and how often each kind of finding was made."""
    fates = {**report.rows, "skipped": report.skipped, "refused": report.refused}
    kinds = Counter(finding.kind for finding in report.findings)
    return {fate: count for fate, count in fates.items() if count}, dict(kinds)


def said(found: Outcome | UserError) -> str:
    """Return an outcome as a cell of the table."""
    if isinstance(found, UserError):
        return f"{type(found).__name__}: {str(found).split('.')[0]}"
    fates, kinds = (", ".join(f"{count} {name}" for name, count in part.items()) for part in found)
    return f"{fates} | {kinds or '-'}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_in_every_kind_of_file(
    layout: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    desk = make_desk(tmp_path / "laptop")
    held = hold_owners(desk) if layout == "R8" else hold(desk)
    if layout == "R3":
        add_child(desk, held["SARMUNAH"])
    rows: Rows = LAYOUTS[layout]
    found: dict[str, Outcome | UserError] = {}
    answered: dict[str, Outcome] = {}
    for name, file in variants(rows, FIRST_DATA.get(layout, 2)).items():
        try:
            report = import_roster(desk, file.put(tmp_path))
            assert [sheet["layout"] for sheet in report.sheets] == [layout]
            found[name] = outcome(report)
            if taken := {(f.sheet, f.row, f.kind): f.answer for f in report.findings if f.answer}:
                report = import_roster(desk, tmp_path / file.name, choices=RowChoices(answers=taken))
                answered[name] = outcome(report)
        except UserError as error:
            found[name] = error
    desk.close()
    for name, one in found.items():
        chosen = f" | chosen: {said(answered[name]).split(' | ')[0]}" if name in answered else ""
        record_property("figure", f"{layout}  {name:18} {said(one)}{chosen}")

    for name, one in found.items():
        # Number cells of R1 show what Excel did to them; the same list as text does not.
        usual = found["xls" if layout == "R1" and name not in AS_TEXT else "xlsx text"]
        assert isinstance(usual, tuple)
        if name in REFUSED:
            assert isinstance(one, REFUSED[name])
        elif name == "hidden rows":
            assert one == (usual[0], {**usual[1], "row_hidden": 1})
        elif name == LOST and layout != "R8":
            assert isinstance(one, tuple)
            assert one[1]["nik_lost_digits"] >= 1
        elif (layout, name) == ("R3", "xlsx numbers"):
            assert one == (usual[0], {**usual[1], "nisn_lost_zero": 2})
        else:
            assert one == usual, name
    assert len({str(one[0]) for name, one in answered.items() if name != LOST}) <= 1
