"""The stored codes: they never change, they fit their columns, and each has a word of its own."""

import re

import pytest
from pydantic import BaseModel

from pkh_desk.domain import vocabulary
from pkh_desk.domain.business import MovementFields
from pkh_desk.domain.graduation.case import STAGES, CaseFields, StageEventFields
from pkh_desk.domain.graduation.letter import LetterFields
from pkh_desk.domain.people.file import FileFields
from pkh_desk.domain.people.household import HouseholdFields
from pkh_desk.domain.people.member import MemberFields
from pkh_desk.domain.people.visit import CommitmentFields, VisitFields

LISTS = {name: codes for name, codes in vars(vocabulary).items() if name.isupper()}
KEPT_IN = [
    (vocabulary.MEMBERSHIP, HouseholdFields, "status"),
    (vocabulary.SEX, MemberFields, "sex"),
    (vocabulary.RELATION, MemberFields, "relation"),
    (vocabulary.KOMPONEN, MemberFields, "komponen"),
    (vocabulary.GRADUATION_KIND, CaseFields, "kind"),
    (vocabulary.GRADUATION_REASON, CaseFields, "reason"),
    (STAGES, StageEventFields, "stage"),
    (vocabulary.MOVEMENT, MovementFields, "kind"),
    (vocabulary.VISIT_PURPOSE, VisitFields, "purpose"),
    (vocabulary.COMMITMENT_SOURCE, CommitmentFields, "source"),
    (vocabulary.FILE_OWNER, FileFields, "owner_kind"),
    (vocabulary.LETTER_KIND, LetterFields, "kind"),
]


def test_codes_that_were_stored_stay_known() -> None:
    assert {name: " ".join(codes) for name, codes in LISTS.items()} == {
        "MEMBERSHIP": "aktif tidak_aktif graduasi meninggal pindah ganda "
        "tidak_ditemui menolak tidak_eligible",
        "SEX": "L P",
        "RELATION": "kepala suami istri anak menantu cucu orang_tua mertua famili lainnya",
        "KOMPONEN": "bumil aud sd smp sma disabilitas lansia",
        "GRADUATION_KIND": "mandiri alami ppse",
        "GRADUATION_REASON": "ekonomi_membaik penghasilan lima_tahun aparatur lainnya",
        "MOVEMENT": "masuk keluar rusak",
        "PERMIT": "tidak_perlu belum proses ada",
        "VISIT_PURPOSE": "rutin verkom pemutakhiran usaha graduasi pengaduan lainnya",
        "COMMITMENT_SOURCE": "kunjungan verkom",
        "FILE_OWNER": "visit letter household product",
        "LETTER_KIND": "pernyataan pengunduran berita_acara rekap pengantar tanda_terima piagam "
        "kelengkapan bukti",
        "FATE": "belum sampai diterima menunggu dikembalikan ditolak",
        "ROLE": "pendamping kantor",
    }


@pytest.mark.parametrize("name", LISTS)
def test_each_code_is_plain_and_has_a_word_of_its_own(name: str) -> None:
    codes = LISTS[name]
    assert all(re.fullmatch("[a-z_]+|[LP]", code) for code in codes)
    assert all(word.strip() == word != "" for word in codes.values())
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize(("codes", "fields", "name"), KEPT_IN)
def test_codes_fit_the_columns_that_keep_them(
    codes: dict[str, str], fields: type[BaseModel], name: str
) -> None:
    field = fields.model_fields[name]
    (longest,) = [rule.max_length for rule in field.metadata if hasattr(rule, "max_length")]
    assert max(map(len, codes)) <= longest
    assert field.is_required() or field.default in {None, "", *codes}
