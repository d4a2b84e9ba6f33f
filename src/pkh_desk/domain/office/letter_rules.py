"""The rules of all letters: numbers, titles, legal basis, letterhead, signers, and what goes along.

A config document of its own, for they differ by district and year. Source: domain, Law and kinds; decisions,
Code.
"""

from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator

from pkh_desk.domain.office.shape import Code, Lines, Said, Shape, Text, allows, said_twice, with_codes


def _needs_number(text: str) -> str:
    if not any(name == "n" for _, name, _, _ in Formatter().parse(text)):
        raise ValueError("Nomor urut {n} harus ada, supaya nomor surat tidak kembar.")
    return text


class DocumentLine(Shape):
    """One line of the list that goes with a letter."""

    document: Said = Field(title="Dokumen")
    amount: Annotated[Text, allows("jumlah")] = Field(title="Banyaknya")
    note: Text = Field(title="Keterangan", default="")


class Official(Shape):
    """Who signs certificates."""

    name: Text = Field(title="Nama", description="Kosong berarti ditulis tangan.")
    title: tuple[Annotated[Said, allows("kabupaten")], ...] = Field(title="Jabatan", max_length=4)
    nip: Text = Field(title="NIP")


Documents = Annotated[tuple[DocumentLine, ...], Field(max_length=12)]


def _yes(value: Any) -> Any:
    """Read what a person writes in the column."""
    if not isinstance(value, str):
        return value
    return {"ya": True, "tidak": False, "": False}.get(value.strip().lower(), value)


class Copy(Shape):
    """Whom a printed copy is for. Its code is noted with each print."""

    purpose: Code = Field(alias="for")
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)] = Field(title="Untuk siapa")
    ticked: Annotated[bool, BeforeValidator(_yes)] = Field(title="Dicentang (ya/tidak)", default=False)


class LetterRules(Shape):
    """Numbers, titles, legal basis, letterhead and signers of all letters."""

    number: Annotated[Said, allows("n", "kecamatan", "year"), AfterValidator(_needs_number)] = Field(
        title="Bentuk nomor surat",
        description="{n:03} nomor urut tiga angka, {kecamatan} kode kecamatan, {year} tahun.",
    )
    block_size: int = Field(
        title="Nomor per jatah", description="Tiap laptop dan kecamatan; yang habis ditambah.", ge=10, le=5000
    )
    kabupaten: Said = Field(title="Kabupaten atau kota")
    provinsi: Said = Field(title="Provinsi")
    desa: Annotated[Said, allows("desa")] = Field(title="Sebutan desa", description="Contoh: Desa {desa}")
    legal_basis: Text = Field(
        title="Dasar hukum", description="Kosong berarti barisnya tidak dicetak.", default=""
    )
    letterhead: Lines = Field(title="Kop surat", description="Satu baris satu nama instansi atau alamat.")
    pendamping_title: Lines = Field(title="Jabatan pendamping")
    village_head_title: tuple[Annotated[Said, allows("desa")], ...] = Field(
        title="Jabatan kepala desa", description="Contoh: Kepala {desa}", max_length=4
    )
    coordinator_title: Lines = Field(title="Jabatan koordinator", description="Contoh: Ketua Tim PKH")
    recipient: Annotated[Said, allows("kabupaten")] = Field(title="Surat pengantar ditujukan kepada")
    certificate_signer: Official = Field(title="Penanda tangan piagam")
    copies: tuple[Copy, ...] = Field(
        title="Salinan cetak", description="Untuk siapa saja surat dicetak.", max_length=8, default=()
    )
    family_documents: Documents = Field(title="Berkas satu keluarga")
    desa_documents: Documents = Field(
        title="Berkas satu desa", description="{jumlah} diganti jumlah keluarga."
    )

    @field_validator("copies", mode="before")
    @classmethod
    def _coded(cls, copies: Any) -> Any:
        return with_codes(copies, "for", "name")

    @field_validator("copies")
    @classmethod
    def _once(cls, copies: tuple[Copy, ...]) -> tuple[Copy, ...]:
        if len({each.purpose for each in copies}) < len(copies) or said_twice(each.name for each in copies):
            raise ValueError("Ada salinan yang tertulis dua kali.")
        return copies
