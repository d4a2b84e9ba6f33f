"""What an import says about single cells: the kinds, each with its sentence, and the finding itself."""

from dataclasses import dataclass

FINDING_KINDS = {
    "nik_lost_digits": "Angka NIK hilang di Excel; tidak dipakai, teks aslinya disimpan",
    "nik_letter": "Ada huruf di dalam NIK; tidak dipakai, usulan angkanya ditunjukkan",
    "nik_length": "NIK tidak 16 angka; tidak dipakai",
    "nik_padded": "NIK diawali 0, satu angka tampaknya hilang; tidak dipakai",
    "nik_date": "Tanggal lahir di dalam NIK tidak ada; tidak dipakai",
    "nik_two": "Ada dua nomor di isian NIK; tidak dipakai",
    "nik_serial": "NIK berakhir 0000; tidak dipakai",
    "nik_is_kk": "NIK sama dengan No KK; dipakai, periksa kartunya",
    "nik_region": "NIK terbit di daerah lain atau kode lama; dipakai",
    "nik_twice": "NIK yang sama ada pada keluarga lain di berkas ini; dipakai",
    "kk_lost_digits": "Angka No KK hilang di Excel; tidak dipakai, teks aslinya disimpan",
    "kk_letter": "Ada huruf di dalam No KK; tidak dipakai, usulan angkanya ditunjukkan",
    "kk_length": "No KK tidak 16 angka; tidak dipakai",
    "kk_padded": "No KK diawali 0; tidak dipakai",
    "kk_two": "Ada dua nomor di isian No KK; tidak dipakai",
    "kk_serial": "No KK berakhir 0000; tidak dipakai",
    "kk_region": "No KK terbit di daerah lain atau kode lama; dipakai",
    "kk_twice": "No KK yang sama pada dua keluarga di berkas ini; keduanya dicatat",
    "kk_date": "Tanggal terbit di dalam No KK tidak ada; dipakai",
    "name_missing": "Nama kosong; baris ditolak",
    "name_number": "Ada nomor di isian nama; nomornya dibuang",
    "desa_unknown": "Desa tidak dikenal; dikosongkan",
    "desa_question": "Nama desa ada di lebih dari satu kecamatan, atau bukan di kecamatan itu; dikosongkan",
    "desa_guessed": "Desa dibaca dari ejaan yang mirip; dipakai",
    "desa_of_sheet": "Desa diambil dari nama lembar atau judul daftar; dipakai",
    "kecamatan_unknown": "Kecamatan tidak dikenal di kabupaten ini",
    "rt_rw_unreadable": "RT/RW tidak bisa dipisah; dikosongkan",
    "phone_unreadable": "Nomor telepon tidak terbaca; tidak dipakai",
    "date_unreadable": "Tanggal lahir tidak terbaca; dikosongkan",
    "sex_unknown": "Jenis kelamin tidak dikenal; dikosongkan",
    "sex_differs": "Jenis kelamin berbeda dengan NIK; yang tertulis dipakai",
    "born_differs": "Tanggal lahir berbeda dengan NIK; yang tertulis dipakai",
    "relation_unknown": "Hubungan keluarga tidak dikenal; dicatat sebagai lainnya",
    "pengurus_chosen": "Pengurus tidak ditandai; dipilih istri dewasa, atau kepala keluarga",
    "pengurus_changed": "Pengurus keluarga ini berganti; yang baru dicatat",
    "pendamping_suggested": "Pendamping hanya mirip namanya; keluarganya tidak dibagi kecuali dipilih",
    "pendamping_unknown": "Pendamping ini tidak ada di daftar kantor; keluarganya tidak dibagi",
    "pendamping_none": "Keluarga belum punya pendamping; bagikan di Pembagian wilayah",
    "handed_over": "Keluarga sudah diserahkan ke pendamping lain; tidak diubah",
    "tahap_unreadable": "Tahap tidak terbaca; baris ditolak",
    "tahap_year_missing": "Tahun dari tahap tidak tertulis; baris ditolak sampai tahunnya diisi",
    "program_unknown": "Jenis bantuan tidak dikenal; dicatat sebagai bantuan lain",
    "amount_unreadable": "Jumlah uang tidak terbaca; baris ditolak",
    "paid_on_unreadable": "Tanggal cair tidak terbaca atau belum terjadi; dikosongkan",
    "kks_unreadable": "Nomor KKS tidak utuh; dikosongkan",
    "person_unknown": "Orang ini belum ada di data Anda; baris ditolak sampai orangnya dipilih atau diimpor",
    "person_named": "Namanya lain dari pemilik NIK di data Anda; dicatat pada pemilik NIK",
    "payment_within": "Bantuan ini juga ada di dalam pencairan gabungan; keduanya dicatat",
    "year_missing": "Tahun tidak tertulis di judul formulir; kehadiran tidak dicatat",
    "nisn_lost_zero": "NISN kehilangan angka 0 di depan; dibandingkan dengan 0 itu",
    "attendance_empty": "Kehadiran belum diisi sekolah; tidak dicatat",
    "attendance_unreadable": "Angka kehadiran tidak terbaca; dikosongkan",
    "attendance_low": "Kehadiran di bawah batas; dicatat sebagai tidak memenuhi",
    "attendance_differs": "Baris lain dari anak ini menulis kehadiran lain; yang pertama dipakai",
    "percent_missing": "Persen kehadiran kosong; hitungan dicatat tanpa persen",
    "percent_differs": "Persen lain dari hari efektif tanpa alpa, izin, sakit; yang tertulis dicatat",
    "pupil_twice": "Anak yang sama ada di baris lain; digabung dengan baris itu",
    "pupil_new": "Anak ini belum ada di keluarga pengurusnya; dilewati kecuali dipilih",
    "pupil_family_unknown": "Keluarga anak ini tidak ada di data Anda; dilewati",
    "stated_unknown": "Status bukan graduasi atau sebab keluar yang dikenal; dilewati",
    "deceased_graduates": "Nama bertanda almarhum, tetapi statusnya graduasi; diusulkan seperti tertulis",
    "letter_date_unreadable": "Tanggal surat tidak terbaca; dikosongkan",
    "income_unreadable": "Penghasilan tidak terbaca; dikosongkan",
    "person_twice": "Orang yang sama ada di baris lain; dilewati kecuali digabung",
    "exit_stated": "Keluar dengan sebab lain, bukan graduasi; status tidak diubah kecuali dipilih",
    "case_exists": "Keluarga ini sudah punya usulan graduasi; tidak diubah",
    "leaving_unknown": "Keluarga ini tidak ada di data Anda; dilewati",
    "leaving_named": "Keluarga ini hanya dikenal dari nama; dilewati kecuali dipilih",
    "decision_office": "Keputusan Kemensos diterapkan oleh kantor; dilewati",
    "decision_unknown": "Keluarga ini tidak ada di data kantor; baris ditolak",
    "decision_person": "Hanya dikenal dari nama, atau nomornya milik dua keluarga; dilewati kecuali dipilih",
    "decision_name": "Nama di daftar lain dari nama pemilik nomornya; dilewati kecuali dipilih",
    "decision_unclear": "Keputusan tidak tertulis, atau bisa berarti dua hal; dilewati kecuali dipilih",
    "decision_pending": "Belum ada keputusan untuk usulan ini; dilewati",
    "decision_twice": "Daftar ini memutuskan keluarga ini dua kali dengan cara berbeda; dilewati",
    "decision_differs": "Usulan ini sudah dijawab lain; dilewati",
    "decision_early": "Usulan keluarga ini tidak sedang menunggu Kemensos; dilewati",
    "decision_stopped": "Langkah ini belum boleh diambil; dilewati",
    "decision_reason": "Penolakan tanpa alasan; dicatat tanpa alasan",
    "decision_date_unreadable": "Tanggal keputusan atau SK tidak terbaca, atau belum terjadi; dikosongkan",
    "product_missing": "Nama produk kosong; baris ditolak",
    "price_unreadable": "Harga tidak terbaca; dikosongkan",
    "price_count": "Jumlah harga lain dari jumlah produk; harga dikosongkan",
    "stock_unreadable": "Stok tidak terbaca; tidak dipakai",
    "stock_shared": "Satu angka stok untuk beberapa produk; tidak dipakai",
    "stock_first": "Stok tertulis di daftar; tidak dicatat kecuali dipilih sebagai hitung awal",
    "sold_is_money": "Terjual berisi uang, bukan jumlah barang; tidak dipakai, tanyakan jumlahnya",
    "sold_unreadable": "Jumlah terjual tidak terbaca; tidak dipakai",
    "unit_missing": "Satuan tidak tertulis; dicatat sebagai pcs",
    "permit_unclear": "Keterangan izin tidak terbaca; dikosongkan",
    "nib_length": "NIB tidak 13 angka; tidak dipakai",
    "pirt_shape": "Nomor P-IRT tidak berbentuk 13-2 angka; dicatat seperti tertulis",
    "owner_suggested": "Pemilik hanya dikenal dari nama; dilewati kecuali dipilih",
    "maybe_same": "Mungkin keluarga yang sudah ada di data Anda; dicatat sebagai baru kecuali dipilih",
    "held_twice": "Keluarga lain di data ini mungkin keluarga yang sama; dibiarkan kecuali dipilih",
    "owner_unknown": "Pemilik tidak ada di data Anda; dilewati",
    "count_unreadable": "Jumlah komponen tidak terbaca; dikosongkan",
    "components_many": "Komponen lebih dari yang dihitung program; semuanya dicatat",
    "leaving_stated": "Daftar menyebut keluar atau graduasi; status tidak diubah kecuali diusulkan",
    "answer_numberless": "Jawaban formulir tanpa NIK yang utuh; baris ditolak",
    "repeated": "Baris ini ulangan dari baris lain di berkas; dilewati",
    "example": "Baris contoh dari formulir; dilewati",
    "number_alone": "Nomor ini belum ada di data Anda dan namanya tidak tertulis; baris ditolak",
    "columns_guessed": "Daftar ini tanpa judul kolom; kolomnya ditebak dari isi, periksa dulu",
    "columns_likely": "Judul kolom salah eja; dibaca sebagai kolom yang mirip",
    "column_hidden": "Kolom tersembunyi; tetap dibaca",
    "row_hidden": "Baris tersembunyi atau tersaring; tetap dibaca",
    "sheet_hidden": "Lembar tersembunyi; tidak dibaca",
}
"""Kind of finding -> what it means and what was done."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one cell. `row` is the spreadsheet's own number (0: the sheet), `column` its header.

    A `proposal` is what may stand in the cell instead. With an `answer` it is what the row may mean: a person
    who takes it hands the answer (an id, a code) to the layout and leaves the cell as it is. `detail` says
    more of what was read: how many digits.
    """

    sheet: str
    row: int
    column: str
    kind: str
    raw: str
    proposal: str | None = None
    answer: str | None = None
    detail: str = ""
