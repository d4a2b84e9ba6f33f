"""A template filled with the facts of one letter: the words of every passage, and what they were made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from pkh_desk.errors import TemplateInvalid
from pkh_desk.papers.template.facts import WITNESS, LetterFacts, Role, Signer
from pkh_desk.papers.template.parts import Condition, IdentityRow, TemplateSigner, TemplateTable
from pkh_desk.papers.template.placeholders import split
from pkh_desk.papers.template.template import LetterTemplate

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


RowWords = tuple[str, Said, bool]
"""Label, text, and whether it is bold."""


@dataclass(frozen=True)
class TableWords:
    """A table in its final words; `columns` are (label, share of the width, centred).

    The texts of the columns `right` end at the right; the last row is a `total` and stands in bold.
    """

    columns: tuple[tuple[str, float, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    size: float
    right: frozenset[int] = frozenset()
    total: bool = False


@dataclass(frozen=True)
class LetterWords:
    """All words of one letter, top to bottom."""

    letterhead: tuple[str, ...]
    logo: str
    reference: tuple[RowWords, ...]
    addressee: tuple[Said, ...]
    title: tuple[str, ...]
    number: Said | None
    opening: Said | None
    rows: tuple[RowWords, ...]
    statement: Said | None
    points: tuple[Said, ...]
    table: TableWords | None
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
        return LetterWords(
            letterhead=self.facts.letterhead if template.letterhead else (),
            logo=template.logo if template.show_logo else "",
            reference=self.rows(template.reference),
            addressee=tuple(self.say(line) for line in template.addressee),
            title=tuple(self.say(line).text for line in template.title),
            number=self.say("{nomor}") if template.numbered else None,
            opening=self.passage("opening"),
            rows=self.rows(template.identity),
            statement=self.passage("statement"),
            points=tuple(self.say(point.text) for point in template.points if self.applies(point.when)),
            table=self.table(template.table) if template.table else None,
            closing=self.passage("closing"),
            basis=self.passage("basis"),
            place_date=self.say(template.place_date),
            signers=tuple(self.signers()),
            footer=template.footer,
        )

    def applies(self, when: tuple[Condition, ...]) -> bool:
        return all(condition.holds(self.texts, self.codes) for condition in when)

    def rows(self, rows: tuple[IdentityRow, ...]) -> tuple[RowWords, ...]:
        return tuple((row.label, self.say(row.text), row.bold) for row in rows if self.applies(row.when))

    def table(self, table: TemplateTable) -> TableWords:
        entries = self.facts.families if table.of == "keluarga" else self.facts.documents
        pieces = [split(column.text) for column in table.columns]
        rows = []
        for number, entry in enumerate(entries, 1):
            texts = entry.texts(number)
            rows.append(tuple("".join(texts[p] if name else p for p, name in cell) for cell in pieces))
        columns = tuple((column.label, column.width, column.centred) for column in table.columns)
        return TableWords(columns, tuple(rows), table.size)

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
            if place.unconditional and not named:
                named = [Signer(role=place.role)]
            for count, signer in enumerate(named, 1):
                yield self.signer(place, signer, count)

    def signer(self, place: TemplateSigner, signer: Signer, count: int) -> SignerWords:
        filled = self.say(place.name)
        name = signer.name or ("" if filled.missing else filled.text)
        field = f"{WITNESS}_{count}" if place.role == WITNESS else place.role
        lead = self.say(place.lead).text
        title = signer.title or tuple(self.say(line).text for line in place.title)
        return SignerWords(place.role, field, lead, name, title, signer.nip, place.meterai)
