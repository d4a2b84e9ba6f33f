"""Config documents: published from a day on, used on the day of the fact, sent to laptops, taken back."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from helpers.desks import add_family, make_desk
from helpers.exchange import answer_for, enrol, give_keys
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter, preview_letter
from pkh_desk.actions.graduation.templates import publish_template, wording_on
from pkh_desk.actions.office.config import body_of, body_on, preview_config, publish_config, withdraw_config
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput, RecordNotFound, WrongRole
from pkh_desk.papers.render import page_text
from pkh_desk.store.office import Config, config_on
from pkh_desk.views.graduation.pipeline import pipeline
from pkh_desk.views.graduation.reasons import reasons_on
from pkh_desk.views.office.config import ConfigView, config_kinds
from pkh_desk.views.people.family import family
from pkh_desk.views.upkeep.changes import changes
from pkh_desk.views.upkeep.history import history


def kind_of(desk: Desk, kind: str) -> ConfigView:
    return next(each for each in config_kinds(desk) if each.kind == kind)


def test_a_limit_counts_from_its_day_on_and_says_before_what_it_touches(office: Desk) -> None:
    today, tomorrow = office.today(), office.today() + timedelta(1)
    late, fresh = add_family(office), add_family(office, "RUMINAH", None, None)
    take_step(office, late, StepDraft("calon", today - timedelta(50)))
    take_step(office, fresh, StepDraft("calon", today))
    body = body_on(office, "limits", today)
    body |= {"commitment_percent": 80, "stage_days": body["stage_days"] | {"calon": 40}}

    preview = preview_config(office, "limits", body, tomorrow)
    assert [(each.title, each.before, each.after) for each in preview.changes] == [
        ("Kehadiran paling sedikit (%)", "85", "80"),
        ("Paling lama di tahap (hari): Calon", "90", "40"),
    ]
    assert preview.touches == ("1 keluarga menjadi terlambat di alur graduasi.",)

    assert publish_config(office, "limits", body, tomorrow) == 1
    assert body_on(office, "limits", today)["commitment_percent"] == 85
    assert body_on(office, "limits", tomorrow)["commitment_percent"] == 80
    assert [card.late for card in pipeline(office)] == [False, False]
    office.clock.forward(days=1)  # type: ignore[attr-defined]
    assert [card.late for card in pipeline(office)] == [True, False]


def test_versions_are_listed_with_who_and_when_and_one_to_come_is_withdrawn(office: Desk) -> None:
    today, later = office.today(), office.today() + timedelta(30)
    body = body_on(office, "limits", today)
    publish_config(office, "limits", body | {"low_stock": 5}, today)
    publish_config(office, "limits", body | {"low_stock": 7}, later)
    view = kind_of(office, "limits")
    assert [(each.version, each.since, each.state, each.by) for each in view.versions] == [
        (2, later, "akan berlaku", ""),
        (1, today, "berlaku", ""),
    ]
    assert view.versions[0].at.date() == date(2026, 11, 24)
    assert view.now
    assert view.coming
    assert body_of(office, view.coming.id)["low_stock"] == 7

    withdraw_config(office, view.coming.id)
    assert [each.state for each in kind_of(office, "limits").versions] == ["ditarik", "berlaku"]
    assert body_on(office, "limits", later)["low_stock"] == 5
    with pytest.raises(InvalidInput, match="sudah berlaku"):
        withdraw_config(office, view.now.id)
    with pytest.raises(RecordNotFound):
        withdraw_config(office, view.coming.id)
    assert publish_config(office, "limits", body | {"low_stock": 9}, later) == 3


def test_what_is_wrong_changes_nothing_or_lies_in_the_past_is_not_published(office: Desk, desk: Desk) -> None:
    today = office.today()
    body = body_on(office, "limits", today)
    for wrong, since, why in (
        (body | {"commitment_percent": 0}, today, "Paling sedikit 1."),
        (body | {"low_stock": 3}, today - timedelta(1), "sudah lewat"),
        (body, today, "Tidak ada yang berubah."),
        (body | {"stage_days": ["90"]}, today, "tidak terbaca"),
    ):
        with pytest.raises(InvalidInput, match=why):
            publish_config(office, "limits", wrong, since)
    with pytest.raises(InvalidInput, match="tidak dikenal"):
        publish_config(office, "cuaca", {}, today)
    with pytest.raises(WrongRole):
        publish_config(desk, "limits", body | {"low_stock": 3}, today)
    assert not kind_of(office, "limits").versions


def test_a_document_travels_with_the_next_answer_and_one_not_known_there_does_no_harm(tmp_path: Path) -> None:
    kantor = make_desk(tmp_path / "kantor", "kantor", "Dinsos", 2)
    laptop = make_desk(tmp_path / "laptop")
    give_keys(kantor)
    enrol(kantor, laptop, tmp_path)
    today = kantor.today()
    publish_config(kantor, "limits", body_on(kantor, "limits", today) | {"low_stock": 4}, today)
    with kantor.write() as session:
        session.add(Config(id=kantor.new_id(), kind="bazar_2031", version=1, effective_from=today, body="{}"))
    receive(laptop, answer_for(kantor, laptop, tmp_path))
    assert body_on(laptop, "limits", today)["low_stock"] == 4
    assert [(each.version, each.since) for each in kind_of(laptop, "limits").versions] == [(1, today)]
    withdrawn = publish_config(
        kantor, "limits", body_on(kantor, "limits", today) | {"low_stock": 2}, today + timedelta(9)
    )
    coming = kind_of(kantor, "limits").coming
    assert coming
    assert coming.version == withdrawn
    withdraw_config(kantor, coming.id)
    receive(laptop, answer_for(kantor, laptop, tmp_path))
    assert body_on(laptop, "limits", today + timedelta(9))["low_stock"] == 4
    kantor.close()
    laptop.close()


def test_what_an_older_document_does_not_say_is_as_shipped(office: Desk) -> None:
    with office.write() as session:
        session.add(
            Config(
                id=office.new_id(),
                kind="limits",
                version=1,
                effective_from=office.today(),
                body='{"low_stock": 1}',
            )
        )
    with office.read() as session:
        limits = config_on(session, "limits", office.today())
    assert (limits["low_stock"], limits["commitment_percent"]) == (1, 85)


def test_an_old_letter_keeps_the_rule_of_its_day(office: Desk) -> None:
    home, today = add_family(office), office.today()
    before = make_letter(office, home, LetterWishes(dated_on=today - timedelta(3)))
    rules = body_on(office, "letter_rules", today)
    publish_config(office, "letter_rules", rules | {"legal_basis": "Permensos 8 Tahun 2026"}, today)
    assert "Permensos 8" not in page_text(before.pdf)
    assert "Permensos 8" not in page_text(
        preview_letter(office, home, LetterWishes(dated_on=today - timedelta(1))).pdf
    )
    assert "Permensos 8" in page_text(make_letter(office, home, LetterWishes()).pdf)


def test_a_new_reason_is_chosen_from_its_day_on_said_in_letters_and_kept_by_old_cases(office: Desk) -> None:
    today, home = office.today(), add_family(office)
    listed = body_on(office, "reasons", today)["reasons"]
    more = [{"code": "", "words": "Anak sudah bekerja"}, *listed[1:]]
    publish_config(office, "reasons", {"reasons": more}, today)
    assert list(reasons_on(office, today)) == ["anak_sudah_bekerja", *(each["code"] for each in listed[1:])]
    assert "anak_sudah_bekerja" not in reasons_on(office, today - timedelta(1))
    take_step(office, home, StepDraft("calon", today, reason="anak_sudah_bekerja"))
    text = page_text(make_letter(office, home, LetterWishes()).pdf).replace("\n", " ")
    assert "Anak sudah bekerja;" in text

    publish_config(office, "reasons", {"reasons": listed}, today + timedelta(1))
    office.clock.forward(days=1)  # type: ignore[attr-defined]
    case = family(office, home).case
    assert case
    assert case.reason_words == "Anak sudah bekerja"


def test_modules_travel_and_a_session_taken_out_stays_readable_for_the_days_it_was_held(
    tmp_path: Path,
) -> None:
    kantor = make_desk(tmp_path / "kantor", "kantor", "Dinsos", 2)
    laptop = make_desk(tmp_path / "laptop")
    give_keys(kantor)
    enrol(kantor, laptop, tmp_path)
    today, later = kantor.today(), kantor.today() + timedelta(7)
    body = body_on(kantor, "modules", today)
    money = body["modules"][1]
    money["sessions"] = [{"title": "Membuat Anggaran"}, *money["sessions"]]
    publish_config(kantor, "modules", body, today)
    shorter = body_on(kantor, "modules", today)
    del shorter["modules"][1]["sessions"][0]
    publish_config(kantor, "modules", shorter, later)
    receive(laptop, answer_for(kantor, laptop, tmp_path))

    def sessions(desk: Desk, day: date) -> dict[str, str]:
        modules = {each["code"]: each for each in body_on(desk, "modules", day)["modules"]}
        return {each["code"]: each["title"] for each in modules["keuangan"]["sessions"]}

    for desk in (kantor, laptop):
        assert sessions(desk, today - timedelta(1)).keys() == sessions(desk, later).keys()
        assert sessions(desk, today)["membuat_anggaran"] == "Membuat Anggaran"
        assert "membuat_anggaran" not in sessions(desk, later)

    undo_last(kantor)
    receive(laptop, answer_for(kantor, laptop, tmp_path))
    assert "membuat_anggaran" in sessions(laptop, later)
    kantor.close()
    laptop.close()


def test_history_says_which_document_was_published_and_what_it_changed(office: Desk) -> None:
    today, later = office.today(), office.today() + timedelta(3)
    reasons = body_on(office, "reasons", today)
    publish_config(office, "reasons", {"reasons": [*reasons["reasons"], {"words": "Anak bekerja"}]}, later)
    publish_template(office, wording_on(office, "pernyataan", today), later)
    coming = kind_of(office, "reasons").coming
    assert coming
    withdraw_config(office, coming.id)
    withdrawn, wording, published = changes(office)[:3]
    said = [(each.field, each.before, each.after) for each in published.changes]
    assert published.records == (("Ketentuan Alasan graduasi baru", 1),)
    assert said == [
        ("Berlaku sejak", "bawaan program", "27 November 2026"),
        ("Alasan graduasi", "belum ada", "Anak bekerja"),
    ]
    assert [each.field for each in wording.changes] == ["Berlaku sejak"]
    assert wording.records == (("Ketentuan Surat pernyataan graduasi baru", 1),)
    assert withdrawn.records == (("Ketentuan Alasan graduasi dihapus", 1),)
    assert history(office)[2].records == ("Ketentuan Alasan graduasi baru",)


def test_a_wording_that_is_to_come_is_withdrawn_too(office: Desk) -> None:
    since = office.today() + timedelta(5)
    raw = wording_on(office, "pernyataan", office.today())
    publish_template(office, raw.replace("Yang bertanda tangan di bawah ini:", "Saya:"), since)
    coming = kind_of(office, "letter.pernyataan").coming
    assert coming
    assert coming.version == 1
    withdraw_config(office, coming.id)
    assert wording_on(office, "pernyataan", since) == raw
