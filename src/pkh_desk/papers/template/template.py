"""A letter template: wording, points, conditions and signers as data, with named placeholders and no code.

Templates are JSON, shipped in `resources/letters/` and published by the office in its signed config. A
version is never changed once it has been used; a reprint asks for exactly the version it was printed with.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, ValidationError

from pkh_desk.errors import TemplateInvalid
from pkh_desk.papers.drawing.logo import LONGEST_LOGO, read_logo
from pkh_desk.papers.template.entries import row_placeholders
from pkh_desk.papers.template.facts import LetterFacts, condition_codes, placeholders
from pkh_desk.papers.template.parts import (
    Condition,
    Data,
    IdentityRow,
    TemplateSigner,
    TemplateTable,
    Wording,
)
from pkh_desk.papers.template.placeholders import check_placeholders, names_in
from pkh_desk.settings import resource

MAX_BYTES = 64_000 + LONGEST_LOGO


class LetterTemplate(Data):
    """One version of the wording of one kind of letter, in the order in which it is printed.

    `layout` is a letter or a certificate (`piagam`); `paper` is what it is meant for ("" leaves the choice to
    the person), `size` the type in points that is tried first. `numbered` prints a number line under the
    title; `takes_number`: it takes the next official number, otherwise one is typed or left to the pen.
    `logo` is what `clean_logo` returned. With `reference` rows (Nomor, Lampiran, Hal), place and date stand
    beside them instead of above the signature.
    """

    kind: Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")]
    version: Annotated[int, Field(ge=0)]
    effective_from: date
    name: Annotated[str, Field(max_length=80)]
    layout: Literal["surat", "piagam"] = "surat"
    landscape: bool = False
    paper: Literal["", "f4", "a4"] = ""
    size: Annotated[float, Field(ge=9, le=14)] = 12
    title: Annotated[tuple[str, ...], Field(max_length=4)]
    letterhead: bool = False
    logo: Annotated[str, Field(max_length=LONGEST_LOGO)] = ""
    show_logo: bool = True
    numbered: bool = True
    takes_number: bool = True
    reference: Annotated[tuple[IdentityRow, ...], Field(max_length=6)] = ()
    addressee: Annotated[tuple[str, ...], Field(max_length=6)] = ()
    opening: Wording | None = None
    identity: Annotated[tuple[IdentityRow, ...], Field(max_length=20)] = ()
    statement: Wording | None = None
    points: Annotated[tuple[Wording, ...], Field(max_length=20)] = ()
    table: TemplateTable | None = None
    closing: Wording | None = None
    basis: Wording | None = None
    place_date: Annotated[str, Field(max_length=80)] = "{tempat}, {tanggal}"
    signers: Annotated[tuple[TemplateSigner, ...], Field(max_length=6)] = ()
    footer: Annotated[str, Field(max_length=120)] = ""
    phrases: dict[str, tuple[Wording, ...]] = Field(default_factory=dict)

    _wording: str = PrivateAttr(default="")
    _digest: str = PrivateAttr(default="")

    @property
    def wording(self) -> str:
        """Return all its words as one canonical JSON text."""
        return self._wording

    @property
    def digest(self) -> str:
        """Return 16 hex digits over the template's own JSON, frozen into each letter printed with it."""
        return self._digest

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield (where, text) of everything that may hold placeholders, phrases aside."""
        yield from (("title", line) for line in self.title)
        for where in ("opening", "statement", "closing", "basis"):
            if passage := getattr(self, where):
                yield where, passage.text
        yield from (("reference", row.text) for row in self.reference)
        yield from (("addressee", line) for line in self.addressee)
        yield from (("identity", row.text) for row in self.identity)
        yield from (("points", point.text) for point in self.points)
        yield from (("signers", signer.name) for signer in self.signers)
        yield from (("signers", signer.lead) for signer in self.signers)
        yield from (("signers", line) for signer in self.signers for line in signer.title)
        yield "place_date", self.place_date

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition of the template."""
        rows = (*self.reference, *self.identity)
        single = [self.opening, self.statement, self.closing, self.basis, *self.points, *rows]
        variants = [variant for phrase in self.phrases.values() for variant in phrase]
        for part in [*single, *variants]:
            yield from part.when if part else ()


def say_fault(error: Any) -> str:
    """Say what pydantic found wrong with one part of a template, as a sentence for a person."""
    limits = error.get("ctx", {})
    match error["type"]:
        case "string_too_long":
            return f"Paling panjang {limits['max_length']} huruf."
        case "too_long":
            return f"Paling banyak {limits['max_length']} baris."
        case "missing":
            return "Bagian ini belum ada."
        case "extra_forbidden":
            return "Bagian ini tidak dikenal."
        case _:
            return "Bagian ini tidak terbaca."


@lru_cache(maxsize=32)
def parse_template(raw: str | bytes) -> LetterTemplate:
    """Read and validate a template from its JSON text; the latest ones are kept, for every keystroke asks.

    Raises TemplateInvalid naming what is wrong: broken JSON, a field that does not exist, an unknown or
    recursive placeholder, a condition on something unknown, or a text that could grow without bound.
    """
    if len(raw) > MAX_BYTES:
        raise TemplateInvalid("Templat surat terlalu besar.", f"Batasnya {MAX_BYTES // 1000} kB.")
    try:
        data = json.loads(raw)
        template = LetterTemplate.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "isi"
        raise TemplateInvalid(f"Templat surat salah pada {where}. {say_fault(first)}") from error
    except (ValueError, RecursionError) as error:
        raise TemplateInvalid("Templat surat rusak: bukan JSON yang utuh.") from error
    template._wording = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    template._digest = hashlib.sha256(template._wording.encode()).hexdigest()[:16]
    _check(template)
    return template


def _check(template: LetterTemplate) -> None:
    known = placeholders()
    phrases = {name: [variant.text for variant in each] for name, each in template.phrases.items()}
    if clash := sorted(known.keys() & phrases.keys()):
        raise TemplateInvalid(f"Frasa {{{clash[0]}}} memakai nama isian surat.", "Beri frasa itu nama lain.")
    check_placeholders(template.texts(), phrases, known)
    if template.table:
        cells = (("table", column.text) for column in template.table.columns)
        check_placeholders(cells, {}, row_placeholders())
    if template.logo:
        read_logo(template.logo)
    testable = known.keys() | condition_codes()
    for condition in template.conditions():
        if condition.field not in testable:
            raise TemplateInvalid(f"Syarat pada templat memakai isian yang tidak dikenal: {condition.field}.")
        if condition.one_of and condition.field not in condition_codes():
            raise TemplateInvalid(f"Isian {condition.field} tidak dapat dibandingkan dengan daftar kode.")
    _check_layout(template)
    for signer in template.signers:
        if signer.name and not names_in(signer.name):
            raise TemplateInvalid("Nama penanda tangan harus berupa isian, misalnya {nama}.")


def _check_layout(template: LetterTemplate) -> None:
    """Refuse parts that this layout would leave unprinted."""
    if template.layout == "piagam":
        unused = (template.points, template.table, template.reference, template.addressee, template.basis)
        if any(unused):
            raise TemplateInvalid(
                "Piagam tidak memuat butir, tabel, nomor dan hal, alamat tujuan, dan dasar hukum."
            )
    elif template.numbered and not template.title:
        raise TemplateInvalid("Baris nomor berdiri di bawah judul, tetapi templat ini tidak berjudul.")


def shipped_templates() -> list[LetterTemplate]:
    """Return all templates of `resources/letters`, every version ever shipped, by kind and version."""
    found = [parse_template(path.read_bytes()) for path in sorted(resource("letters").glob("*.json"))]
    return sorted(found, key=lambda template: (template.kind, template.version))


def choose_template(templates: Iterable[LetterTemplate], kind: str, day: date) -> LetterTemplate:
    """Return the version of a kind of letter that is in force on `day`: the newest effective by then.

    Raises TemplateInvalid if there is none.
    """
    in_force = [each for each in templates if each.kind == kind and each.effective_from <= day]
    if not in_force:
        raise TemplateInvalid(f"Belum ada templat surat {kind} yang berlaku pada tanggal itu.")
    return max(in_force, key=lambda each: (each.effective_from, each.version))


def frozen_template(templates: Iterable[LetterTemplate], facts: LetterFacts) -> LetterTemplate:
    """Return exactly the wording these facts were printed with. Raises TemplateInvalid without it."""
    for template in templates:
        if template.digest == facts.template_digest:
            return template
    raise TemplateInvalid(
        f"Templat surat {facts.kind} versi {facts.template_version} tidak ada di komputer ini.",
        "Minta kantor mengirim lagi templat versi itu.",
    )
