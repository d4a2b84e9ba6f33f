"""What can go wrong in the world, each as a sentence for a person, a hint and an exit code of its own.

A `UserError` is never a bug: the window shows it as a bar or dialog, the command line prints it and exits
with its code. A `Problem` marks one field of a form. Anything else that is raised is a bug (exit 70).
The text says what happened and what is safe, the hint says what to do (design: microcopy).
"""

from dataclasses import dataclass
from typing import ClassVar


class UserError(Exception):
    """Something the person can understand and act on.

    `text`: what happened and what is safe, in Bahasa Indonesia. `hint`: what to do next (may be empty).
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.text} {self.hint}".strip()


@dataclass(frozen=True)
class Problem:
    """One field that cannot be saved as it is; `text` is the sentence under the field."""

    field: str
    text: str
    fix: str | None = None


class InvalidInput(UserError):
    """A form or command with fields that cannot be saved."""

    exit_code = 20

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(p.text for p in problems))
        self.problems = problems


class WrongPassphrase(UserError):
    """The passphrase opens no slot of the vault."""

    exit_code = 10


class NoDesk(UserError):
    """There is no desk in this home yet."""

    exit_code = 11


class DeskExists(UserError):
    """`init` on a home that already holds a desk."""

    exit_code = 12


class DeskBusy(UserError):
    """The database stays locked by another process longer than the waiting time."""

    exit_code = 13


class NewerDatabase(UserError):
    """The database was written by a newer version of the program."""

    exit_code = 14


class DamagedDatabase(UserError):
    """The database fails its own checks, or its key does not fit."""

    exit_code = 15


class DiskFull(UserError):
    """No space left where something had to be written."""

    exit_code = 16


class FolderGone(UserError):
    """The target folder vanished or cannot be written to."""

    exit_code = 17


class NetworkDrive(UserError):
    """The home lies on a network drive, where SQLite's locks cannot be trusted."""

    exit_code = 18


class ProgramDamaged(UserError):
    """A file that came with the program is gone, or is not what it was."""

    exit_code = 19


class FamilyNotFound(UserError):
    """No family has this id, NIK or No KK."""

    exit_code = 21


class FamilyAmbiguous(UserError):
    """More than one family answers to this number."""

    exit_code = 22


class RecordNotFound(UserError):
    """A product, member, case, conflict, desk or act that was named does not exist."""

    exit_code = 23


class NothingToUndo(UserError):
    """There is no act left that could be undone."""

    exit_code = 24


class CannotUndo(UserError):
    """The act is one that is never undone (a print, a letter number) or was built upon since."""

    exit_code = 25


class StageNotAllowed(UserError):
    """The graduation case cannot take this step from where it stands."""

    exit_code = 26


class LetterDoesNotFit(UserError):
    """The letter would not fit one page of this paper; `where` names its longest passage ("points.2")."""

    exit_code = 27

    def __init__(self, text: str, hint: str = "", where: str = "") -> None:
        super().__init__(text, hint)
        self.where = where


class HandedOver(UserError):
    """The family was handed to another pendamping; it can be read here, not changed."""

    exit_code = 28


class WrongRole(UserError):
    """The act belongs to the other role (kantor or pendamping)."""

    exit_code = 29


class SheetDamaged(UserError):
    """A spreadsheet that is broken, cut short, or not what its name says."""

    exit_code = 30


class SheetTooBig(UserError):
    """A spreadsheet beyond the limits: zip bomb, far-away cell, too many rows."""

    exit_code = 31


class SheetLocked(UserError):
    """A spreadsheet protected by a password."""

    exit_code = 32


class NoListFound(UserError):
    """A readable file that holds no list of families."""

    exit_code = 33


class FileNotUsable(UserError):
    """A path that cannot be read at all: missing, a folder, empty, or no permission."""

    exit_code = 34


class BadPhoto(UserError):
    """An image that is broken, too large, or of a kind that is not read."""

    exit_code = 35


class TemplateInvalid(UserError):
    """A letter template that cannot be used: unknown or recursive placeholder, no such version."""

    exit_code = 36


class LetterRefused(UserError):
    """A paper is not the letter that was recorded, or that letter was voided."""

    exit_code = 37


class BundleRefused(UserError):
    """A sync file that was not taken; `reason` is the machine-readable cause, listed in sync/FORMAT.md.

    Raised only as one of the classes below.
    """

    def __init__(self, text: str, hint: str = "", reason: str = "") -> None:
        super().__init__(text, hint)
        self.reason = reason


class BundleDamaged(BundleRefused):
    """A sync file that was cut, changed or is not one."""

    exit_code = 40


class BundleNotForMe(BundleRefused):
    """A sync file sealed or addressed to somebody else."""

    exit_code = 41


class BundleUntrusted(BundleRefused):
    """A sync file whose signature is not by a known, unrevoked desk."""

    exit_code = 42


class BundleStale(BundleRefused):
    """An answer older than what is already here, or from before the office was restored."""

    exit_code = 43


class BundleTooNew(BundleRefused):
    """A sync file that needs a newer program."""

    exit_code = 44


class BundleGap(BundleRefused):
    """An answer that builds on one that never arrived."""

    exit_code = 45


class SomeFilesRefused(UserError):
    """Of several files at least one was refused; the others were taken."""

    exit_code = 46


class InvitationInvalid(UserError):
    """An invitation whose file and code do not fit, or that is damaged."""

    exit_code = 47


class InvitationExpired(UserError):
    """An invitation past its date."""

    exit_code = 48


class WrongWords(UserError):
    """The four words read over the phone are not those of the key."""

    exit_code = 49


class NotEnrolled(UserError):
    """The desk belongs to no office yet."""

    exit_code = 50


class AlreadyEnrolled(UserError):
    """The desk already belongs to an office."""

    exit_code = 51


class JoinRefused(UserError):
    """The office does not take this laptop in."""

    exit_code = 53


class PartsMissing(UserError):
    """Of the files of one sending some are written and good, the others are not there."""

    exit_code = 54


class ResetRefused(UserError):
    """A request for a new passphrase, or its answer, that is wrong, foreign, expired, or was used before."""

    exit_code = 52


class ChecksFailed(UserError):
    """`check` found something that is not as it must be."""

    exit_code = 60


class BackupBad(UserError):
    """A backup that does not open or fails its checks."""

    exit_code = 61


class DesksDiffer(UserError):
    """Laptop and office do not hold the same after an exchange."""

    exit_code = 62


class Cancelled(UserError):
    """The person stopped a long job; nothing changed."""

    exit_code = 63


class PrinterGone(UserError):
    """A printer that was unplugged, switched off, or does not take the job."""

    exit_code = 64
