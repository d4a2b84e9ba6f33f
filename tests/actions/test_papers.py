"""Papers of a family and of a desa: what is frozen stays, who signs is right, nothing says too much."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from helpers.desks import add_family, make_desk
from helpers.exchange import answer_for, enrol, give_keys, send_up
from helpers.papers import letter_again
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter, preview_letter
from pkh_desk.actions.graduation.letter_check import check_letter
from pkh_desk.actions.graduation.official import OfficialDraft, save_official
from pkh_desk.actions.graduation.packet import PacketWishes, preview_packet, write_packet
from pkh_desk.actions.graduation.papers import PapersMade, papers_pdf, record_again
from pkh_desk.actions.graduation.templates import preview_template, publish_template, wording_on
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.errors import CannotUndo, InvalidInput, RecordNotFound, WrongRole
from pkh_desk.papers.drawing.qr import read_page_qr
from pkh_desk.papers.render import page_count, page_text
from pkh_desk.papers.template.template import shipped_templates
from pkh_desk.store.graduation.letter import Letter, PrintedTemplate
from pkh_desk.store.graduation.packet import Packet, PacketPrint, PacketRow
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.office import Config
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.official import village_head, village_heads
from pkh_desk.views.graduation.packets import packets
from pkh_desk.views.people.family import family

DESA, LONG = "36.04.27.2007", "Xy 12 " * 900
NIK, NO_KK = "3604275203849901", "3604271406129901"


def reprinted(desk: Desk, packet_id: str) -> bytes:
    made = PapersMade(packets=(packet_id,))
    pdf = papers_pdf(desk, made)
    record_again(desk, made, "pdf")
    return pdf


def said(pdf: bytes, page: int = 0) -> str:
    return " ".join(page_text(pdf, page).split())


def publish(desk: Desk, kind: str, version: int, since: date, **changes: object) -> str:
    """Put a changed wording of the shipped template into the config; return the row's id."""
    shipped = next(each for each in shipped_templates() if each.kind == kind)
    body = json.loads(shipped.wording) | {"version": version, "effective_from": str(since)} | changes
    row_id = desk.new_id()
    with desk.write() as session:
        session.add(
            Config(
                id=row_id,
                kind=f"letter.{kind}",
                version=version,
                effective_from=since,
                body=json.dumps(body),
            )
        )
    return row_id


def batch(desk: Desk, count: int) -> tuple[str, ...]:
    """Make families of one desa, each with a printed statement."""
    homes = []
    for n in range(count):
        home = add_family(desk, f"ENTIN {n:02}", f"36042752038499{n:02}", f"36042714061299{n:02}")
        for stage in ("calon", "siap"):
            take_step(desk, home, StepDraft(stage, desk.today()))
        make_letter(desk, home, LetterWishes())
        homes.append(home)
    return tuple(homes)


def test_a_reprint_is_the_same_page_whatever_the_office_publishes_later(desk: Desk) -> None:
    home = add_family(desk)
    first = make_letter(desk, home, LetterWishes())
    old = publish(desk, "pernyataan", 1, desk.today(), opening="Saya yang bertanda tangan di bawah ini:")
    second = make_letter(desk, home, LetterWishes())
    publish(desk, "pernyataan", 2, desk.today(), opening="Kami:")
    with desk.write() as session:
        session.get(Config, old).deleted = True
    assert "Saya yang bertanda tangan" in said(second.pdf)
    assert "Kami:" in said(preview_letter(desk, home, LetterWishes()).pdf)
    assert letter_again(desk, first.id) == first.pdf
    assert letter_again(desk, second.id) == second.pdf
    # The wordings themselves are kept, each once.
    make_letter(desk, home, LetterWishes(dated_on=desk.today()))
    with desk.read() as session:
        kept = session.exec(select(PrintedTemplate)).all()
    assert sorted(row.version for row in kept) == [0, 1, 2]


def test_the_wording_in_force_on_the_letters_day_is_used(desk: Desk) -> None:
    home, tomorrow = add_family(desk), desk.today() + timedelta(1)
    publish(desk, "pernyataan", 1, tomorrow, opening="Mulai besok:")
    assert "Mulai besok" not in said(preview_letter(desk, home, LetterWishes()).pdf)
    assert "Mulai besok" in said(preview_letter(desk, home, LetterWishes(dated_on=tomorrow)).pdf)


def test_the_office_publishes_a_wording_and_its_letters_use_it_from_its_day_on(office: Desk) -> None:
    today = office.today()
    wording = wording_on(office, "pernyataan", today).replace("Yang bertanda tangan di bawah ini:", "Saya:")
    assert "Saya:" in said(preview_template(wording, "a4").pdf)
    assert publish_template(office, wording, today) == 1
    assert publish_template(office, wording.replace("Saya:", "Kami:"), today + timedelta(1)) == 2
    home = add_family(office)
    assert "Saya:" in said(make_letter(office, home, LetterWishes()).pdf)
    assert "Kami:" in said(preview_letter(office, home, LetterWishes(dated_on=today + timedelta(1))).pdf)


def test_a_wording_that_would_make_a_bad_letter_is_not_published(desk: Desk, office: Desk) -> None:
    today = office.today()
    wording = wording_on(office, "pernyataan", today)
    for raw, since, why in (
        (wording.replace("{nama}", "{nama_lama}"), today, "tidak dikenal"),
        (wording.replace("true", "false"), today, "Kotak meterai"),
        (wording, today - timedelta(1), "sudah lewat"),
        ("{", today, "bukan JSON"),
    ):
        with pytest.raises(InvalidInput, match=why):
            publish_template(office, raw, since)
    with pytest.raises(WrongRole):
        publish_template(desk, wording, today)
    assert wording_on(office, "pernyataan", today) == wording


def test_the_kepala_desa_in_office_on_the_letters_day_acknowledges_it(desk: Desk) -> None:
    home, today = add_family(desk), desk.today()
    save_official(desk, OfficialDraft(DESA, "H. Sarman", until=today - timedelta(31)))
    save_official(desk, OfficialDraft(DESA, "Ade Komara", "Pj. Kepala Desa", since=today - timedelta(30)))
    now = said(preview_letter(desk, home, LetterWishes()).pdf)
    assert "Ade Komara" in now
    assert f"Pj. Kepala Desa {wilayah().name_of(DESA)}" in now
    before = said(preview_letter(desk, home, LetterWishes(dated_on=today - timedelta(40))).pdf)
    assert "H. Sarman" in before
    assert "Ade Komara" not in before


def test_a_kepala_desa_typed_on_a_letter_is_remembered_from_its_day_on(desk: Desk) -> None:
    home, today = add_family(desk), desk.today()
    made = make_letter(desk, home, LetterWishes(village_head="H. Sarman", dated_on=today - timedelta(9)))
    assert village_head(desk, DESA, today).name == "H. Sarman"
    make_letter(desk, home, LetterWishes(village_head="H. SARMAN"))
    make_letter(desk, home, LetterWishes(village_head="Ade Komara"))
    assert [each.name for each in village_heads(desk, DESA)] == ["H. Sarman", "Ade Komara"]
    assert village_head(desk, DESA, today - timedelta(1)).name == "H. Sarman"
    assert letter_again(desk, made.id) == made.pdf


def test_officials_that_cannot_be_are_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="belum diisi"):
        save_official(desk, OfficialDraft(DESA, "  "))
    with pytest.raises(InvalidInput, match="lebih awal"):
        save_official(desk, OfficialDraft(DESA, "Ade", since=date(2026, 2, 1), until=date(2026, 1, 1)))
    with pytest.raises(RecordNotFound):
        save_official(desk, OfficialDraft(DESA, "Ade"), "tidak-ada")
    assert village_heads(desk, DESA) == []


@pytest.mark.parametrize("signers", [(), ("pendamping",), ("kepala_desa",)])
def test_who_signs_is_chosen(desk: Desk, signers: tuple[str, ...]) -> None:
    home = add_family(desk)
    drawn = preview_letter(desk, home, LetterWishes(signers=signers, witnesses=("Enok", "Ujang", "Neng")))
    named = {box.name for box in drawn.boxes if box.name.startswith("signer.")}
    assert named == {"signer.pembuat", "signer.saksi_1", "signer.saksi_2"} | {f"signer.{s}" for s in signers}


def test_a_resignation_moves_the_case_on_and_a_certificate_does_not(desk: Desk) -> None:
    for kind, stage in (("piagam", "siap"), ("tanda_terima", "siap"), ("pengunduran", "surat_dicetak")):
        home = add_family(desk, nik=None, no_kk=None)
        for step in ("calon", "siap"):
            take_step(desk, home, StepDraft(step, desk.today()))
        make_letter(desk, home, LetterWishes(kind=kind))
        assert family(desk, home).case.stage == stage


@pytest.mark.parametrize("kind", ["berita_acara", "piagam", "tanda_terima", "pengunduran"])
def test_every_paper_of_one_family_is_written_and_reprinted(desk: Desk, kind: str) -> None:
    made = make_letter(desk, add_family(desk), LetterWishes(kind=kind, paper="a4"))
    assert letter_again(desk, made.id) == made.pdf
    assert check_letter(desk, *read_page_qr(made.pdf)).genuine
    assert "SARMUNAH" in said(made.pdf)
    assert (NIK in said(made.pdf)) == (kind == "pengunduran")


@pytest.mark.parametrize("kind", ["rekap", "pengantar", "berita_acara", "tanda_terima"])
def test_a_packet_is_frozen_reprinted_and_vouched_for(desk: Desk, kind: str) -> None:
    homes = batch(desk, 3)
    wishes = PacketWishes(kind=kind, desa_code=DESA, household_ids=homes, number="400/12")
    shown = preview_packet(desk, wishes)
    made = write_packet(desk, wishes, "cetak", 2)
    assert made.pages == shown.pages == page_count(made.pdf) == 1
    assert made.code.endswith("0004")
    checked = check_letter(desk, *read_page_qr(made.pdf))
    assert (checked.id, checked.genuine) == (made.id, True)
    publish(desk, kind, 1, desk.today(), closing="Lain.")
    save_official(desk, OfficialDraft(DESA, "Ade Komara"))
    assert reprinted(desk, made.id) == made.pdf
    with desk.read() as session:
        prints = session.exec(select(PacketPrint)).all()
    assert [(each.how, each.copies) for each in prints] == [("cetak", 2), ("pdf", 1)]
    with pytest.raises(CannotUndo):
        undo_act(desk, made.act)


def test_a_rekap_lists_families_with_masked_numbers_over_as_many_pages_as_it_needs(desk: Desk) -> None:
    homes = batch(desk, 30)
    made = write_packet(desk, PacketWishes(kind="rekap", desa_code=DESA, household_ids=homes))
    assert made.pages == page_count(made.pdf) > 1
    pages = [said(made.pdf, page) for page in range(made.pages)]
    for n in range(30):
        assert sum(page.count(f"ENTIN {n:02}") for page in pages) == 1
        assert not any(f"36042752038499{n:02}" in page for page in pages)
        assert any(f"3604********99{n:02}" in page for page in pages)
    # Header and page number again on each page; the signature, whole, on the last.
    for number, page in enumerate(pages, 1):
        assert "Nama pengurus" in page
        assert f"Halaman {number} dari {made.pages}" in page
    assert [("Yang membuat rekap," in page) for page in pages] == [False] * (made.pages - 1) + [True]
    assert "30 (tiga puluh) keluarga" in pages[-1]
    assert "Surat dicetak" in pages[0]


def test_the_packets_own_record_names_nobody_and_each_family_keeps_its_row(desk: Desk) -> None:
    homes = batch(desk, 2)
    made = write_packet(desk, PacketWishes(kind="rekap", desa_code=DESA, household_ids=homes))
    with desk.read() as session:
        packet = session.get(Packet, made.id)
        rows = session.exec(select(PacketRow)).all()
        letters = {row.id: row.household_id for row in session.exec(select(Letter))}
        (txn,) = session.exec(select(Txn).where(Txn.act == made.act)).all()
    assert "ENTIN" not in packet.facts
    assert [row.household_id for row in sorted(rows, key=lambda row: row.position)] == list(homes)
    assert all(letters[row.letter_id] == row.household_id for row in rows)
    assert (txn.subject_kind, txn.subject_id) == ("packet", made.id)
    named = [op for op in json.loads(txn.body)["ops"] if "ENTIN" in json.dumps(op)]
    assert {op[4] for op in named} == set(homes)


def test_a_packet_without_one_of_its_families_is_not_reprinted_in_part(desk: Desk) -> None:
    homes = batch(desk, 2)
    made = write_packet(desk, PacketWishes(kind="rekap", desa_code=DESA, household_ids=homes))
    with desk.write() as session:
        session.exec(select(PacketRow)).first().deleted = True
    with pytest.raises(RecordNotFound, match="tidak ada lagi di sini"):
        reprinted(desk, made.id)


def test_erasing_a_family_takes_its_row_and_words_out_of_a_packet(office: Desk) -> None:
    homes = batch(office, 2)
    made = write_packet(office, PacketWishes(kind="rekap", desa_code=DESA, household_ids=homes))
    erase_household(office, homes[0], "Permintaan keluarga")
    with office.read() as session:
        assert [row.household_id for row in session.exec(select(PacketRow))] == [homes[1]]
        bodies = b"".join(row.body for row in session.exec(select(Txn)))
    assert b"ENTIN 00" not in bodies
    assert b"ENTIN 01" in bodies
    with pytest.raises(RecordNotFound, match="tidak ada lagi di sini"):
        reprinted(office, made.id)


def test_a_packet_is_of_one_desa_and_of_somebody(desk: Desk) -> None:
    here, there = add_family(desk), add_family(desk, nik=None, no_kk=None, desa_code="36.04.27.2008")
    for homes, why in (((), "Belum ada keluarga"), ((here, there), "dari satu desa")):
        with pytest.raises(InvalidInput, match=why):
            write_packet(desk, PacketWishes(kind="rekap", desa_code=DESA, household_ids=homes))


def test_office_and_laptops_share_wordings_officials_and_packets(office: Desk, tmp_path: Path) -> None:
    give_keys(office)
    laptops = [make_desk(tmp_path / f"laptop{n}", name=f"Wulan {n}", seed=10 + n) for n in range(2)]
    usb, made = [tmp_path / f"usb{n}" for n in range(2)], []
    for number, laptop in enumerate(laptops):
        usb[number].mkdir()
        enrol(office, laptop, usb[number])
        home = add_family(laptop, f"ENTIN {number}", None, None)
        make_letter(laptop, home, LetterWishes(village_head="H. Sarman"))
        made.append(write_packet(laptop, PacketWishes(kind="rekap", desa_code=DESA, household_ids=(home,))))
        send_up(office, laptop, usb[number])
    assert [reprinted(office, each.id) for each in made] == [each.pdf for each in made]
    for laptop, folder in zip(laptops, usb, strict=True):
        assert receive(laptop, answer_for(office, laptop, folder)).differs == ()
        assert village_head(laptop, DESA, laptop.today()).name == "H. Sarman"
        laptop.close()


def test_the_packets_of_a_desa_are_listed_newest_first(desk: Desk) -> None:
    homes = batch(desk, 2)
    first = write_packet(desk, PacketWishes(kind="rekap", desa_code=DESA, household_ids=homes))
    second = write_packet(desk, PacketWishes(kind="pengantar", desa_code=DESA, household_ids=homes[:1]))
    reprinted(desk, first.id)
    assert packets(desk, "36.04.27.2008") == []
    told = [(each.id, each.kind, each.households, each.prints) for each in packets(desk)]
    assert told == [(second.id, "pengantar", homes[:1], 1), (first.id, "rekap", homes, 2)]


def test_the_kinds_of_papers_are_those_that_are_shipped() -> None:
    assert {template.kind for template in shipped_templates()} == set(LETTER_KIND)


@pytest.mark.parametrize(
    "wishes",
    [
        LetterWishes(place=LONG),
        LetterWishes(number=LONG),
        LetterWishes(village_head=LONG),
        LetterWishes(kind="berita_acara", witnesses=(LONG,)),
        LetterWishes(kind="berita_acara", coordinator=LONG),
    ],
    ids=["place", "number", "kepala desa", "witness", "coordinator"],
)
def test_what_is_too_long_for_a_paper_is_said(desk: Desk, wishes: LetterWishes) -> None:
    with pytest.raises(InvalidInput, match=r"Terlalu panjang\. Paling banyak"):
        make_letter(desk, add_family(desk), wishes)
