"""The shapes of config documents: what is shipped fits them, what is wrong is named at its field."""

import json
from typing import Any

import pytest

from pkh_desk.domain.office.config_fields import (
    HEAD,
    ConfigField,
    check_config,
    fields_of,
    known_part,
    read_config,
    say_config,
    value_at,
)
from pkh_desk.domain.office.config_shapes import CONFIG_KINDS
from pkh_desk.domain.vocabulary import GRADUATION_REASON
from pkh_desk.settings import resource


def shipped(kind: str) -> dict[str, Any]:
    return dict(json.loads(resource("defaults", f"{kind}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", CONFIG_KINDS)
def test_what_is_shipped_fits_its_shape_and_every_field_is_asked_for(kind: str) -> None:
    body = shipped(kind)
    assert check_config(kind, body) == []
    assert read_config(kind, body) == {key: value for key, value in body.items() if key not in HEAD}
    for field in fields_of(kind):
        assert field.title[0].isupper()
        assert value_at(body, field.path) is not None
        assert say_config(field, value_at(body, field.path))


def test_a_line_of_the_catalogue_that_was_typed_anew_is_known_by_its_name() -> None:
    body = {"needs": [{"name": "P-IRT", "title": "Izin P-IRT"}]}
    assert read_config("catalogue", body)["needs"] == [
        {"need": "pirt", "name": "P-IRT", "title": "Izin P-IRT"}
    ]


WRONG: list[tuple[str, str, Any, str, str]] = [
    ("limits", "commitment_percent", 101, "commitment_percent", "Paling banyak 100."),
    ("limits", "aud_until_age", -1, "aud_until_age", "Paling sedikit 0."),
    ("limits", "low_stock", "banyak", "low_stock", "Isi dengan angka."),
    ("limits", "low_stock", None, "low_stock", "Isi dengan angka."),
    ("limits", "stage_days", {"calon": 1}, "stage_days.siap", "Belum diisi."),
    ("letter_rules", "number", "{n.__class__}", "number", "Isian {n.__class__} tidak dikenal."),
    ("letter_rules", "number", "{n:9999999}", "number", "Isian {n} tidak dikenal."),
    ("letter_rules", "number", "GRD/{year}", "number", "Nomor urut {n} harus ada"),
    ("letter_rules", "desa", "Desa {desa", "desa", "Kurung kurawal tidak berpasangan."),
    ("letter_rules", "kabupaten", " ", "kabupaten", "Belum diisi."),
    ("letter_rules", "letterhead", ["Dinsos", "x" * 201], "letterhead", "Baris 2: Paling panjang 200"),
    ("letter_rules", "letterhead", ["x"] * 7, "letterhead", "Paling banyak 6 baris."),
    (
        "letter_rules",
        "family_documents",
        [{"document": "Surat"}],
        "family_documents",
        "Baris 1: Belum diisi.",
    ),
    ("letter_rules", "desa", 7, "desa", "Isian ini tidak terbaca."),
    ("letter_rules", "surprise", 7, "surprise", "Isian ini tidak dikenal."),
    ("catalogue", "needs", [{"name": "NPWP", "title": "NPWP"}], "needs", "Baris 1: Yang bisa diperiksa"),
    ("reasons", "reasons", [{"words": "Sudah mampu"}], "reasons", "Alasan Lainnya harus tetap ada"),
    ("reasons", "reasons", [{"words": "Lainnya"}] * 2, "reasons", "tertulis dua kali"),
    ("reasons", "reasons", [5], "reasons", "Baris 1: Isian ini tidak terbaca."),
    ("reasons", "reasons", "Lainnya", "reasons", "Isian ini tidak terbaca."),
    ("letter_rules", "copies", [{"name": "Camat"}, {"name": "camat"}], "copies", "Ada salinan yang tertulis"),
    ("modules", "modules", [], "modules", "Belum diisi."),
    ("modules", "modules", [{"name": "Gizi", "sessions": []}], "modules", "Baris 1: Belum diisi."),
    ("modules", "modules", [{"name": "", "sessions": [{"title": "A"}]}], "modules", "Baris 1: Belum diisi."),
    (
        "modules",
        "modules",
        [{"name": "Gizi", "sessions": [{"title": "A"}, {"title": "x" * 121}]}],
        "modules",
        "Baris 1, baris 2: Paling panjang 120 huruf.",
    ),
    (
        "modules",
        "modules",
        [{"name": "Gizi", "sessions": [{"title": "Jamban"}, {"title": "JAMBAN"}]}],
        "modules",
        "Baris 1: Sesi JAMBAN tertulis dua kali.",
    ),
    (
        "modules",
        "modules",
        [{"name": "Gizi", "sessions": [{"title": "A"}]}, {"name": "gizi", "sessions": [{"title": "B"}]}],
        "modules",
        "Modul gizi tertulis dua kali.",
    ),
    (
        "modules",
        "modules",
        [{"name": n, "sessions": [{"code": "a", "title": n}]} for n in ("Gizi", "Usaha")],
        "modules",
        "Ada kode yang tertulis dua kali.",
    ),
    ("breach_notice", "points", ["{nik}"], "points", "Baris 1: Isian {nik} tidak dikenal."),
    ("siks_fields", "fields", [{"label": "Agama", "source": "agama"}], "fields", "Baris 1: Isian agama"),
    ("siks_fields", "fields", [{"label": n, "source": "NIK Pengurus"} for n in "ab"], "fields", "dua kali"),
]


@pytest.mark.parametrize(("kind", "name", "value", "field", "words"), WRONG)
def test_what_is_wrong_is_said_at_its_field(kind: str, name: str, value: Any, field: str, words: str) -> None:
    problems = check_config(kind, shipped(kind) | {name: value})
    assert any(problem.field == field and words in problem.text for problem in problems)


def test_what_stands_in_a_column_is_read_as_a_person_says_it() -> None:
    said = [
        {"name": "Camat", "ticked": "Ya"},
        {"name": "Arsip", "ticked": False},
        {"name": "Desa", "ticked": ""},
    ]
    copies = read_config("letter_rules", shipped("letter_rules") | {"copies": said})["copies"]
    assert [(each["for"], each["ticked"]) for each in copies] == [
        ("camat", True),
        ("arsip", False),
        ("desa", False),
    ]
    field = next(each for each in fields_of("letter_rules") if each.path == ("copies",))
    assert say_config(field, copies) == "Camat, ya / Arsip, tidak / Desa, tidak"
    number, text, lines = (ConfigField((), "", "", "", asks) for asks in ("number", "text", "lines"))
    assert say_config(number, 12_000) == "12.000"
    assert say_config(number, "banyak") == say_config(text, "banyak") == "banyak"
    assert (say_config(lines, ["A", "B"]), say_config(text, "")) == ("A / B", "kosong")
    for wrong in ([5], [{"name": "Camat", "ticked": []}]):
        assert [
            each.field for each in check_config("letter_rules", shipped("letter_rules") | {"copies": wrong})
        ] == ["copies"]


def test_a_kind_that_is_not_known_is_refused() -> None:
    assert [problem.field for problem in check_config("cuaca", {})] == ["kind"]


def test_reasons_that_letters_speak_of_are_shipped_and_a_new_one_gets_a_code() -> None:
    body = shipped("reasons")
    assert {each["code"]: each["words"] for each in body["reasons"]} == GRADUATION_REASON
    more = {"reasons": [*body["reasons"], {"words": "Anak sudah bekerja"}, {"code": "", "words": "3 usaha"}]}
    codes = [each["code"] for each in read_config("reasons", more)["reasons"]]
    assert codes[-2:] == ["anak_sudah_bekerja", "a_3_usaha"]


def test_a_new_line_never_takes_the_code_of_a_renamed_one() -> None:
    renamed = [{"code": "lainnya", "words": "Lain-lain"}, {"words": "Lainnya"}, {"words": "Lain  nya"}]
    codes = [each["code"] for each in read_config("reasons", {"reasons": renamed})["reasons"]]
    assert codes == ["lainnya", "lainnya_2", "lain_nya"]
    long = [{"words": f"Penghasilan usaha sudah di atas upah {n}"} for n in range(11)]
    codes = [each["code"] for each in read_config("reasons", {"reasons": [*renamed[:1], *long]})["reasons"]]
    assert len(set(codes)) == 12
    assert max(map(len, codes)) <= 30


def test_the_shipped_modules_are_the_14_and_15_sessions_and_name_their_source() -> None:
    body = shipped("modules")
    counts = {each["name"]: len(each["sessions"]) for each in body["modules"]}
    assert counts.pop("Stunting") == 15
    assert list(counts.values()) == [4, 3, 3, 2, 2]
    assert "belum dilihat" in body["source"]


def test_a_session_keeps_its_code_when_it_is_renamed_and_no_other_gets_it_in_any_module() -> None:
    body = shipped("modules")
    modules = body["modules"]
    modules[1] = {**modules[1], "name": "Ekonomi"}
    modules[1]["sessions"][2] = {**modules[1]["sessions"][2], "title": "Merintis Usaha"}
    modules.append({"name": "Usaha", "sessions": [{"title": "Memulai Usaha"}, {"title": "Kue"}]})
    made = read_config("modules", body)["modules"]
    assert (made[1]["code"], made[1]["sessions"][2]["code"]) == ("keuangan", "memulai_usaha")
    assert made[-1] == {
        "code": "usaha",
        "name": "Usaha",
        "sessions": [{"code": "memulai_usaha_2", "title": "Memulai Usaha"}, {"code": "kue", "title": "Kue"}],
    }


def test_what_only_a_newer_program_knows_is_left_out_of_the_form() -> None:
    assert known_part("reasons", shipped("reasons") | {"colours": 3}).keys() == {"reasons"}
