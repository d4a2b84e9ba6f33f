"""Cells as they come from a spreadsheet, and the text a person sees in them."""

Cell = str | float | int | bool | None
"""Dates come as ISO text, numbers as the file holds them, mostly as float."""


def text_of(cell: Cell) -> str:
    """Return a cell as the text a person sees; whole numbers without a decimal point.

    The apostrophe before a text is Excel's word for "this is text", and no part of it.
    """
    if type(cell) is str:
        return cell.removeprefix("'")
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
