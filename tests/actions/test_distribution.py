"""Dealing families out to pendamping at the office: by share, and by a list that names the pendamping."""

from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import select

from helpers.desks import add_family, make_desk
from helpers.sheets import R1_HEAD, csv_text, person, r1_with, xlsx
from pkh_desk.actions.exchange.reassign import distribute
from pkh_desk.actions.lists.roster import Pasted, import_roster
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, RecordNotFound, WrongRole
from pkh_desk.store.message import Message
from pkh_desk.store.people.household import Household
from pkh_desk.store.people.petugas import Kelompok, Petugas
from pkh_desk.views.upkeep.changes import changes

NAMES = ("Wulan Apriyanti", "Heni Rosdiana", "Siti Nurhayati")


def add_petugas(desk: Desk) -> dict[str, str]:
    ids = {name: desk.new_id() for name in NAMES}
    with desk.write() as session:
        for name, row_id in ids.items():
            session.add(Petugas(id=row_id, name=name))
    return ids


def add_free(desk: Desk, serial: int = 10, kelompok: str | None = None) -> str:
    """Store a family that is nobody's yet."""
    home = add_family(desk, f"KPM {serial}", *numbers(serial), kelompok_id=kelompok)
    with desk.write() as session:
        session.get_one(Household, home).pendamping_id = None
    return home


def owners(desk: Desk) -> dict[str, str | None]:
    with desk.read() as session:
        return {row.no_kk or row.id: row.pendamping_id for row in session.exec(select(Household))}


def letters(desk: Desk) -> dict[str, list[str]]:
    with desk.read() as session:
        found: dict[str, list[str]] = {}
        for row in session.exec(select(Message)):
            found.setdefault(row.petugas_id, []).append(row.text)
    return found


def numbers(serial: int) -> tuple[str, str]:
    return f"36042752038{serial:02}901", f"36042714061{serial:02}901"


def person_of(serial: int, **cells: str) -> list[str | float | None]:
    return person(f"KPM {'ABCDEFGHIJ'[serial]}", *numbers(serial + 10), **cells)


def test_a_district_is_dealt_out_as_one_act_that_is_told_and_undone(office: Desk) -> None:
    wulan, heni, siti = add_petugas(office).values()
    group = office.new_id()
    with office.write() as session:
        session.add(Kelompok(id=group, name="MELATI 1", pendamping_id=wulan))
    homes = [add_free(office, at, group) for at in range(10, 16)]
    distribute(office, {wulan: homes[:4]})
    with office.read() as session:
        assert session.get_one(Kelompok, group).pendamping_id == wulan
    told: list[tuple[int, int]] = []
    moved = distribute(
        office, {heni: homes[2:5], siti: homes[5:]}, " Mulai Desember.", lambda *at: told.append(at)
    )
    assert (moved, told[-1]) == (4, (4, 4))
    assert Counter(owners(office).values()) == {wulan: 2, heni: 3, siti: 1}
    last = {who: texts[-1] for who, texts in letters(office).items()}
    assert last[wulan].startswith("Kantor memindahkan 2 keluarga dari Anda ke Heni Rosdiana.")
    assert last[heni].startswith("Anda menerima 3 keluarga dari Wulan Apriyanti, dengan riwayat")
    assert last[siti].startswith("Anda menerima 1 keluarga, dengan riwayat")
    assert all(text.endswith("Pesan kantor: Mulai Desember.") for text in last.values())
    distribute(office, {heni: homes})
    with office.read() as session:
        assert session.get_one(Kelompok, group).pendamping_id == heni
    for act in changes(office)[:2]:
        undo_act(office, act.id)
    assert Counter(owners(office).values()) == {wulan: 4, None: 2}
    assert distribute(office, {wulan: homes[:4]}) == 0


def test_nothing_is_dealt_out_when_it_is_stopped_or_somebody_is_not_there(office: Desk, desk: Desk) -> None:
    wulan, *_ = add_petugas(office).values()
    homes = [add_free(office)]

    def stop(_done: int, _total: int) -> None:
        raise Cancelled("cukup")

    with pytest.raises(Cancelled):
        distribute(office, {wulan: homes}, progress=stop)
    with pytest.raises(RecordNotFound):
        distribute(office, {wulan: homes, "nobody": []})
    with pytest.raises(WrongRole):
        distribute(desk, {})
    assert (list(owners(office).values()), letters(office)) == ([None], {})


def test_a_district_roster_deals_its_families_to_the_pendamping_it_names(
    office: Desk, tmp_path: Path
) -> None:
    wulan, heni, _siti = add_petugas(office).values()
    people = [
        [*person_of(0, kelompok="MELATI 1"), "WULAN APRIYANTI, S.Sos"],
        [*person_of(1, kelompok="MELATI 1"), "wulan apriyanti"],
        [*person_of(2), "Heni Rosdiyana"],
        [*person_of(3), "HENI ROSDIYANA"],
        [*person_of(4), "Bambang"],
        [*person_of(5), "-"],
    ]
    path = tmp_path / "kabupaten.xlsx"
    path.write_bytes(xlsx([(*R1_HEAD, "PENDAMPING"), *people]))
    looked = import_roster(office, path)
    asked = {(one.kind, one.row): one for one in looked.findings if one.kind.startswith("pendamping")}
    assert {key: one.detail for key, one in asked.items()} == {
        ("pendamping_suggested", 2): "",
        ("pendamping_suggested", 4): "",
        ("pendamping_unknown", 6): "",
        ("pendamping_none", 0): "5 keluarga",
    }
    answers = {(one.sheet, one.row, one.kind): one.answer for one in looked.findings if one.answer}
    report = import_roster(office, path, apply=True, choices=RowChoices(answers=answers))
    assert Counter(owners(office).values()) == {wulan: 2, heni: 2, None: 2}
    assert {who: len(texts) for who, texts in letters(office).items()} == {wulan: 1, heni: 1}
    with office.read() as session:
        assert [row.pendamping_id for row in session.exec(select(Kelompok))] == [wulan]
    again = import_roster(office, path, apply=True, choices=RowChoices(answers=answers))
    assert (again.rows["same"], again.import_id) == (6, None)
    undo_act(office, report.import_id or "")
    with office.read() as session:
        assert all(row.deleted for row in session.exec(select(Household)))


def test_a_list_of_numbers_and_names_deals_out_and_can_be_taken_back(office: Desk, tmp_path: Path) -> None:
    wulan, heni, _siti = add_petugas(office).values()
    homes = [add_free(office, at) for at in (10, 11)]
    distribute(office, {wulan: homes})
    rows = [("NIK", "Pendamping"), (numbers(10)[0], "heni rosdiana"), (numbers(99)[0], "heni rosdiana")]
    pasted = Pasted(csv_text(rows, "\t"))
    looked = import_roster(office, pasted, choices=RowChoices())
    assert looked.sight is not None
    fates = [(row.fate, row.changed) for row in looked.sight.rows.values()]
    assert fates == [("changed", ("Pendamping",)), ("refused", ())]
    report = import_roster(office, pasted, apply=True)
    assert (report.rows["changed"], report.refused) == (1, 1)
    assert Counter(owners(office).values()) == {wulan: 1, heni: 1}
    assert letters(office)[wulan][-1].startswith("Kantor memindahkan 1 keluarga dari Anda ke Heni")
    undo_act(office, report.import_id or "")
    assert Counter(owners(office).values()) == {wulan: 2}


def test_a_laptop_does_not_read_whose_families_they_are(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx([(*R1_HEAD, "PENDAMPING"), [*person(), "Heni Rosdiana"]]))
    report = import_roster(desk, path, apply=True)
    assert [one.kind for one in report.findings] == []
    assert set(owners(desk).values()) == {desk.identity.petugas_id}


def test_the_titles_name_the_pendamping_of_a_whole_list(office: Desk, tmp_path: Path) -> None:
    wulan, *_ = add_petugas(office).values()
    path = tmp_path / "ciomas.xlsx"
    title = ("KECAMATAN CIOMAS KABUPATEN SERANG   PENDAMPING : Wulan Apriyanti",)
    path.write_bytes(xlsx([title, (), *r1_with(person())]))
    import_roster(office, path, apply=True)
    assert set(owners(office).values()) == {wulan}
    other = make_desk(tmp_path / "lain", role="kantor", seed=5)
    path.write_bytes(xlsx([("PENDAMPING : ...",), (), *r1_with(person())]))
    found = import_roster(other, path, apply=True).findings
    assert [(one.kind, one.detail) for one in found] == [("pendamping_none", "1 keluarga")]
    other.close()
