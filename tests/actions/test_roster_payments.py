"""Layout R5, aid that was paid: the outcome as written, the same again, taken back, nobody dropped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from helpers.desks import add_family
from helpers.exchange import enrol, give_keys, send_up
from helpers.layouts import HELD, R5, hold
from helpers.sheets import Rows, xls, xlsx
from pkh_desk.actions.lists.roster import Pasted, import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_short
from pkh_desk.store.people.payment import AidPayment
from pkh_desk.views.people.timeline import timeline

Take = Callable[..., RosterReport]
HEAD = R5[0]


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    def taking(rows: Rows, name: str = "cair.xls", **options: Any) -> RosterReport:
        path = tmp_path / name
        path.write_bytes((xls if name.endswith("xls") else xlsx)(rows))
        report = import_roster(desk, path, **{"apply": True, **options})
        assert report.read == sum(sheet["read"] for sheet in report.sheets)
        return report

    return taking


def paid(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.read() as session:
        rows = session.exec(select(AidPayment).order_by(AidPayment.id)).all()
    reversed_ids = {row.reverses for row in rows}
    standing = [row for row in rows if row.reverses is None and row.id not in reversed_ids]
    return sorted((r.amount, r.program, r.year, r.tahap, r.kks_tail, r.household_id) for r in standing)


def kinds(report: RosterReport) -> list[tuple[int, str]]:
    return sorted((finding.row, finding.kind) for finding in report.findings)


def test_r5_is_read_as_written(desk: Desk, take: Take) -> None:
    homes = hold(desk)
    report = take(R5)
    assert report.sheets == [{"name": "KPM", "layout": "R5", "read": 4}]
    assert report.rows == {"new": 4, "changed": 0, "same": 0}
    assert kinds(report) == [(3, "kks_unreadable"), (4, "payment_within")]
    uun, enok, rumsiah = homes["HJ. UUN KHOERUNISA"], homes["ENOK WATI"], homes["RUMSIAH"]
    assert paid(desk) == sorted(
        [
            (225000, "pkh", 2026, 3, "9903", rumsiah),
            (825000, "pkh_sembako", 2026, 3, None, uun),
            (600000, "sembako", 2026, 3, "9905", uun),
            (600000, "pkh", 2026, 3, None, enok),
        ],
        key=lambda row: row[:4],
    )
    assert "6013000000009903" not in repr(report.as_json())


def test_the_same_file_again_adds_nothing_and_what_was_taken_back_comes_anew(desk: Desk, take: Take) -> None:
    hold(desk)
    first = take(R5)
    before = paid(desk)
    again = take(R5)
    assert (again.rows["same"], again.import_id, paid(desk)) == (4, None, before)
    assert first.import_id
    undo_act(desk, first.import_id)
    assert paid(desk) == []
    assert take(R5).rows["new"] == 4
    assert paid(desk) == before


def test_a_payment_of_somebody_unknown_is_a_finding_and_is_taken_when_a_person_says_who(
    desk: Desk, take: Take
) -> None:
    home = add_family(desk, name="HJ. UUN KHOERUNISA", nik=None)
    report = take(R5[:3], apply=False)
    assert (report.rows["new"], report.refused) == (0, 2)
    unknown = {f.row: f for f in report.findings if f.kind == "person_unknown"}
    assert (unknown[2].proposal, unknown[2].answer) == (None, None)
    assert unknown[3].answer
    choices = RowChoices(answers={("KPM", 3, "person_unknown"): unknown[3].answer})
    report = take(R5[:3], choices=choices)
    assert (report.rows["new"], report.refused) == (1, 1)
    assert [row[-1] for row in paid(desk)] == [home]


def test_what_is_not_read_is_refused_with_its_reason(desk: Desk, take: Take) -> None:
    hold(desk)
    nik = R5[1][0]
    rows = (
        HEAD,
        (nik, "RUMSIAH", None, "PKH", "T3", "225.000"),
        (nik, "RUMSIAH", None, "PKH", "Agustus", "225.000"),
        (nik, "RUMSIAH", None, "PKH", "T2 2026", "dua ratus"),
        (nik, "RUMSIAH", None, "BLT", "T2 2025", 300000),
        (nik, "RUMSIAH", None, "PKH", "T2 2062", "225.000"),
    )
    report = take(rows)
    assert (report.rows["new"], report.refused) == (1, 4)
    assert {(2, "tahap_year_missing"), (3, "tahap_unreadable"), (4, "amount_unreadable")} <= set(
        kinds(report)
    )
    assert [row[:4] for row in paid(desk)] == [(300000, "lainnya", 2025, 2)]
    titled = (
        ("DAFTAR PENCAIRAN PKH TAHAP 2 TAHUN 2026",),
        (),
        ("NIK", "NAMA", "TAHAP", "NOMINAL"),
        (nik, "RUMSIAH", "T3", "1"),
    )
    assert take(titled, "lain.xlsx").rows["new"] == 1
    assert (1, "pkh", 2026, 3) in [row[:4] for row in paid(desk)]


def test_a_number_of_somebody_else_is_said(desk: Desk, take: Take) -> None:
    hold(desk)
    of_nuraeni, of_uun = HELD["NUR'AENI"][0], HELD["HJ. UUN KHOERUNISA"][0]
    report = take(
        (
            HEAD,
            (R5[1][0], "BAMBANG SUTRISNO", None, "PKH", "T3 2026", 1),
            (of_nuraeni, "NUR AENI", None, "PKH", "T3 2026", 1),
            (of_uun, "UUN", None, "PKH", "T3 2026", 1),
        )
    )
    assert kinds(report) == [(2, "person_named")]


def test_a_payment_stands_among_what_happened_with_the_family(desk: Desk, take: Take) -> None:
    homes = hold(desk)
    report = take(R5)
    assert [(item.kind, item.title, item.detail) for item in timeline(desk, homes["RUMSIAH"])] == [
        ("aid", "PKH cair Rp225.000", "Tahap 3 2026"),
        ("data", "Keluarga dicatat", ""),
    ]
    assert report.import_id
    undo_act(desk, report.import_id)
    titles = {item.title for item in timeline(desk, homes["RUMSIAH"])}
    assert "PKH cair Rp225.000 ditarik kembali" in titles


def told(desk: Desk, home: str) -> list[str]:
    """Return the days of the payments that the family is said to have had."""
    return sorted(say_short(item.on) for item in timeline(desk, home) if item.kind == "aid")


def test_a_payment_told_with_its_day_and_without_is_one(desk: Desk, take: Take) -> None:
    home = hold(desk)["RUMSIAH"]
    row = (R5[1][0], "RUMSIAH", None, "PKH", "T3 2026", "225.000")
    dated = (
        ("NIK", "NAMA", "NO KKS", "PROGRAM", "TAHAP", "NOMINAL", "TGL CAIR"),
        (*row, "12/08/2026"),
        (*row, "14/08/2026"),
    )
    assert take((HEAD, row)).rows == {"new": 1, "changed": 0, "same": 0}
    assert len(told(desk, home)) == 1
    # The day is known now of the first; the second is another one.
    later = take(dated)
    assert later.rows == {"new": 1, "changed": 1, "same": 0}
    assert told(desk, home) == ["12 Agu", "14 Agu"]
    assert take(dated).rows["same"] == 2
    assert take((HEAD, row)).rows["same"] == 1
    assert later.import_id
    undo_act(desk, later.import_id)
    assert len([item for item in timeline(desk, home) if item.title == "PKH cair Rp225.000"]) == 3


def test_two_desks_whose_lists_tell_it_with_its_day_and_without_made_one_payment(
    desk: Desk, office: Desk, tmp_path: Path
) -> None:
    give_keys(office)
    home = hold(desk)["RUMSIAH"]
    for folder in ("gabung", "naik"):
        (tmp_path / folder).mkdir()
    enrol(office, desk, tmp_path / "gabung")
    nik = R5[1][0]
    for at, day in ((desk, "12/08/2026"), (office, "")):
        text = f"NIK;NAMA;PROGRAM;TAHAP;NOMINAL;TGL CAIR\n{nik};RUMSIAH;PKH;T3 2026;225000;{day}\n"
        assert import_roster(at, Pasted(text), apply=True).rows["new"] == 1
    send_up(office, desk, tmp_path / "naik")
    assert len(paid(office)) == 2
    assert told(office, home) == ["12 Agu"]


def test_what_the_list_says_did_not_arrive_is_no_payment(desk: Desk, take: Take) -> None:
    hold(desk)
    head = ("NIK KPM", "NAMA KPM", "TAHAP", "JENIS BANSOS", "NOMINAL", "STATUS", "KET")
    rumsiah = ("3604305708799903", "RUMSIAH", "Tahap 3 2026", "PKH")
    report = take(
        [
            head, (*rumsiah, 225000, "BELUM CAIR", ""), (*rumsiah, 225000, "", "gagal, rekening ditutup"),
            (*rumsiah, 0, "", ""), (*rumsiah, 600000, "Berhasil", "KKS tidak dibawa"),
        ],
        name="cair.xlsx",
    )  # fmt: skip
    assert kinds(report) == [(2, "payment_failed"), (3, "payment_failed"), (4, "payment_failed")]
    assert (report.skipped, [one[0] for one in paid(desk)]) == (3, [600000])


def test_tahap_and_programme_may_stand_in_the_title(desk: Desk, take: Take) -> None:
    hold(desk)
    title = ["PENYALURAN PKH TAHAP III TAHUN 2026"]
    head = ["NIK", "NAMA PM", "NOMINAL", "STATUS TRANSAKSI", "TGL TRANSAKSI"]
    take([title, head, ["3604305708799903", "RUMSIAH", "Rp225rb,-", "Sukses", "12-Agu-26"]], name="cair.xlsx")
    assert [one[:4] for one in paid(desk)] == [(225000, "pkh", 2026, 3)]


def test_a_list_that_names_no_programme_asks_for_it(desk: Desk, take: Take) -> None:
    hold(desk)
    rows = [("NIK", "NAMA", "TAHAP", "NOMINAL"), ("3604305708799903", "RUMSIAH", "Tahap 3 2026", 225000)]
    report = take(rows, name="cair.xlsx")
    assert (report.refused, [(f.kind, f.answer) for f in report.findings]) == (
        1,
        [("program_missing", "pkh")],
    )
    take(rows, name="cair.xlsx", choices=RowChoices(answers={("KPM", 2, "program_missing"): "pkh"}))
    assert [one[:2] for one in paid(desk)] == [(225000, "pkh")]


def test_money_that_nothing_tells_of_is_no_payment_and_is_said(desk: Desk, take: Take) -> None:
    """Without a column for what it was paid: the families are read, and nobody believes the money was."""
    rows = [[row[0], row[1], row[5]] for row in R5]
    report = take(rows)
    assert (report.sheets[0]["layout"], paid(desk)) == ("R1", [])
    assert (0, "money_alone") in kinds(report)
    told = take([[*rows[0], "TAHAP"], *[[*row, "TAHAP 3 2026"] for row in rows[1:]]], apply=False)
    assert told.sheets[0]["layout"] == "R5"
    assert (0, "money_alone") not in kinds(told)
