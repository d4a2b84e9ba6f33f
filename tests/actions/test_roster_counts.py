"""Layout R2: counted components, nobody invented; layout R6: a form's answers, nothing applied by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from helpers.layouts import R2, R6, hold
from helpers.sheets import Rows, xlsx
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.payment import ComponentCount
from pkh_desk.views.graduation.cases import cases_of
from pkh_desk.views.people.family import family
from pkh_desk.views.upkeep.records import family_records

Take = Callable[..., RosterReport]
KP = R6[0].index("Pernyataan")


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    def taking(rows: Rows, **options: Any) -> RosterReport:
        path = tmp_path / "daftar.xlsx"
        path.write_bytes(xlsx(rows))
        return import_roster(desk, path, **{"apply": True, **options})

    return taking


def counts(desk: Desk) -> dict[str, dict[str, int]]:
    with desk.read() as session:
        sql = (
            select(Member.name, ComponentCount.komponen, ComponentCount.people)
            .join(Household, Household.id == ComponentCount.household_id)
            .join(Member, Member.id == Household.pengurus_id)
            .where(ComponentCount.deleted == False)  # noqa: E712
        )
        found: dict[str, dict[str, int]] = {}
        for name, komponen, people in session.exec(sql):
            found.setdefault(name, {})[komponen] = people
    return found


def kinds(report: RosterReport) -> list[tuple[int, str]]:
    return sorted((finding.row, finding.kind) for finding in report.findings)


def stages(desk: Desk) -> dict[str, str | None]:
    names = {found.id: found.name for found in family_records(desk)}
    with desk.read() as session:
        return {names[home]: case.stage for home, case in cases_of(session.connection(), names).items()}


def test_r2_is_read_as_written(desk: Desk, take: Take) -> None:
    report = take(R2)
    assert report.sheets == [{"name": "KPM", "layout": "R2", "read": 3}]
    assert report.rows == {"new": 3, "changed": 0, "same": 0}
    assert kinds(report) == [(3, "leaving_stated"), (4, "components_many")]
    assert counts(desk) == {
        "SARMUNAH": {"sd": 1, "lansia": 1},
        "NUR'AENI": {"aud": 1},
        "JUBAEDAH": {"aud": 1, "sd": 1, "smp": 1, "sma": 1, "disabilitas": 1, "lansia": 1},
    }
    families = {found.name: found for found in family_records(desk)}
    assert [len(found.members) for found in families.values()] == [1, 1, 1]
    assert family(desk, families["SARMUNAH"].id).counts == {"sd": 1, "lansia": 1}
    assert families["JUBAEDAH"].members[0].born_on == "1992-02-29"
    assert {found.status for found in families.values()} == {"aktif"}
    assert stages(desk) == {}
    assert take(R2).rows == {"new": 0, "changed": 0, "same": 3}


def test_another_count_is_an_edit_that_can_be_taken_back(desk: Desk, take: Take) -> None:
    take(R2)
    before = counts(desk)
    fewer = list(R2[3])
    fewer[R2[0].index("LANSIA")] = 0
    report = take((R2[0], fewer), choices=RowChoices())
    assert report.sight is not None
    assert [row.changed for row in report.sight.rows.values()] == [("Jumlah komponen",)]
    assert counts(desk)["JUBAEDAH"]["lansia"] == 0
    assert report.import_id
    undo_act(desk, report.import_id)
    assert counts(desk) == before


def test_what_a_list_says_of_leaving_is_proposed_and_becomes_a_case_only_when_taken(
    desk: Desk, take: Take
) -> None:
    (stated,) = (f for f in take(R2).findings if f.kind == "leaving_stated")
    assert (stated.column, stated.raw, stated.proposal, stated.answer) == (
        "KETERANGAN",
        "GRADUASI 2025",
        "Calon graduasi",
        "calon",
    )
    choices = RowChoices(answers={("KPM", 3, "leaving_stated"): "calon"})
    for _ in range(2):
        take(R2, choices=choices)
        assert stages(desk) == {"NUR'AENI": "calon"}


def test_r6_is_read_as_written(desk: Desk, take: Take) -> None:
    hold(desk, ["ST. MAEMUNAH"])
    report = take(R6)
    assert report.sheets == [{"name": "KPM", "layout": "R6", "read": 2}]
    assert (report.rows, report.refused) == ({"new": 0, "changed": 1, "same": 0}, 1)
    assert kinds(report) == [(2, "leaving_stated"), (3, "answer_numberless"), (3, "nik_length")]
    (length,) = (f for f in report.findings if f.kind == "nik_length")
    assert (length.raw, length.proposal, length.detail) == ("360428710187990", None, "15 angka")
    (held,) = family_records(desk)
    assert (held.nik, held.phones, held.status) == ("3604287101879904", ["+6281200009904"], "aktif")
    with desk.read() as session:
        note = session.exec(select(Household.note)).one()
    assert note == "FotoKepemilikan: https://drive.google.com/open?id=XXXX"
    assert stages(desk) == {}
    assert take(R6).rows == {"new": 0, "changed": 0, "same": 1}


def test_the_latest_answer_counts_in_both_ways_of_writing_its_time(desk: Desk, take: Take) -> None:
    hold(desk, ["ST. MAEMUNAH"])
    early, late = list(R6[1]), list(R6[1])
    late[0], late[R6[0].index("Alamat")] = "8/17/2026 9:01:05", "kp hilir"
    take((R6[0], late, early))
    assert [found.address for found in family_records(desk)] == ["kp hilir"]


@pytest.mark.parametrize(
    ("words", "leaves"),
    [
        ("menyatakan keluar dari kepesertaan PKH", True),
        ("bersedia graduasi mandiri", True),
        ("saya belum siap graduasi", False),
        ("tidak bersedia keluar dari PKH", False),
        ("-", False),
    ],
)
def test_a_statement_suggests_leaving_only_where_it_says_so(take: Take, words: str, leaves: bool) -> None:
    answer = list(R6[1])
    answer[KP] = words
    found = {finding.kind for finding in take((R6[0], answer), apply=False).findings}
    assert ("leaving_stated" in found) == leaves
