"""What is wrong with a template that is being edited, each at its own part; quick enough for every keystroke.

A part is named by its path in the template: `points.2`, `opening`, `identity.0`. What can only be seen by
drawing it is `check.py`'s.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from pkh_desk.errors import Problem, TemplateInvalid
from pkh_desk.papers.template.facts import placeholders
from pkh_desk.papers.template.parts import Condition
from pkh_desk.papers.template.placeholders import names_in
from pkh_desk.papers.template.template import LetterTemplate, parse_template, say_fault

SINGLE = ("opening", "statement", "closing", "basis")
LISTED = ("title", "addressee", "points", "identity", "reference")


def template_faults(data: Mapping[str, Any], raw: str) -> list[Problem]:
    """Return what is wrong with a template: its parts as data, and the same as JSON text."""
    try:
        template = LetterTemplate.model_validate(data)
    except ValidationError as error:
        return [Problem(_part(each["loc"]), say_fault(each)) for each in error.errors()]
    known = {**placeholders(), **dict.fromkeys(template.phrases, "")}
    found = [problem for part, text in _texts(template) for problem in _unknown(part, text, known)]
    if found:
        return found
    try:
        parse_template(raw)
    except TemplateInvalid as error:
        return [Problem("template", error.text)]
    return []


def applied_points(
    template: LetterTemplate, texts: Mapping[str, str], codes: Mapping[str, tuple[str, ...]]
) -> list[int]:
    """Return the places of the points that are printed for these facts, in order."""

    def holds(when: tuple[Condition, ...]) -> bool:
        return all(condition.holds(texts, codes) for condition in when)

    return [at for at, point in enumerate(template.points) if holds(point.when)]


def _texts(template: LetterTemplate) -> Iterator[tuple[str, str]]:
    for part in SINGLE:
        if passage := getattr(template, part):
            yield part, passage.text
    for part in LISTED:
        for at, each in enumerate(getattr(template, part)):
            yield f"{part}.{at}", each if isinstance(each, str) else each.text
    for at, signer in enumerate(template.signers):
        for text in (signer.lead, signer.name, *signer.title):
            yield f"signers.{at}", text
    yield "place_date", template.place_date


def _unknown(part: str, text: str, known: Mapping[str, str]) -> Iterator[Problem]:
    try:
        names = names_in(text)
    except TemplateInvalid as error:
        yield Problem(part, str(error))
        return
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.6)
            words = f"Isian {{{name}}} tidak dikenal."
            yield Problem(part, f"{words} Maksud Anda {{{near[0]}}}?" if near else words)


def _part(where: tuple[int | str, ...]) -> str:
    listed = len(where) > 1 and isinstance(where[1], int)
    return ".".join(str(each) for each in (where[:2] if listed else where[:1]))
