"""An import afterwards: its balance, the rows that failed as a file, its history, and taking it back."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from helpers.desks import make_desk
from helpers.exchange import answer_for, enrol, give_keys, send_up
from helpers.sheets import R1, R1_HEAD, Value, person, r1_with, xlsx
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_problems import write_problems
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import redo_last, undo_act
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import Cancelled, CannotUndo, FileNotUsable
from pkh_desk.sample.people import sample_families
from pkh_desk.sample.sheet import sample_roster
from pkh_desk.views.lists.imports import imports
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family

EVIL = person("=CMD()", "360427520384990", None, address="@SUM(A1)")


def table(path: Path) -> list[dict[str, object]]:
    head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


# --- the balance

CELLS = st.sampled_from(
    [
        "",
        None,
        "-",
        "SARMUNAH",
        "NUR'AENI",
        "3604275203849901",
        "3604271406129901",
        "36042751",
        3.60427e15,
        "JUMLAH",
    ]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12), st.booleans())
def test_every_row_is_in_the_balance_exactly_once(
    desk: Desk, tmp_path: Path, rows: list[list[Value]], hold: bool
) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx(r1_with(person(), *(person(*row) for row in rows))))
    looked = import_roster(desk, path, choices=RowChoices(hold))
    report = import_roster(desk, path, apply=True, hold=hold)
    assert looked.sight is not None
    read = sum(sheet["read"] for sheet in report.sheets)
    assert report.read == read == len(looked.sight.rows)
    assert len(report.left) == report.skipped + report.refused
    (last, *_) = imports(desk)
    assert (last.read, last.skipped, last.refused) == (read, report.skipped, report.refused)


# --- the rows that failed


def test_the_same_file_back_with_only_the_rows_that_failed(desk: Desk, tmp_path: Path) -> None:
    source, out = tmp_path / "daftar.xlsx", tmp_path / "masalah.xlsx"
    nameless = person("", "3604275203849902", "3604271406129902", kelompok="MAWAR")
    source.write_bytes(xlsx(r1_with(person(), nameless, person(), EVIL)))
    choices = RowChoices(left_out={("KPM", 5)})
    report = import_roster(desk, source, apply=True, choices=choices)
    assert write_problems(report, source, out) == report.skipped + report.refused == 3
    rows = table(out)
    assert [row["Baris asal"] for row in rows] == [3, 4, 5]
    assert list(rows[0])[: len(R1_HEAD)] == list(R1_HEAD)
    assert (rows[0]["NIK PENGURUS"], rows[0]["KELOMPOK"]) == ("3604275203849902", "MAWAR")
    assert "Nama kosong; baris ditolak" in str(rows[0]["Masalah"])
    assert "ulangan" in str(rows[1]["Masalah"])
    assert (rows[2]["NAMA PENGURUS"], rows[2]["ALAMAT"]) == ("'=CMD()", "'@SUM(A1)")
    mended = tmp_path / "baru.xlsx"
    mended.write_bytes(out.read_bytes())
    assert import_roster(desk, mended).read == 3


def test_rows_that_failed_fail_again_and_keep_what_stood_above_them(desk: Desk, tmp_path: Path) -> None:
    source, out = tmp_path / "daftar.xlsx", tmp_path / "masalah.xlsx"
    rows = ["NAMA", "NIK"], ["DESA BANDULU"], ["SITI", "3604275203849902"], ["", "3604275203849903"], ["ENOK"]
    source.write_bytes(xlsx(rows))
    write_problems(import_roster(desk, source), source, out)
    assert [(row["NAMA"], row["Desa"]) for row in table(out)] == [("", "BANDULU"), ("ENOK", "")]
    again = import_roster(desk, out)
    assert (again.read, again.refused) == (2, 2)


def test_a_file_that_changed_since_is_not_taken_for_the_same(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "daftar.xlsx"
    source.write_bytes(xlsx(r1_with(person(), person())))
    report = import_roster(desk, source)
    source.write_bytes(xlsx(r1_with(person())))
    with pytest.raises(FileNotUsable):
        write_problems(report, source, tmp_path / "masalah.xlsx")
    source.unlink()
    with pytest.raises(FileNotUsable):
        write_problems(report, source, tmp_path / "masalah.xlsx")


# --- the history, and taking back


def test_imports_are_remembered_with_what_became_of_them(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "KPM Ciomas.xlsx"
    path.write_bytes(xlsx(R1))
    first = import_roster(desk, path, apply=True)
    import_roster(desk, path, apply=True)
    import_roster(desk, path)
    again, was = imports(desk)
    assert (was.file, was.sha256, was.new) == (path.name, hashlib.sha256(path.read_bytes()).hexdigest(), 4)
    assert (was.wrote, was.stands) == (True, first.import_id)
    assert (again.same, again.wrote, again.stands) == (4, False, "")
    undo_act(desk, was.stands)
    assert imports(desk)[1].stands == ""
    back = redo_last(desk)
    assert imports(desk)[1].stands == back.act
    assert len(family_ids(desk)) == 4
    undo_act(desk, back.act)
    assert family_ids(desk) == []


@pytest.mark.parametrize("sent", [False, True], ids=["unsent", "sent"])
def test_days_later_what_nobody_touched_goes_back_and_the_rest_is_listed(
    desk: Desk, office: Desk, tmp_path: Path, sent: bool
) -> None:
    known = sample_families(40, 5, ["36.04.27.2007"])
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(sample_roster(known, "DATA KPM"))
    give_keys(office)
    enrol(office, desk, tmp_path)
    import_roster(desk, path, apply=True)
    before = family_ids(desk)
    addresses = {home: family(desk, home).address for home in before}
    for home in before[:20]:
        edit_household(desk, home, {"address": "KP. LAIN"})
    path.write_bytes(sample_roster(sample_families(300, 5, ["36.04.27.2007"]), "DATA KPM"))
    report = import_roster(desk, path, apply=True)
    assert report.rows["new"] == 260
    assert report.rows["changed"] >= 20
    assert report.import_id is not None
    if sent:
        send_up(office, desk, tmp_path)
        receive(desk, answer_for(office, desk, tmp_path))
    desk.clock.forward(days=5)  # type: ignore[attr-defined]
    added = sorted(set(family_ids(desk)) - set(before))
    visited, renamed, again = added[0], added[1], before[0]
    save_visit(desk, VisitDraft(VisitFields(household_id=visited, on=desk.today())))
    edit_household(desk, renamed, {"rt": "099"})
    edit_household(desk, again, {"address": "KP. BARU SEKALI"})
    done = undo_act(desk, report.import_id)
    assert set(done.families) == {visited, renamed, again}
    assert set(family_ids(desk)) == {*before, visited, renamed}
    assert family(desk, again).address == "KP. BARU SEKALI"
    assert {family(desk, home).address for home in before[1:20]} == {"KP. LAIN"}
    assert all(family(desk, home).address == addresses[home] for home in before[20:])
    with pytest.raises(CannotUndo):
        undo_act(desk, report.import_id)
    if sent:
        send_up(office, desk, tmp_path)
        assert set(family_ids(office)) == set(family_ids(desk))


def test_a_long_undoing_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "laptop")
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(sample_roster(sample_families(1100, 5, ["36.04.27.2007"]), "DATA KPM"))
    act = import_roster(desk, path, apply=True).import_id
    assert act is not None
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise Cancelled("Dibatalkan.")

    with pytest.raises(Cancelled):
        undo_act(desk, act, stop)
    assert len(family_ids(desk)) == 1100
    assert told[0][0] == 0 < told[1][0] < told[1][1]
    undo_act(desk, act)
    assert family_ids(desk) == []
    desk.close()
