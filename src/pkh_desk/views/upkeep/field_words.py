"""Fields and their values as a person reads them: `desa_code` is "Desa", `36.04.27.2007` is its name."""

import re
from datetime import date

from sqlalchemy import Connection

from pkh_desk.domain.clock import say_hour
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.office.clerk import CLERK_ROLE
from pkh_desk.domain.people.payment import PROGRAM
from pkh_desk.domain.people.phone import say_phone
from pkh_desk.domain.vocabulary import (
    GRADUATION_KIND,
    KOMPONEN,
    MEMBERSHIP,
    PERMIT,
    RELATION,
    SEX,
    VISIT_PURPOSE,
)
from pkh_desk.store.log.states import mark
from pkh_desk.store.log.values import Json
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.reasons import ReasonBook

FIELD_WORDS = {
    "deleted": "Tetap ada atau dihapus",
    "name": "Nama",
    "nip": "NIP",
    "title": "Jabatan",
    "role": "Peran di kantor",
    "since": "Sejak",
    "until": "Sampai",
    "jabatan": "Jabatan",
    "wilayah": "Wilayah tugas",
    "phone": "Nomor telepon",
    "number": "Nomor",
    "desa_code": "Desa",
    "ketua_id": "Ketua kelompok",
    "pendamping_id": "Pendamping",
    "no_kk": "No KK",
    "no_kk_raw": "No KK di daftar",
    "pengurus_id": "Pengurus",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "dusun": "Dusun",
    "desa_raw": "Desa di daftar",
    "kecamatan_raw": "Kecamatan di daftar",
    "kelompok_id": "Kelompok",
    "no_peserta": "No peserta PKH",
    "kks_tail": "Akhir nomor KKS",
    "status": "Status kepesertaan",
    "joined_year": "Tahun masuk PKH",
    "desil": "Desil",
    "note": "Catatan",
    "household_id": "Keluarga",
    "other_id": "Keluarga yang sama",
    "answer": "Jawaban kantor",
    "nik": "NIK",
    "nik_raw": "NIK di daftar",
    "sex": "Jenis kelamin",
    "born_on": "Tanggal lahir",
    "birth_place": "Tempat lahir",
    "relation": "Hubungan keluarga",
    "komponen": "Komponen",
    "school": "Sekolah",
    "grade": "Kelas",
    "occupation": "Pekerjaan",
    "on": "Tanggal",
    "at": "Jam",
    "met": "Yang ditemui",
    "purpose": "Keperluan",
    "income": "Penghasilan usaha",
    "set_aside": "Disisihkan",
    "willing": "Bersedia graduasi",
    "text": "Janji",
    "due_on": "Sampai tanggal",
    "done_on": "Ditepati",
    "kept": "Komitmen dipenuhi",
    "percent": "Kehadiran",
    "effective_days": "Hari efektif",
    "alpa": "Alpa",
    "izin": "Izin",
    "sakit": "Sakit",
    "jml": "JML di formulir",
    "kind": "Jenis",
    "since_year": "Sejak tahun",
    "capital_source": "Asal modal",
    "unit": "Satuan",
    "price": "Harga",
    "price_high": "Harga tertinggi",
    "content": "Isi",
    "nib_state": "NIB",
    "nib": "Nomor NIB",
    "pirt_state": "P-IRT",
    "pirt": "Nomor P-IRT",
    "halal_state": "Halal",
    "halal": "Nomor sertifikat halal",
    "low_stock": "Batas stok tipis",
    "reason": "Alasan",
    "reason_text": "Alasan (uraian)",
    "opened_on": "Dibuka",
    "stage": "Tahap graduasi",
    "sk_number": "Nomor SK",
    "sk_on": "Tanggal SK",
    "tahap": "Tahap bantuan",
    "amount": "Jumlah",
    "paid_on": "Tanggal cair",
    "program": "Bantuan",
    "year": "Tahun",
    "people": "Jumlah orang",
    "source": "Sumber",
    "member_id": "Anggota",
    "exit_on": "Keluar sejak",
    "exit_reason": "Keterangan keluar",
    "signed_by": "Yang menandatangani",
    "all_signed": "Semua sudah tanda tangan",
    "meterai": "Meterai terpasang",
    "readable": "Pindaian terbaca",
    "turned": "Pindaian diputar",
    "paper": "Kertas",
    "place": "Tempat",
    "dated_on": "Tanggal surat",
    "signed_on": "Ditandatangani",
    "voided_on": "Dibatalkan",
    "void_reason": "Sebab dibatalkan",
    "caption": "Keterangan",
    "taken_on": "Diambil",
    "active": "Digabung",
}
NUMBERS = frozenset({"nik", "no_kk"})
"""Fields that are masked until the eye is pressed."""

_CODES: dict[str, dict[str, str]] = {
    "status": MEMBERSHIP,
    "sex": SEX,
    "relation": RELATION,
    "komponen": KOMPONEN,
    "kind": GRADUATION_KIND,
    "nib_state": PERMIT,
    "pirt_state": PERMIT,
    "halal_state": PERMIT,
    "program": PROGRAM,
    "role": CLERK_ROLE,
    "purpose": VISIT_PURPOSE,
}
_MONEY = frozenset({"income", "set_aside", "price", "price_high", "amount"})
_NAMED_BY = {
    "pendamping_id": "SELECT name FROM petugas WHERE id = {}",
    "kelompok_id": "SELECT name FROM kelompok WHERE id = {}",
    "ketua_id": "SELECT name FROM member WHERE id = {}",
    "pengurus_id": "SELECT name FROM member WHERE id = {}",
    "member_id": "SELECT name FROM member WHERE id = {}",
    "household_id": "SELECT m.name FROM household h JOIN member m ON m.id = h.pengurus_id WHERE h.id = {}",
}
EMPTY = "(kosong)"
_FIELD = re.compile(r"\bisian (\w+)")


def field_words(name: str) -> str:
    """Return what a field is called."""
    return FIELD_WORDS.get(name, name)


def say_reason(reason: str) -> str:
    """Return why the office did not take a write, its fields by the names that people know them by."""
    return _FIELD.sub(lambda found: f"isian {field_words(found[1])}", reason)


def say_value(connection: Connection, name: str, value: Json) -> str:
    """Return a value of a field as a person reads it. Numbers of people are whole; mask them on screen."""
    if value is None or value == "":
        return EMPTY
    if name == "deleted":
        return "Dihapus" if value else "Tetap ada"
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, int):
        return say_rupiah(value) if name in _MONEY else str(value)
    if name == "reason":
        return ReasonBook(connection).words(value)
    if name == "at":
        return say_hour(str(value))
    if name in _CODES:
        return _CODES[name].get(value, value)
    if name == "desa_code":
        return wilayah().full_name(value) if wilayah().name_of(value) else value
    return _say_text(connection, name, value)


def _say_text(connection: Connection, name: str, value: str) -> str:
    if name in _NAMED_BY:
        sql = _NAMED_BY[name].format(mark(connection, 1))
        return str(connection.exec_driver_sql(sql, (value,)).scalar() or "(tidak ada di sini)")
    if name in ("phone", "number") and value.startswith("+62"):
        return say_phone(value)
    if name in ("on", "since", "until") or name.endswith("_on"):
        return say_date(date.fromisoformat(value))
    return value
