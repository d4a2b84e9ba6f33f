"""The photos of a visit and the scans of a letter: which there are, never their content."""

from dataclasses import dataclass

from sqlmodel import col, select

from pkh_desk.desk import Desk
from pkh_desk.store.people.file import File


@dataclass(frozen=True)
class FileView:
    """A photo or scan; `media_type` is image/jpeg or application/pdf, `turned` its degrees to the right."""

    id: str
    media_type: str
    sha256: str
    turned: int

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF."""
        return self.media_type == "application/pdf"


def files_of(desk: Desk, owner_kind: str, owner_id: str) -> list[FileView]:
    """Return the files of a record (`visit`, `letter`) in their order."""
    with desk.read() as session:
        rows = session.exec(
            select(File.id, File.media_type, File.sha256, File.turned)
            .where(File.owner_kind == owner_kind, File.owner_id == owner_id, File.deleted == False)  # noqa: E712
            .order_by(col(File.place), File.id)
        ).all()
    return [FileView(*row) for row in rows]
