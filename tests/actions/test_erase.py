"""Erasing a family at the office: what it would drop, a reason that names nobody, and the certificate."""

from pathlib import Path

import pypdfium2
import pytest

from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, give_keys, send_up
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.people.erasure_paper import erasure_paper
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.check import check_desk
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import FamilyNotFound, InvalidInput, RecordNotFound
from pkh_desk.views.office.erasures import erasure_choices, erasures, would_erase


@pytest.fixture
def home(office: Desk, desk: Desk, tmp_path: Path) -> str:
    """A family with a visit that the office and the enrolled laptop both know."""
    give_keys(office)
    added = add_family(desk)
    save_visit(desk, VisitDraft(VisitFields(household_id=added, on=desk.today(), note="RAHASIA")))
    enrol(office, desk, tmp_path)
    return added


def words(pdf: bytes) -> str:
    page = pypdfium2.PdfDocument(pdf)[0]
    return " ".join(page.get_textpage().get_text_range().split())


def test_it_says_before_what_goes_and_certifies_after_who_followed(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    before = would_erase(office, home)
    assert (before.family, before.families, before.names) == ("SARMUNAH", 1, ("SARMUNAH",))
    assert {("Keluarga", 1), ("Anggota", 1), ("Kunjungan", 1)} <= set(before.counts)
    assert before.laptops == ("Wulan Apriyanti",)
    ground = erasure_choices(office).grounds[0]
    order = erase_household(office, home, f"{ground}; diminta keluarga sendiri")
    with pytest.raises(FamilyNotFound):
        would_erase(office, home)
    (one,) = erasures(office)
    assert (one.id, one.open, one.confirmed) == (order, ("Wulan Apriyanti",), ())
    first = words(erasure_paper(office, order))
    assert "Laptop yang sudah menghapus: tidak ada" in first
    receive(desk, answer_for(office, desk, tmp_path))
    add_family(desk, "JUBAEDAH", nik=None, no_kk=None)
    send_up(office, desk, tmp_path)
    paper = words(erasure_paper(office, order))
    assert "Laptop yang sudah menghapus: Wulan Apriyanti" in paper
    for part in (order, ground, "24 November 2026", "1 keluarga"):
        assert part in paper
    assert "SARMUNAH" not in paper
    with pytest.raises(RecordNotFound):
        erasure_paper(office, "tidak ada")


def test_a_chain_with_erased_txns_is_whole(office: Desk, desk: Desk, home: str, tmp_path: Path) -> None:
    edit_household(office, home, {"address": "KP. SAWAH"})
    erase_household(office, home, "Diminta keluarga")
    receive(desk, answer_for(office, desk, tmp_path))
    for checked in (office, desk):
        assert "chain" not in {finding.kind for finding in check_desk(checked)}
    for damaged in (b"{", b'{"erased":true', b'{"erased":true,"id":"0"}'):
        with desk.keep() as session:
            session.connection().exec_driver_sql("UPDATE txn SET body = ? WHERE own AND n = 2", (damaged,))
        assert "chain" in {finding.kind for finding in check_desk(desk)}


@pytest.mark.parametrize("reason", ["diminta Sarmunah", "NIK 3604 2752 0384 9901", " "])
def test_a_reason_that_stays_on_every_desk_names_nobody(office: Desk, reason: str) -> None:
    home = add_family(office)
    with pytest.raises(InvalidInput):
        erase_household(office, home, reason)
    assert would_erase(office, home).family == "SARMUNAH"


def test_a_ground_of_the_office_holds_whatever_somebody_is_called(office: Desk) -> None:
    home = add_family(office, "SIMPAN")
    assert erase_household(office, home, "Masa simpan berakhir (Pasal 44); diminta kantor Dinsos")
