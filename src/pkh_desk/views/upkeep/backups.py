"""The backups of this desk: when each was made, why, and how large it is."""

from dataclasses import dataclass

from pkh_desk.desk import Desk

WHY = {
    "tangan": "Dibuat sendiri",
    "otomatis": "Otomatis",
    "sebelum-impor": "Sebelum impor",
    "sebelum-terima": "Sebelum jawaban kantor diterapkan",
    "sebelum-terapkan": "Sebelum kiriman diterapkan",
    "sebelum-pembaruan": "Sebelum pembaruan program",
}


@dataclass(frozen=True)
class BackupView:
    """One backup; `made_at` in ms UTC, `size` in bytes."""

    name: str
    made_at: int
    why: str
    size: int


def backups(desk: Desk) -> list[BackupView]:
    """Return the backups in the desk's own folder, newest first."""
    return [
        BackupView(each.path.name, each.made_at, WHY.get(each.label, each.label), each.path.stat().st_size)
        for each in desk.backups.list()
    ]
