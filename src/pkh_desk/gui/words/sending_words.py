"""SENDING WORDS: what Kirim & Terima says about catatan, files and answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pkh_desk.domain.text import dots
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.errors import DiskFull, FolderGone, UserError
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.views.exchange.sending import ANSWERED, ARRIVED, HANDED_OVER, MADE, SentFile, ToSend
from pkh_desk.views.upkeep.history import WORDS

if TYPE_CHECKING:
    from pkh_desk.actions.exchange.receive import Answer, Preview
    from pkh_desk.actions.exchange.send import Sent

MOST_NAMES = 4
# kind of catatan -> (what several are called, icon)
KINDS = {
    "household": ("Data keluarga", "people"),
    "visit": ("Kunjungan rumah", "person_home"),
    "commitment": ("Komitmen", "calendar_ltr"),
    "kelompok": ("Kelompok", "people_community"),
    "graduation_case": ("Tahap graduasi", "hat_graduation"),
    "letter": ("Surat graduasi", "document_text"),
    "product": ("Produk dan stok", "box"),
    "petugas": ("Data petugas", "person"),
    "file": ("Foto dan pindaian", "note"),
}
STEPS = {MADE: "Dibuat", HANDED_OVER: "Diserahkan", ARRIVED: "Sampai di kantor", ANSWERED: "Dijawab"}
# fate -> (icon, token of its colour)
FATE_LOOKS = {
    "belum": ("arrow_upload", "amber"),
    "sampai": ("clock", "text2"),
    "diterima": ("checkmark_circle", "green"),
    "menunggu": ("clock", "amber"),
    "dikembalikan": ("warning", "red"),
    "ditolak": ("error_circle", "red"),
}


def kind_words(kind: str) -> str:
    """Return what catatan of a kind are called."""
    return KINDS.get(kind, (WORDS.get(kind, kind), ""))[0]


def kind_icon(kind: str) -> str:
    """Return the icon of a kind."""
    return KINDS.get(kind, ("", "note"))[1]


def say_size(size: int) -> str:
    """Say a size in bytes: 410 KB, 6,2 GB."""
    for unit, most in (("KB", 1_000_000), ("MB", 1_000_000_000)):
        if size < most:
            number = size / most * 1000
            return f"{max(1, round(number))} {unit}" if number >= 10 or unit == "KB" else _comma(number, unit)
    return _comma(size / 1_000_000_000, "GB")


def say_counts(counts: Mapping[str, int]) -> str:
    """Say fates with their counts: 33 diterima, 1 dikembalikan."""
    return ", ".join(f"{dots(count)} {FATE[fate].lower()}" for fate, count in counts.items() if count)


def say_content(records: int, photos: int) -> str:
    """Say what is in a sending: 12 catatan, 1.204 catatan dan 3 foto."""
    count = f"{dots(records)} catatan"
    if not photos:
        return count
    return f"{count} dan {photos} foto" if records else f"{photos} foto"


def say_names(file: SentFile) -> str:
    """Name the files of a sending, and those that could not be written."""
    said = f"Berkas: {listed_names(file.names)}." if file.names else ""
    missing = file.parts - len(file.names)
    return f"{said} {missing} berkas lagi tidak tertulis." if missing else said


def listed_names(names: Sequence[str]) -> str:
    """Return names of files as one text; of many the first and the last."""
    return ", ".join(names) if len(names) <= MOST_NAMES else f"{names[0]} sampai {names[-1]}"


def say_made(sent: "Sent", place: str) -> str:
    """Say that a sending is there, and what to do with it."""
    words = f"Berkas kiriman #{sent.sequence} siap di {place}. Tandai diserahkan bila sudah sampai."
    if len(sent.files) > 1:
        names = listed_names([path.name for path in sent.files])
        words = (
            f"Kiriman #{sent.sequence} siap di {place} dalam {len(sent.files)} berkas: {names}. "
            "Serahkan semuanya, urutannya bebas, lalu tandai diserahkan."
        )
    return f"{words}{_left_out(sent)}"


def say_copied(sent: "Sent") -> str:
    """Say that a sending waits to be pasted into a chat."""
    what = f"Berkas kiriman #{sent.sequence} disalin."
    if len(sent.files) > 1:
        names = listed_names([path.name for path in sent.files])
        what = f"{len(sent.files)} berkas kiriman #{sent.sequence} disalin: {names}."
    return f"{what} Buka WhatsApp, pilih kantor, tekan Ctrl+V.{_left_out(sent)}"


def _left_out(sent: "Sent") -> str:
    """Say which photos did not go along, and why."""
    said = f" {sent.later} foto menyusul sesudah kantor menyetujui laptop ini." if sent.later else ""
    if sent.broken:
        said += (
            f" {sent.broken} foto rusak di laptop ini dan tidak ikut: ambil dari cadangan atau foto ulang."
        )
    return said


def say_result(file: SentFile, made: datetime, now: datetime) -> str:
    """Say what came of a sending."""
    lacking = f"{file.lacking} foto belum sampai" if file.lacking else ""
    if file.step == ANSWERED:
        return ", ".join(filter(None, (say_counts(file.fates), lacking))) or "Semua diterima"
    if file.step == ARRIVED:
        days = (now.date() - made.date()).days
        return f"Menunggu jawaban, {days} hari" if days else "Menunggu jawaban"
    return "Belum ada jawaban" if file.step == HANDED_OVER else "Belum diserahkan"


def say_not_sent(error: UserError, usb: bool, state: ToSend | None) -> str:
    """Say why a sending was not made, that nothing is lost, and what to do."""
    if isinstance(error, FolderGone) and usb:
        count = f"{dots(state.records)} catatan" if state else "Semua catatan"
        return (
            f"USB tercabut sebelum selesai. {count} masih lengkap dan tetap ditandai belum terkirim. "
            "Pasang USB lagi, lalu Ulangi."
        )
    if isinstance(error, DiskFull):
        size = say_size(state.size) if state else "lebih banyak ruang"
        where = "USB" if usb else "Folder itu"
        return f"{where} penuh, perlu {size}. Kiriman belum dibuat. Pilih USB atau folder lain."
    return str(error)


def preview_lines(preview: "Preview") -> list[str]:
    """Say what an answer would bring."""
    lines = [
        f"{dots(count)} {kind_words(table).lower()}"
        for table, count in preview.records.items()
        if table in KINDS
    ]
    others = sum(count for table, count in preview.records.items() if table not in KINDS)
    if others:
        lines.append(f"{dots(others)} data lain")
    if preview.fates:
        lines.append(f"Catatan Anda: {say_counts(preview.fates)}")
    if preview.gone:
        lines.append(f"{dots(preview.gone)} keluarga pindah ke pendamping lain, di sini hanya bisa dibaca")
    return lines or ["Tidak ada yang baru"]


def say_used(preview: "Preview", used: datetime, now: datetime) -> str:
    """Say that an answer was used before."""
    return f"Jawaban #{preview.sequence} sudah dipakai {say_moment(used, now)}. Tidak ada yang berubah."


def say_answer(answer: "Answer") -> str:
    """Say what an answer did."""
    words = f"Jawaban #{answer.sequence} dipakai."
    if told := say_counts(answer.fates):
        words += f" Catatan Anda: {told}."
    if answer.differs:
        words += " Jumlahnya belum sama dengan kantor: kirim sekali lagi, jawaban berikutnya akan lengkap."
    return words


def _comma(number: float, unit: str) -> str:
    return f"{number:.1f} {unit}".replace(".", ",")
