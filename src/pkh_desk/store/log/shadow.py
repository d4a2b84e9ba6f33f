"""Shadows: what the office last said of a row that has unsent edits here.

A laptop shows the office's row with its own unconfirmed writes on top. When an answer arrives, the row is
rebuilt from the office's state; the shadow is that state for rows the answer does not mention.
"""

from sqlmodel import Field, SQLModel


class Shadow(SQLModel, table=True):
    """The office's state of one row, as `states.dump_state` writes it."""

    table_name: str = Field(primary_key=True, max_length=40)
    row_id: str = Field(primary_key=True, max_length=32)
    state: str
