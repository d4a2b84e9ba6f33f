"""What of a family can be typed into SIKS-NG: by the words for it, where it is recorded here.

Which of it is asked for, under which official names and in which order, is the config document `siks_fields`
(domain 5.1, 9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from pkh_desk.domain.office.shape import KNOWN_BY, Shape
from pkh_desk.domain.text import fold

PENGURUS, ANGGOTA = "pengurus", "anggota"


@dataclass(frozen=True)
class SiksSource:
    """Table and field; `who` of the family it is about, "" for anybody; `number`: a number of a person."""

    table: str
    field: str
    who: str = ""
    number: bool = False


SIKS_SOURCE: Mapping[str, SiksSource] = {
    "akhir kks": SiksSource("household", "kks_tail"),
    "no kk": SiksSource("household", "no_kk", number=True),
    "no peserta": SiksSource("household", "no_peserta"),
    "status": SiksSource("household", "status"),
    "pengurus": SiksSource("household", "pengurus_id"),
    "alamat": SiksSource("household", "address"),
    "rt": SiksSource("household", "rt"),
    "rw": SiksSource("household", "rw"),
    "dusun": SiksSource("household", "dusun"),
    "desa": SiksSource("household", "desa_code"),
    "nama pengurus": SiksSource("member", "name", PENGURUS),
    "nik pengurus": SiksSource("member", "nik", PENGURUS, number=True),
    "tempat lahir pengurus": SiksSource("member", "birth_place", PENGURUS),
    "tanggal lahir pengurus": SiksSource("member", "born_on", PENGURUS),
    "nama anggota": SiksSource("member", "name", ANGGOTA),
    "nik anggota": SiksSource("member", "nik", ANGGOTA, number=True),
    "tempat lahir anggota": SiksSource("member", "birth_place", ANGGOTA),
    "tanggal lahir anggota": SiksSource("member", "born_on", ANGGOTA),
    "jenis kelamin": SiksSource("member", "sex"),
    "hubungan keluarga": SiksSource("member", "relation"),
    "komponen": SiksSource("member", "komponen"),
    "sekolah": SiksSource("member", "school"),
    "kelas": SiksSource("member", "grade"),
    "pekerjaan": SiksSource("member", "occupation"),
    "anggota dihapus": SiksSource("member", "deleted"),
}
"""The words are what the document stores and what a person writes."""


def _siks_source(text: str) -> str:
    source = fold(text)
    if source not in SIKS_SOURCE:
        raise ValueError(f"Isian {text} tidak dikenal. Yang ada: {', '.join(SIKS_SOURCE)}.")
    return source


class SiksField(Shape):
    """One field that the operator types."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=60)] = Field(title="Nama di SIKS-NG")
    source: Annotated[str, AfterValidator(_siks_source)] = Field(
        title="Isian di sini", json_schema_extra=KNOWN_BY
    )


class SiksList(Shape):
    """What the operator of SIKS-NG types when it changes."""

    fields: tuple[SiksField, ...] = Field(
        title="Isian yang diketik",
        description="Menurut urutan di SIKS-NG. Isian di sini, misalnya: nik pengurus, alamat, komponen.",
        min_length=1,
        max_length=40,
    )

    @field_validator("fields")
    @classmethod
    def _once(cls, fields: tuple[SiksField, ...]) -> tuple[SiksField, ...]:
        sources = [each.source for each in fields]
        twice = next((source for source in sources if sources.count(source) > 1), "")
        if twice:
            raise ValueError(f"Isian {twice} tertulis dua kali.")
        return fields
