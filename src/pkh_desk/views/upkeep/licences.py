"""The licences of the program and of what it is made of, in full, as they were shipped with each part."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from pkh_desk.settings import resource

PROGRAM = "pkh-desk"
PARTS = (
    ("SQLModel", "MIT", "sqlmodel"),
    ("SQLAlchemy", "MIT", "sqlalchemy"),
    ("Alembic", "MIT", "alembic"),
    ("Mako", "MIT", "mako"),
    ("Pydantic", "MIT", "pydantic"),
    ("SQLCipher (sqlcipher3)", "BSD-3-Clause; zlib", "sqlcipher3"),
    ("cryptography", "Apache-2.0 atau BSD-3-Clause", "cryptography"),
    ("pyrage", "MIT", "pyrage"),
    ("zstd (backports.zstd)", "PSF-2.0; BSD-3-Clause", "backports-zstd"),
    ("ReportLab", "BSD-3-Clause", "reportlab"),
    ("XlsxWriter", "BSD-2-Clause", "xlsxwriter"),
    ("python-calamine", "MIT", "python-calamine"),
    ("pypdfium2 dan PDFium", "Apache-2.0 atau BSD-3-Clause", "pypdfium2"),
    ("Pillow", "MIT-CMU", "pillow"),
    ("zxing-cpp", "Apache-2.0", "zxing-cpp"),
    ("RapidFuzz", "MIT", "rapidfuzz"),
    ("platformdirs", "MIT", "platformdirs"),
)
"""Each part: its name, its licence in short, the package that ships the text."""
SHIPPED = (
    ("Qt 6 dan PySide6", "LGPL-3.0", ("licences", "LGPL-3.0.txt")),
    ("Huruf Inter", "SIL OFL 1.1", ("fonts", "Inter-LICENSE.txt")),
    ("Huruf Liberation Serif", "SIL OFL 1.1", ("fonts", "LiberationSerif-OFL.txt")),
    ("Fluent UI System Icons", "MIT", ("icons", "LICENSE.txt")),
)
"""Parts whose package has no text with it: where it lies among the resources."""
NO_TEXT = "Teks lisensinya ada di folder program ini."


@dataclass(frozen=True)
class Licence:
    """One part of the program: what it is called, its licence in short and in full."""

    name: str
    short: str
    text: str


def licences() -> list[Licence]:
    """Return every part with its licence, the program itself first."""
    found = [Licence("PKH Desk", "GPL-3.0 atau yang lebih baru", _program())]
    found += [Licence(name, short, _read(resource(*where))) for name, short, where in SHIPPED]
    return found + [Licence(name, short, _of(package) or NO_TEXT) for name, short, package in PARTS]


def _program() -> str:
    # In the source tree the package may be installed without its files.
    beside = Path(__file__).resolve().parents[3] / "LICENSE"
    return _of(PROGRAM) or (_read(beside) if beside.exists() else NO_TEXT)


def _of(package: str) -> str:
    """Return all licence texts a package ships, one after the other."""
    try:
        return "\n\n".join(_texts(distribution(package)))
    except PackageNotFoundError:
        return ""


def _texts(part: Distribution) -> Iterator[str]:
    for file in sorted(part.files or (), key=str):
        inside = file.parts[0].endswith(".dist-info") and file.name.upper().startswith(
            ("LICEN", "COPYING", "NOTICE")
        )
        path = Path(str(file.locate()))
        if (inside or "licenses" in file.parts) and path.is_file() and path.suffix != ".py":
            yield _read(path)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()
