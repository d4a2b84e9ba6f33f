"""How the blocks of a paper are spread over pages: one page wherever it must be one, more under a table.

A letter is one page always: type steps down until it fits, else it is refused. A paper with a table may go
on: the table continues under its header, and a signature block is never split nor left alone; the paragraph
before it, or the last row of the table, comes along.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pkh_desk.errors import LetterDoesNotFit
from pkh_desk.papers.certificate import compose_certificate
from pkh_desk.papers.drawing.compose import compose
from pkh_desk.papers.drawing.fonts import Faces
from pkh_desk.papers.drawing.grid import Grid
from pkh_desk.papers.drawing.measure import Block
from pkh_desk.papers.drawing.page import Paper
from pkh_desk.papers.drawing.passages import Paragraph
from pkh_desk.papers.drawing.signatures import Signatures
from pkh_desk.papers.template.template import LetterTemplate
from pkh_desk.papers.template.wording import LetterWords

SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
"""Type sizes that are tried, roomiest first; below 9 points a letter is not for everybody's eyes."""

ROOMY = 1.0


@dataclass(frozen=True)
class Layout:
    """The blocks of each page, the room (0 to 1) given to them, the type size in points."""

    pages: tuple[tuple[Block, ...], ...]
    room: float
    size: float


def lay_out(words: LetterWords, template: LetterTemplate, paper: Paper, faces: Faces) -> Layout:
    """Spread a paper over its pages. Raises LetterDoesNotFit naming the longest passage."""
    composed = compose_certificate if template.layout == "piagam" else compose
    sizes = [template.size, *(size for size in SIZES if size < template.size)]
    blocks: Sequence[Block] = ()
    for size in sizes[:1] if words.table else sizes:
        blocks = composed(words, paper, faces, size)
        tight = sum(block.gap.tight + block.height.tight for block in blocks)
        roomy = sum(block.gap.roomy + block.height.roomy for block in blocks)
        if tight <= paper.body_height:
            room = ROOMY if roomy <= paper.body_height else (paper.body_height - tight) / (roomy - tight)
            return Layout((tuple(blocks),), room, size)
    if words.table:
        return Layout(_paged(blocks, paper), ROOMY, template.size)
    raise _too_long(blocks, paper)


def _paged(blocks: Sequence[Block], paper: Paper) -> tuple[tuple[Block, ...], ...]:
    pages = _Pages(paper)
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, Grid):
            pages.add_table(block)
        elif isinstance(block, Paragraph) and waiting and isinstance(waiting[0], Signatures):
            pages.add(block, waiting.pop(0))
        else:
            pages.add(block)
    return tuple(tuple(page) for page in pages.done)


class _Pages:
    """Pages as they fill: the blocks of each, and how much of the last one is used."""

    def __init__(self, paper: Paper) -> None:
        self.done: list[list[Block]] = [[]]
        self._paper = paper
        self._used = 0.0

    def add(self, *together: Block) -> None:
        """Place blocks that stay together, on a new page if they do not fit this one."""
        if self._height(together) > self._left:
            brought = self._last_row() if isinstance(together[-1], Signatures) else ()
            self._turn()
            together = (*brought, *together)
            if self._height(together) > self._left:
                raise _too_long(together, self._paper)
        self._place(*together)

    def add_table(self, table: Grid) -> None:
        """Place a table over as many pages as it needs, at least one row under each header."""
        while True:
            count = table.fitting(self._left - self._gap(table))
            if count == table.count:
                self._place(table)
                return
            if count:
                part, table = table.split(count)
                self._place(part)
            elif not self.done[-1]:
                raise _too_long([table], self._paper)
            self._turn()

    @property
    def _left(self) -> float:
        return self._paper.body_height - self._used

    def _gap(self, block: Block) -> float:
        return block.gap.at(ROOMY) if self.done[-1] else 0.0

    def _height(self, blocks: Sequence[Block]) -> float:
        gaps = self._gap(blocks[0]) + sum(block.gap.at(ROOMY) for block in blocks[1:])
        return gaps + sum(block.height.at(ROOMY) for block in blocks)

    def _place(self, *blocks: Block) -> None:
        self._used += self._height(blocks)
        self.done[-1] += blocks

    def _last_row(self) -> tuple[Block, ...]:
        """Take the last row off a table that ends this page, if more of it stays."""
        last = self.done[-1][-1] if self.done[-1] else None
        if not isinstance(last, Grid) or last.count < 2:
            return ()
        self.done[-1][-1], row = last.split(last.count - 1)
        return (row,)

    def _turn(self) -> None:
        self.done.append([])
        self._used = 0.0


def _too_long(blocks: Sequence[Block], paper: Paper) -> LetterDoesNotFit:
    texts = [block for block in blocks if not isinstance(block, Signatures)] or blocks
    longest = max(texts, key=lambda block: block.height.tight)
    return LetterDoesNotFit(
        f"Surat tidak muat pada satu halaman {paper.name}. Bagian terpanjang: {longest.label}.",
        "Persingkat bagian itu, lalu buat surat lagi. Belum ada yang dicetak.",
        longest.name if isinstance(longest, Paragraph) else "",
    )
