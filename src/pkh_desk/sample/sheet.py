"""Invented lists as offices send them: a roster with the dirt of layout R1, and members in layout R4."""

import io
from collections.abc import Sequence

import xlsxwriter

from pkh_desk.domain.vocabulary import KOMPONEN, RELATION
from pkh_desk.sample.people import SampleFamily, SamplePerson
from pkh_desk.store.wilayah import wilayah

HEAD = (
    "NO", "NAMA PENGURUS", "NIK PENGURUS", "NO. KK", "NO KKS", "ALAMAT",
    "RT/RW", "DESA/KEL", "KECAMATAN", "KELOMPOK", "NO HP", "KET",
)  # fmt: skip
MEMBER_HEAD = (
    "PROVINSI", "KABUPATEN/KOTA", "KECAMATAN", "DESA/KELUARAHAN", "ALAMAT", "RT", "RW", "NOMOR KK",
    "NOMOR NIK", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "HUBUNGAN KELUARGA", "KOMPONEN",
)  # fmt: skip


def sample_roster(families: Sequence[SampleFamily], title: str) -> bytes:
    """Return an XLSX with these families in the dirt of layout R1.

    Every 17th NIK is the text that Excel makes of a long number, every 23rd has a letter O, every 11th No KK
    an apostrophe before it; names change case, telephones their form.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("KPM")
    bold = book.add_format({"bold": True})
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, title, bold)
    sheet.merge_range(1, 0, 1, len(HEAD) - 1, "KABUPATEN SERANG   PENDAMPING : ...", bold)
    sheet.write_row(3, 0, HEAD, bold)
    row, group = 4, ""
    for index, family in enumerate(sorted(families, key=lambda f: (f.group, f.no_kk))):
        if family.group != group:
            group = family.group
            sheet.write_string(row, 0, group.upper())
            row += 1
        for column, cell in enumerate(_cells(index, family)):
            sheet.write_string(row, column, cell)
        row += 1
    sheet.write_string(row, 0, "JUMLAH")
    sheet.write_string(row, 1, f"{len(families)} KPM")
    book.close()
    return out.getvalue()


def sample_members(families: Sequence[SampleFamily]) -> bytes:
    """Return an XLSX with every person of these families in layout R4, dates written in three ways."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Anggota")
    sheet.write_row(0, 0, MEMBER_HEAD)
    people = [(family, person) for family in families for person in family.people]
    for row, (family, person) in enumerate(people, 1):
        for column, cell in enumerate(_member_cells(row, family, person)):
            sheet.write_string(row, column, cell)
    book.close()
    return out.getvalue()


def _member_cells(row: int, family: SampleFamily, person: SamplePerson) -> list[str]:
    form = ("%d/%m/%Y", "%Y-%m-%d 00:00:00", "%d-%m-%Y")[row % 3]
    return [
        "BANTEN",
        "KAB. SERANG",
        wilayah().name_of(family.desa_code[:8]).upper(),
        wilayah().name_of(family.desa_code).upper(),
        family.address.upper(),
        str(family.rt),
        str(family.rw),
        family.no_kk,
        person.nik,
        person.name.upper(),
        person.born_on.strftime(form),
        "PEREMPUAN" if person.sex == "P" else "LAKI-LAKI",
        RELATION[person.relation].upper(),
        KOMPONEN.get(person.komponen or "", ""),
    ]


def _cells(index: int, family: SampleFamily) -> list[str]:
    pengurus = family.people[0]
    nik, kk, kecamatan = pengurus.nik, family.no_kk, family.desa_code[:8]
    if index % 17 == 5:
        nik = f"{nik[0]},{nik[1:6]}E+15"
    elif index % 23 == 7:
        nik = nik[:-2].replace("0", "O", 1) + nik[-2:]
    return [
        str(index + 1),
        pengurus.name.upper() if index % 3 else f" {pengurus.name} ",
        nik,
        f"'{kk}" if index % 11 == 0 else kk,
        f"6013 0000 0000 {9900 + index % 100}" if index % 4 else "-",
        family.address.upper() if index % 2 else family.address,
        f"{family.rt:03d}/{family.rw:03d}" if index % 5 else f"RT {family.rt} RW {family.rw}",
        wilayah().name_of(family.desa_code),
        wilayah().name_of(kecamatan).upper(),
        family.group.upper() if index % 7 else family.group,
        family.phone if index % 3 else f"{family.phone[:4]}-{family.phone[4:8]}-{family.phone[8:]}",
        "KETUA" if index % 25 == 0 else "",
    ]
