"""FOCUS: the order of Tab, and F6 between panes, for parts that are built at different times.

Qt chains widgets in the order they were made, so a page that is built late would come last. The shell walks
its parts instead: top bar, the panes of the page, status bar, navigation; within a part the order is that of
reading, by where things stand. (Walking Qt's chain is no way: in PySide6 6.11 `nextInFocusChain` makes the
widget it returns a child of the one asked, and the next garbage collection destroys a part of the window.)
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

# Two things whose middles are closer than this stand in one line.
SAME_LINE = 10


def tab_stops(part: QWidget) -> list[QWidget]:
    """Return what Tab stops at inside a part (itself included), line by line from the left.

    What scrolls counts as a whole, by its top: its inside comes in its own order, however far it is scrolled.
    """

    def place(widget: QWidget, middle: int) -> list[tuple[int, int]]:
        scroll = _scroll_around(widget, part)
        above = place(scroll, 0) if scroll else []
        at = widget.mapTo((scroll and scroll.widget()) or part, QPoint(0, middle))
        return [*above, (at.y() // SAME_LINE, at.x())]

    stops = [part] if _takes_tab(part) else []
    inside = filter(_takes_tab, part.findChildren(QWidget))
    return stops + sorted(inside, key=lambda each: place(each, each.height() // 2))


def step_focus(parts: Sequence[QWidget], forward: bool) -> bool:
    """Move the focus to the next or previous stop over all parts; False if there is none."""
    stops = [stop for part in parts for stop in tab_stops(part)]
    if not stops:
        return False
    focused = QApplication.focusWidget()
    step = 1 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    place = next((i for i, stop in enumerate(stops) if _holds(stop, focused)), -1 if forward else 0)
    stops[(place + step) % len(stops)].setFocus(reason)
    return True


def step_pane(panes: Sequence[QWidget], forward: bool) -> None:
    """Move the focus into the next pane that can take it, starting from the one that has it."""
    focused = QApplication.focusWidget()
    # The innermost pane counts: a page is a pane too, and holds its own panes.
    holding = [i for i, pane in enumerate(panes) if _holds(pane, focused)]
    place = holding[-1] if holding else -1
    for step in range(1, len(panes) + 1):
        pane = panes[(place + step * (1 if forward else -1)) % len(panes)]
        if not pane.isVisible():
            continue
        stops = tab_stops(pane)
        if stops:
            stops[0].setFocus(Qt.FocusReason.TabFocusReason)
            return


def _scroll_around(widget: QWidget, part: QWidget) -> QScrollArea | None:
    """Return the scroll area inside `part` whose content holds this widget."""
    above = widget.parentWidget()
    while above is not None and above is not part:
        # The bars of a scroll area are inside it too, its content alone scrolls.
        content = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and content is not None and content.isAncestorOf(widget):
            return above
        above = above.parentWidget()
    return None


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (part is widget or part.isAncestorOf(widget))


def _takes_tab(widget: QWidget) -> bool:
    return (
        widget.isEnabled()
        and widget.isVisible()
        and widget.focusProxy() is None
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )
