"""Official letter numbers for the whole life of a laptop: real desks that exchange real files."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from sqlmodel import select

from helpers.desks import PASSPHRASE, add_family, make_desk, seeded
from helpers.exchange import answer_for, enrol, send_up, stick
from pkh_desk.actions.exchange.enrol import revoke
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.numbers import give_block
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.reassign import reassign
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.number_block import next_number
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.restore import restore
from pkh_desk.actions.upkeep.undo import undo_act, undo_last
from pkh_desk.desk import Desk, open_desk
from pkh_desk.errors import CannotUndo, InvalidInput, RecordNotFound
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.graduation.letter import Letter, NumberBlock
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.people.household import Household
from pkh_desk.views.graduation.number_stock import number_stock, short_here

CIOMAS, ANYAR = "36.04.27", "36.04.30"
SUKADANA, SINDANGSARI = "36.04.27.2007", "36.04.28.2010"


def second_laptop(office: Desk, folder: Path, scope: str, desa: str) -> Desk:
    """Enrol the laptop of somebody else, with a family."""
    laptop = make_desk(folder / "laptop-2", name="Heni Rosdiana", seed=6)
    laptop.clock.forward(minutes=1)
    add_family(laptop, "ENOK", "3604275203849902", "3604271406129902", desa_code=desa)
    enrol(office, laptop, folder, scope)
    return laptop


def spans(desk: Desk, laptop: Desk) -> list[tuple[int, str, int, int]]:
    """Return the blocks of a laptop as a desk knows them."""
    return [(b.year, b.kecamatan, b.first, b.last) for b in number_stock(desk, laptop.identity.code)]


def take(laptop: Desk, home: str, to: int) -> None:
    """Let a letter have the number `to` of the laptop's block."""
    day = laptop.today()
    with laptop.write() as session:
        number = next_number(session, laptop.identity.code, CIOMAS, day)
        assert number is not None
        session.add(
            Letter(
                id=laptop.new_id(),
                household_id=home,
                kind="pernyataan",
                code=f"GRD-{laptop.identity.code}-2026-{to:04}",
                number=number.text,
                block_id=number.block_id,
                block_n=to,
                template_version=1,
                facts="{}",
                paper="a4",
                dated_on=day,
            )
        )


def next_text(laptop: Desk, day: date | None = None) -> str | None:
    with laptop.read() as session:
        number = next_number(session, laptop.identity.code, CIOMAS, day or laptop.today())
    return number.text if number else None


def exchange(office: Desk, laptop: Desk, folder: Path) -> None:
    send_up(office, laptop, folder)
    receive(laptop, answer_for(office, laptop, folder))


def written(desk: Desk) -> int:
    with desk.read() as session:
        return len(session.exec(select(Txn.id).where(Txn.own)).all())


def test_a_block_that_runs_out_is_followed_by_another_with_the_next_answer(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    assert spans(desk, desk) == [(2026, CIOMAS, 1, 200)]
    take(desk, home, 180)
    exchange(office, desk, tmp_path)
    assert (spans(desk, desk), short_here(desk)) == ([(2026, CIOMAS, 1, 200)], [])
    take(desk, home, 200)
    assert next_text(desk) is None
    assert [(each.year, each.place, each.left) for each in short_here(desk)] == [(2026, "Ciomas", 0)]
    exchange(office, desk, tmp_path)
    assert next_text(desk) == "201/GRD-27/PKH/2026"
    assert short_here(desk) == []


def test_nothing_is_written_where_nothing_is_lacking(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    before = written(office)
    for name in ("a", "b"):
        (made,) = answer(office, stick(tmp_path, name))
        receive(desk, made.path)
        take_in(office, stick(tmp_path, f"{name}-naik"))
    assert written(office) == before


def test_next_years_block_comes_with_the_answer_of_december(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    for each in (office, desk):
        each.clock.forward(days=7)
    assert [(each.year, each.place) for each in short_here(desk)] == [(2027, "Ciomas")]
    exchange(office, desk, tmp_path)
    assert spans(desk, desk) == [(2027, CIOMAS, 1, 200), (2026, CIOMAS, 1, 200)]
    exchange(office, desk, tmp_path)
    assert len(spans(office, desk)) == 2
    desk.clock.forward(days=40)
    assert next_text(desk) == "001/GRD-27/PKH/2027"


def test_the_offices_day_counts_not_the_laptops(office: Desk, desk: Desk, home: str, tmp_path: Path) -> None:
    desk.clock.forward(days=400)
    exchange(office, desk, tmp_path)
    assert spans(office, desk) == [(2026, CIOMAS, 1, 200)]
    assert next_text(desk) is None


def test_families_of_another_kecamatan_bring_their_numbers_along(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    heni = second_laptop(office, tmp_path, "Pabuaran/Sindangsari", SINDANGSARI)
    assert CIOMAS not in {block[1] for block in spans(office, heni)}
    with office.read() as session:
        petugas = session.get_one(KnownDesk, heni.identity.desk_id).petugas_id or ""
    reassign(office, [home], petugas)
    exchange(office, heni, tmp_path)
    assert (2026, CIOMAS, 201, 400) in spans(heni, heni)
    assert make_letter(heni, home, LetterWishes(village_head="Ujang")).number == "201/GRD-27/PKH/2026"
    take_all = [block for block in spans(office, desk) if block[1] == CIOMAS]
    receive(desk, answer_for(office, desk, tmp_path))
    assert short_here(desk) == []
    assert spans(office, desk) == take_all
    heni.close()


def test_a_revoked_laptop_gets_no_more(office: Desk, desk: Desk, home: str, tmp_path: Path) -> None:
    take(desk, home, 200)
    send_up(office, desk, tmp_path)
    revoke(office, desk.identity.code)
    assert answer(office, stick(tmp_path, "jawaban")) == []
    assert spans(office, desk) == [(2026, CIOMAS, 1, 200)]
    with pytest.raises(RecordNotFound, match="tidak aktif"):
        give_block(office, desk.identity.code, "Ciomas", 2026)


def test_a_laptop_that_was_restored_gets_numbers_under_its_new_code(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    old, made = desk.identity.code, back_up(desk, stick(tmp_path, "cadangan"))
    take(desk, home, 12)
    desk.close()
    restore(desk.places, PASSPHRASE, made.path, desk.clock, seeded(5))
    again = open_desk(desk.places, PASSPHRASE, desk.clock, seeded(5))
    assert again.identity.code != old
    assert next_text(again) is None
    exchange(office, again, tmp_path)
    assert next_text(again) == "201/GRD-27/PKH/2026"
    again.close()


def test_what_was_sent_before_a_restore_and_comes_late_keeps_no_answer_and_no_number_away(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    made = back_up(desk, stick(tmp_path, "cadangan"))
    take(desk, home, 12)
    exchange(office, desk, tmp_path)
    send(desk, late := stick(tmp_path, "telat"))
    desk.close()
    desk.clock.forward(minutes=5)
    restore(desk.places, PASSPHRASE, made.path, desk.clock, seeded(5))
    again = open_desk(desk.places, PASSPHRASE, desk.clock, seeded(5))
    add_family(again, "ENOK", "3604275203849902", "3604271406129902")
    send_up(office, again, tmp_path)
    take_in(office, late)
    apply_inbox(office)
    receive(again, answer_for(office, again, tmp_path))
    assert next_text(again) == "201/GRD-27/PKH/2026"
    again.close()


def test_an_office_that_was_put_back_gives_no_number_that_is_on_paper_already(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    """The night's backup knows nothing of the block that a laptop got, and used, since."""
    heni = second_laptop(office, tmp_path, "Sukadana", SUKADANA)
    take(desk, home, 200)
    made = back_up(office, stick(tmp_path, "cadangan"))
    exchange(office, desk, tmp_path)
    lost = next_text(desk)
    office.close()
    restore(office.places, PASSPHRASE, made.path, office.clock, seeded(5))
    again = open_desk(office.places, PASSPHRASE, office.clock, seeded(5))
    first = give_block(again, heni.identity.code, "Ciomas", 2026)
    assert (lost, first.first > 600) == ("401/GRD-27/PKH/2026", True)
    exchange(again, desk, tmp_path)
    exchange(again, desk, tmp_path)
    assert next_text(desk) == f"{first.last + 1}/GRD-27/PKH/2026"
    assert 401 not in {block.first for block in number_stock(desk, desk.identity.code)}
    heni.close()
    again.close()


def test_an_office_that_is_put_back_twice_to_one_backup_gives_no_number_twice(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    made, given = back_up(office, stick(tmp_path, "cadangan")), []
    for seed in (5, 6, 7):
        office.close()
        office.clock.forward(minutes=5)
        restore(office.places, PASSPHRASE, made.path, office.clock, seeded(seed))
        office = open_desk(office.places, PASSPHRASE, office.clock, seeded(seed))
        given += [give_block(office, desk.identity.code, "Ciomas", 2026) for _ in range(2)]
    spans = [(block.first, block.last) for block in given]
    assert all(last < first for (_, last), (first, _) in pairwise(spans)), spans
    office.close()


def test_numbers_of_erased_letters_are_used_up_too(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    other = add_family(desk, "ENOK", "3604275203849902", "3604271406129902")
    take(desk, other, 200)
    send_up(office, desk, tmp_path)
    erase_household(office, other, "permintaan tertulis")
    receive(desk, answer_for(office, desk, tmp_path))
    assert next_text(desk) == "201/GRD-27/PKH/2026"
    assert spans(office, desk) == [(2026, CIOMAS, 1, 200), (2026, CIOMAS, 201, 400)]


def test_a_block_given_by_hand_is_taken_back_and_its_numbers_go_to_nobody(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    given = give_block(office, desk.identity.code, "kec. anyar", 2027)
    assert (given.place, given.year, given.first, given.last) == ("Anyar", 2027, 1, 200)
    with pytest.raises(InvalidInput, match="2026 atau 2027"):
        give_block(office, desk.identity.code, ANYAR, 2025)
    with pytest.raises(InvalidInput, match="tidak dikenal"):
        give_block(office, desk.identity.code, "Antah Berantah", 2026)
    receive(desk, answer_for(office, desk, tmp_path))
    assert (2027, ANYAR, 1, 200) in spans(desk, desk)
    undo_last(office)
    receive(desk, answer_for(office, desk, tmp_path))
    assert spans(desk, desk) == spans(office, desk) == [(2026, CIOMAS, 1, 200)]
    assert give_block(office, desk.identity.code, ANYAR, 2027).first == 201


def test_the_offices_last_act_is_not_the_block_that_an_answer_brought_along(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    with office.write() as session:
        session.get_one(Household, home).address = "KP. PASIR"
    take(desk, home, 200)
    exchange(office, desk, tmp_path)
    undo_last(office)
    with office.read() as session:
        assert session.get_one(Household, home).address == "KP. CIPARI"
        (act,) = session.exec(
            select(Txn.act).where(
                Txn.own,
                Txn.subject_kind == "number_block",
                Txn.subject_id.in_(  # type: ignore[attr-defined]
                    select(NumberBlock.id).where(NumberBlock.first == 201)
                ),
            )
        ).all()
    undo_act(office, act)
    exchange(office, desk, tmp_path)
    assert next_text(desk) == "401/GRD-27/PKH/2026"
    with pytest.raises(CannotUndo):
        undo_act(office, act)
