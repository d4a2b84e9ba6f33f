"""The codes that are stored, with the words that stand for them on screen.

Codes are immutable; their words may change (a renamed code breaks what is stored). Source of the lists:
the field's own apps and forms (membership, findings, RHK 4 templates); amounts and thresholds are not here
but in `resources/defaults`, because they differ by year and office.
"""

MEMBERSHIP = {
    "aktif": "Aktif",
    "tidak_aktif": "Tidak aktif",
    "graduasi": "Graduasi",
    "meninggal": "Meninggal",
    "pindah": "Pindah",
    "ganda": "Data ganda",
    "tidak_ditemui": "Tidak ditemui",
    "menolak": "Menolak",
    "tidak_eligible": "Tidak eligible",
}

SEX = {"L": "Laki-laki", "P": "Perempuan"}

RELATION = {
    "kepala": "Kepala keluarga",
    "suami": "Suami",
    "istri": "Istri",
    "anak": "Anak",
    "menantu": "Menantu",
    "cucu": "Cucu",
    "orang_tua": "Orang tua",
    "mertua": "Mertua",
    "famili": "Famili lain",
    "lainnya": "Lainnya",
}

KOMPONEN = {
    "bumil": "Ibu hamil",
    "aud": "Anak usia dini",
    "sd": "SD",
    "smp": "SMP",
    "sma": "SMA",
    "disabilitas": "Disabilitas berat",
    "lansia": "Lansia",
}

GRADUATION_KIND = {"mandiri": "Graduasi mandiri", "alami": "Graduasi alami", "ppse": "PPSE"}

GRADUATION_REASON = {
    "ekonomi_membaik": "Ekonomi membaik",
    "penghasilan": "Penghasilan di atas UMK",
    "lima_tahun": "Kepesertaan lebih dari 5 tahun",
    "aparatur": "ASN/TNI/Polri/BUMN/BUMD",
    "lainnya": "Lainnya",
}

MOVEMENT = {"masuk": "Masuk", "keluar": "Keluar", "rusak": "Rusak"}

PERMIT = {"tidak_perlu": "Tidak perlu", "belum": "Belum", "proses": "Proses", "ada": "Ada"}
"""How far a permit or certificate of a business or product has come (NIB, P-IRT, halal)."""

VISIT_PURPOSE = {
    "rutin": "Kunjungan rutin",
    "verkom": "Verifikasi komitmen",
    "pemutakhiran": "Pemutakhiran data",
    "usaha": "Usaha dan tabungan",
    "graduasi": "Motivasi graduasi",
    "pengaduan": "Pengaduan",
    "lainnya": "Lainnya",
}

COMMITMENT_SOURCE = {"kunjungan": "Kunjungan", "verkom": "Verifikasi komitmen"}

FILE_OWNER = {"visit": "Kunjungan", "letter": "Surat", "household": "Keluarga", "product": "Produk"}

LETTER_KIND = {
    "pernyataan": "Surat pernyataan graduasi",
    "pengunduran": "Surat pengunduran diri",
    "berita_acara": "Berita acara graduasi",
    "rekap": "Rekap graduasi",
    "pengantar": "Surat pengantar",
    "tanda_terima": "Tanda terima dokumen",
    "piagam": "Piagam graduasi",
    "kelengkapan": "Daftar kelengkapan",
    "bukti": "Daftar bukti",
}

FATE = {
    "belum": "Belum terkirim",
    "sampai": "Sampai, belum diterapkan",
    "diterima": "Diterima",
    "menunggu": "Menunggu keputusan",
    "dikembalikan": "Dikembalikan",
    "ditolak": "Ditolak",
}

ROLE = {"pendamping": "Pendamping", "kantor": "Kantor"}
