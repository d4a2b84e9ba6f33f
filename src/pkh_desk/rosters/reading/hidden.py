"""What a sheet hides from those who look at it in a spreadsheet program, and what it has not counted."""

from dataclasses import dataclass, field


@dataclass
class Hidden:
    """`rows` from 1, `columns` from 0; `formulas` that stand without their result."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    formulas: int = 0
