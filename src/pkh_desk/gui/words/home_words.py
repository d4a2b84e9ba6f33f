"""HOME WORDS: what the first page says: a greeting, each task in a row, the families opened last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pkh_desk.domain.text import dots
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.views.people.today import (
    DUE,
    LATE_PROMISE,
    RETURNED,
    STOCK,
    STUCK,
    UNSENT,
    UNSIGNED,
    VISITS,
    Item,
    Recent,
    Task,
)

MOST_NAMES = 3
# what came back -> (its noun, words of the button)
SUBJECTS = {
    "letter": ("Surat", "Perbaiki surat"),
    "graduation_case": ("Tahap graduasi", "Buka tahap"),
    "visit": ("Kunjungan", "Perbaiki kunjungan"),
    "product": ("Produk", "Lihat keluarga"),
    "household": ("Data", "Lihat keluarga"),
}
RECORDED = {
    "visit": "kunjungan",
    "letter": "surat",
    "graduation_case": "graduasi",
    "product": "stok",
    "household": "data keluarga",
}


@dataclass(frozen=True)
class TaskLine:
    """A row of "Perlu dikerjakan": disc, two lines, and the words of its one button."""

    icon: str
    tone: str
    title: str
    text: str
    button: str


def greeting(now: datetime, name: str) -> str:
    """Greet by the time of day and the first name."""
    parts = ((11, "pagi"), (15, "siang"), (18, "sore"), (24, "malam"))
    return f"Selamat {next(word for until, word in parts if now.hour < until)}, {name.split()[0]}"


def task_line(task: Task) -> TaskLine:
    """Return the row of a task."""
    return _SAY[task.kind](task)


def recent_words(each: Recent, now: datetime, at: datetime) -> tuple[str, str, str]:
    """Return name, place and what was recorded last of a family."""
    place = joined(each.desa, f"Kelompok {said_name(each.kelompok)}" if each.kelompok else "")
    return said_name(each.name), place, f"{RECORDED.get(each.kind, 'catatan')} {say_moment(at, now)}"


def all_done(visited: int, target: int) -> str:
    """Say that nothing is left, with how the visits stand."""
    return f"Tidak ada yang mendesak. {visited} dari {target} kunjungan selesai."


def _returned(task: Task) -> TaskLine:
    (item,) = task.items
    noun, button = SUBJECTS.get(task.subject, ("Catatan", "Lihat keluarga"))
    return TaskLine(
        "arrow_undo", "amber", f"{noun} {said_name(item.name)} dikembalikan kantor", item.detail, button
    )


def _due(task: Task) -> TaskLine:
    (item,) = task.items
    return TaskLine(
        "flag", "teal", f"Janji {said_name(item.name)} jatuh tempo hari ini", item.detail, "Catat kunjungan"
    )


def _late_promise(task: Task) -> TaskLine:
    first = task.items[0]
    if task.count == 1:
        title = f"Janji {said_name(first.name)} lewat {first.days} hari"
        return TaskLine("flag", "amber", title, first.detail, "Catat kunjungan")
    names = _names(task.items, lambda item: f"{said_name(item.name)} ({item.detail})")
    return TaskLine("flag", "amber", f"{task.count} janji sudah lewat", names, "Buka yang pertama")


def _unsigned(task: Task) -> TaskLine:
    names = _names(task.items, lambda item: f"{said_name(item.name)} ({item.days} hari)")
    title = f"{task.count} surat pernyataan belum kembali bertanda tangan"
    button = "Catat tanda tangan" if task.count == 1 else "Buka alur"
    return TaskLine("document_edit", "amber", title, f"Sudah dicetak: {names}", button)


def _stuck(task: Task) -> TaskLine:
    words = _names(task.items, lambda item: f"{said_name(item.name)} ({item.detail}, {item.days} hari)")
    button = "Buka tahap" if task.count == 1 else "Buka alur"
    return TaskLine("hat_graduation", "amber", f"{task.count} calon terlalu lama di tahapnya", words, button)


def _visits(task: Task) -> TaskLine:
    most = next(iter(task.items), None)
    where = f"Terbanyak di {most.name} ({most.detail})" if most else ""
    left = f"Sisa {task.days} hari kerja" if task.days else "Ini hari kerja terakhir bulan ini"
    title = f"{dots(task.count)} keluarga belum dikunjungi bulan ini"
    return TaskLine("people", "gray", title, joined(where, left), "Lihat daftar")


def _unsent(task: Task) -> TaskLine:
    title = f"{dots(task.count)} catatan belum terkirim ke kantor"
    return TaskLine("arrow_upload", "amber", title, "Catatan aman di laptop ini.", "Kirim")


def _stock(task: Task) -> TaskLine:
    first = task.items[0]
    if task.count == 1:
        amount = first.detail
        title = f"{first.name} habis" if amount.startswith(("0 ", "-")) else f"{first.name} tinggal {amount}"
        return TaskLine("box", "gray", title, f"Milik {said_name(task.subject)}", "Catat stok")
    names = _names(task.items, lambda item: f"{item.name} ({item.detail})")
    return TaskLine("box", "gray", f"Stok {task.count} produk tipis", names, "Lihat produk")


def _names(items: Sequence[Item], say: Callable[[Item], str]) -> str:
    """Name a few, and count the rest."""
    named = [say(item) for item in items[:MOST_NAMES]]
    more = len(items) - len(named)
    if more:
        return f"{', '.join(named)}, dan {more} lagi"
    return " dan ".join(part for part in (", ".join(named[:-1]), named[-1]) if part)


_SAY: dict[str, Callable[[Task], TaskLine]] = {
    RETURNED: _returned,
    DUE: _due,
    LATE_PROMISE: _late_promise,
    UNSIGNED: _unsigned,
    STUCK: _stuck,
    VISITS: _visits,
    UNSENT: _unsent,
    STOCK: _stock,
}
