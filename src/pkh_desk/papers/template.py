"""A letter template: wording, points, conditions and signers as data, with named placeholders and no code.

Templates are JSON, shipped in `resources/letters/` and published by the office in its signed config. A
version is never changed once it has been used; a reprint asks for exactly the version it was printed with.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, ValidationError

from pkh_desk.errors import TemplateInvalid
from pkh_desk.papers.facts import LetterFacts, Role, condition_codes, placeholders
from pkh_desk.papers.placeholders import check_placeholders, names_in
from pkh_desk.settings import resource

MAX_BYTES = 64_000


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Data):
    """Holds if placeholder or code `field` is known (or not), or if a code is (or is not) `one_of` these."""

    field: str
    known: bool = True
    one_of: tuple[str, ...] = ()

    def holds(self, texts: Mapping[str, str], codes: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether the condition holds for these texts and codes of a letter."""
        values = codes[self.field] if self.field in codes else (texts[self.field],)
        wanted = [value for value in values if value in self.one_of or (not self.one_of and value)]
        return bool(wanted) == self.known


class Passage(_Data):
    """A text with placeholders, printed only when all its conditions hold."""

    text: Annotated[str, Field(max_length=1500)]
    when: tuple[Condition, ...] = ()


def _as_passage(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Wording = Annotated[Passage, BeforeValidator(_as_passage)]


class IdentityRow(_Data):
    """One row `label : text` of the block that says who makes the statement."""

    label: Annotated[str, Field(max_length=60)]
    text: Annotated[str, Field(max_length=300)]
    bold: bool = False
    when: tuple[Condition, ...] = ()


class TemplateSigner(_Data):
    """A place to sign: printed if the facts name a signer of this `role`, or always if `name` is given.

    `lead` stands above it ("Mengetahui,"); `meterai` draws the box for the duty stamp (UU 10/2020).
    """

    role: Role
    lead: Annotated[str, Field(max_length=80)] = ""
    name: Annotated[str, Field(max_length=80)] = ""
    meterai: bool = False


class LetterTemplate(_Data):
    """One version of the wording of one kind of letter, in the order in which it is printed."""

    kind: Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")]
    version: Annotated[int, Field(ge=0)]
    effective_from: date
    name: Annotated[str, Field(max_length=80)]
    title: Annotated[tuple[str, ...], Field(min_length=1, max_length=4)]
    letterhead: bool = False
    numbered: bool = True
    opening: Wording | None = None
    identity: Annotated[tuple[IdentityRow, ...], Field(max_length=20)] = ()
    statement: Wording | None = None
    points: Annotated[tuple[Wording, ...], Field(max_length=20)] = ()
    closing: Wording | None = None
    basis: Wording | None = None
    place_date: Annotated[str, Field(max_length=80)] = "{tempat}, {tanggal}"
    signers: Annotated[tuple[TemplateSigner, ...], Field(max_length=6)] = ()
    footer: Annotated[str, Field(max_length=120)] = ""
    phrases: dict[str, tuple[Wording, ...]] = {}

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
        yield from (("identity", row.text) for row in self.identity)
        yield from (("points", point.text) for point in self.points)
        yield from (("signers", signer.name) for signer in self.signers)
        yield from (("signers", signer.lead) for signer in self.signers)
        yield "place_date", self.place_date

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition of the template."""
        single = [self.opening, self.statement, self.closing, self.basis, *self.points, *self.identity]
        variants = [variant for phrase in self.phrases.values() for variant in phrase]
        for part in [*single, *variants]:
            yield from part.when if part else ()


def parse_template(raw: str | bytes) -> LetterTemplate:
    """Read and validate a template from its JSON text.

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
        raise TemplateInvalid(f"Templat surat salah pada {where}: {first['msg']}.") from error
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
    testable = known.keys() | condition_codes()
    for condition in template.conditions():
        if condition.field not in testable:
            raise TemplateInvalid(f"Syarat pada templat memakai isian yang tidak dikenal: {condition.field}.")
        if condition.one_of and condition.field not in condition_codes():
            raise TemplateInvalid(f"Isian {condition.field} tidak dapat dibandingkan dengan daftar kode.")
    for signer in template.signers:
        if signer.name and not names_in(signer.name):
            raise TemplateInvalid("Nama penanda tangan harus berupa isian, misalnya {nama}.")


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
        f"Templat surat {facts.kind} versi {facts.template_version} tidak ada di laptop ini.",
        "Minta kantor mengirim lagi templat versi itu.",
    )
