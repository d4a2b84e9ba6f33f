"""What a sheet tells beside its cells: what it hides, what is struck through, what it has not counted."""

from dataclasses import dataclass, field


@dataclass
class Hidden:
    """`rows` and `struck` ones from 1, `columns` from 0; `formulas` that stand without their result."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)
    formulas: int = 0
