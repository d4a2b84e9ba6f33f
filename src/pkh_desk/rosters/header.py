"""Finding the header row of a list and naming its columns.

The aliases are those of real lists (domain 5.1): compared folded, so that case, dots and slashes do not
matter. Two layouts so far: R1, one row a family under the name of its pengurus; R4, one row a person with
the relation to the head.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.cells import Cell, text_of

ALIASES = {
    "number": ("no", "nomor", "no urut", "nomor urut"),
    "name": (
        "nama pengurus", "pengurus", "nama", "nama lengkap", "nama kpm", "nama kepala keluarga",
        "nama pengurus kpm", "nama krt", "nama anggota", "nama penerima",
    ),
    "nik": ("nik pengurus", "nik", "no ktp", "nomor ktp", "no nik", "nomor nik", "nik kpm", "nik anggota"),
    "no_kk": ("no kk", "nokk", "nomor kk", "nomor kartu keluarga", "no kartu keluarga", "kk"),
    "kks": ("no kks", "nokks", "nomor kks", "kks"),
    "address": ("alamat", "alamat lengkap", "alamat rumah"),
    "rt_rw": ("rt rw", "rtrw"),
    "rt": ("rt", "no rt"),
    "rw": ("rw", "no rw"),
    "dusun": ("dusun", "lingkungan", "lingkungan dusun", "kampung"),
    "desa": (
        "desa", "desa kel", "desa kelurahan", "desa keluarahan", "kelurahan", "kel", "nama desa",
        "kelurahan desa", "kel desa", "nama kelurahan",
    ),
    "kecamatan": ("kecamatan", "kec", "nama kecamatan"),
    "group": ("kelompok", "nama kelompok", "kelompok kpm"),
    "phone": (
        "no hp", "hp", "no telp", "no telepon", "nomor telepon", "telepon", "telp", "whatsapp", "wa", "no wa",
        "nomor hp", "no hp wa",
    ),
    "note": ("ket", "keterangan", "catatan"),
    "no_peserta": ("no peserta", "no peserta pkh", "nopesertapkh", "nomor peserta", "nomor peserta pkh"),
    "id_dtks": ("id dtks", "id keluarga dtks", "id keluarga", "idbdt", "id bdt"),
    "born_on": ("tanggal lahir", "tgl lahir", "tgllahir"),
    "birth_place": ("tempat lahir", "tmp lahir", "tmplahir"),
    "sex": ("jenis kelamin", "jk", "l p", "lp", "jnskel", "kelamin"),
    "relation": ("hubungan keluarga", "hubungan", "hubkrt", "hub keluarga", "hubungan dalam keluarga"),
    "komponen": ("komponen", "kategori komponen"),
    "occupation": ("pekerjaan",),
    "school": ("sekolah", "nama sekolah"),
    "grade": ("kelas",),
}  # fmt: skip

FIELD_OF = {alias: field for field, aliases in ALIASES.items() for alias in aliases}
IDENTIFYING = frozenset({"nik", "no_kk"})
FEWEST = 3
_REMARK = re.compile(r"\([^)]*\)")
_HINT = re.compile(r"(?<![a-z])(?:nik|kk|nokk|ktp|kartu keluarga)(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """The columns of one list: field -> index, and their header texts as written.

    `layout` is R1 (a row is a family) or R4 (a row is a person).
    """

    layout: str
    columns: dict[str, int]
    texts: tuple[str, ...]

    def text_of(self, field: str) -> str:
        """Return the header text of a field's column, "" if the list has none."""
        at = self.columns.get(field)
        return self.texts[at] if at is not None else ""


def read_header(cells: Sequence[Cell]) -> Header | None:
    """Return the header that a row is, or None if it is none."""
    if not any(isinstance(cell, str) and _HINT.search(cell) for cell in cells):
        return None
    columns: dict[str, int] = {}
    texts = [tidy(text_of(cell)) for cell in cells]
    for at, text in enumerate(texts):
        field = FIELD_OF.get(fold(_REMARK.sub(" ", text))) if text else None
        if field is not None:
            columns.setdefault(field, at)
    if len(columns) < FEWEST or "name" not in columns or not IDENTIFYING & set(columns):
        return None
    return Header("R4" if "relation" in columns else "R1", columns, tuple(texts))
