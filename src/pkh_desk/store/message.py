"""What the office tells a pendamping in plain words: written there, carried by answers, kept on the laptop.

Local on both sides and never merged: a message is news about something that the data says too.
"""

from sqlmodel import Field, SQLModel


class Message(SQLModel, table=True):
    """One message. `act` is the office's act it tells of: taken back, it is not sent any more.

    `change` is the office's change number it was written at, 0 on the laptop; `seen_at` when its reader put
    it away (ms UTC).
    """

    id: str = Field(primary_key=True, max_length=32)
    petugas_id: str = Field(max_length=32, index=True)
    act: str = Field(default="", max_length=32)
    change: int = 0
    at: int
    text: str = Field(max_length=600)
    seen_at: int | None = None
