"""A template filled with the facts of one letter: the words of every passage, and what they were made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from pkh_desk.errors import TemplateInvalid
from pkh_desk.papers.facts import WITNESS, LetterFacts, Role, Signer
from pkh_desk.papers.placeholders import split
from pkh_desk.papers.template import Condition, LetterTemplate, TemplateSigner

BLANK = "." * 24
"""What an unknown text inside a sentence is printed as, to be written by hand."""


@dataclass(frozen=True)
class Said:
    """A passage in its final words; `fields` are the placeholders in it, `missing` the unknown ones."""

    text: str
    fields: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """True if nothing of it is known: a row to be written by hand entirely."""
        return bool(self.missing) and self.missing == self.fields


@dataclass(frozen=True)
class SignerWords:
    """One place to sign in its final words; `field` is the role, numbered for witnesses (`saksi_1`)."""

    role: Role
    field: str
    lead: str
    name: str
    title: tuple[str, ...]
    nip: str
    meterai: bool


@dataclass(frozen=True)
class LetterWords:
    """All words of one letter, top to bottom."""

    title: tuple[str, ...]
    letterhead: tuple[str, ...]
    number: Said | None
    opening: Said | None
    rows: tuple[tuple[str, Said, bool], ...]
    statement: Said | None
    points: tuple[Said, ...]
    closing: Said | None
    basis: Said | None
    place_date: Said
    signers: tuple[SignerWords, ...]
    footer: str


def put_in_words(template: LetterTemplate, facts: LetterFacts) -> LetterWords:
    """Fill the template with the facts.

    Raises TemplateInvalid if the facts were frozen with another template or version of it.
    """
    frozen = (facts.kind, facts.template_version, facts.template_digest)
    if frozen != (template.kind, template.version, template.digest):
        raise TemplateInvalid(
            f"Surat ini dicetak dengan templat {facts.kind} versi {facts.template_version} yang lain isinya.",
            "Minta kantor mengirim lagi templat versi itu.",
        )
    return _Filling(template, facts).words()


class _Filling:
    """The texts and codes of one letter at hand while its passages are filled."""

    def __init__(self, template: LetterTemplate, facts: LetterFacts) -> None:
        self.template = template
        self.facts = facts
        self.texts = facts.texts()
        self.codes = facts.codes()

    def words(self) -> LetterWords:
        template = self.template
        rows = [row for row in template.identity if self.applies(row.when)]
        return LetterWords(
            title=tuple(self.say(line).text for line in template.title),
            letterhead=self.facts.letterhead if template.letterhead else (),
            number=self.say("{nomor}") if template.numbered else None,
            opening=self.passage("opening"),
            rows=tuple((row.label, self.say(row.text), row.bold) for row in rows),
            statement=self.passage("statement"),
            points=tuple(self.say(point.text) for point in template.points if self.applies(point.when)),
            closing=self.passage("closing"),
            basis=self.passage("basis"),
            place_date=self.say(template.place_date),
            signers=tuple(self.signers()),
            footer=template.footer,
        )

    def applies(self, when: tuple[Condition, ...]) -> bool:
        return all(condition.holds(self.texts, self.codes) for condition in when)

    def passage(self, name: str) -> Said | None:
        passage = getattr(self.template, name)
        return self.say(passage.text) if passage and self.applies(passage.when) else None

    def say(self, text: str) -> Said:
        words, fields, missing = [], [], []
        for piece, field in self.pieces(text):
            words.append(piece or BLANK)
            if field:
                fields.append(field)
                missing += [] if piece else [field]
        return Said("".join(words), tuple(dict.fromkeys(fields)), tuple(dict.fromkeys(missing)))

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield (words, placeholder or "") of a text, phrases opened; a fact's text is never re-read."""
        for piece, is_name in split(text):
            if not is_name:
                yield piece, ""
            elif piece in self.texts:
                yield self.texts[piece], piece
            else:
                variants = self.template.phrases[piece]
                chosen = next((each for each in variants if self.applies(each.when)), None)
                yield from self.pieces(chosen.text) if chosen else ()

    def signers(self) -> Iterator[SignerWords]:
        for place in self.template.signers:
            named = [signer for signer in self.facts.signers if signer.role == place.role]
            if place.name and not named:
                named = [Signer(role=place.role)]
            for count, signer in enumerate(named, 1):
                yield self.signer(place, signer, count)

    def signer(self, place: TemplateSigner, signer: Signer, count: int) -> SignerWords:
        filled = self.say(place.name)
        name = signer.name or ("" if filled.missing else filled.text)
        field = f"{WITNESS}_{count}" if place.role == WITNESS else place.role
        lead = self.say(place.lead).text
        return SignerWords(place.role, field, lead, name, signer.title, signer.nip, place.meterai)
