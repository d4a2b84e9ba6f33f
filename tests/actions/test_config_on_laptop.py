"""What the office publishes is what its laptop works by once it took the answer in: kind by kind."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from helpers.desks import add_family, make_desk
from helpers.exchange import answer_for, enrol, give_keys, send_up
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.templates import publish_template, wording_on
from pkh_desk.actions.office.config import body_on, publish_config
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.papers.render import page_text
from pkh_desk.store.people.household import Member
from pkh_desk.views.business.products import usual_low_stock
from pkh_desk.views.exchange.sending import whatsapp_limit
from pkh_desk.views.graduation.copies import copies
from pkh_desk.views.graduation.pipeline import pipeline
from pkh_desk.views.graduation.readiness import readiness
from pkh_desk.views.graduation.reasons import reasons_on
from pkh_desk.views.office.report import Period, Wish
from pkh_desk.views.office.reports import read_report
from pkh_desk.views.people.family import family
from pkh_desk.views.people.today import today as first_page
from pkh_desk.views.people.visit import attendance_limit


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Desk, Desk, str]]:
    """An office, its enrolled laptop, and the first of two families that both know; it has a pupil."""
    kantor, laptop = make_desk(tmp_path / "kantor", "kantor", "Dinsos", 2), make_desk(tmp_path / "laptop")
    give_keys(kantor)
    home, _ = add_family(laptop), add_family(laptop, "RUMINAH", None, None)
    with laptop.write() as session:
        session.add(Member(id=laptop.new_id(), household_id=home, name="ANAK", komponen="sd"))
    enrol(kantor, laptop, tmp_path)
    yield kantor, laptop, home
    kantor.close()
    laptop.close()


def test_limits_amounts_and_letter_rules_count_on_the_laptop(
    pair: tuple[Desk, Desk, str], tmp_path: Path
) -> None:
    kantor, laptop, home = pair
    today = kantor.today()
    take_step(laptop, home, StepDraft("calon", today - timedelta(20)))
    for kind, change in {
        "limits": {"commitment_percent": 80, "visits_a_month": 1, "low_stock": 4, "whatsapp_mb": 25},
        "amounts": {"sd": 1_000_000},
        "letter_rules": {"legal_basis": "Permensos 8 Tahun 2026", "copies": [{"name": "Camat"}]},
    }.items():
        publish_config(kantor, kind, body_on(kantor, kind, today) | change, today)
    stages = body_on(kantor, "limits", today)
    publish_config(
        kantor, "limits", stages | {"stage_days": stages["stage_days"] | {"calon": 10}}, today + timedelta(1)
    )
    assert attendance_limit(laptop, today) == 85
    receive(laptop, answer_for(kantor, laptop, tmp_path))

    assert (attendance_limit(laptop, today - timedelta(1)), attendance_limit(laptop, today)) == (85, 80)
    assert usual_low_stock(laptop) == 4
    with laptop.read() as session:
        assert whatsapp_limit(session, today) == 25_000_000
    words = next(point.words for point in readiness(laptop, home).points if point.key == "komponen")
    assert "Bantuannya Rp1.000.000 setahun." in words
    assert "Permensos 8" in page_text(make_letter(laptop, home, LetterWishes()).pdf)
    assert [copy.words for copy in copies(laptop)] == ["Camat"]
    assert first_page(laptop).target == 1
    assert [card.late for card in pipeline(laptop)] == [False]
    laptop.clock.forward(days=1)  # type: ignore[attr-defined]
    assert [card.late for card in pipeline(laptop)] == [True]


def test_a_wording_is_printed_by_the_laptop_from_its_day_on(
    pair: tuple[Desk, Desk, str], tmp_path: Path
) -> None:
    kantor, laptop, home = pair
    raw = wording_on(kantor, "pernyataan", kantor.today())
    publish_template(
        kantor,
        raw.replace("Yang bertanda tangan di bawah ini:", "Saya menyatakan:"),
        kantor.today() + timedelta(1),
    )
    receive(laptop, answer_for(kantor, laptop, tmp_path))
    assert "Saya menyatakan:" not in page_text(make_letter(laptop, home, LetterWishes()).pdf)
    laptop.clock.forward(days=1)  # type: ignore[attr-defined]
    assert "Saya menyatakan:" in page_text(make_letter(laptop, home, LetterWishes()).pdf)


def test_a_reason_that_was_used_keeps_its_words_in_reports_though_it_was_taken_back(
    pair: tuple[Desk, Desk, str], tmp_path: Path
) -> None:
    kantor, laptop, home = pair
    today = kantor.today()
    listed = body_on(kantor, "reasons", today)["reasons"]
    publish_config(kantor, "reasons", {"reasons": [*listed, {"words": "Anak sudah bekerja"}]}, today)
    receive(laptop, answer_for(kantor, laptop, tmp_path))
    assert reasons_on(laptop, today)["anak_sudah_bekerja"] == "Anak sudah bekerja"
    for stage in ("calon", "siap", "surat_dicetak", "ditandatangani"):
        take_step(laptop, home, StepDraft(stage, today, reason="anak_sudah_bekerja"))
    undo_last(kantor)
    send_up(kantor, laptop, tmp_path)
    receive(laptop, answer_for(kantor, laptop, tmp_path))

    assert "anak_sudah_bekerja" not in reasons_on(laptop, today)
    for desk in (kantor, laptop):
        case = family(desk, home).case
        assert case is not None
        assert case.reason_words == "Anak sudah bekerja"
    report = read_report(kantor, "graduasi", Wish(Period(today, today)))
    assert [row.reason for row in report.rows] == ["Anak sudah bekerja"]
