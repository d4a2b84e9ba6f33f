"""What changed since a day, for the operator of SIKS-NG: old and new by official field, typed once."""

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from helpers.cases import bring_to
from helpers.desks import add_family
from helpers.sheets import person, r1_with, xlsx
from helpers.statements import statements
from pkh_desk.actions.lists.export import export_sheet
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.office.config import publish_config
from pkh_desk.actions.office.typing import mark_typed
from pkh_desk.actions.people.exit import record_exit
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.errors import WrongRole
from pkh_desk.store.people.household import Member
from pkh_desk.views.office.typing import typing_rows, typing_sheet

DAY, NEXT = date(2026, 11, 24), date(2026, 11, 25)
NIK, OTHER = "3604275203849901", "3604275203849977"


def told(desk: Desk, since: date = DAY, until: date | None = None) -> list[tuple[str, str, str, str]]:
    return [(row.kind, row.label, row.old, row.new) for row in typing_rows(desk, since, until)]


def test_a_field_is_told_with_what_stood_before_the_period_and_stands_now(office: Desk) -> None:
    home = add_family(office)
    edit_household(office, home, {"address": "KP. BOJONG", "nik": OTHER, "note": "tidak ikut"})
    edit_household(office, home, {"address": "KP. PASIR", "rt": "009"})
    edit_household(office, home, {"rt": "003"})
    assert told(office) == [
        ("data", "NIK", NIK, OTHER),
        ("data", "Alamat", "KP. CIPARI", "KP. PASIR"),
    ]
    office.clock.forward(days=1)
    edit_household(office, home, {"address": "KP. GUNUNG"})
    assert told(office, NEXT) == [("data", "Alamat", "KP. PASIR", "KP. GUNUNG")]
    assert told(office, DAY, DAY)[1] == ("data", "Alamat", "KP. CIPARI", "KP. PASIR")
    undo_last(office)
    assert told(office, NEXT) == []


def test_what_the_office_publishes_says_which_fields_by_which_names_in_which_order(office: Desk) -> None:
    home = add_family(office)
    edit_household(office, home, {"address": "KP. BOJONG", "nik": OTHER, "rt": "009", "occupation": "Petani"})
    fields = [
        {"label": "Pekerjaan KRT", "source": "Pekerjaan"},
        {"label": "Alamat domisili", "source": "alamat"},
        {"label": "NIK KRT", "source": "NIK pengurus"},
    ]
    publish_config(office, "siks_fields", {"fields": fields}, office.today())
    assert told(office) == [
        ("data", "Pekerjaan KRT", "(kosong)", "Petani"),
        ("data", "Alamat domisili", "KP. CIPARI", "KP. BOJONG"),
        ("data", "NIK KRT", NIK, OTHER),
    ]


def test_kinds_stand_apart_and_a_new_family_is_no_change(office: Desk) -> None:
    home, gone, going = (
        add_family(office),
        add_family(office, "RUMSIAH", "3604305708799903", "3604300109119903"),
        add_family(office, "JUBAEDAH", "3604066902929906", "3604062307189906"),
    )
    assert told(office) == []
    with office.write() as session:
        session.add(
            Member(
                id=office.new_id(), household_id=home, name="SITI NAFISAH", nik="3604275804219909",
                sex="P", born_on=date(2021, 4, 18), relation="anak",
            )
        )  # fmt: skip
    record_exit(office, gone, "meninggal", DAY, "Surat kematian")
    bring_to(office, going, "diverifikasi")
    assert told(office) == [
        ("anggota", "Anggota keluarga", "", "Anak, Perempuan, 18 April 2021"),
        ("keluar", "Status PKH", "Aktif", "Meninggal"),
        ("graduasi", "Status PKH", "Aktif", "Usulan graduasi: Graduasi mandiri"),
    ]
    with office.write() as session:
        row = session.exec(select(Member).where(Member.name == "SITI NAFISAH")).one()
        row.deleted = True
    assert ("keluar", "Anggota keluarga", "Anggota", "Keluar dari keluarga") in told(office)


def test_what_was_typed_is_offered_again_only_when_it_changes(office: Desk, desk: Desk) -> None:
    home = add_family(office)
    edit_household(office, home, {"address": "KP. BOJONG", "dusun": "DUA"})
    rows = typing_rows(office, DAY)
    assert mark_typed(office, rows[:1]) == 1
    assert [row.label for row in typing_rows(office, DAY)] == ["Dusun"]
    edit_household(office, home, {"address": "KP. PASIR"})
    assert told(office)[0] == ("data", "Alamat", "KP. BOJONG", "KP. PASIR")
    mark_typed(office, typing_rows(office, DAY))
    assert told(office) == []
    mark_typed(office, rows, typed=False)
    assert [row.label for row in typing_rows(office, DAY)] == ["Alamat", "Dusun"]
    with pytest.raises(WrongRole):
        mark_typed(desk, rows)


def test_what_a_list_of_the_office_brought_in_is_told_only_when_asked(office: Desk, tmp_path: Path) -> None:
    add_family(office)
    path = tmp_path / "siks.xlsx"
    path.write_bytes(xlsx(r1_with(person(address="KP. BARU"))))
    import_roster(office, path, apply=True)
    assert told(office) == []
    assert [row.label for row in typing_rows(office, DAY, imports=True)] == ["Alamat"]


def test_numbers_leave_whole_only_for_a_reason(office: Desk, tmp_path: Path) -> None:
    edit_household(office, add_family(office), {"nik": OTHER})
    sheet = typing_sheet(typing_rows(office, DAY))
    for reason, shown in ((None, "3604********9901"), ("diketik ke SIKS-NG", NIK)):
        path = tmp_path / f"{reason is None}.csv"
        assert export_sheet(office, sheet, path, reason) == 1
        (row,) = csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";")
        assert (row["Isian"], row["Nomor lama"].strip("'="), row["Lama"]) == ("NIK", shown, "")


def test_a_period_is_read_without_the_txns_and_changes_of_the_years_before_it(office: Desk) -> None:
    with statements(office) as asked:
        typing_rows(office, DAY)
    with office.read() as session:
        run = session.connection().exec_driver_sql
        plans = [row[3] for sql, values in asked for row in run(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("ix_txn_seen" in step for step in plans)
    assert not {"SCAN s", "SCAN t", "SCAN b"} & {" ".join(step.split()[:2]) for step in plans}
