"""The lists of families: R1, one row a family under the name of its pengurus; R4, one row a person.

The aliases are those of real lists (domain 5.1): compared folded, so that case, dots and slashes do not
matter. Other layouts build on `COMMON`, what any list says of a person and a place.
"""

from pkh_desk.rosters.columns.joined import JOINED
from pkh_desk.rosters.columns.layout import Layout

COMMON = {
    "number": ("no", "nomor", "no urut", "nomor urut"),
    "name": (
        "nama pengurus", "nama pengurus kpm", "nm pengurus", "pengurus", "nama kpm",
        "nama penerima manfaat", "nama pm", "nama penerima bantuan", "nama penerima", "nama anggota",
        "nama lengkap", "nama", "nama kepala keluarga", "nama krt", "nama kk",
    ),
    "nik": (
        "nik pengurus", "nik", "no ktp", "nomor ktp", "no nik", "nomor nik", "nik kpm", "nik anggota",
        "nik ktp", "nik penerima", "nomor induk kependudukan", *JOINED,
    ),
    "no_kk": (
        "no kk", "nokk", "nomor kk", "nomor kartu keluarga", "no kartu keluarga", "kk", "no k k",
    ),
    "kks": ("no kks", "nokks", "nomor kks", "kks"),
    "desa": (
        "desa", "desa kel", "desa kelurahan", "desa keluarahan", "kelurahan", "kel", "nama desa",
        "kelurahan desa", "kel desa", "nama kelurahan", "nm desa", "nm kel",
    ),
    "kecamatan": ("kecamatan", "kec", "nama kecamatan", "nm kec", "nm kecamatan"),
    "note": ("ket", "keterangan", "catatan"),
}  # fmt: skip

MONEY = (
    "nominal cair", "nominal", "jumlah cair", "nominal salur", "jumlah bantuan", "besaran", "nilai bantuan",
    "total bantuan", "nominal bantuan", "jumlah salur", "besaran bantuan",
)  # fmt: skip
"""What a column of paid money is called, whatever else the list holds."""

COMMON_FIELDS = {
    "number": "Nomor urut (tidak dipakai)",
    "name": "Nama",
    "nik": "NIK",
    "no_kk": "No KK",
    "kks": "KKS (4 angka terakhir)",
    "desa": "Desa",
    "kecamatan": "Kecamatan",
    "note": "Keterangan",
}

_ALIASES = COMMON | {
    "amount": MONEY,
    "address": ("alamat", "alamat lengkap", "alamat rumah"),
    "rt_rw": ("rt rw", "rtrw"),
    "rt": ("rt", "no rt"),
    "rw": ("rw", "no rw"),
    "dusun": ("dusun", "lingkungan", "lingkungan dusun", "kampung"),
    "group": ("kelompok", "nama kelompok", "kelompok kpm"),
    "phone": (
        "no hp", "hp", "no telp", "no telepon", "nomor telepon", "telepon", "telp", "whatsapp", "wa", "no wa",
        "nomor hp", "no hp wa", "handphone", "no handphone", "no handphone wa", "nomor handphone", "nomor wa",
        "no whatsapp", "no telp hp", "no hp aktif",
    ),
    "no_peserta": ("no peserta", "no peserta pkh", "nopesertapkh", "nomor peserta", "nomor peserta pkh"),
    "id_dtks": ("id dtks", "id keluarga dtks", "id keluarga", "idbdt", "id bdt", "id dtsen"),
    "born_on": ("tanggal lahir", "tgl lahir", "tgllahir"),
    "born": (
        "tempat tanggal lahir", "tempat tgl lahir", "ttl", "tempat dan tanggal lahir", "tmp tgl lahir",
    ),
    "birth_place": ("tempat lahir", "tmp lahir", "tmplahir"),
    "sex": ("jenis kelamin", "jk", "l p", "lp", "jnskel", "kelamin"),
    "relation": ("hubungan keluarga", "hubungan", "hubkrt", "hub keluarga", "hubungan dalam keluarga"),
    "komponen": ("komponen", "kategori komponen"),
    "occupation": ("pekerjaan",),
    "school": ("sekolah", "nama sekolah"),
    "grade": ("kelas",),
    "pendamping": (
        "pendamping baru", "pendamping", "nama pendamping", "pendamping sosial", "pendamping pkh",
        "nama pendamping pkh", "nama pendamping sosial", "petugas", "nama petugas",
    ),
}  # fmt: skip

_FIELDS = COMMON_FIELDS | {
    "address": "Alamat",
    "rt_rw": "RT/RW",
    "rt": "RT",
    "rw": "RW",
    "dusun": "Dusun",
    "group": "Kelompok",
    "phone": "Nomor telepon",
    "no_peserta": "No peserta PKH",
    "id_dtks": "ID keluarga",
    "born_on": "Tanggal lahir",
    "born": "Tempat dan tanggal lahir",
    "birth_place": "Tempat lahir",
    "sex": "Jenis kelamin",
    "relation": "Hubungan keluarga",
    "komponen": "Komponen",
    "occupation": "Pekerjaan",
    "school": "Sekolah",
    "grade": "Kelas",
    "pendamping": "Pendamping (hanya di kantor)",
    "amount": "Jumlah uang (tidak dipakai)",
}

FAMILIES = Layout(
    "R1",
    "satu baris satu keluarga",
    _ALIASES,
    _FIELDS,
    (frozenset({"name", "nik"}), frozenset({"name", "no_kk"}), frozenset({"nik"}), frozenset({"no_kk"})),
)

PEOPLE = Layout(
    "R4",
    "satu baris satu orang",
    _ALIASES,
    _FIELDS,
    (frozenset({"name", "nik", "relation"}), frozenset({"name", "no_kk", "relation"})),
)
