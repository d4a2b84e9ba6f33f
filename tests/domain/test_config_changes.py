"""What differs between two documents, line by line: renamed, new, taken out, moved."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pkh_desk.domain.office.config_changes import config_changes
from pkh_desk.settings import resource


def shipped(kind: str) -> dict[str, Any]:
    return dict(json.loads(resource("defaults", f"{kind}.json").read_text(encoding="utf-8")))


def said(kind: str, new: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(each.title, each.before, each.after) for each in config_changes(kind, shipped(kind), new)]


def test_sessions_are_told_in_their_module_each_by_itself() -> None:
    body = shipped("modules")
    money, stunting = body["modules"][1], body["modules"].pop()
    money["name"] = "Ekonomi Keluarga"
    first, second, third = money["sessions"]
    money["sessions"] = [{**third, "title": "Merintis Usaha"}, {"title": "Membuat Anggaran"}, second]
    body["modules"].append({"name": "Kebencanaan", "sessions": [{"title": "Siaga Banjir"}]})
    assert said("modules", body) == [
        ("Modul", "Keuangan Keluarga", "Ekonomi Keluarga"),
        ("Ekonomi Keluarga: Sesi", first["title"], "dihapus"),
        ("Ekonomi Keluarga: Sesi", "Memulai Usaha", "Merintis Usaha"),
        ("Ekonomi Keluarga: Sesi", "belum ada", "Membuat Anggaran"),
        ("Ekonomi Keluarga: Sesi, urutan", "Merintis Usaha", "paling atas"),
        ("Modul", stunting["name"], "dihapus"),
        ("Modul", "belum ada", "Kebencanaan"),
        ("Kebencanaan: Sesi", "belum ada", "Siaga Banjir"),
    ]


def test_a_line_without_a_code_is_known_by_its_first_or_its_marked_column() -> None:
    rules, siks = shipped("letter_rules"), shipped("siks_fields")
    rules["family_documents"][1]["amount"] = "2 berkas"
    rules["family_documents"].append(rules["family_documents"][0])
    assert said("letter_rules", rules) == [
        (
            "Berkas satu keluarga",
            "Fotokopi KTP dan Kartu Keluarga, 1 berkas",
            "Fotokopi KTP dan Kartu Keluarga, 2 berkas",
        ),
        ("Berkas satu keluarga", "belum ada", "Surat pernyataan graduasi bermeterai, 1 lembar, asli"),
    ]
    siks["fields"][3]["label"] = "Nomor NIK"
    assert said("siks_fields", siks) == [
        ("Isian yang diketik", "NIK, nik pengurus", "Nomor NIK, nik pengurus")
    ]


def test_nothing_changed_says_nothing_and_an_exchange_says_one_move() -> None:
    reasons = shipped("reasons")
    assert said("reasons", reasons) == []
    listed = reasons["reasons"]
    listed[0], listed[1] = listed[1], listed[0]
    turned = {"reasons": [*reversed(shipped("reasons")["reasons"][:3]), *listed[3:]]}
    assert [(before, after) for _, before, after in said("reasons", turned)] == [
        ("Kepesertaan lebih dari 5 tahun", "paling atas"),
        ("Penghasilan di atas UMK", "sesudah Kepesertaan lebih dari 5 tahun"),
    ]
    assert said("reasons", reasons) == [("Alasan graduasi, urutan", "Penghasilan di atas UMK", "paling atas")]


LINES = st.lists(
    st.builds(
        lambda code, words: {"code": code, "words": words}, st.sampled_from("abcd"), st.sampled_from("XYZ")
    ),
    max_size=4,
)


@settings(max_examples=100, deadline=None)
@given(LINES, LINES)
def test_lists_that_differ_never_look_the_same(old: list[dict[str, str]], new: list[dict[str, str]]) -> None:
    found = config_changes("reasons", {"reasons": old}, {"reasons": new})
    assert bool(found) == (old != new)
