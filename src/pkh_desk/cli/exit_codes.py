"""Exit codes and what they mean, for --help and README; a test compares them with `errors`."""

from pkh_desk import errors

BUG = 70

MEANINGS: dict[type[errors.UserError], str] = {
    errors.WrongPassphrase: "kata sandi belum cocok",
    errors.NoDesk: "belum ada PKH Desk di folder ini",
    errors.DeskExists: "sudah ada PKH Desk di folder ini",
    errors.DeskBusy: "data sedang dipakai program lain",
    errors.NewerDatabase: "data dari versi program yang lebih baru",
    errors.DamagedDatabase: "berkas data rusak",
    errors.DiskFull: "ruang penuh",
    errors.FolderGone: "folder tujuan tercabut atau tidak bisa ditulisi",
    errors.NetworkDrive: "folder data ada di jaringan",
    errors.ProgramDamaged: "berkas program hilang atau rusak",
    errors.InvalidInput: "isian perlu diperbaiki",
    errors.FamilyNotFound: "keluarga tidak ditemukan",
    errors.FamilyAmbiguous: "nomor dipakai lebih dari satu keluarga",
    errors.RecordNotFound: "catatan yang disebut tidak ada",
    errors.NothingToUndo: "tidak ada yang bisa diurungkan",
    errors.CannotUndo: "tidak bisa diurungkan",
    errors.StageNotAllowed: "tahap graduasi tidak urut",
    errors.LetterDoesNotFit: "surat tidak muat satu halaman",
    errors.HandedOver: "keluarga sudah diserahkan, hanya bisa dibaca",
    errors.WrongRole: "perintah untuk peran yang lain",
    errors.SheetDamaged: "berkas daftar rusak",
    errors.SheetTooBig: "berkas daftar melampaui batas",
    errors.SheetLocked: "berkas daftar dikunci kata sandi",
    errors.NoListFound: "tidak ada daftar keluarga di berkas",
    errors.FileNotUsable: "berkas tidak bisa dibaca",
    errors.BadPhoto: "foto tidak bisa dipakai",
    errors.TemplateInvalid: "bentuk surat tidak sah",
    errors.LetterRefused: "surat di kertas tidak cocok atau sudah dibatalkan",
    errors.BundleDamaged: "berkas kiriman rusak",
    errors.BundleNotForMe: "berkas kiriman untuk orang lain",
    errors.BundleUntrusted: "tanda tangan berkas kiriman tidak dikenal",
    errors.BundleStale: "jawaban lama, dilewati",
    errors.BundleTooNew: "berkas kiriman perlu program lebih baru",
    errors.BundleGap: "jawaban sebelumnya belum sampai",
    errors.SomeFilesRefused: "sebagian berkas ditolak",
    errors.InvitationInvalid: "undangan dan kode tidak cocok",
    errors.InvitationExpired: "undangan sudah lewat",
    errors.WrongWords: "empat kata tidak cocok",
    errors.NotEnrolled: "belum terdaftar di kantor",
    errors.AlreadyEnrolled: "sudah terdaftar di kantor",
    errors.JoinRefused: "kantor menolak permintaan bergabung",
    errors.PartsMissing: "sebagian berkas kiriman belum tertulis",
    errors.ResetRefused: "berkas kata sandi ditolak",
    errors.ChecksFailed: "pemeriksaan menemukan kerusakan",
    errors.BackupBad: "cadangan rusak",
    errors.DesksDiffer: "isi laptop dan kantor berbeda",
    errors.Cancelled: "dibatalkan, tidak ada yang berubah",
    errors.PrinterGone: "printer tidak menjawab",
}


def table() -> list[tuple[int, str]]:
    """Return (code, meaning) in order."""
    fixed = [
        (0, "berhasil"),
        (2, "perintah salah tulis"),
        (BUG, "kesalahan program"),
        (130, "dihentikan (Ctrl+C)"),
    ]
    return sorted([*fixed, *((kind.exit_code, words) for kind, words in MEANINGS.items())])
