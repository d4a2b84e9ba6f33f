"""Everything that is frozen into one printed letter, with a JSON form that brings it back to the byte.

Values are texts as they stand on the paper ("24 November 2026", "Rp2.100.000,00"), so a program that later
writes dates or money in another way cannot change a reprint. Field names are English; `Placeholder` and
`Code` give the Indonesian names that letter templates use for them. Names of places carry their kind where
it differs from place to place ("Desa Sukadana", "Kelurahan Cipare", "Kabupaten Serang", "Kota Serang").
"""

import hashlib
import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pkh_desk.domain.graduation.letter_code import qr_text
from pkh_desk.papers.template.entries import Entry
from pkh_desk.papers.template.marks import Code, Placeholder, Short, Text, marked

MAKER, PENDAMPING, VILLAGE_HEAD, COORDINATOR, WITNESS = (
    "pembuat",
    "pendamping",
    "kepala_desa",
    "koordinator",
    "saksi",
)
Role = Literal[
    "pembuat", "pendamping", "kepala_desa", "koordinator", "saksi", "pejabat", "penyerah", "penerima"
]
ROLE_WORDS: dict[Role, str] = {
    "pembuat": "pembuat pernyataan",
    "pendamping": "pendamping",
    "kepala_desa": "kepala desa",
    "koordinator": "koordinator",
    "saksi": "saksi",
    "pejabat": "pejabat",
    "penyerah": "yang menyerahkan",
    "penerima": "yang menerima",
}
StoredCode = Annotated[str, Field(max_length=40, pattern=r"^[a-z0-9_]*$")]
WHEN_KNOWN = Field(exclude_if=lambda value: not value)
"""A later field: not in the JSON while it says nothing, so that letters sealed before it still verify."""


class Signer(BaseModel):
    """Somebody who signs. An empty `name` is printed as a line to write on; `title` line by line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Role
    name: Short = ""
    title: Annotated[tuple[Short, ...], Field(max_length=4)] = ()
    nip: Short = ""


class LetterFacts(BaseModel):
    """The frozen content of one letter. An empty text is unknown: the paper leaves room to write it.

    `number` is None while no number block is at hand; `code` and `qr` are empty in a preview before the
    first print, `qr` is filled by `sealed`. `template_digest` is `LetterTemplate.digest` of the wording.
    `made` is when, to the minute; `reason` a code of GRADUATION_REASON, `graduation` of GRADUATION_KIND,
    `programmes` those that are left (`pkh`, `sembako`). `signers` in the order of acknowledgement.
    `families` and `documents` are the rows of papers with a table.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    v: Literal[1] = 1
    kind: StoredCode
    template_version: int
    template_digest: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]

    code: Annotated[str, Field(max_length=40)] = ""
    qr: Annotated[str, Field(max_length=80)] = ""
    made: Short = ""
    letterhead: Annotated[tuple[Short, ...], Field(max_length=6)] = ()

    graduation: Annotated[StoredCode, Code("jenis")] = ""
    reason: Annotated[StoredCode, Code("alasan")] = ""
    programmes: Annotated[tuple[StoredCode, ...], Code("program")] = ()

    number: Annotated[Short | None, Placeholder("nomor", "Nomor surat")] = None
    place: Annotated[Short, Placeholder("tempat", "Tempat")] = ""
    dated: Annotated[Short, Placeholder("tanggal", "Tanggal surat")] = ""
    legal_basis: Annotated[Text, Placeholder("dasar_hukum", "Dasar hukum")] = ""

    name: Annotated[Short, Placeholder("nama", "Nama lengkap")] = ""
    nik: Annotated[Short, Placeholder("nik", "NIK")] = ""
    no_kk: Annotated[Short, Placeholder("no_kk", "Nomor Kartu Keluarga")] = ""
    no_peserta: Annotated[Short, Placeholder("no_peserta", "Nomor peserta PKH")] = ""
    born: Annotated[Short, Placeholder("ttl", "Tempat, tanggal lahir")] = ""
    phone: Annotated[Short, Placeholder("telepon", "Nomor telepon")] = ""
    occupation: Annotated[Short, Placeholder("pekerjaan", "Pekerjaan")] = ""
    address: Annotated[Text, Placeholder("alamat", "Alamat")] = ""
    desa: Annotated[Short, Placeholder("desa", "Desa")] = ""
    kecamatan: Annotated[Short, Placeholder("kecamatan", "Kecamatan")] = ""
    kabupaten: Annotated[Short, Placeholder("kabupaten", "Kabupaten")] = ""
    provinsi: Annotated[Short, Placeholder("provinsi", "Provinsi")] = ""
    kelompok: Annotated[Short, Placeholder("kelompok", "Kelompok")] = ""

    business: Annotated[Text, Placeholder("usaha", "Usaha keluarga")] = ""
    capital: Annotated[Text, Placeholder("modal", "Asal modal usaha")] = ""
    income: Annotated[Short, Placeholder("penghasilan", "Penghasilan per bulan")] = ""
    income_words: Annotated[Text, Placeholder("penghasilan_kata", "Penghasilan terbilang")] = ""
    reason_text: Annotated[Text, Placeholder("alasan_lain", "Alasan dengan kata sendiri")] = ""

    signers: Annotated[tuple[Signer, ...], Field(max_length=6)] = ()

    count: Annotated[Short, Placeholder("jumlah", "Jumlah keluarga"), WHEN_KNOWN] = ""
    count_words: Annotated[Short, Placeholder("jumlah_kata", "Jumlah terbilang"), WHEN_KNOWN] = ""
    weekday: Annotated[Short, Placeholder("hari", "Hari"), WHEN_KNOWN] = ""
    dated_words: Annotated[Short, Placeholder("tanggal_kata", "Tanggal terbilang"), WHEN_KNOWN] = ""
    recipient: Annotated[Short, Placeholder("kepada", "Kepada"), WHEN_KNOWN] = ""
    attached: Annotated[Short, Placeholder("lampiran", "Lampiran"), WHEN_KNOWN] = ""
    decree: Annotated[Short, Placeholder("nomor_sk", "Nomor keputusan"), WHEN_KNOWN] = ""
    decree_dated: Annotated[Short, Placeholder("tanggal_sk", "Tanggal keputusan"), WHEN_KNOWN] = ""
    families: Annotated[tuple[Entry, ...], Field(max_length=2000), WHEN_KNOWN] = ()
    documents: Annotated[tuple[Entry, ...], Field(max_length=60), WHEN_KNOWN] = ()

    def to_json(self) -> str:
        """Return the canonical JSON that is stored with the letter."""
        return _canonical(self.model_dump(mode="json"))

    @classmethod
    def from_json(cls, text: str) -> "LetterFacts":
        """Bring stored facts back. Raises ValueError (pydantic's) if they are not what `to_json` writes."""
        return cls.model_validate_json(text)

    @property
    def digest(self) -> bytes:
        """SHA-256 over all that is printed except the QR itself: what the QR's MAC vouches for."""
        return hashlib.sha256(_canonical(self.model_dump(mode="json", exclude={"qr"})).encode()).digest()

    def sealed(self, mac_key: bytes) -> "LetterFacts":
        """Return these facts with the QR that vouches for them under the desk's key; `code` must be given."""
        return self.model_copy(update={"qr": qr_text(self.code, mac_key, self.digest)})

    def texts(self) -> dict[str, str]:
        """Return the printed text of every placeholder by its template name; unknown ones are empty."""
        marks = marked(LetterFacts, Placeholder)
        return {mark.name: getattr(self, field) or "" for field, mark in marks.items()}

    def codes(self) -> dict[str, tuple[str, ...]]:
        """Return the codes that conditions may ask for, by template name."""
        values = {mark.name: getattr(self, field) for field, mark in marked(LetterFacts, Code).items()}
        return {name: (value,) if isinstance(value, str) else value for name, value in values.items()}


def placeholders() -> dict[str, str]:
    """Return every placeholder a template may use, with its label."""
    return {mark.name: mark.label for mark in marked(LetterFacts, Placeholder).values()}


def condition_codes() -> frozenset[str]:
    """Return the names of the codes that a template's conditions may ask for."""
    return frozenset(mark.name for mark in marked(LetterFacts, Code).values())


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
