"""Rows of letters, their prints and wordings, and the number blocks the office hands out."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from pkh_desk.domain.graduation.letter import (
    LetterFields,
    LetterPrintFields,
    NumberBlockFields,
    PrintedTemplateFields,
)
from pkh_desk.store.log.synced import Fact, Register


class Letter(LetterFields, Register, table=True):
    """A letter."""

    __table_args__ = (Index("ix_letter_number", "block_id", "block_n"),)

    household_id: str = Field(max_length=32, index=True)
    code: str = Field(max_length=40, index=True)


class LetterPrint(LetterPrintFields, Fact, table=True):
    """One print or PDF of a letter; never undone."""

    __tablename__ = "letter_print"
    subject: ClassVar = ("letter", "letter_id")

    household_id: str = Field(max_length=32, index=True)
    letter_id: str = Field(max_length=32, index=True)


class PrintedTemplate(PrintedTemplateFields, Register, table=True):
    """A wording that letters were printed with; every desk may have to reprint one."""

    __tablename__ = "printed_template"
    scope: ClassVar = "district"


class NumberBlock(NumberBlockFields, Register, table=True):
    """Official numbers reserved for one desk."""

    __tablename__ = "number_block"
    scope: ClassVar = "district"
    office_only: ClassVar = True
