"""DROPS: files that somebody lets fall on the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from pkh_desk.actions.exchange.folder import is_named_sealed

SHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".txt")
"""Endings of files that hold a list of families; what they really are is found out when they are read."""

INVITATION = ".undangan"

PAPERS = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".pdf")
"""Endings of photos and scans."""


def is_key(path: Path) -> bool:
    """Tell by its ending whether a file is about a forgotten passphrase."""
    return path.suffix.lower() == ".kunci"


def dropped_paths(mime: QMimeData) -> list[Path]:
    """Return the files and folders of this computer among what is dragged; a stick is a folder."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def dropped_files(mime: QMimeData) -> list[Path]:
    """Return the files of this computer among what is dragged; folders and addresses of the net are none."""
    return [path for path in dropped_paths(mime) if not path.is_dir()]


def is_paper(path: Path) -> bool:
    """Tell by its ending whether a file may be a photo or scan of a paper."""
    return path.suffix.lower() in PAPERS


def is_sheet(path: Path) -> bool:
    """Tell by its ending whether a file may be a list of families."""
    return path.suffix.lower() in SHEETS


def may_be_sealed(path: Path) -> bool:
    """Tell by its name whether a file goes between office and laptop; a folder may hold such files."""
    return is_named_sealed(path.name) or path.suffix.lower() == INVITATION or path.is_dir()
