"""Editing the wording of a paper at the office: what is wrong part by part, the page, what would change."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pkh_desk.actions.graduation.paper_pages import sizes_of
from pkh_desk.actions.graduation.templates import preview_template, wording_on
from pkh_desk.actions.office.config import ConfigPreview
from pkh_desk.desk import Desk
from pkh_desk.domain.office.config_changes import GONE, NEW, FieldChange
from pkh_desk.errors import FileNotUsable, LetterDoesNotFit, Problem, TemplateInvalid
from pkh_desk.papers.drawing.logo import BIGGEST_FILE, KEPT, REFUSED, clean_logo
from pkh_desk.papers.render import render_page
from pkh_desk.papers.template.facts import ROLE_WORDS, placeholders
from pkh_desk.papers.template.faults import applied_points, template_faults
from pkh_desk.papers.template.longest import longest_facts
from pkh_desk.papers.template.template import choose_template, parse_template, shipped_templates

PARTS = {
    "title": "Judul",
    "letterhead": "Kop surat",
    "show_logo": "Logo",
    "logo": "Gambar logo",
    "numbered": "Baris nomor",
    "size": "Ukuran huruf",
    "reference": "Nomor dan hal",
    "addressee": "Alamat tujuan",
    "opening": "Pembuka",
    "identity": "Identitas",
    "statement": "Pernyataan",
    "points": "Butir",
    "closing": "Penutup",
    "basis": "Dasar hukum",
    "place_date": "Tempat dan tanggal",
    "signers": "Penanda tangan",
    "footer": "Kaki halaman",
}
"""The parts that are edited; tables and phrases stay as they are."""
FALSE_WORDS = {True: "ya", False: "tidak"}


@dataclass(frozen=True)
class Spot:
    """Where a part of the template stands on the page, in millimetres; `fields` holds its path."""

    fields: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class EditedPage:
    """The first page of an edited wording: `data` as of `render_page`, its size in px and mm, its parts."""

    width: int
    height: int
    stride: int
    data: bytes
    size_mm: tuple[float, float]
    spots: tuple[Spot, ...]
    pages: int


@dataclass(frozen=True)
class Edited:
    """What came of an edit: the page, or the problems that keep it from being drawn."""

    page: EditedPage | None
    problems: tuple[Problem, ...] = ()


def wording_data(desk: Desk, kind: str, day: date) -> dict[str, Any]:
    """Return the wording in force on a day, to be edited. Raises TemplateInvalid."""
    return dict(json.loads(wording_on(desk, kind, day)))


def shipped_wording(desk: Desk, kind: str) -> dict[str, Any]:
    """Return the wording that the program ships for today, to be edited. Raises TemplateInvalid."""
    return dict(json.loads(choose_template(shipped_templates(), kind, desk.today()).wording))


def to_json(data: Mapping[str, Any]) -> str:
    """Return a wording as the text that is published."""
    return json.dumps(data, ensure_ascii=False)


def draw_edited(data: Mapping[str, Any], paper: str, reason: str, width_px: int) -> Edited:
    """Draw an edited wording with the longest facts, `width_px` wide, or say what is wrong at which part."""
    raw = to_json(data)
    if problems := template_faults(data, raw):
        return Edited(None, tuple(problems))
    template = parse_template(raw)
    facts = longest_facts(template, reason)
    shown = applied_points(template, facts.texts(), facts.codes())
    try:
        drawn = preview_template(raw, paper, reason)
    except LetterDoesNotFit as error:
        return Edited(None, (Problem(_path(error.where, shown) or "template", error.text),))
    except TemplateInvalid as error:
        return Edited(None, (Problem("template", error.text),))
    picture = render_page(drawn.pdf, width_px=width_px)
    size = sizes_of(drawn.pdf)[0]
    first = (box for box in drawn.boxes if not box.page)
    spots = tuple(Spot((_path(b.name, shown),), b.left, b.top, b.width, b.height) for b in first)
    return Edited(EditedPage(*picture, (size.width, size.height), spots, drawn.pages))


def preview_wording(desk: Desk, data: Mapping[str, Any], since: date) -> ConfigPreview:
    """Return part by part what publishing this wording from `since` on would change."""
    old = json.loads(wording_on(desk, data["kind"], since))
    changes = []
    for part, title in PARTS.items():
        before, after = (_say(part, each.get(part)) for each in (old, data))
        changes += list(_changes(title, before, after))
    return ConfigPreview((), tuple(changes))


def insertable(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what can stand in braces: placeholders with their label, then the phrases of this wording."""
    return [*placeholders().items(), *((name, "frasa") for name in data.get("phrases", {}))]


def signer_roles() -> dict[str, str]:
    """Return who may sign, by role."""
    return {str(role): words for role, words in ROLE_WORDS.items()}


def logo_from(path: Path) -> str:
    """Return a picture file as a wording holds it. Raises BadPhoto, FileNotUsable."""
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise FileNotUsable(REFUSED, KEPT)
        return clean_logo(path.read_bytes())
    except OSError as error:
        raise FileNotUsable("Gambar itu tidak bisa dibaca.", KEPT) from error


def _path(name: str, shown: list[int]) -> str:
    """Return the part of the template that a passage on the page comes from."""
    part, _, count = name.partition(".")
    if part == "points" and count.isdecimal() and int(count) <= len(shown):
        return f"points.{shown[int(count) - 1]}"
    return "signers" if part == "signer" else part


def _say(part: str, value: Any) -> list[str]:
    if part == "logo":
        return ["ada" if value else "tidak ada"]
    if part == "signers":
        return [f"{ROLE_WORDS[each['role']]}: {each.get('lead', '')}{_extras(each)}" for each in value or ()]
    if isinstance(value, list | tuple):
        return [_text(each) for each in value]
    return [FALSE_WORDS[value] if isinstance(value, bool) else _text(value)]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        label = f"{value['label']}: " if "label" in value else ""
        return f"{label}{value['text']}{_when(value.get('when', ()))}"
    return "" if value is None else str(value)


def _when(conditions: Any) -> str:
    said = []
    for each in conditions:
        known = "" if each.get("known", True) else "tidak "
        said.append(f"{each['field']} {known}{' / '.join(each.get('one_of', ())) or 'diketahui'}")
    return f" (bila {' dan '.join(said)})" if said else ""


def _extras(signer: Mapping[str, Any]) -> str:
    told = [words for key, words in (("meterai", "meterai"), ("always", "selalu")) if signer.get(key)]
    return f" ({', '.join(told)})" if told else ""


def _changes(title: str, before: list[str], after: list[str]) -> Iterator[FieldChange]:
    several = max(len(before), len(after)) > 1
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            continue
        for at in range(max(end - start, new_end - new_start)):
            was = before[start + at] if start + at < end else ""
            now = after[new_start + at] if new_start + at < new_end else ""
            place = f"{title} {(start if was else new_start) + at + 1}" if several else title
            yield FieldChange(
                place, was or (NEW if several else "kosong"), now or (GONE if several else "kosong")
            )
