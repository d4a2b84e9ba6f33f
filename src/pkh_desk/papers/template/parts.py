"""The parts that a letter template is written in: passages, conditions, rows, signers, a table."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pkh_desk.papers.template.facts import Role


class Data(BaseModel):
    """A part of a template: no field that is not known, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(Data):
    """Holds if placeholder or code `field` is known (or not), or if a code is (or is not) `one_of` these."""

    field: str
    known: bool = True
    one_of: tuple[str, ...] = ()

    def holds(self, texts: Mapping[str, str], codes: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether the condition holds for these texts and codes of a letter."""
        values = codes[self.field] if self.field in codes else (texts[self.field],)
        wanted = [value for value in values if value in self.one_of or (not self.one_of and value)]
        return bool(wanted) == self.known


class Passage(Data):
    """A text with placeholders, printed only when all its conditions hold."""

    text: Annotated[str, Field(max_length=1500)]
    when: tuple[Condition, ...] = ()


def _as_passage(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Wording = Annotated[Passage, BeforeValidator(_as_passage)]


class IdentityRow(Data):
    """One row `label : text` of the block that says who makes the statement."""

    label: Annotated[str, Field(max_length=60)]
    text: Annotated[str, Field(max_length=300)]
    bold: bool = False
    when: tuple[Condition, ...] = ()


class TemplateSigner(Data):
    """A place to sign: printed if the facts name a signer of this `role`; always if it is `always` there or
    has a `name`.

    `lead` stands above it ("Mengetahui,"), `title` under that if the facts give none; `meterai` draws the
    box for the duty stamp (UU 10/2020).
    """

    role: Role
    lead: Annotated[str, Field(max_length=80)] = ""
    title: Annotated[tuple[str, ...], Field(max_length=4)] = ()
    name: Annotated[str, Field(max_length=80)] = ""
    meterai: bool = False
    always: bool = False

    @property
    def unconditional(self) -> bool:
        """Whether this place is on every paper, somebody named or not."""
        return self.always or bool(self.name)


class TableColumn(Data):
    """One column: `text` is filled with the placeholders of a row, `width` is its share of the page."""

    label: Annotated[str, Field(max_length=40)]
    text: Annotated[str, Field(max_length=120)]
    width: Annotated[float, Field(gt=0, le=100)] = 10
    centred: bool = False


class TemplateTable(Data):
    """A table of the paper's families (`keluarga`) or documents (`dokumen`); type `size` in points."""

    of: Literal["keluarga", "dokumen"]
    columns: Annotated[tuple[TableColumn, ...], Field(min_length=1, max_length=16)]
    size: Annotated[float, Field(ge=7, le=12)] = 10
