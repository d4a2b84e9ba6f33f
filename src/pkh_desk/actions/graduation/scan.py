"""Scans of signed papers: a photo at the resolution of a page, or a PDF of a few pages as it is.

Source: decisions, Files: 2480 px (A4 at 300 dpi), PDF up to 10 pages.
"""

from dataclasses import dataclass
from pathlib import Path

from pkh_desk.actions.people.photo import BIGGEST_FILE, shrink
from pkh_desk.desk import Desk
from pkh_desk.errors import BadPhoto, FileNotUsable
from pkh_desk.papers.render import Picture, page_count, render_page

LONGEST_SIDE, SMALL_ENOUGH = 2480, 1_200_000
MOST_PAGES, BIGGEST_PDF = 10, 5_000_000
PDF = b"%PDF-"
USABLE = "JPEG, PNG, WebP, atau PDF"


@dataclass(frozen=True)
class Scan:
    """A scan as it is kept; `media_type` is image/jpeg or application/pdf."""

    content: bytes
    media_type: str

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF."""
        return self.media_type == "application/pdf"


def clean_scan(content: bytes) -> Scan:
    """Return a photo or PDF as it is kept. Raises BadPhoto."""
    if not content.startswith(PDF):
        return Scan(shrink(content, LONGEST_SIDE, SMALL_ENOUGH, USABLE), "image/jpeg")
    if len(content) > BIGGEST_PDF:
        raise BadPhoto("PDF ini terlalu besar. Tidak ada yang berubah.", "Pindai lagi di bawah 5 MB.")
    try:
        pages = page_count(content)
    except RuntimeError as error:  # PDFium's own error: broken, or locked by a password
        raise BadPhoto(
            "PDF ini tidak bisa dibaca. Tidak ada yang berubah.", "Pindai atau foto lagi."
        ) from error
    if not 1 <= pages <= MOST_PAGES:
        raise BadPhoto(
            f"PDF ini punya {pages} halaman. Tidak ada yang berubah.", "Simpan halaman suratnya saja."
        )
    return Scan(content, "application/pdf")


def hold_scan(desk: Desk, path: Path) -> tuple[str, Scan]:
    """Read a scan for a form that is not saved yet; return its SHA-256 and the scan.

    It lies encrypted on disk from now on, so that a draft needs to name it only. Raises FileNotUsable,
    BadPhoto, DiskFull, FolderGone.
    """
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise BadPhoto(
                "Berkas ini terlalu besar. Tidak ada yang berubah.", "Pilih berkas di bawah 40 MB."
            )
        content = path.read_bytes()
    except OSError as error:
        raise FileNotUsable(
            "Berkas tidak bisa dibaca. Tidak ada yang berubah.", "Periksa berkasnya."
        ) from error
    scan = clean_scan(content)
    return desk.blobs.put(scan.content), scan


def sheet_count(content: bytes) -> int:
    """Return how many sheets a kept scan has: the pages of a PDF, or one photo."""
    return page_count(content) if content.startswith(PDF) else 1


def sheet_picture(content: bytes, sheet: int, width_px: int) -> Picture | None:
    """Return a sheet of a kept PDF as pixels, `width_px` wide; None if it is a photo."""
    return render_page(content, sheet, width_px=width_px) if content.startswith(PDF) else None


def held_scan(desk: Desk, digest: str) -> Scan | None:
    """Return a scan that a form holds, or None if it is gone."""
    content = desk.blobs.get(digest)
    if content is None:
        return None
    return Scan(content, "application/pdf" if content.startswith(PDF) else "image/jpeg")
