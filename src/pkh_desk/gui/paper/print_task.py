"""PRINT TASK: what a print sheet prints: how it looks, how it is written, what follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pkh_desk.actions.graduation.certificates import preview_certificates, write_certificates
from pkh_desk.actions.graduation.desa_papers import PREVIEWED, BatchWishes, preview_batch, write_batch
from pkh_desk.actions.graduation.family_papers import CHECKLIST, EVIDENCE, preview_family, write_family
from pkh_desk.actions.graduation.letter import LetterWishes, next_code
from pkh_desk.actions.graduation.paper_pages import margin_page
from pkh_desk.actions.graduation.papers import PapersMade, papers_pdf, record_again
from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import LETTER_KIND

Also = tuple[str, ...]
Progress = Callable[[int, int], None]
PAPERS = ("f4", "a4")
LISTS = tuple((code, LETTER_KIND[code]) for code in (CHECKLIST, EVIDENCE))


@dataclass(frozen=True)
class PrintTask:
    """One thing to print. `title` and `about` say what; `papers` are those to choose from.

    `preview(paper, also)` draws it and records nothing. `write(paper, also, how, copies, progress)` records
    that it leaves and says which papers these are; None: there is nothing to record. `also` are lists that
    may go along, (code, words). So many pages `more` are printed than the preview shows. `moves`: a case
    moves on with it. `code` names the file, never a person. `done(made)` follows once it is out and the sheet
    is closed.
    """

    title: str
    about: str
    papers: tuple[str, ...]
    preview: Callable[[str, Also], bytes]
    write: Callable[[str, Also, str, int, Progress], PapersMade] | None
    code: Callable[[], str]
    also: tuple[tuple[str, str], ...] = ()
    more: int = 0
    moves: bool = False
    family_id: str = ""
    done: Callable[[PapersMade], object] = lambda made: None


def letter_task(
    desk: Desk,
    family_id: str,
    wishes: LetterWishes,
    about: str,
    moves: bool,
    done: Callable[[PapersMade], object],
) -> PrintTask:
    """Return the task of a letter that is not written yet; `moves`: its case goes on with it."""

    def preview(paper: str, also: Also) -> bytes:
        return preview_family(desk, family_id, replace(wishes, paper=paper), also)

    def write(paper: str, also: Also, how: str, copies: int, _progress: Progress) -> PapersMade:
        return write_family(desk, family_id, replace(wishes, paper=paper), also, how, copies)

    return PrintTask(
        title="Cetak surat",
        about=about,
        papers=(wishes.paper, *(paper for paper in PAPERS if paper != wishes.paper)),
        preview=preview,
        write=write,
        code=lambda: next_code(desk, desk.today()),
        also=LISTS,
        moves=moves,
        family_id=family_id,
        done=done,
    )


def again_task(desk: Desk, made: PapersMade, paper: str, about: str, family_id: str = "") -> PrintTask:
    """Return the task of papers that were written before: the very pages they were, on their own paper."""

    def write(_paper: str, _also: Also, how: str, copies: int, _progress: Progress) -> PapersMade:
        record_again(desk, made, how, copies)
        return made

    return PrintTask(
        title="Cetak ulang",
        about=about,
        papers=(paper,),
        preview=lambda _paper, _also: papers_pdf(desk, made),
        write=write,
        code=lambda: made.codes[0],
        family_id=family_id,
    )


def batch_task(
    desk: Desk,
    wishes: BatchWishes,
    about: str,
    done: Callable[[PapersMade], object],
) -> PrintTask:
    """Return the task of a desa's papers, or of many families' letters, that are not written yet."""

    def write(_paper: str, _also: Also, how: str, copies: int, progress: Progress) -> PapersMade:
        return write_batch(desk, wishes, how, copies, progress)

    return PrintTask(
        title="Cetak berkas",
        about=about,
        papers=(wishes.packet.paper,),
        preview=lambda _paper, _also: preview_batch(desk, wishes),
        write=write,
        code=lambda: next_code(desk, desk.today()),
        more=max(0, len(wishes.packet.household_ids) - PREVIEWED) if wishes.letters else 0,
        done=done,
    )


def certificates_task(desk: Desk, household_ids: Sequence[str]) -> PrintTask:
    """Return the task of the certificates of these families, for the wisuda."""

    def write(paper: str, _also: Also, how: str, copies: int, progress: Progress) -> PapersMade:
        return write_certificates(desk, household_ids, paper, how, copies, progress)

    return PrintTask(
        title="Cetak piagam",
        about=f"Piagam graduasi, {len(household_ids)} keluarga. Nomor dan tanggal SK dari keputusannya.",
        papers=("a4", "f4"),
        preview=lambda paper, _also: preview_certificates(desk, household_ids, paper),
        write=write,
        code=lambda: f"piagam-{desk.today():%Y-%m-%d}",
    )


def margin_task() -> PrintTask:
    """Return the task of the test page; nothing is recorded."""
    return PrintTask(
        title="Halaman uji printer",
        about="Memeriksa tepi dan ukuran cetak. Tidak ada data keluarga di halaman ini.",
        papers=PAPERS,
        preview=lambda paper, _also: margin_page(paper),
        write=None,
        code=partial(str, "halaman-uji-printer"),
    )
