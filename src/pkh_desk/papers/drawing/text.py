"""Text broken into lines that fit a width, measured in thousandths of the font size."""

from dataclasses import dataclass

from pkh_desk.papers.drawing.fonts import Face


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `width` in thousandths of the font size, `gaps` the spaces that justifying widens.

    `ends` marks the last line of its paragraph, which is never justified.
    """

    text: str
    width: float
    gaps: int
    ends: bool


def wrap(text: str, face: Face, measure: float) -> list[Line]:
    """Break `text` greedily into lines at most `measure` wide (thousandths of the font size).

    A word longer than a line is broken where the line ends; a last word does not stand alone if the line
    before it can spare one. An empty text is no line at all.
    """
    space = face.width(" ")
    rows: list[list[str]] = []
    width = 0.0
    for word in _pieces(text, face, measure):
        more = face.width(word)
        if rows and width + space + more <= measure:
            rows[-1].append(word)
            width += space + more
        else:
            rows.append([word])
            width = more
    if len(rows) > 1 and len(rows[-1]) == 1 and len(rows[-2]) > 3:
        pair = f"{rows[-2][-1]} {rows[-1][0]}"
        if face.width(pair) <= measure:
            rows[-2:] = [rows[-2][:-1], pair.split(" ")]
    return [_line(words, face, ends=words is rows[-1]) for words in rows]


def _line(words: list[str], face: Face, ends: bool) -> Line:
    width = sum(map(face.width, words)) + face.width(" ") * (len(words) - 1)
    return Line(" ".join(words), width, len(words) - 1, ends)


def _pieces(text: str, face: Face, measure: float) -> list[str]:
    """Return the words of `text`, those wider than `measure` cut into pieces that are not."""
    words = text.split()
    if all(face.width(word) <= measure for word in words):
        return words
    return [piece for word in words for piece in _cut(word, face, measure)]


def _cut(word: str, face: Face, measure: float) -> list[str]:
    pieces, start, width = [], 0, 0.0
    for end, char in enumerate(word):
        width += face.width(char)
        if width > measure and end > start:
            pieces.append(word[start:end])
            start, width = end, face.width(char)
    return [*pieces, word[start:]]
