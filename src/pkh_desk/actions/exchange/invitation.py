"""Looking at an invitation before it is used, also on a laptop that has no desk yet."""

from dataclasses import dataclass
from pathlib import Path

from pkh_desk.domain.words import CODE_LENGTH, four_words
from pkh_desk.errors import FileNotUsable
from pkh_desk.sync.enrolment.invitation import LARGEST, read_invitation


@dataclass(frozen=True)
class InvitationView:
    """For whom an invitation is, from which office, until when (ms UTC), and the office's four words."""

    name: str
    office: str
    expires_at: int
    words: str


def tidy_code(typed: str) -> str:
    """Return a code as it is said over the phone, ABCD-EFGH-JKMN; shorter while it is not complete."""
    letters = "".join(filter(str.isalnum, typed.upper()))[:CODE_LENGTH]
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def is_complete(typed: str) -> bool:
    """Tell whether all letters of a code are there."""
    return sum(map(str.isalnum, typed)) >= CODE_LENGTH


def look_at_invitation(path: Path, code: str, now: int) -> InvitationView:
    """Open an invitation with its code. Raises FileNotUsable, InvitationInvalid, InvitationExpired."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise FileNotUsable(
            "Berkas undangan tidak bisa dibaca. Tidak ada yang diubah.", "Periksa USB atau unduh ulang."
        ) from error
    public = read_invitation(content, code, now).public
    return InvitationView(
        public.name, public.office_name, public.expires_at, four_words(public.office.fingerprint())
    )
