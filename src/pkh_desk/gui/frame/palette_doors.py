"""PALETTE DOORS: where the search over everything leads in this window."""

from collections.abc import Callable
from functools import partial

from pkh_desk.desk import Desk
from pkh_desk.gui.family_pages import data_page, letter_page, proposal_page
from pkh_desk.gui.frame.palette_entries import ACTION, PAGE, Doors, Entry
from pkh_desk.gui.frame.shell import WindowShell
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.office.family_doors import open_erasures
from pkh_desk.gui.pages.office.places import check_letter
from pkh_desk.gui.paper.paper_doors import open_book, open_desa_papers, open_margin_page
from pkh_desk.gui.recordings import VISIT, families, open_visit, products
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.people.everything import FamilyHit

# place -> words by which people ask for it too
ALSO = {
    "kirim": "sinkronisasi sinkron kirim terima sync",
    "produk": "stok barang usaha",
    "keluarga": "kpm daftar",
    "graduasi": "alur papan",
    "beranda": "awal depan",
    "dasbor": "dashboard grafik angka",
    "pengaturan": "setelan sandi password warna gelap terang cadangan lisensi tentang petugas peran kantor",
    "ketentuan": "aturan batas sasaran ambang alasan modul sesi p2k2 kop nomor dasar hukum config",
    "kotak": "masuk inbox kiriman",
    "pendamping": "undang undangan laptop setujui cabut hilang presensi pindah",
}


EXPORTED = ("keluarga", "graduasi", "produk")


def doors_of(shell: WindowShell, desk: Desk) -> Doors:
    """Return what the palette can lead to."""
    return Doors(
        to_family=lambda home: families(shell).show_family(home),
        to_product=lambda ware: products(shell).show_product(ware),
        to_list=lambda text: families(shell).search(text),
        actions_of=lambda hit: _actions_of(shell, desk, hit),
    )


def fixed_entries(shell: WindowShell) -> list[Entry]:
    """Return the actions and pages that are always there."""
    record = [
        Entry(
            ACTION,
            each.icon,
            f"Catat {each.words.lower()}",
            partial(shell.record, each.kind),
            shortcut=each.key,
            key=each.kind,
        )
        for each in shell.recordings
    ]
    theme = shell.theme
    acts: list[tuple[str, str, Callable[[], object], str, str, str]] = [
        (
            "arrow_import",
            "Impor dari Excel",
            lambda: families(shell).import_roster(),
            "",
            "impor",
            "data kpm",
        ),
        ("hard_drive", "Cadangkan sekarang", shell.back_up.emit, "", "cadang", "backup salinan"),
        ("lock_closed", "Kunci sekarang", shell.lock.emit, "Ctrl+L", "kunci", "keluar logout"),
        ("arrow_undo", "Urungkan perubahan terakhir", shell.undo.emit, "Ctrl+Z", "urung", "undo batal"),
        ("arrow_redo", "Ulangi perubahan", shell.redo.emit, "Ctrl+Y", "ulang", "redo"),
        ("info", "Bantuan halaman ini", shell.toggle_help, "F1", "bantuan", "help cara petunjuk panduan"),
        ("zoom_in", "Besarkan tulisan", theme.bigger, "Ctrl++", "besar", "huruf zoom"),
        ("zoom_out", "Kecilkan tulisan", theme.smaller, "Ctrl+-", "kecil", "huruf zoom"),
    ]
    actions = [
        Entry(ACTION, icon, words, act, shortcut=shortcut, key=key, also=also)
        for icon, words, act, shortcut, key, also in acts
    ]
    pages = [
        Entry(
            PAGE,
            place.icon,
            place.words,
            partial(shell.go, place.key),
            shortcut=f"Ctrl+{number}" if number < 10 and not place.below else "",
            also=ALSO.get(place.key, ""),
        )
        for number, place in enumerate(shell.places, 1)
    ]
    actions += _exports(shell)
    history = Entry(PAGE, "history", "Riwayat perubahan", shell.history.emit, also="log catatan undo")
    return [*record, *actions, *pages, history]


def _exports(shell: WindowShell) -> list[Entry]:
    """Return what writes a list as a file: the one on screen, and those of other places."""
    entries = []
    if (begin := shell.page.exporter()) is not None:
        entries.append(_export_entry(f"Ekspor {shell.page.title} ke Excel", begin, "ekspor"))
    for place in shell.places:
        if place.key in EXPORTED and place.words != shell.page.title:
            words = f"Ekspor {place.words} ke Excel"
            entries.append(_export_entry(words, partial(_export_place, shell, place.key), ""))
    return entries


def _export_entry(words: str, begin: Callable[[], object], key: str) -> Entry:
    return Entry(ACTION, "document_table", words, begin, key=key, also="simpan csv unduh daftar tabel")


def _export_place(shell: WindowShell, place: str) -> None:
    begin = shell.go(place).exporter()
    if begin is not None:
        begin()


def paper_entries(shell: WindowShell, desk: Desk) -> list[Entry]:
    """Return the pages about papers, which stand in no navigation."""
    doors: list[tuple[str, str, str, Callable[[Shell, Desk], object], str]] = [
        (PAGE, "document_text", "Buku surat", open_book, "register nomor kosong batalkan cetak ulang agenda"),
        (
            PAGE,
            "folder",
            "Berkas desa",
            open_desa_papers,
            "pengantar rekap berita acara surat sekaligus paket",
        ),
        (ACTION, "print", "Cetak halaman uji printer", open_margin_page, "margin tepi skala kertas f4 a4"),
    ]
    return [
        Entry(group, icon, words, partial(opens, shell, desk), also=also)
        for group, icon, words, opens, also in doors
    ]


def office_entries(shell: WindowShell, desk: Desk) -> list[Entry]:
    """Return the actions that only an office has."""
    if not desk.is_office:
        return []
    act = partial(check_letter, shell, desk)
    also = "periksa qr kode scan pindai palsu verifikasi"
    erased = partial(open_erasures, shell, desk)
    law = "uu pdp hapus data pribadi berita acara pelindungan"
    return [
        Entry(ACTION, "shield_checkmark", "Cek keaslian surat", act, key="cek-surat", also=also),
        Entry(PAGE, "shield_checkmark", "Penghapusan data pribadi", erased, also=law),
    ]


def _actions_of(shell: WindowShell, desk: Desk, hit: FamilyHit) -> list[Entry]:
    """Return what can be done about a family; one that was handed over can only be read."""
    name = said_name(hit.name)

    def line(icon: str, words: str, act: Callable[[], object], aside: str = "", shortcut: str = "") -> Entry:
        return Entry(ACTION, icon, f"{words} {name}", act, aside=aside, shortcut=shortcut)

    def on_top(make: Callable[[Shell, Desk, str], Page]) -> Callable[[], object]:
        def act() -> None:
            families(shell).show_family(hit.id)
            shell.open_page(make(shell, desk, hit.id))

        return act

    def history(shell: Shell, desk: Desk, home: str) -> Page:
        from pkh_desk.gui.pages.upkeep.history import HistoryPage

        return HistoryPage(shell, desk, home, name)

    def visit() -> None:
        families(shell).show_family(hit.id)
        open_visit(shell, desk, hit.id)

    lines: list[Entry] = []
    if not hit.gone:
        if any(each.kind == VISIT.kind for each in shell.recordings):
            lines.append(line(VISIT.icon, "Catat kunjungan", visit, shortcut=VISIT.key))
        stage = f"tahap {hit.stage}" if hit.stage else ""
        lines.append(line("document_edit", "Buat surat graduasi", on_top(letter_page), stage))
        lines.append(line("edit", "Ubah data", on_top(data_page)))
        if not hit.has_case:
            lines.append(line("hat_graduation", "Usulkan graduasi", on_top(proposal_page)))
    lines.append(line("history", "Riwayat perubahan", on_top(history)))
    return lines
