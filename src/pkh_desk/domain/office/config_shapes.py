"""The shape of each config document the office publishes: its fields, their ranges, names and help.

What may be published, the form that asks for it and the words of a change are all read off these classes
(config_fields.py). Source: domain, Verifikasi komitmen, Components, Law and kinds; decisions, Config.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator, model_validator

from pkh_desk.domain.catalogue import KNOWN
from pkh_desk.domain.graduation.readiness import POINT_TITLES
from pkh_desk.domain.office.letter_rules import LetterRules
from pkh_desk.domain.office.modules import P2k2Modules
from pkh_desk.domain.office.shape import Code, Lines, Long, Said, Shape, allows, said_twice, with_codes
from pkh_desk.domain.office.siks import SiksList
from pkh_desk.domain.text import fold
from pkh_desk.domain.vocabulary import KOMPONEN

Days = Annotated[int, Field(ge=1, le=730)]
Weight = Annotated[
    int, Field(ge=0, le=10, title="Bobot", description="0 sampai 10; 0 berarti tidak dipakai.")
]


class StageDays(Shape):
    """After how many days in a stage a family is shown as late."""

    calon: Days = Field(title="Calon")
    siap: Days = Field(title="Siap")
    surat_dicetak: Days = Field(title="Surat dicetak")
    ditandatangani: Days = Field(title="Ditandatangani")
    diverifikasi: Days = Field(title="Diverifikasi kantor")


class Limits(Shape):
    """Thresholds and targets."""

    commitment_percent: int = Field(
        title="Kehadiran paling sedikit (%)",
        description="Di bawah ini komitmen bulan itu belum dipenuhi.",
        ge=1,
        le=100,
    )
    visits_a_month: int = Field(
        title="Sasaran kunjungan sebulan",
        description="0 berarti sebanyak keluarga dampingan.",
        ge=0,
        le=1000,
    )
    low_stock: int = Field(
        title="Batas stok tipis", description="Diusulkan untuk produk baru.", ge=0, le=10_000
    )
    lansia_from_age: int = Field(title="Lansia mulai umur (tahun)", ge=50, le=100)
    aud_until_age: int = Field(title="Anak usia dini sampai umur (tahun)", ge=0, le=12)
    silent_days: int = Field(
        title="Laptop belum mengirim lebih dari (hari)",
        description="Sesudah ini kantor melihatnya di Dasbor.",
        ge=1,
        le=365,
    )
    whatsapp_mb: int = Field(
        title="Berkas WhatsApp paling besar (MB)",
        description="Kiriman yang lebih besar dipecah, foto menyusul.",
        ge=10,
        le=500,
    )
    most_components: int = Field(
        title="Komponen terbanyak satu keluarga", description="0 berarti tidak dibatasi.", ge=0, le=20
    )
    stage_days: StageDays = Field(
        title="Paling lama di tahap (hari)", description="Lebih dari ini tampil terlambat."
    )


Yearly = Annotated[int, Field(ge=0, le=100_000_000)]


class Amounts(Shape):
    """Rupiah a year for each komponen."""

    bumil: Yearly = Field(title=KOMPONEN["bumil"])
    aud: Yearly = Field(title=KOMPONEN["aud"])
    sd: Yearly = Field(title=KOMPONEN["sd"])
    smp: Yearly = Field(title=KOMPONEN["smp"])
    sma: Yearly = Field(title=KOMPONEN["sma"])
    disabilitas: Yearly = Field(title=KOMPONEN["disabilitas"])
    lansia: Yearly = Field(title=KOMPONEN["lansia"])


class Weighed(Shape):
    """A point that needs no mark of its own."""

    weight: Weight


class Income(Weighed):
    """Income of several visits."""

    monthly: int = Field(title="Acuan penghasilan sebulan (Rp)", ge=0, le=100_000_000)
    visits: int = Field(title="Paling sedikit kunjungan yang mencatat", ge=1, le=24)


class Years(Weighed):
    """How old a business is."""

    years: int = Field(title="Umur usaha (tahun)", ge=0, le=30)


class Sales(Weighed):
    """How often stock went out."""

    days: int = Field(title="Dalam berapa hari", ge=7, le=730)
    times: int = Field(title="Stok keluar paling sedikit (kali)", ge=1, le=500)


class Times(Weighed):
    """How many visits noted something set aside."""

    times: int = Field(title="Paling sedikit kunjungan yang mencatat", ge=1, le=24)


class Criteria(Shape):
    """The points, in the order in which they are shown."""

    penghasilan: Income = Field(title=POINT_TITLES["penghasilan"])
    arah: Weighed = Field(title=POINT_TITLES["arah"])
    usaha: Years = Field(title=POINT_TITLES["usaha"])
    penjualan: Sales = Field(title=POINT_TITLES["penjualan"])
    tabungan: Times = Field(title=POINT_TITLES["tabungan"])
    komponen: Weighed = Field(title=POINT_TITLES["komponen"])
    kesediaan: Weighed = Field(title=POINT_TITLES["kesediaan"])


class Readiness(Shape):
    """What speaks for a graduation."""

    months: int = Field(
        title="Dilihat berapa bulan ke belakang",
        description="Kunjungan yang lebih lama tidak dihitung.",
        ge=1,
        le=60,
    )
    criteria: Criteria = Field(title="Butir")


class Reason(Shape):
    """A reason of graduation. Its code is stored with cases and never changes; one without gets its own."""

    code: Code
    words: Annotated[str, StringConstraints(min_length=1, max_length=60)] = Field(title="Alasan")


class Reasons(Shape):
    """The reasons among which a pendamping chooses."""

    reasons: tuple[Reason, ...] = Field(
        title="Alasan graduasi",
        description="Keluarga lama tetap memakai kata-kata pada hari usulannya.",
        min_length=1,
        max_length=20,
    )

    @field_validator("reasons", mode="before")
    @classmethod
    def _coded(cls, reasons: Any) -> Any:
        return with_codes(reasons, "code", "words")

    @field_validator("reasons")
    @classmethod
    def _sound(cls, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        codes = [each.code for each in reasons]
        if len(set(codes)) < len(codes) or said_twice(each.words for each in reasons):
            raise ValueError("Ada alasan yang tertulis dua kali.")
        if "lainnya" not in codes:
            raise ValueError("Alasan Lainnya harus tetap ada, untuk yang diuraikan sendiri.")
        return reasons


_NOTICE = ("office", "deadline", "known", "name", "code", "families", "people", "kinds", "seen", "revoked")
Notice = Annotated[Long, allows(*_NOTICE)]


class BreachNotice(Shape):
    """The draft of the notice that the law asks for when a laptop is lost (UU 27/2022 art. 46)."""

    hours: int = Field(title="Paling lambat (jam)", description="Undang-undang: 3 x 24 jam.", ge=1, le=72)
    title: Lines = Field(title="Judul")
    opening: Notice = Field(title="Pembuka")
    points: tuple[Notice, ...] = Field(title="Butir", description="Satu baris satu butir.", max_length=12)
    closing: Notice = Field(title="Penutup")
    list_title: tuple[Notice, ...] = Field(title="Judul daftar keluarga", max_length=4)


class Returns(Shape):
    """Why the office sends a record back; what is special about the record is added by hand."""

    returns: tuple[Said, ...] = Field(
        title="Alasan pengembalian", description="Satu baris satu alasan.", min_length=1, max_length=20
    )


_ERASED = ("office", "order", "on", "families", "records", "reason", "clerk", "backups", "confirmed", "open")
Record = Annotated[Long, allows(*_ERASED)]
Choice = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class ErasureRules(Shape):
    """On which grounds data are erased, who may ask for it, and the certificate (UU 27/2022 art. 43-45)."""

    grounds: tuple[Choice, ...] = Field(
        title="Dasar penghapusan", description="Satu baris satu dasar.", min_length=1, max_length=12
    )
    askers: tuple[Choice, ...] = Field(
        title="Yang meminta", description="Jabatan atau hubungan, tanpa nama.", min_length=1, max_length=12
    )
    title: Lines = Field(title="Judul berita acara")
    opening: Record = Field(title="Pembuka")
    points: tuple[Record, ...] = Field(title="Butir", description="Satu baris satu butir.", max_length=12)
    closing: Record = Field(title="Penutup")


class Needed(Shape):
    """One thing that E-Katalog asks of a product; a new line is known by its short name."""

    need: str
    name: Annotated[str, StringConstraints(min_length=1, max_length=10)] = Field(title="Kolom")
    title: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(title="Sebutan")

    @model_validator(mode="before")
    @classmethod
    def _known_by_name(cls, value: Any) -> Any:
        named = isinstance(value, Mapping) and not value.get("need")
        return {**value, "need": "".join(fold(str(value.get("name", ""))).split())} if named else value

    @field_validator("need")
    @classmethod
    def _tellable(cls, need: str) -> str:
        if need not in KNOWN:
            raise ValueError("Yang bisa diperiksa: NIB, P-IRT, Halal, Foto, Harga.")
        return need


class Catalogue(Shape):
    """What a product needs for E-Katalog; nothing of it is ever required (domain 4.1)."""

    needs: tuple[Needed, ...] = Field(
        title="Yang diminta", description="Urutan ini urutan kolom di Produk.", min_length=1, max_length=5
    )


@dataclass(frozen=True)
class ConfigKind:
    """A kind of document: what it is called, what it is for, its shape."""

    title: str
    about: str
    shape: type[Shape]


CONFIG_KINDS: Mapping[str, ConfigKind] = {
    "limits": ConfigKind("Batas dan sasaran", "Ambang komitmen, sasaran kunjungan, lama di tahap.", Limits),
    "amounts": ConfigKind(
        "Besar bantuan", "Rupiah setahun tiap komponen, dibayar dalam empat tahap.", Amounts
    ),
    "letter_rules": ConfigKind(
        "Aturan surat", "Nomor, kop, jabatan, dasar hukum, dan berkas pengiring.", LetterRules
    ),
    "readiness": ConfigKind(
        "Kesiapan graduasi", "Butir yang ditimbang dan bobotnya; bukan keputusan.", Readiness
    ),
    "reasons": ConfigKind("Alasan graduasi", "Pilihan alasan pada usulan.", Reasons),
    "modules": ConfigKind("Modul P2K2", "Modul dan sesi pertemuan kelompok.", P2k2Modules),
    "breach_notice": ConfigKind(
        "Pemberitahuan laptop hilang", "Rancangan surat menurut UU 27/2022.", BreachNotice
    ),
    "siks_fields": ConfigKind("Isian SIKS-NG", "Yang diketik operator: nama resmi dan urutannya.", SiksList),
    "catalogue": ConfigKind("E-Katalog", "Apa yang diminta dari produk; bukan syarat.", Catalogue),
    "returns": ConfigKind("Alasan pengembalian", "Pilihan saat catatan dikembalikan.", Returns),
    "erasure": ConfigKind(
        "Penghapusan data pribadi", "Dasar, yang meminta, dan bunyi berita acara.", ErasureRules
    ),
}
