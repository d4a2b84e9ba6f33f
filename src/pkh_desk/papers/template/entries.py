"""The rows of a paper's table: one family of a batch or one document of a packet, as texts on the paper."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from pkh_desk.papers.template.marks import Placeholder, Short, Text, marked

ROW_NUMBER = Placeholder("no", "Nomor urut")


class Entry(BaseModel):
    """One row. An empty text is unknown and stays an empty cell. Numbers of people come masked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Short, Placeholder("nama", "Nama pengurus")] = ""
    nik: Annotated[Short, Placeholder("nik", "NIK, sebagian ditutup")] = ""
    no_kk: Annotated[Short, Placeholder("no_kk", "Nomor KK, sebagian ditutup")] = ""
    address: Annotated[Text, Placeholder("alamat", "Alamat")] = ""
    kelompok: Annotated[Short, Placeholder("kelompok", "Kelompok")] = ""
    desa: Annotated[Short, Placeholder("desa", "Desa")] = ""
    kecamatan: Annotated[Short, Placeholder("kecamatan", "Kecamatan")] = ""
    graduation: Annotated[Short, Placeholder("jenis", "Jenis graduasi")] = ""
    reason: Annotated[Text, Placeholder("alasan", "Alasan")] = ""
    business: Annotated[Text, Placeholder("usaha", "Usaha")] = ""
    number: Annotated[Short, Placeholder("nomor_surat", "Nomor surat")] = ""
    dated: Annotated[Short, Placeholder("tanggal_surat", "Tanggal surat")] = ""
    pendamping: Annotated[Short, Placeholder("pendamping", "Pendamping")] = ""
    status: Annotated[Short, Placeholder("status", "Status")] = ""
    document: Annotated[Text, Placeholder("dokumen", "Dokumen")] = ""
    amount: Annotated[Short, Placeholder("banyaknya", "Banyaknya")] = ""
    note: Annotated[Text, Placeholder("keterangan", "Keterangan")] = ""

    def texts(self, number: int) -> dict[str, str]:
        """Return the printed text of every row placeholder; `number` counts rows from 1."""
        texts = {mark.name: getattr(self, field) for field, mark in marked(Entry, Placeholder).items()}
        return texts | {ROW_NUMBER.name: str(number)}

    def to_json(self) -> str:
        """Return the JSON that is stored with the family's row."""
        return self.model_dump_json(exclude_defaults=True)


def row_placeholders() -> dict[str, str]:
    """Return every placeholder that a cell of a table may use, with its label."""
    marks = [ROW_NUMBER, *marked(Entry, Placeholder).values()]
    return {mark.name: mark.label for mark in marks}
