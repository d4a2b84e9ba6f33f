"""The longest facts that are realistic: what a template must still fit on one page with.

All invented. Long names of people and places, an address of three lines, four signers.
"""

from typing import Any

from pkh_desk.papers.template.entries import Entry
from pkh_desk.papers.template.facts import LetterFacts, Signer
from pkh_desk.papers.template.template import LetterTemplate

NAME = "SITI ROHMAH NUR'AENI BINTI H. ABDURRAHMAN"
OFFICIAL = "Hj. RATU NURHASANAH WIDYANINGSIH, S.Sos., M.A.P."
REASONS = ("ekonomi_membaik", "penghasilan", "lima_tahun", "aparatur", "lainnya")
ENTRY = Entry(
    name=NAME,
    nik="3604********9901",
    no_kk="3604********9902",
    address="Kp. Cikujang Girang RT 002 RW 005",
    kelompok="Mekar Melati Indah",
    desa="Kadubeureum",
    kecamatan="Gunungsari",
    graduation="Mandiri",
    reason="Kepesertaan lebih dari 5 tahun",
    business="keripik pisang dan gula aren",
    dated="24 Nov 2026",
    pendamping=OFFICIAL,
    status="Diverifikasi kantor",
    document="Surat pernyataan graduasi mandiri bermeterai yang telah ditandatangani",
    amount="12 lembar",
    note="asli",
)
FACTS: dict[str, Any] = {
    "code": "GRD-7K2QF-2026-0031",
    "made": "24 November 2026 pukul 10.42",
    "graduation": "mandiri",
    "programmes": ("pkh", "sembako"),
    "letterhead": (
        "PEMERINTAH KABUPATEN SERANG",
        "DINAS SOSIAL, PEMBERDAYAAN PEREMPUAN, DAN PERLINDUNGAN ANAK",
        "Jalan Veteran Nomor 1, Kota Serang, Provinsi Banten 42111",
    ),
    "number": "400.9.2/0031/PKH-GUNUNGSARI/XI/2026",
    "place": "Gunungsari",
    "dated": "24 November 2026",
    "legal_basis": "Keputusan Direktur Jenderal Perlindungan dan Jaminan Sosial tentang Petunjuk Teknis PKH",
    "name": NAME,
    "nik": "3604275403879901",
    "no_kk": "3604271108129902",
    "no_peserta": "360427-0187",
    "born": "Kabupaten Kepulauan Siau Tagulandang Biaro, 24 September 1987",
    "phone": "0812-3456-7890",
    "occupation": "Wiraswasta (pembuat kerupuk dan keripik)",
    "address": "Kp. Cikujang Girang Gang Haji Abdullah Nomor 12 Blok C, Dusun Selatan, RT 002 RW 005",
    "desa": "Desa Kadubeureum",
    "kecamatan": "Gunungsari",
    "kabupaten": "Kabupaten Serang",
    "provinsi": "Banten",
    "kelompok": "Mekar Melati Indah",
    "business": "kerupuk, keripik pisang, dan gula aren “Cikujang Girang Sejahtera”",
    "capital": "saya sisihkan dari bantuan PKH dan pinjaman koperasi simpan pinjam desa",
    "income": "Rp12.750.000,00",
    "income_words": "dua belas juta tujuh ratus lima puluh ribu rupiah",
    "reason_text": "Anak-anak saya telah lulus sekolah dan bekerja, dan penghasilan mereka telah mencukupi",
    "count": "118",
    "count_words": "seratus delapan belas",
    "weekday": "Selasa",
    "dated_words": "dua puluh empat bulan November tahun dua ribu dua puluh enam",
    "recipient": "Kepala Dinas Sosial, Pemberdayaan Perempuan, dan Perlindungan Anak Kabupaten Serang",
    "attached": "4 (empat) berkas",
    "decree": "123/3/HK.01/11/2026",
    "decree_dated": "30 November 2026",
    "families": (ENTRY,) * 3,
    "documents": (ENTRY,) * 6,
}
SIGNERS = (
    Signer(role="pendamping", name=OFFICIAL, title=("ASN/PPPK Kementerian Sosial",), nip="1" * 18),
    Signer(role="kepala_desa", name=NAME, title=("Pj. Kepala Desa Kadubeureum",)),
    Signer(role="koordinator", name=OFFICIAL, title=("Ketua Tim PKH Kabupaten Serang",)),
    Signer(role="saksi", name=NAME, title=("Ketua Kelompok Mekar Melati Indah",)),
    Signer(role="pejabat", name=OFFICIAL, title=("KEPALA DINAS SOSIAL", "KABUPATEN SERANG"), nip="1" * 18),
    Signer(role="penyerah", name=OFFICIAL, title=("Pendamping Sosial PKH",)),
    Signer(role="penerima", name=OFFICIAL, title=("Kepala Dinas Sosial",)),
)


def longest_facts(template: LetterTemplate, reason: str) -> LetterFacts:
    """Return the longest realistic facts for a template and a reason of graduation."""
    places = {place.role for place in template.signers}
    return LetterFacts(
        kind=template.kind,
        template_version=template.version,
        template_digest=template.digest,
        reason=reason,
        signers=tuple(signer for signer in SIGNERS if signer.role in places),
        **FACTS,
    )
