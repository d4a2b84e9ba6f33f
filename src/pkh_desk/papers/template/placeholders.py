"""Named placeholders: `{nama}` in a template's text, filled in one pass and never read again.

A placeholder names either a text of the letter or a phrase of the template; a phrase may hold placeholders
itself. There is no code, no format language and no way to write a brace: what is not `{name}` is refused.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from pkh_desk.errors import TemplateInvalid

MAX_EXPANDED = 4000
"""Longest text, in characters of wording alone, that phrases within phrases may build up."""

_PIECES = re.compile(r"\{([^{}]*)\}|([{}])")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def names_in(text: str) -> list[str]:
    """Return the placeholders of `text` in order. Raises TemplateInvalid naming one that is malformed."""
    names = []
    for found in _PIECES.finditer(text):
        name = found[1]
        if name is None or not _NAME.fullmatch(name):
            raise TemplateInvalid(
                f"Isian tidak terbaca pada templat surat: {found[0][:40]}.",
                "Isian ditulis dengan huruf kecil di antara kurung kurawal, misalnya {nama}.",
            )
        names.append(name)
    return names


def split(text: str) -> list[tuple[str, bool]]:
    """Return `text` as (piece, is_name): plain pieces and names in turn, empty ones left out."""
    pieces, at = [], 0
    for found in _PIECES.finditer(text):
        pieces += [(text[at : found.start()], False), (found[1] or "", True)]
        at = found.end()
    return [(piece, is_name) for piece, is_name in [*pieces, (text[at:], False)] if piece]


def check_placeholders(
    texts: Iterable[tuple[str, str]], phrases: Mapping[str, Sequence[str]], known: Mapping[str, str]
) -> None:
    """Check every text and phrase of a template: every name known, no phrase within itself, none endless.

    `texts`: (where, text). `phrases`: the variants of each phrase by name. `known`: placeholders of letters.
    Raises TemplateInvalid naming the placeholder.
    """
    sizes: dict[str, int] = dict.fromkeys(known, 0)
    for name in phrases:
        _size(name, phrases, sizes, ())
    for where, text in texts:
        if _text_size(text, phrases, sizes, ()) > MAX_EXPANDED:
            raise TemplateInvalid(f"Bagian {where} pada templat surat terlalu panjang.")


def _size(
    name: str, phrases: Mapping[str, Sequence[str]], sizes: dict[str, int], above: tuple[str, ...]
) -> int:
    if name in sizes:
        return sizes[name]
    if name in above:
        chain = " > ".join(f"{{{each}}}" for each in (*above[above.index(name) :], name))
        raise TemplateInvalid(f"Isian {{{name}}} memuat dirinya sendiri.", f"Urutannya: {chain}.")
    if name not in phrases:
        raise TemplateInvalid(
            f"Templat surat memakai isian yang tidak dikenal: {{{name}}}.",
            "Isian yang ada dapat dilihat di daftar isian surat.",
        )
    within = (*above, name)
    size = max((_text_size(text, phrases, sizes, within) for text in phrases[name]), default=0)
    if size > MAX_EXPANDED:
        raise TemplateInvalid(f"Isian {{{name}}} menjadi terlalu panjang.")
    sizes[name] = size
    return size


def _text_size(
    text: str, phrases: Mapping[str, Sequence[str]], sizes: dict[str, int], above: tuple[str, ...]
) -> int:
    names = names_in(text)
    return len(text) + sum(_size(name, phrases, sizes, above) for name in names)
