"""Whether a template may go out: everything that would make a bad letter is found before one is printed."""

from collections.abc import Iterator

from pkh_desk.errors import InvalidInput, LetterDoesNotFit, Problem, TemplateInvalid
from pkh_desk.papers.drawing.fonts import drawing, paper_faces
from pkh_desk.papers.drawing.page import LEFT_MM, MM, PAPERS, RIGHT_MM
from pkh_desk.papers.letters import draw_letter
from pkh_desk.papers.template.facts import ROLE_WORDS
from pkh_desk.papers.template.longest import REASONS, longest_facts
from pkh_desk.papers.template.template import LetterTemplate, parse_template, shipped_templates

CELL_SIDES_MM = 2.4


def check_template(raw: str | bytes) -> list[Problem]:
    """Return what keeps a template (its JSON text) from being published; `[]` if nothing does.

    It is parsed (unknown or recursive placeholder, unknown condition or field, bad logo), must have a place
    for everybody whom the shipped version of its kind always has sign, print with the paper font, and fit
    one page of F4 and of A4 with the longest realistic facts, each reason and all its signers; headings of
    a table must not be cut within a word.
    """
    try:
        template = parse_template(raw)
    except TemplateInvalid as error:
        return [Problem("template", str(error))]
    problems = [*_missing_signers(template), *_cut_headings(template)]
    return problems + list(dict.fromkeys(_undrawable(template)))


def _missing_signers(template: LetterTemplate) -> Iterator[Problem]:
    shipped = [each for each in shipped_templates() if each.kind == template.kind]
    if not shipped:
        yield Problem("kind", f"Jenis surat {template.kind} tidak dikenal.")
        return
    here = {place.role: place for place in template.signers}
    for place in shipped[0].signers:
        if not place.unconditional:
            continue
        if place.role not in here or not here[place.role].unconditional:
            yield Problem("signers", f"Penanda tangan {ROLE_WORDS[place.role]} tidak ada pada templat.")
        elif place.meterai and not here[place.role].meterai:
            yield Problem("signers", f"Kotak meterai {ROLE_WORDS[place.role]} tidak ada pada templat.")


def _cut_headings(template: LetterTemplate) -> Iterator[Problem]:
    if template.table is None:
        return
    with drawing:
        bold = paper_faces().bold
    whole = sum(column.width for column in template.table.columns)
    for paper in PAPERS.values():
        sheet = paper.turned() if template.landscape else paper
        room = sheet.width_mm - LEFT_MM - RIGHT_MM
        for column in template.table.columns:
            width = (room * column.width / whole - CELL_SIDES_MM) * MM * 1000 / template.table.size
            if any(bold.width(word) > width for word in column.label.split()):
                yield Problem(
                    "table", f"Kolom {column.label} terlalu sempit untuk judulnya pada {paper.name}."
                )


def _undrawable(template: LetterTemplate) -> Iterator[Problem]:
    for paper in PAPERS:
        for reason in REASONS:
            try:
                draw_letter(longest_facts(template, reason), template, paper)
            except (LetterDoesNotFit, TemplateInvalid) as error:
                yield Problem("template", error.text)
            except InvalidInput as error:
                yield from error.problems
