"""TRANSLATOR: Qt's own words in Bahasa Indonesia; Qt ships no Indonesian of its base library."""

from PySide6.QtCore import QObject, QTranslator

WORDS = {
    "OK": "OK",
    "&OK": "&OK",
    "Save": "Simpan",
    "&Save": "&Simpan",
    "Save All": "Simpan semua",
    "Open": "Buka",
    "&Open": "&Buka",
    "Cancel": "Batal",
    "&Cancel": "&Batal",
    "Close": "Tutup",
    "&Close": "&Tutup",
    "Apply": "Terapkan",
    "Reset": "Setel ulang",
    "Restore Defaults": "Kembalikan bawaan",
    "Help": "Bantuan",
    "Don't Save": "Jangan simpan",
    "Discard": "Buang",
    "Close without Saving": "Tutup tanpa menyimpan",
    "&Yes": "&Ya",
    "Yes to &All": "Ya &semua",
    "&No": "&Tidak",
    "N&o to All": "T&idak semua",
    "Abort": "Hentikan",
    "Retry": "Ulangi",
    "Ignore": "Abaikan",
    "Show Details...": "Tampilkan rincian",
    "Hide Details...": "Sembunyikan rincian",
    "&Undo": "&Urungkan",
    "&Redo": "U&langi",
    "Cu&t": "Po&tong",
    "&Copy": "&Salin",
    "Copy": "Salin",
    "&Paste": "&Tempel",
    "Delete": "Hapus",
    "&Delete": "&Hapus",
    "Select All": "Pilih semua",
    "Look in:": "Cari di:",
    "Directory:": "Folder:",
    "File &name:": "&Nama berkas:",
    "Files of type:": "Jenis berkas:",
    "Find Directory": "Cari folder",
    "All Files (*)": "Semua berkas (*)",
    "&Choose": "&Pilih",
    "Back": "Kembali",
    "Forward": "Maju",
    "Parent Directory": "Folder induk",
    "Create New Folder": "Buat folder baru",
    "&New Folder": "Folder &baru",
    "New Folder": "Folder baru",
    "&Rename": "&Ganti nama",
    "Show &hidden files": "Tampilkan berkas &tersembunyi",
    "Computer": "Komputer",
    "My Computer": "Komputer",
    "List View": "Tampilan daftar",
    "Detail View": "Tampilan rincian",
    "Name": "Nama",
    "Size": "Ukuran",
    "Type": "Jenis",
    "Kind": "Jenis",
    "Date Modified": "Diubah",
    "Remove": "Hapus",
    "Confirm Save As": "Berkas sudah ada",
    "%1 already exists.\nDo you want to replace it?": "%1 sudah ada.\nTimpa berkas itu?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nBerkas tidak ditemukan.\nPeriksa namanya."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nFolder tidak ditemukan.\nPeriksa namanya."
    ),
    "Print": "Cetak",
    "&Print": "&Cetak",
    "Printer": "Printer",
    "Copies": "Rangkap",
    "Page": "Halaman",
    "Paper": "Kertas",
    "Portrait": "Tegak",
    "Landscape": "Mendatar",
    "Margins": "Tepi",
    "Page up": "Halaman sebelumnya",
    "Page down": "Halaman berikutnya",
    "Scroll up": "Gulir ke atas",
    "Scroll down": "Gulir ke bawah",
    "Top": "Paling atas",
    "Bottom": "Paling bawah",
    "Scroll here": "Gulir ke sini",
}


class IndonesianTranslator(QTranslator):
    """Answers Qt's requests by the source text alone; what it does not know stays English."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        """Qt refuses to install a translator that says it is empty."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the Indonesian words, or nothing."""
        return WORDS.get(source)
