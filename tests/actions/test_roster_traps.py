"""Rosters that once went wrong: one No KK twice, namesakes, titles, signatures, what the office owns."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from xlsxwriter import Workbook

from helpers.sheets import R1, R1_HEAD, Rows, Value, person, r1_with, with_member, xlsx
from pkh_desk.actions.lists.roster import CHECKING, import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.desk import Desk
from pkh_desk.errors import FileNotUsable
from pkh_desk.store.log.merging import HandedOverRow
from pkh_desk.store.people.household import Household, Member
from pkh_desk.views.upkeep.records import family_records

KECAMATAN = R1_HEAD.index("KECAMATAN")
Take = Callable[..., RosterReport]


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    """Take rows into the desk."""

    def taking(rows: Rows, **options: Any) -> RosterReport:
        path = tmp_path / "daftar.xlsx"
        path.write_bytes(xlsx(rows))
        return import_roster(desk, path, **{"apply": True, **options})

    return taking


def without_kecamatan(rows: Rows) -> Rows:
    return [[cell for at, cell in enumerate(row) if at != KECAMATAN] for row in rows]


def test_two_rows_of_one_kk_stay_two_families(desk: Desk, take: Take) -> None:
    """In R1 a row is a family: one No KK copied down a column must not melt families into one."""
    rows = r1_with(person(), person("RUMSIAH", "3604305708799903", "3604271406129901"))
    report = take(rows)
    assert report.families["new"] == 2
    assert [len(family.members) for family in family_records(desk)] == [1, 1]
    assert (3, "NO. KK") in {(finding.row, finding.column) for finding in report.findings}


def test_namesakes_with_different_raw_numbers_are_two_families(desk: Desk, take: Take) -> None:
    rows = r1_with(person("SITI", "3,60431E+15", None), person("SITI", "3,60432E+15", None))
    assert take(rows).families["new"] == 2
    assert take(rows).families["same"] == 2


def test_a_row_without_numbers_finds_the_known_family_by_name_and_place(desk: Desk, take: Take) -> None:
    take(r1_with(person()))
    take(r1_with(person("SARMUNAH", "3,60428E+15", None)))
    (family,) = family_records(desk)
    assert family.nik == "3604275203849901"


def test_without_a_kecamatan_column_a_unique_desa_resolves_and_a_double_one_is_a_question(
    desk: Desk, take: Take
) -> None:
    """R1's own title says Ciomas while its rows lie in Anyar and Pabuaran."""
    report = take(without_kecamatan(R1))
    codes = {family.name: family.desa_code for family in family_records(desk)}
    assert codes == {
        "SARMUNAH": "36.04.27.2007",
        "NUR'AENI": None,
        "RUMSIAH": "36.04.30.2001",
        "ST.MAEMUNAH": None,
    }
    assert [f.row for f in report.findings if f.kind == "desa_question"] == [6, 10]


def test_a_laptop_leaves_what_the_office_owns_alone(desk: Desk, take: Take) -> None:
    head = [*R1_HEAD, "NO PESERTA PKH"]
    take([head, [*person(), None]])
    take([head, [*person(), "990000000001"]])
    with desk.read() as session:
        assert session.exec(select(Household.no_peserta)).one() is None


def test_a_family_that_was_handed_over_is_only_read(desk: Desk, take: Take) -> None:
    take(r1_with(person()))
    (family,) = family_records(desk)
    with desk.keep() as session:
        session.add(HandedOverRow(table_name="household", row_id=family.id, since=desk.now()))
    take(r1_with(person(address="KP LAIN")))
    assert family_records(desk)[0].address == "KP CIPARI"


def test_an_import_that_wrote_nothing_has_no_id_to_undo(take: Take) -> None:
    take(R1)
    assert take(R1).import_id is None


def test_counting_rows_and_empty_numbered_lines_are_no_data(take: Take) -> None:
    counting = [str(at) for at in range(1, len(R1_HEAD) + 1)]
    report = take([R1_HEAD, counting, person(), [2, "-"]])
    assert (report.read, report.refused, report.findings) == (1, 0, [])


def test_a_total_ends_its_group_and_signers_are_no_group(desk: Desk, take: Take) -> None:
    second = person("RUMSIAH", "3604305708799903", "3604300109119903")
    third = person("JUBAEDAH", "3604066902929906", "3604062307189906")
    signature = [["Mengetahui, Koordinator PKH", None, None, None, "Pendamping,"], ["SUHAEMI"]]
    take([R1_HEAD, ["MELATI 2"], person(), ["JUMLAH", "1 KPM"], second, *signature, third])
    groups = {family.name: family.group for family in family_records(desk)}
    assert groups == {"SARMUNAH": "MELATI 2", "RUMSIAH": None, "JUBAEDAH": None}


def test_numbering_before_a_name_goes(desk: Desk, take: Take) -> None:
    take(r1_with(person("1. SARMUNAH")))
    assert family_records(desk)[0].name == "SARMUNAH"


def test_an_rt_rw_that_cannot_be_parted_is_said(take: Take) -> None:
    assert [finding.column for finding in take(r1_with(person(rt_rw=3))).findings] == ["RT/RW"]


def test_a_new_pengurus_is_said(take: Take) -> None:
    take(r1_with(person()))
    report = take(r1_with(person("SARKOWI", "3604270910629907")))
    assert [finding.row for finding in report.findings] == [2]


TITLES = ("NO", "NAMA", "NIK", "NO KK")
SARMUNAH = (1, "SARMUNAH", "3604275203849901", "3604271406129901")
NURAENI = (2, "NUR'AENI", "3604274511909902", "3604272002139902")
RUMSIAH = (3, "RUMSIAH", "3604305708799903", "3604300109119903")


def test_the_name_is_that_of_the_pengurus_though_her_husband_stands_further_left(
    desk: Desk, take: Take
) -> None:
    head = ("NO", "NAMA KEPALA KELUARGA", "NAMA PENGURUS", "NIK PENGURUS", "NO KK")
    assert take([head, (1, "SARKOWI", *SARMUNAH[1:])]).findings == []
    assert [family.name for family in family_records(desk)] == ["SARMUNAH"]


def test_two_columns_that_may_be_the_same_are_said(take: Take) -> None:
    heads = ("NO", "SUAMI", "", "ISTRI", "", "NO KK"), ("", "NAMA", "NIK", "NAMA", "NIK", "")
    report = take([*heads, (1, "SARKOWI", "3604270910629907", *SARMUNAH[1:])])
    said = [(f.column, f.proposal) for f in report.findings if f.kind == "columns_rival"]
    assert said == [("ISTRI NAMA", "Nama"), ("ISTRI NIK", "NIK")]


def test_a_row_between_the_data_that_names_a_place_is_no_kelompok(desk: Desk, take: Take) -> None:
    rows = [
        ["DESA SUKADANA KEC. CIOMAS"], ["MELATI 1"], SARMUNAH, ["JUMLAH", 1],
        ["KECAMATAN ANYER"], ["Tambang Ayam"], NURAENI, ["KELOMPOK MAWAR DESA BANDULU"], RUMSIAH,
    ]  # fmt: skip
    report = take([TITLES, *rows])
    held = {family.name: (family.desa_code, family.group) for family in family_records(desk)}
    assert held == {
        "SARMUNAH": ("36.04.27.2007", "MELATI 1"),
        "NUR'AENI": ("36.04.30.2011", None),
        "RUMSIAH": ("36.04.30.2005", "KELOMPOK MAWAR"),
    }
    assert [f.kind for f in report.findings] == ["desa_of_sheet"] * 3


def test_an_rt_above_its_rows_is_no_kelompok(desk: Desk, take: Take) -> None:
    report = take([TITLES, ["MELATI 1"], SARMUNAH, ["RT 001 RW 002"], NURAENI])
    assert {family.name: family.group for family in family_records(desk)} == {
        "SARMUNAH": "MELATI 1", "NUR'AENI": None,
    }  # fmt: skip
    assert [(f.kind, f.raw) for f in report.findings] == [("rows_passed", "baris 4")]


def test_a_name_alone_is_refused_and_no_kelompok_of_those_below(desk: Desk, take: Take) -> None:
    report = take([TITLES[1:], SARMUNAH[1:], ("ENOK WATI",), NURAENI[1:], ("JUBAEDAH", None, None, "")])
    assert [(f.row, f.kind) for f in report.findings] == [(3, "row_unclear"), (5, "row_unclear")]
    assert (report.read, report.refused) == (4, 2)
    assert [family.group for family in family_records(desk)] == [None, None]


def test_numbers_that_changed_places_are_told_and_not_kept(desk: Desk, take: Take) -> None:
    report = take([TITLES, (1, "SARMUNAH", SARMUNAH[3], SARMUNAH[2]), NURAENI])
    said = [(f.row, f.kind, f.proposal) for f in report.findings]
    assert said == [(2, "nik_swapped", SARMUNAH[2]), (2, "kk_swapped", SARMUNAH[3])]
    assert {family.name: family.nik for family in family_records(desk)} == {
        "SARMUNAH": None,
        "NUR'AENI": NURAENI[2],
    }


def test_nik_and_kk_in_one_column_are_read_apart(desk: Desk, take: Take) -> None:
    joined = [(at, name, f"{nik} /\n{kk}") for at, name, nik, kk in (SARMUNAH, NURAENI)]
    report = take([("NO", "NAMA", "NIK / NO. KK"), *joined, (3, "RUMSIAH", RUMSIAH[2])])
    assert (report.rows["new"], report.findings) == (3, [])
    held = {family.name: (family.nik, family.no_kk) for family in family_records(desk)}
    assert held == {"SARMUNAH": SARMUNAH[2:], "NUR'AENI": NURAENI[2:], "RUMSIAH": (RUMSIAH[2], None)}


def test_a_list_whose_names_were_sorted_alone_renames_nobody_unless_told(desk: Desk, take: Take) -> None:
    """Somebody sorted one column of a sheet: every name stands beside another woman's numbers."""
    take([TITLES, SARMUNAH, NURAENI])
    wrong = [TITLES, (1, "NUR'AENI", *SARMUNAH[2:]), (2, "SARMUNAH", *NURAENI[2:])]
    report = take(wrong)
    assert [(f.kind, f.proposal) for f in report.findings] == [
        ("name_differs", "Ganti nama SARMUNAH"), ("name_differs", "Ganti nama NUR'AENI"),
    ]  # fmt: skip
    assert (report.import_id, report.skipped, report.left) == (None, 2, {("KPM", 2), ("KPM", 3)})
    choices = RowChoices(answers={("KPM", 2, "name_differs"): "name_differs"})
    assert take(wrong, choices=choices).rows == {"new": 0, "changed": 1, "same": 0}
    assert [family.name for family in family_records(desk)] == ["NUR'AENI", "NUR'AENI"]


def test_a_nik_copied_down_a_column_does_not_make_one_person_of_two(desk: Desk, take: Take) -> None:
    rows = [TITLES, SARMUNAH[:3], (2, "JUBAEDAH", SARMUNAH[2])]
    report = take(rows)
    assert (report.rows["new"], [f.kind for f in report.findings]) == (2, ["nik_twice"])
    assert take(rows).rows["same"] == 2


def test_namesakes_under_one_kk_keep_their_own_numbers_the_second_time(desk: Desk, take: Take) -> None:
    rows = [TITLES, SARMUNAH, (2, "SARMUNAH", "3604275203849911", SARMUNAH[3])]
    take(rows)
    assert take(rows).rows == {"new": 0, "changed": 0, "same": 2}


def test_a_nik_that_replaces_another_is_said(take: Take) -> None:
    take([TITLES, SARMUNAH])
    report = take([TITLES, (1, "SARMUNAH", "3604275203849911", SARMUNAH[3])])
    assert [(f.kind, f.proposal) for f in report.findings] == [("nik_replaced", SARMUNAH[2])]


@pytest.mark.parametrize(
    ("column", "cell", "kind"),
    [
        ("RT/RW", 0.25, "rt_rw_unreadable"),
        ("TANGGAL LAHIR", "1/1/2031", "date_unreadable"),
        ("TANGGAL LAHIR", "'12-Mei-87", ""),
        ("KET", "MENINGGAL", "name_deceased"),
        ("KET", "suami meninggal 2019", ""),
    ],
)
def test_a_cell_that_cannot_be_as_it_stands_is_said(take: Take, column: str, cell: Value, kind: str) -> None:
    report = take([("NO", "NAMA", "NO KK", column), (1, "SARMUNAH", SARMUNAH[3], cell)])
    assert [f.kind for f in report.findings] == ([kind] if kind else [])


@pytest.mark.parametrize("remark", [("SESUAI KTP", "16 DIGIT", "16 DIGIT"), ("SITI", "belum ada", "")])
def test_a_remark_below_the_header_is_nobody_and_is_said(take: Take, remark: tuple[str, ...]) -> None:
    report = take([TITLES, ("", *remark), SARMUNAH])
    assert (report.read, [(f.kind, f.raw) for f in report.findings]) == (1, [("rows_passed", "baris 2")])


def test_a_formula_that_nobody_counted_is_said(desk: Desk, tmp_path: Path) -> None:
    """Programs other than Excel write formulas without their result, and the cell comes empty."""
    path, sheet = tmp_path / "daftar.xlsx", "xl/worksheets/sheet1.xml"
    book = xlsx([TITLES, SARMUNAH, (2, "NUR'AENI", 9901)])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        content = archive.read(sheet).replace(b"<v>9901</v>", b'<f>"3604274511909902"</f>')
    path.write_bytes(with_member(book, sheet, content))
    report = import_roster(desk, path)
    assert [(f.kind, f.raw) for f in report.findings] == [("formula_empty", "1 sel")]


def test_a_row_that_is_struck_through_is_read_and_said(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    book = Workbook(path)
    sheet, struck = book.add_worksheet("KPM"), book.add_format({"font_strikeout": True})
    for row, (cells, form) in enumerate([(TITLES, None), (SARMUNAH, struck), (NURAENI, None)]):
        sheet.write_row(row, 0, cells, form)
    sheet.write(2, 4, "0812 0000 9902", struck)
    book.close()
    report = import_roster(desk, path)
    assert [(f.row, f.kind) for f in report.findings] == [(2, "row_struck")]


def test_a_file_that_is_replaced_while_it_is_read_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """Its SHA-256 would be kept as that of a list nobody took in."""
    path = tmp_path / "daftar.csv"
    path.write_text("NAMA;NIK\nSARMUNAH;3604275203849901\n")

    def replaced(done: int, total: int, phase: str) -> None:
        if phase == CHECKING:
            path.write_text("NAMA;NIK\nNUR'AENI;3604274511909902\n")

    with pytest.raises(FileNotUsable):
        import_roster(desk, path, apply=True, progress=replaced)
    assert family_records(desk) == []


PEOPLE = ("NO", "NO KK", "NIK", "NAMA", "HUBUNGAN")
CHILD = ("3604270207139908", "M. RAFLI", "anak ke-2")


@pytest.mark.parametrize("numbers", [(1, "", 2), (1, 2, 3), ("", "", "")])
def test_people_under_a_kk_that_is_written_once_are_one_family(
    desk: Desk, take: Take, numbers: tuple[Value, ...]
) -> None:
    people = [(SARMUNAH[3], SARMUNAH[2], "SARMUNAH", "ISTRI"), ("", *CHILD)]
    people += [(NURAENI[3], NURAENI[2], "NUR'AENI", "KEP. KEL")]
    report = take([PEOPLE, *((number, *one) for number, one in zip(numbers, people, strict=True))])
    assert sorted(len(family.members) for family in family_records(desk)) == [1, 2]
    assert [(f.row, f.kind) for f in report.findings if f.column == "NO KK"] == [(3, "kk_of_above")]


def test_a_child_whose_family_nothing_tells_is_refused(desk: Desk, take: Take) -> None:
    report = take([PEOPLE, (1, "", *CHILD), (2, SARMUNAH[3], SARMUNAH[2], "SARMUNAH", "ISTRI")])
    assert (report.refused, report.findings[-1].kind) == (1, "family_unknown")
    assert len(family_records(desk)) == 1


def test_a_school_child_s_komponen_is_not_that_of_the_pengurus(desk: Desk, take: Take) -> None:
    report = take([(*TITLES, "KOMPONEN"), (*SARMUNAH, "SD"), (*NURAENI, "LANSIA"), (*RUMSIAH, "KADES")])
    assert [f.kind for f in report.findings] == ["komponen_of_child", "komponen_unknown"]
    with desk.read() as session:
        assert sorted(session.exec(select(Member.komponen)).all(), key=str) == [None, None, "lansia"]


def test_place_and_day_of_birth_in_one_column_are_read_apart(desk: Desk, take: Take) -> None:
    take([(*TITLES, "Tempat, Tgl Lahir"), (1, "SARMUNAH", "", SARMUNAH[3], "Serang, 12 Maret 1984")])
    with desk.read() as session:
        member = session.exec(select(Member)).one()
    assert (member.birth_place, str(member.born_on)) == ("Serang", "1984-03-12")


def test_rows_among_the_data_that_tell_of_nobody_are_said(take: Take) -> None:
    report = take(
        [(*TITLES, "ANGGOTA", "UMUR"), (*SARMUNAH, "RAFLI", 7), ("", "", "", "", "SITI", 4), NURAENI]
    )
    assert [(f.kind, f.raw) for f in report.findings] == [("rows_passed", "baris 3")]
    assert report.read == 2


def test_somebody_without_a_number_who_is_named_like_another_row_is_said(take: Take) -> None:
    head = (*TITLES, "DESA")
    rows = (*SARMUNAH, "Bandulu"), (2, "Hj. Sarmuna", "", "", "Bandulu"), (3, "SARMUNAH", "", "", "Cikoneng")
    report = take([head, *rows])
    assert [(f.row, f.kind, f.detail) for f in report.findings] == [(3, "alike_here", "baris 2")]
    assert report.families["new"] == 3


@pytest.mark.parametrize(
    ("number", "sex", "born", "kind"),
    [
        ("3604275203849901", "P", None, "kk_of_nik"),
        ("3604271406129901", "P", None, "nik_is_kk"),
        ("3604271406129901", "P", "12/03/1984", "nik_of_kk"),
        ("3604270207139908", "L", "02/07/2013", "kk_of_nik"),
        ("3604270207139908", "L", "03/07/2013", "nik_is_kk"),
        ("3604270207139908", "L", None, "nik_is_kk"),
        ("3604270207139908", None, None, "nik_is_kk"),
        ("3604275203849901", "L", None, "kk_of_nik"),
    ],
)
def test_of_a_number_that_stands_as_nik_and_as_kk_the_one_it_is_not_is_taken_back(
    desk: Desk, take: Take, number: str, sex: str | None, born: str | None, kind: str
) -> None:
    rows = [["NAMA PENGURUS", "NIK", "NO KK", "JENIS KELAMIN", "TANGGAL LAHIR"]]
    report = take([*rows, ["SARMUNAH", number, number, sex, born]])
    assert kind in {finding.kind for finding in report.findings}
    (family,) = family_records(desk)
    assert family.nik == (None if kind == "nik_of_kk" else number)
    assert family.no_kk == (None if kind == "kk_of_nik" else number)


def test_a_text_that_is_cut_is_said_and_kept_whole_in_the_finding(desk: Desk, take: Take) -> None:
    name, address = "SITI " * 30 + "ROHMAH", "KP. CIPARI " * 30
    report = take(r1_with(person(name, address=address)))
    cut = [(finding.column, finding.raw) for finding in report.findings if finding.kind == "text_cut"]
    assert cut == [("NAMA PENGURUS", name), ("ALAMAT", address.strip())]
    (family,) = family_records(desk)
    assert family.name == name[:120]
