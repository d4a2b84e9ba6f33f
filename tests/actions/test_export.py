"""Lists out: what is written comes back as it is, numbers only for a reason, and nothing half-done."""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from gui.village import settle_village
from helpers.desks import add_family
from pkh_desk.actions.lists.export import export_sheet
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.upkeep.access import broken_entries
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, FolderGone, InvalidInput
from pkh_desk.store.upkeep.safe_write import world_faults
from pkh_desk.views.business.products import products
from pkh_desk.views.graduation.pipeline import pipeline
from pkh_desk.views.lists.sheet import Sheet, SheetColumn
from pkh_desk.views.lists.sheets import changes_sheet, families_sheet, graduation_sheet, products_sheet
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.upkeep.changes import changes

WHY = "Diminta dinas untuk pencocokan"


def trail(desk: Desk) -> list[tuple[str | None, str]]:
    with desk.read() as session:
        assert broken_entries(session) == []
        rows = session.connection().exec_driver_sql("SELECT household_id, why FROM access ORDER BY id")
        return [(row[0], row[1]) for row in rows]


def cells(path: Path) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("side", ["desk", "office"])
def test_families_that_went_out_whole_come_back_as_the_same(
    request: pytest.FixtureRequest, tmp_path: Path, form: str, side: str
) -> None:
    desk: Desk = request.getfixturevalue(side)
    homes = settle_village(desk, 30, 6)
    add_family(
        desk, "=HYPERLINK", "3604275203849777", "3604271406129777", address="-", no_peserta="360427000099"
    )
    out = tmp_path / f"keluarga.{form}"
    assert export_sheet(desk, families_sheet(family_ids(desk)), out, WHY) == 31
    report = import_roster(desk, out)
    assert (report.read, report.rows["same"], report.findings) == (31, 31, [])
    assert {home for home, _ in trail(desk)} >= set(homes)


def test_numbers_are_masked_unless_there_is_a_reason(desk: Desk, tmp_path: Path) -> None:
    home = add_family(desk)
    out = tmp_path / "keluarga.xlsx"
    sheet = families_sheet(family_ids(desk))
    export_sheet(desk, sheet, out)
    assert cells(out)[1][2:4] == ["3604********9901", "3604********9901"]
    assert trail(desk) == [(None, "keluarga: nomor disamarkan")]
    kept = out.read_bytes()
    with pytest.raises(InvalidInput):
        export_sheet(desk, sheet, out, "  a ")
    assert out.read_bytes() == kept
    for _ in range(2):
        export_sheet(desk, sheet, out, WHY)
    assert cells(out)[1][2:4] == ["3604275203849901", "3604271406129901"]
    assert trail(desk)[1:] == [(home, f"keluarga: {WHY}")]


def test_every_list_goes_out_in_the_order_it_is_given(desk: Desk, tmp_path: Path) -> None:
    settle_village(desk, 12, 6)
    cards, wares, acts = pipeline(desk)[::-1], products(desk)[:3], changes(desk)
    lists: list[tuple[str, Sheet[Any], list[str]]] = [
        ("g", graduation_sheet(cards), [card.name for card in cards]),
        ("p", products_sheet(wares), [row.name for row in wares]),
        ("r", changes_sheet(acts), []),
    ]
    for name, sheet, first in lists:
        out = tmp_path / f"{name}.xlsx"
        assert export_sheet(desk, sheet, out) == sheet.count
        rows = cells(out)
        assert [column.title for column in sheet.columns] == rows[0]
        assert len(rows) == sheet.count + 1 > 1
        if first:
            assert [row[0] for row in rows[1:]] == first


def test_stopping_or_a_lost_folder_leaves_the_file_that_was_there(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "daftar.xlsx"
    out.write_bytes(b"lama")

    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled("Dibatalkan.")

    ended = []

    def numbers(_desk: Desk) -> Generator[int, None, None]:
        try:
            yield from range(1000)
        finally:
            ended.append(True)

    sheet = Sheet("angka", "baris", [SheetColumn[int]("Angka", lambda one: one, "count")], numbers, 1000)
    with pytest.raises(Cancelled) as cancelled:
        export_sheet(desk, sheet, out, progress=stop)
    assert cancelled.traceback
    assert ended == [True]
    with pytest.raises(FolderGone):
        export_sheet(desk, sheet, tmp_path / "tidak-ada" / "a.csv")
    with pytest.raises(FolderGone):
        export_sheet(desk, sheet, tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.glob("*.xlsx*")] == [("daftar.xlsx", b"lama")]
    assert trail(desk) == []


def test_a_file_that_excel_holds_open_is_said(tmp_path: Path) -> None:
    """What Windows answers to replacing an open file."""
    out = tmp_path / "daftar.xlsx"
    out.write_bytes(b"lama")
    with pytest.raises(FolderGone, match="dibuka program lain"), world_faults(out):
        raise PermissionError(13, "in use")
