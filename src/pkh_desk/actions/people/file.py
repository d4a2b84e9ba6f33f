"""Opening a kept photo or scan: it shows people and papers, so each use of it is noted."""

from pathlib import Path

from pkh_desk.actions.lists.saving import save_file
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.desk import Desk
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.people.file import File

WORDS = {"visit": "foto kunjungan", "letter": "pindaian surat", "product": "foto produk"}


def open_file(desk: Desk, file_id: str, what: str = "lihat") -> bytes:
    """Return the content of a file, noting that it was looked at (`lihat`) or taken out (`ekspor`).

    Raises RecordNotFound, also where its content has not arrived yet, and DamagedDatabase.
    """
    with desk.read() as session:
        row = session.get(File, file_id)
        content = desk.blobs.get(row.sha256) if row is not None and not row.deleted else None
        if row is None or content is None:
            raise RecordNotFound(
                "Berkas ini tidak ada di komputer ini.", "Mungkin belum ikut dikirim ke sini."
            )
        home, why = row.household_id, WORDS.get(row.owner_kind, "berkas")
    note_access(desk, what, home, why)
    return content


def take_out(desk: Desk, file_id: str, path: Path) -> None:
    """Write a file as it is to `path`. Raises what `open_file` does, DiskFull, FolderGone."""
    save_file(path, open_file(desk, file_id, "ekspor"))
