"""The lists of families, graduation, products and changes as sheets: what each column says."""

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH, STAGES
from pkh_desk.domain.people.phone import say_phone
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.domain.vocabulary import FATE, GRADUATION_KIND, MEMBERSHIP, PERMIT, SEX
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.business.products import ProductRow
from pkh_desk.views.graduation.pipeline import CaseCard
from pkh_desk.views.lists.sheet import COUNT, DAY, MONEY, NUMBER, Sheet, SheetColumn
from pkh_desk.views.people.families import FamilyRow, read_rows
from pkh_desk.views.upkeep.changes import RECORDED, ChangedAct

BLOCK = 500


@dataclass(frozen=True)
class FamilyDetails:
    """What a sheet says of a family beyond its row in the list; `nik` and `born_on` are the pengurus'."""

    nik: str
    sex: str
    born_on: date | None
    no_kk: str
    no_peserta: str
    address: str
    rt: str
    rw: str
    dusun: str
    desa: str
    kecamatan: str
    phones: str
    members: int
    desil: int | None
    pendamping: str


Numbered = tuple[int, FamilyRow, FamilyDetails]
"""A family with its place in the list."""


def families_sheet(ids: Sequence[str]) -> Sheet[Numbered]:
    """Return these families, in this order; the headers are those that an import knows."""

    def rows(desk: Desk) -> Generator[Numbered, None, None]:
        with desk.read() as session:
            connection = session.connection()
            number = 0
            for start in range(0, len(ids), BLOCK):
                block = ids[start : start + BLOCK]
                details = _details(connection, block)
                for row in read_rows(connection, block):
                    number += 1
                    yield number, row, details[row.id]

    return Sheet("keluarga", "keluarga", _FAMILY_COLUMNS, rows, len(ids), lambda row: row[1].id)


def graduation_sheet(cards: Sequence[CaseCard]) -> Sheet[tuple[CaseCard, FamilyDetails]]:
    """Return these ways to graduation, in this order."""

    def rows(desk: Desk) -> Generator[tuple[CaseCard, FamilyDetails], None, None]:
        with desk.read() as session:
            details = _details(session.connection(), [card.household_id for card in cards])
        return ((card, details[card.household_id]) for card in cards if card.household_id in details)

    columns = _CASE_COLUMNS
    return Sheet("graduasi", "keluarga", columns, rows, len(cards), lambda row: row[0].household_id)


def products_sheet(products: Sequence[ProductRow]) -> Sheet[ProductRow]:
    """Return these products, in this order."""
    return Sheet("produk", "produk", _PRODUCT_COLUMNS, lambda _desk: (row for row in products), len(products))


def changes_sheet(acts: Sequence[ChangedAct]) -> Sheet[tuple[Desk, ChangedAct]]:
    """Return these acts, in this order; numbers of people are masked in them."""
    return Sheet(
        "riwayat-perubahan",
        "perubahan",
        _CHANGE_COLUMNS,
        lambda desk: ((desk, act) for act in acts),
        len(acts),
    )


def _details(connection: Connection, homes: Collection[str]) -> dict[str, FamilyDetails]:
    phones: dict[str, list[str]] = {}
    for home, number in select_in(connection, _PHONES, homes):
        phones.setdefault(home, []).append(say_phone(number))
    return {
        row[0]: FamilyDetails(
            nik=row[1] or "",
            sex=SEX.get(row[2] or "", ""),
            born_on=date.fromisoformat(row[3]) if row[3] else None,
            no_kk=row[4] or "",
            no_peserta=row[5] or "",
            address=row[6],
            rt=row[7],
            rw=row[8],
            dusun=row[9],
            desa=(wilayah().name_of(row[10]) if row[10] else row[11]) or "",
            kecamatan=(wilayah().name_of(kecamatan_of(row[10])) if row[10] else row[12]) or "",
            phones=" / ".join(sorted(phones.get(row[0], []))),
            members=row[15],
            desil=row[13],
            pendamping=row[14] or "",
        )
        for row in select_in(connection, _DETAILS, homes)
    }


def _state(act: ChangedAct) -> str:
    return "Diurungkan" if act.undone else FATE.get(act.fate, RECORDED)


def _said(act: ChangedAct) -> str:
    said = ", ".join(f"{words} ({count})" if count > 1 else words for words, count in act.records)
    return f"Diurungkan: {said}" if act.takes_back else said


_FAMILY_COLUMNS: tuple[SheetColumn[Numbered], ...] = (
    SheetColumn("No", lambda row: row[0], COUNT, 5),
    SheetColumn("Nama pengurus", lambda row: row[1].name, width=26),
    SheetColumn("NIK pengurus", lambda row: row[2].nik, NUMBER, 17),
    SheetColumn("No KK", lambda row: row[2].no_kk, NUMBER, 17),
    SheetColumn("No peserta PKH", lambda row: row[2].no_peserta, width=18),
    SheetColumn("Jenis kelamin", lambda row: row[2].sex),
    SheetColumn("Tanggal lahir", lambda row: row[2].born_on, DAY, 12),
    SheetColumn("Alamat", lambda row: row[2].address, width=30),
    SheetColumn("RT", lambda row: row[2].rt, width=5),
    SheetColumn("RW", lambda row: row[2].rw, width=5),
    SheetColumn("Dusun", lambda row: row[2].dusun),
    SheetColumn("Desa", lambda row: row[2].desa, width=18),
    SheetColumn("Kecamatan", lambda row: row[2].kecamatan, width=18),
    SheetColumn("Kelompok", lambda row: row[1].kelompok),
    SheetColumn("Nomor telepon", lambda row: row[2].phones, width=18),
    SheetColumn("Jumlah anggota", lambda row: row[2].members, COUNT),
    SheetColumn("Status kepesertaan", lambda row: MEMBERSHIP.get(row[1].status, row[1].status)),
    SheetColumn("Desil", lambda row: row[2].desil, COUNT, 6),
    SheetColumn("Kunjungan terakhir", lambda row: row[1].last_visit, DAY),
    SheetColumn("Punya usaha", lambda row: "Ya" if row[1].has_business else "Tidak"),
    SheetColumn("Tahap graduasi", lambda row: row[1].case.words if row[1].case else ""),
    SheetColumn("Pendamping", lambda row: row[2].pendamping, width=22),
)
_CASE_COLUMNS: tuple[SheetColumn[tuple[CaseCard, FamilyDetails]], ...] = (
    SheetColumn("Nama pengurus", lambda row: row[0].name, width=26),
    SheetColumn("NIK pengurus", lambda row: row[1].nik, NUMBER, 17),
    SheetColumn("No KK", lambda row: row[1].no_kk, NUMBER, 17),
    SheetColumn("Desa", lambda row: row[1].desa, width=18),
    SheetColumn("Kecamatan", lambda row: row[1].kecamatan, width=18),
    SheetColumn("Tahap", lambda row: STAGES.get(row[0].case.stage or "", "")),
    SheetColumn("Langkah", lambda row: f"{row[0].case.step} dari {len(PATH)}" if row[0].case.step else ""),
    SheetColumn("Sejak", lambda row: row[0].since, DAY, 12),
    SheetColumn("Hari", lambda row: row[0].days, COUNT, 6),
    SheetColumn("Terlambat", lambda row: "Ya" if row[0].late else "Tidak"),
    SheetColumn("Jenis", lambda row: GRADUATION_KIND.get(row[0].case.kind, ""), width=18),
    SheetColumn("Alasan", lambda row: row[0].case.reason_words, width=26),
    SheetColumn("Uraian alasan", lambda row: row[0].case.reason_text, width=40),
    SheetColumn("Kode surat", lambda row: row[0].letter.code if row[0].letter else "", width=22),
    SheetColumn("Tanggal surat", lambda row: row[0].letter.dated_on if row[0].letter else None, DAY),
    SheetColumn("Ditandatangani", lambda row: row[0].letter.signed_on if row[0].letter else None, DAY),
    SheetColumn("Pindaian", lambda row: row[0].letter.scans if row[0].letter else None, COUNT, 9),
    SheetColumn("Nomor SK", lambda row: row[0].ended.sk_number, width=22),
    SheetColumn("Tanggal SK", lambda row: row[0].ended.sk_on, DAY),
    SheetColumn("Nonaktif sejak", lambda row: row[0].ended.tahap or row[0].ended.inactive_on, width=16),
    SheetColumn("Piagam diserahkan", lambda row: row[0].ended.certified_on, DAY),
    SheetColumn("Keluar lain", lambda row: MEMBERSHIP.get(row[0].gone, ""), width=16),
    SheetColumn("Dikembalikan karena", lambda row: row[0].returned, width=30),
)
_PRODUCT_COLUMNS: tuple[SheetColumn[ProductRow], ...] = (
    SheetColumn("Produk", lambda row: row.name, width=26),
    SheetColumn("Pemilik", lambda row: row.owner, width=26),
    SheetColumn("Desa", lambda row: row.desa, width=18),
    SheetColumn("Stok", lambda row: row.stock, COUNT, 8),
    SheetColumn("Satuan", lambda row: row.unit, width=10),
    SheetColumn("Batas stok tipis", lambda row: row.low_stock, COUNT),
    SheetColumn("Isi", lambda row: row.content, width=12),
    SheetColumn("Harga", lambda row: row.price, MONEY, 12),
    SheetColumn("Harga tertinggi", lambda row: row.price_high, MONEY, 14),
    SheetColumn("Nilai stok", lambda row: row.worth, MONEY, 14),
    SheetColumn("Gerak terakhir", lambda row: row.moved_on, DAY),
    SheetColumn("NIB", lambda row: row.nib or PERMIT.get(row.nib_state, ""), width=16),
    SheetColumn("P-IRT", lambda row: row.pirt or PERMIT.get(row.pirt_state, ""), width=20),
    SheetColumn("Halal", lambda row: row.halal or PERMIT.get(row.halal_state, ""), width=20),
    SheetColumn("Foto", lambda row: len(row.photos), COUNT, 7),
    SheetColumn("Kurang untuk E-Katalog", lambda row: ", ".join(row.lacking), width=26),
    SheetColumn("Catatan", lambda row: row.note, width=30),
)
_CHANGE_COLUMNS: tuple[SheetColumn[tuple[Desk, ChangedAct]], ...] = (
    SheetColumn("Tanggal", lambda row: row[0].local(row[1].at).date(), DAY, 12),
    SheetColumn("Jam", lambda row: f"{row[0].local(row[1].at):%H.%M}", width=7),
    SheetColumn("Dicatat oleh", lambda row: row[1].author, width=22),
    SheetColumn("Perubahan", lambda row: _said(row[1]), width=30),
    SheetColumn("Keluarga", lambda row: row[1].family, width=26),
    SheetColumn("Jumlah keluarga", lambda row: row[1].families, COUNT),
    SheetColumn(
        "Isian yang berubah",
        lambda row: "; ".join(f"{each.field}: {each.before} → {each.after}" for each in row[1].changes),
        width=50,
    ),
    SheetColumn("Keadaan", lambda row: _state(row[1]), width=20),
    SheetColumn("Keterangan kantor", lambda row: row[1].reason, width=30),
)
_PHONES = "SELECT household_id, number FROM phone WHERE NOT deleted AND household_id IN {}"
_DETAILS = (
    "SELECT h.id, m.nik, m.sex, m.born_on, h.no_kk, h.no_peserta, h.address, h.rt, h.rw, h.dusun, "
    "h.desa_code, h.desa_raw, h.kecamatan_raw, h.desil, p.name, "
    "(SELECT count(*) FROM member x WHERE x.household_id = h.id AND NOT x.deleted) "
    "FROM household h LEFT JOIN member m ON m.id = h.pengurus_id "
    "LEFT JOIN petugas p ON p.id = h.pendamping_id WHERE h.id IN {}"
)
