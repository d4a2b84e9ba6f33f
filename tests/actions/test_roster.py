"""A roster taken in: the outcomes of layouts R1 and R4 as written, the balance, and what never happens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import func, select

from helpers.desks import add_family
from helpers.sheets import R1, R1_HEAD, R4, Rows, csv_text, ods, ole, person, r1_with, xls, xlsx, zipped
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_report import write_findings
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, FolderGone, NoListFound, SheetDamaged, SheetLocked, UserError
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.petugas import Kelompok
from pkh_desk.views.upkeep.records import FamilyRecord, family_records

Take = Callable[..., dict[str, Any]]
FATES = ("new", "changed", "same", "skipped", "refused")

R1_FINDINGS = [
    (6, "NIK PENGURUS", "nik_lost_digits", "3604274511909900", None),
    (6, "NO. KK", "kk_lost_digits", "3604272002139900", None),
    (7, "NIK PENGURUS", "nik_lost_digits", "3,60431E+15", None),
    (10, "NO. KK", "kk_letter", "36042807O4159904", "3604280704159904"),
]


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    """Take a file into the desk: its content, its name, and the options of `import_roster`."""

    def taking(content: bytes | Rows, name: str = "daftar.xlsx", into: Desk = desk, **options: Any) -> Any:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else xlsx(content))
        report = import_roster(into, path, **{"apply": True, **options}).as_json()
        assert report["read"] == sum(report[fate] for fate in FATES)
        return report

    return taking


def fates(report: dict[str, Any]) -> dict[str, int]:
    return {fate: report[fate] for fate in FATES if report[fate]}


def findings(report: dict[str, Any]) -> list[tuple[Any, ...]]:
    listed = [(f["row"], f["column"], f["kind"], f["raw"], f["proposal"]) for f in report["findings"]]
    return sorted(listed, key=lambda item: item[0])


def kinds(report: dict[str, Any]) -> list[tuple[int, str]]:
    return [(row, kind) for row, _, kind, _, _ in findings(report)]


def named(desk: Desk) -> dict[str, FamilyRecord]:
    return {family.name: family for family in family_records(desk)}


def count(desk: Desk, table: type) -> int:
    with desk.read() as session:
        return session.exec(select(func.count()).select_from(table)).one()


# --- R1


@pytest.mark.parametrize(("name", "build"), [("a.xlsx", xlsx), ("a.xls", xls), ("a.ods", ods)])
def test_r1_is_read_as_written(desk: Desk, take: Take, name: str, build: Callable[[Rows], bytes]) -> None:
    report = take(build(R1), name)
    assert report["file"] == name
    assert report["sheets"] == [{"name": "KPM", "layout": "R1", "read": 4}]
    assert fates(report) == {"new": 4}
    assert report["families"] == {"new": 4, "changed": 0, "same": 0}
    assert findings(report) == R1_FINDINGS

    got = named(desk)
    assert {n: (f.no_kk, f.nik, f.desa_code, f.group, f.phones) for n, f in got.items()} == {
        "SARMUNAH": (
            "3604271406129901", "3604275203849901", "36.04.27.2007", "MELATI 1", ["+6281200009901"],
        ),
        "NUR'AENI": (None, None, "36.04.27.2005", "MELATI 1", ["+6281200009902", "+6285600009902"]),
        "RUMSIAH": ("3604300109119903", None, "36.04.30.2001", "MAWAR", ["+6281200009903"]),
        "ST.MAEMUNAH": (None, "3604287101879904", "36.04.28.2010", "MELATI 2", []),
    }  # fmt: skip
    assert (got["SARMUNAH"].rt, got["SARMUNAH"].rw, got["SARMUNAH"].address) == ("003", "001", "KP. CIPARI")
    assert got["RUMSIAH"].kecamatan == "Anyar"
    assert all([m.is_pengurus for m in family.members] == [True] for family in got.values())


def test_r1_keeps_what_it_cannot_trust_and_the_card_only_by_its_end(desk: Desk, take: Take) -> None:
    take(R1)
    with desk.read() as session:
        raws = set(session.exec(select(Member.nik_raw)).all()) | set(
            session.exec(select(Household.no_kk_raw)).all()
        )
        tails = sorted(t for t in session.exec(select(Household.kks_tail)).all() if t)
        groups = sorted(session.exec(select(Kelompok.name)).all())
    assert raws == {None, "3604274511909900", "3604272002139900", "3,60431E+15", "36042807O4159904"}
    assert tails == ["9901", "9904"]
    assert groups == ["MAWAR", "MELATI 1", "MELATI 2"]


def test_r1_as_text_is_the_same_in_every_encoding(take: Take) -> None:
    """Text does not tell a typed number: what one cell lost is not to be seen there, the rest is."""
    seen = []
    for encoding, separator in (("utf-8-sig", ";"), ("utf-8", ","), ("cp1252", ","), ("utf-16-le", "\t")):
        report = take(csv_text(R1, separator).encode(encoding), "a.csv", apply=False)
        seen.append((report["sheets"], fates(report), findings(report)))
    assert seen == [([{"name": "a", "layout": "R1", "read": 4}], {"new": 4}, R1_FINDINGS[2:])] * 4


def test_numbers_that_a_program_wrote_are_trusted_and_typed_ones_are_not(desk: Desk, take: Take) -> None:
    whole = [
        person("SARMUNAH", 3604275203849901, 3604271406129901),
        person("RUMSIAH", 3604305708799903, 3604300109119903),
        person("ENOK WATI", 3604356512589910, 3604351501099910),
    ]
    assert findings(take(r1_with(*whole))) == []
    assert named(desk)["ENOK WATI"].nik == "3604356512589910"
    typed = [
        person("JUBAEDAH", 3604066902929900, 3604062307189900),
        person("UUN", 3604136005769900, 3604130912109900),
    ]
    report = take(r1_with(*typed))
    assert kinds(report) == [
        (2, "nik_lost_digits"),
        (2, "kk_lost_digits"),
        (3, "nik_lost_digits"),
        (3, "kk_lost_digits"),
    ]
    assert fates(report) == {"new": 2}
    assert (named(desk)["UUN"].nik, named(desk)["UUN"].no_kk) == (None, None)
    assert fates(take(r1_with(*typed))) == {"same": 2}


# --- R4


def test_r4_is_read_as_written(desk: Desk, take: Take) -> None:
    report = take(R4)
    assert report["sheets"] == [{"name": "KPM", "layout": "R4", "read": 4}]
    assert fates(report) == {"new": 4}
    assert report["families"] == {"new": 2, "changed": 0, "same": 0}
    assert sorted(kinds(report)) == [
        (2, "pengurus_chosen"), (5, "kk_region"), (5, "nik_region"), (5, "pengurus_chosen"),
    ]  # fmt: skip
    got = named(desk)
    assert [
        (m.name, m.nik, m.sex, m.born_on, m.relation, m.is_pengurus) for m in got["SARMUNAH"].members
    ] == [
        ("SARMUNAH", "3604275203849901", "P", "1984-03-12", "istri", True),
        ("SARKOWI", "3604270910629907", "L", "1962-10-09", "kepala", False),
        ("M. RAFLI", "3604270207139908", "L", "2013-07-02", "anak", False),
    ]
    tarsih = got["TARSIH"]
    assert (tarsih.desa_code, tarsih.kecamatan, tarsih.dusun) == ("36.04.29.2006", "Padarincang", "2")
    assert (tarsih.nik, tarsih.members[0].born_on) == ("3604014606819911", "1981-06-06")
    assert got["SARMUNAH"].dusun == ""
    assert "IBU CONTOH" not in repr(got)


def test_r4_joins_the_families_that_r1_brought(desk: Desk, take: Take) -> None:
    take(R1)
    report = take(R4)
    assert report["families"] == {"new": 1, "changed": 1, "same": 0}
    assert [m.name for m in named(desk)["SARMUNAH"].members] == ["SARMUNAH", "SARKOWI", "M. RAFLI"]
    assert len(named(desk)) == 5
    for rows in (R1, R4):
        assert fates(take(rows)) == {"same": 4}


# --- the same again, and what is held


@pytest.mark.parametrize("rows", [R1, R4])
def test_the_same_file_again_changes_nothing(desk: Desk, take: Take, rows: Rows) -> None:
    take(rows)
    before = count(desk, Txn)
    report = take(rows)
    assert fates(report) == {"same": 4}
    assert count(desk, Txn) == before


def test_a_dry_run_says_the_same_as_taking_in_and_changes_nothing(desk: Desk, take: Take) -> None:
    dry = take(R1, apply=False)
    assert (dry["import_id"], family_records(desk), count(desk, Txn)) == (None, [], 0)
    done = take(R1)
    assert done["import_id"]
    assert dry == {**done, "import_id": None}


def test_an_empty_or_unreadable_cell_takes_nothing_away(desk: Desk, take: Take) -> None:
    take(r1_with(person(phone="081200009901", kelompok="MELATI 1")))
    before = family_records(desk)
    report = take(r1_with([1, "SARMUNAH", "3,60428E+15", "3604271406129901"]))
    assert (fates(report), kinds(report)) == ({"same": 1}, [(2, "nik_lost_digits")])
    assert family_records(desk) == before


def test_what_differs_is_changed_and_other_spellings_do_not_differ(desk: Desk, take: Take) -> None:
    home = add_family(desk, name="St. Maemunah", address="Kp. Baru", rt="003", rw="001")
    same = person("ST.MAEMUNAH", rt_rw="3/1", address="KP BARU")
    assert fates(take(r1_with(same))) == {"same": 1}
    report = take(r1_with(person("ST.MAEMUNAH", address="KP HILIR", phone="0812 0000 9904")))
    assert (fates(report), report["families"]["changed"]) == ({"changed": 1}, 1)
    (family,) = family_records(desk)
    assert (family.id, family.address, family.phones) == (home, "KP HILIR", ["+6281200009904"])


def test_a_number_mended_in_the_file_finds_its_family_again(desk: Desk, take: Take) -> None:
    take(r1_with(person("RUMSIAH", "3,60431E+15", None)))
    assert fates(take(r1_with(person("RUMSIAH", "3604305708799903", None)))) == {"changed": 1}
    (family,) = family_records(desk)
    assert family.nik == "3604305708799903"
    with desk.read() as session:
        assert session.exec(select(Member.nik_raw)).one() is None


# --- rows that are no families, held rows, hidden rows


def test_rows_that_repeat_or_are_examples_are_skipped_and_nameless_ones_refused(
    desk: Desk, take: Take
) -> None:
    report = take(
        r1_with(
            person("CONTOH NAMA", None, None),
            person(),
            person(),
            person("SARMUNAH", None, "3604271406129901"),
            person("-", None, None),
        )
    )
    assert fates(report) == {"new": 1, "skipped": 3, "refused": 1}
    assert kinds(report) == [(2, "example"), (4, "repeated"), (5, "repeated"), (6, "name_missing")]
    assert len(family_records(desk)) == 1


def test_titles_headers_groups_totals_and_signatures_are_not_counted(desk: Desk, take: Take) -> None:
    report = take(
        [
            ["DAFTAR KPM"], [], R1_HEAD, ["MELATI 2"], person(kelompok=None),
            ["JUMLAH", "1 KPM"], R1_HEAD, ["MAWAR"],
            person("RUMSIAH", "3604305708799903", "3604300109119903"), ["TOTAL", None, "2"],
            ["Mengetahui, Koordinator PKH", None, None, None, "Pendamping,"], ["NIP 19900101"],
        ]
    )  # fmt: skip
    assert (report["read"], fates(report), findings(report)) == (2, {"new": 2}, [])
    assert {f.name: f.group for f in family_records(desk)} == {"SARMUNAH": "MELATI 2", "RUMSIAH": "MAWAR"}


def test_holding_leaves_the_rows_with_findings_out(desk: Desk, take: Take) -> None:
    report = take(R1, hold=True)
    assert (fates(report), findings(report)) == ({"new": 1, "skipped": 3}, R1_FINDINGS)
    assert list(named(desk)) == ["SARMUNAH"]
    assert fates(take(R1)) == {"new": 3, "same": 1}


def test_hidden_rows_are_taken_in_and_named_hidden_sheets_only_named(desk: Desk, take: Take) -> None:
    report = take(xlsx(R1, hidden_rows=[5]))
    assert fates(report) == {"new": 4}
    assert (5, "row_hidden") in kinds(report)
    with pytest.raises(NoListFound, match="Tidak ada daftar"):
        take(xlsx(R1, hidden=True))


def test_an_empty_sheet_first_and_tall_desa_cells_do_no_harm(desk: Desk, take: Take) -> None:
    rows = r1_with(person(), person("RUMSIAH", "3604305708799903", "3604300109119903", desa=None))
    report = take(xlsx(rows, before=["SAMPUL"], merged=[(2, 3, 7)]))
    assert ([s["name"] for s in report["sheets"]], findings(report)) == (["KPM"], [])
    assert {f.desa_code for f in family_records(desk)} == {"36.04.27.2007"}


@pytest.mark.parametrize(
    ("nik", "kind"),
    [
        ("360427520384990", "nik_length"),
        ("36042752038499011", "nik_length"),
        ("3604275213849901", "nik_date"),
        ("3604277102849901", "nik_date"),
        ("3604275203849901 / 3604305708799903", "nik_two"),
        ("36O4275203849901", "nik_letter"),
    ],
)
def test_numbers_that_cannot_be_trusted_become_null_with_their_text(
    desk: Desk, take: Take, nik: str, kind: str
) -> None:
    assert kinds(take(r1_with(person(nik=nik)))) == [(2, kind)]
    assert named(desk)["SARMUNAH"].nik is None
    with desk.read() as session:
        assert session.exec(select(Member.nik_raw)).one() == nik


def test_marks_nobody_sees_are_cleaned_away(desk: Desk, take: Take) -> None:
    cells = person("\u200bSAR\u00a0MUNAH\r\n", "3604\u00a02752\u200b03849901", desa="Suka\r\ndana")
    assert findings(take(r1_with(cells))) == []
    (family,) = family_records(desk)
    assert (family.name, family.nik, family.desa_code) == ("SAR MUNAH", "3604275203849901", "36.04.27.2007")


def test_a_name_loses_the_number_that_strayed_into_it(desk: Desk, take: Take) -> None:
    report = take(r1_with(person("SARMUNAH 3604275203849901")))
    assert kinds(report) == [(2, "name_number")]
    assert list(named(desk)) == ["SARMUNAH"]


def test_two_families_of_one_nik_are_both_taken_in_and_said(desk: Desk, take: Take) -> None:
    report = take(r1_with(person(), person("RUMSIAH", "3604275203849901", "3604300109119903")))
    assert (fates(report), kinds(report)) == ({"new": 2}, [(3, "nik_twice")])
    assert len(family_records(desk)) == 2


# --- one act


def test_taking_in_is_one_act_with_one_txn_a_record_and_can_be_undone(desk: Desk, take: Take) -> None:
    act = take(R1)["import_id"]
    with desk.read() as session:
        rows = session.exec(select(Txn.act, Txn.subject_kind)).all()
    assert sorted(rows) == [(act, "household")] * 4 + [(act, "kelompok")] * 3
    assert undo_act(desk, act).records == len(rows)
    assert family_records(desk) == []
    assert fates(take(R1)) == {"new": 4}


def test_families_belong_to_the_laptop_that_took_them_in_and_at_the_office_to_nobody(
    desk: Desk, office: Desk, take: Take
) -> None:
    for where, owner in ((desk, desk.identity.petugas_id), (office, None)):
        take(R1, into=where)
        with where.read() as session:
            assert set(session.exec(select(Household.pendamping_id)).all()) == {owner}
            assert set(session.exec(select(Kelompok.pendamping_id)).all()) == {owner}
        assert fates(take(R1, into=where)) == {"same": 4}


def test_families_are_found_by_search_at_once(desk: Desk, take: Take) -> None:
    take(R1)
    for query in ("nuraeni", "ST.MAEMUNAH", "0109119903", "Sindangsari", "melati"):
        assert family_records(desk, query), query


def test_stopping_changes_nothing(desk: Desk, take: Take) -> None:
    def stop(done: int, total: int, phase: str) -> None:
        raise Cancelled("Impor dibatalkan. Tidak ada yang berubah.")

    with pytest.raises(Cancelled):
        take(R1, progress=stop)
    assert (family_records(desk), count(desk, Txn)) == ([], 0)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.xlsx", xlsx(R1)[:2500], SheetDamaged),
        ("a.xls", b"<html><table><tr><td>NIK</td></tr></table>", SheetDamaged),
        ("a.xlsx", ole({"EncryptedPackage": b"x"}), SheetLocked),
        ("a.xlsx", zipped({"a.txt": b"x"}), SheetDamaged),
        ("a.csv", b"\0\1\2\3" * 500, UserError),
        ("a.xlsx", xlsx([["Nama", "Alamat"], ["SARMUNAH", "KP"]]), NoListFound),
    ],
)
def test_bad_files_end_in_a_sentence_and_change_nothing(
    desk: Desk, take: Take, name: str, content: bytes, error: type[UserError]
) -> None:
    with pytest.raises(error) as caught:
        take(content, name)
    assert caught.value.hint
    assert (family_records(desk), count(desk, Txn)) == ([], 0)


# --- the findings as a table


def test_findings_are_written_as_a_table_that_runs_nothing(desk: Desk, tmp_path: Path) -> None:
    roster, out = tmp_path / "a.xlsx", tmp_path / "temuan.xlsx"
    roster.write_bytes(xlsx(r1_with(person(nik='=HYPERLINK("x")', desa="@SUM(A1)", phone="+cmd"))))
    report = import_roster(desk, roster)
    write_findings(report, out)
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert len(rows) == len(report.findings) + 1
    cells = [cell for row in rows for cell in row if isinstance(cell, str)]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any("HYPERLINK" in cell for cell in cells)
    with pytest.raises(FolderGone):
        write_findings(report, tmp_path / "tidak-ada" / "temuan.xlsx")


def test_another_way_of_parting_a_name_is_the_same_person_and_no_change(desk: Desk, take: Take) -> None:
    take(r1_with(person("NUR'AENI", None, "3604272002139902")))
    again = take(r1_with(person("NUR AENI", None, "3604272002139902")))
    assert fates(again) == {"same": 1}
    assert [member.name for member in named(desk)["NUR'AENI"].members] == ["NUR'AENI"]
