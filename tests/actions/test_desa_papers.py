"""Whole batches of papers, a family's papers, voiding: what is written, what stays, what is named."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers.cases import held
from helpers.desks import add_family
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.desa_papers import BatchWishes, preview_batch, write_batch
from pkh_desk.actions.graduation.family_papers import preview_family, write_family
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.packet import PacketWishes, write_packet
from pkh_desk.actions.graduation.papers import PapersMade, papers_pdf, record_again, save_papers
from pkh_desk.actions.graduation.signature import sign_letter
from pkh_desk.actions.graduation.void import letter_wishes, packet_wishes, void_letter, void_packet
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import Cancelled, InvalidInput, RecordNotFound, StageNotAllowed
from pkh_desk.papers.render import page_count, page_sizes, page_text
from pkh_desk.store.business import Business
from pkh_desk.store.graduation.letter import Letter, NumberBlock
from pkh_desk.views.graduation.letter_book import VoidNumber, letter_book, number_blocks
from pkh_desk.views.people.family import family

DESA = "36.04.27.2007"


def ready(desk: Desk, count: int, **fields: object) -> tuple[str, ...]:
    """Make families of one desa that are ready for their letter."""
    homes = []
    for n in range(count):
        home = add_family(desk, f"ENTIN {n:02}", f"36042752038499{n:02}", f"36042714061299{n:02}", **fields)
        for stage in ("calon", "siap"):
            take_step(desk, home, StepDraft(stage, desk.today()))
        homes.append(home)
    return tuple(homes)


def give_numbers(desk: Desk) -> None:
    """Give the desk its block of numbers, as an office would."""
    with desk.write() as session:
        session.add(
            NumberBlock(
                id=desk.new_id(),
                desk_code=desk.identity.code,
                year=2026,
                kecamatan="36.04.27",
                first=1,
                last=20,
            )
        )


def wishes(homes: tuple[str, ...], **changes: object) -> BatchWishes:
    packet = PacketWishes(desa_code=DESA, household_ids=homes)
    return replace(BatchWishes(packet=packet, kinds=("pengantar", "rekap", "berita_acara")), **changes)


def said(pdf: bytes, page: int = 0) -> str:
    return " ".join(page_text(pdf, page).split())


def test_a_desas_papers_and_its_families_letters_come_as_one(desk: Desk, tmp_path: Path) -> None:
    homes = ready(desk, 3)
    old = make_letter(desk, homes[1], LetterWishes())
    seen: list[tuple[int, int]] = []
    assert page_count(preview_batch(desk, wishes(homes))) == 6
    assert letter_book(desk)[0].code == old.code
    made = write_batch(desk, wishes(homes), "cetak", 2, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (6, 6)
    assert made.left == ()
    pdf = papers_pdf(desk, made)
    assert page_count(pdf) == 6
    assert "SURAT PENGANTAR" in said(pdf)
    assert "REKAPITULASI" in said(pdf, 1)
    assert "3604********9901" in said(pdf, 1)
    assert ["ENTIN 00" in said(pdf, 3), "ENTIN 01" in said(pdf, 4), "ENTIN 02" in said(pdf, 5)] == [True] * 3
    # The statement that was there goes along as it is; no second one is written.
    assert made.letters[1] == old.id
    assert {family(desk, home).case.stage for home in homes} == {"surat_dicetak"}
    # The recap lies, the letters stand.
    assert [width > height for width, height in page_sizes(pdf)] == [False, True, False, False, False, False]
    folder = tmp_path / "berkas"
    folder.mkdir()
    assert save_papers(desk, made, folder) == 6
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"{n:03}-{code}.pdf" for n, code in enumerate(made.codes, 1)]
    assert (folder / f"005-{old.code}.pdf").read_bytes() == old.pdf


def test_a_batch_that_is_stopped_keeps_what_was_written_and_says_who_is_left(desk: Desk) -> None:
    homes = ready(desk, 3)
    make_letter(desk, homes[0], LetterWishes(paper="a4"))

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled("Dibatalkan.")

    only = wishes(homes, kinds=())
    with pytest.raises(Cancelled):
        write_batch(desk, only, progress=stop)
    assert [row.name for row in letter_book(desk)] == ["ENTIN 01", "ENTIN 00"]
    made = write_batch(desk, only)
    assert [home for home, _why in made.left] == [homes[0]]
    assert "memakai kertas A4" in made.left[0][1]
    assert len(letter_book(desk)) == 3
    with pytest.raises(InvalidInput, match="Pilih keluarga"):
        preview_batch(desk, wishes((), kinds=()))


def test_a_whole_list_is_written_in_order_of_desa_and_what_cannot_be_is_said(desk: Desk) -> None:
    there = add_family(desk, "AAN", None, None, desa_code="36.04.27.2008")
    here = [add_family(desk, name, None, None) for name in ("UUM", "ENTIN")]
    odd = add_family(desk, "NENG", None, None)
    with desk.write() as session:
        session.add(Business(id=desk.new_id(), household_id=odd, name="家"))
    packet = PacketWishes(desa_code="", household_ids=(there, *here, odd, "tidak-ada"))
    made = write_batch(desk, BatchWishes(packet=packet), "cetak")
    assert [home for home, _why in made.left] == ["tidak-ada", odd]
    assert "tidak dapat dicetak: 家" in made.left[1][1]
    pages = [said(papers_pdf(desk, made), page) for page in range(3)]
    assert [name in page for name, page in zip(("ENTIN", "UUM", "AAN"), pages, strict=True)] == [True] * 3
    other = make_letter(desk, there, LetterWishes(paper="a4"))
    with pytest.raises(InvalidInput, match="terpisah"):
        papers_pdf(desk, PapersMade(letters=(*made.letters, other.id)))
    with pytest.raises(RecordNotFound):
        papers_pdf(desk, PapersMade(letters=("tidak-ada",)))


def test_a_familys_papers_name_what_is_recorded_of_it(desk: Desk) -> None:
    (home,) = ready(desk, 1)
    both = ("kelengkapan", "bukti")
    before = said(preview_family(desk, home, LetterWishes(), both), 2)
    assert "Tidak ada komponen yang tercatat lagi" in before
    assert "kunjungan" not in before
    for day, income in ((3, 1_800_000), (17, 2_100_000)):
        fields = VisitFields(household_id=home, on=date(2026, 11, day), income=income, willing=True)
        save_visit(desk, VisitDraft(fields))
    made = write_family(desk, home, LetterWishes(), both, "cetak")
    pdf = papers_pdf(desk, made)
    assert page_count(pdf) == 3
    assert "DAFTAR KELENGKAPAN" in said(pdf)
    assert "Fotokopi KTP" in said(pdf)
    assert "SURAT PERNYATAAN" in said(pdf, 1)
    evidence = said(pdf, 2)
    assert "2 kunjungan" in evidence
    assert "3 November 2026 sampai 17 November 2026" in evidence
    assert "Bersedia, kata keluarga pada 17 November 2026" in evidence
    record_again(desk, made, "pdf")
    assert {(row.printed, row.saved) for row in letter_book(desk)} == {(1, 1)}
    alone = write_family(desk, home, LetterWishes(paper="a4"))
    assert papers_pdf(desk, alone) == papers_pdf(desk, alone)


def test_a_voided_letter_keeps_its_number_and_gives_the_case_back(desk: Desk) -> None:
    give_numbers(desk)
    (home,) = ready(desk, 1)
    asked = LetterWishes(income=2_100_000, village_head="Ujang", witnesses=("Enok",), capital="sisihan")
    first = make_letter(desk, home, asked)
    sign_letter(desk, first.id, desk.today(), [held(desk, first.pdf)])
    assert family(desk, home).case.stage == "ditandatangani"
    with pytest.raises(InvalidInput, match="mengapa"):
        void_letter(desk, first.id, " ")
    void_letter(desk, first.id, "Nama kepala desa salah")
    assert family(desk, home).case.stage == "siap"
    undo_last(desk)
    assert (family(desk, home).case.stage, letter_book(desk)[0].state) == ("ditandatangani",) * 2
    void_letter(desk, first.id, "Nama kepala desa salah")
    with pytest.raises(RecordNotFound):
        void_letter(desk, first.id, "Sekali lagi")
    again = letter_wishes(desk, first.id)
    assert (again.income, again.capital, again.village_head) == (2_100_000, "sisihan", "Ujang")
    assert (again.witnesses, again.signers, again.number) == (("Enok",), ("pendamping", "kepala_desa"), "")
    second = make_letter(desk, home, replace(again, village_head="Ujang Suherman"))
    assert family(desk, home).case.stage == "surat_dicetak"
    new, old = letter_book(desk)
    assert (old.state, old.void_reason, new.state) == ("dibatalkan", "Nama kepala desa salah", "disimpan")
    assert (first.number, second.number) == ("001/GRD-27/PKH/2026", "002/GRD-27/PKH/2026")
    (use,) = number_blocks(desk)
    assert (use.kecamatan, use.used, use.highest, use.missing, use.left) == ("Ciomas", 2, 2, (), 18)
    assert use.voided == (VoidNumber(1, first.code, "Nama kepala desa salah"),)
    # A number whose letter never came here is named.
    with desk.write() as session:
        session.get_one(Letter, second.id).block_n = 4
    assert number_blocks(desk)[0].missing == (2, 3)


def test_what_the_office_verified_by_a_letter_is_not_voided(office: Desk) -> None:
    (home,) = ready(office, 1)
    made = make_letter(office, home, LetterWishes())
    sign_letter(office, made.id, office.today(), [held(office, made.pdf)])
    take_step(office, home, StepDraft("diverifikasi", office.today()))
    with pytest.raises(StageNotAllowed, match="sudah dipakai kantor"):
        void_letter(office, made.id, "Salah ketik")
    assert letter_book(office)[0].state == "ditandatangani"


def test_a_voided_packet_is_written_anew_with_the_same_families(desk: Desk) -> None:
    homes = ready(desk, 2)
    first = write_packet(desk, PacketWishes(kind="rekap", desa_code=DESA, household_ids=homes, paper="a4"))
    void_packet(desk, first.id, "Urutan keluarga salah")
    with pytest.raises(RecordNotFound):
        void_packet(desk, first.id, "Sekali lagi")
    again = packet_wishes(desk, first.id, desk.today())
    assert (again.kind, again.paper, again.desa_code, again.household_ids) == ("rekap", "a4", DESA, homes)
    write_packet(desk, again)
    new, old = letter_book(desk)
    assert (old.table, old.state, old.families, old.desa) == ("packet", "dibatalkan", 2, "Sukadana")
    assert new.state == "disimpan"
