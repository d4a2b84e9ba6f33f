"""FOCUS: the order of Tab, and F6 between panes, for parts that are built at different times.

Qt chains widgets in the order they were made, so a page that is built late would come last. The shell walks
its parts instead: top bar, the panes of the page, status bar, navigation; within a part the order is that of
reading, by where things stand. (Walking Qt's chain is no way: in PySide6 6.11 `nextInFocusChain` makes the
widget it returns a child of the one asked, and the next garbage collection destroys a part of the window.
`focusProxy` does the same, so what hands its focus on has to take no Tab itself.)
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

# Two things whose middles are closer than this stand in one line.
SAME_LINE = 10

Place = list[tuple[QWidget, int, int]]
"""Where a stop stands: within what, how far down and how far right; first the scroll areas around it."""


def tab_stops(part: QWidget, also: QWidget | None = None) -> list[QWidget]:
    """Return what Tab stops at inside a part (itself included), line by line from the left.

    What scrolls counts as a whole, by its top: its inside comes in its own order, however far it is scrolled.
    `also` is one that no longer takes the focus, and still tells where one is.
    """

    def place(widget: QWidget, middle: int) -> Place:
        scroll = _scroll_around(widget, part)
        above = place(scroll, 0) if scroll else []
        around = (scroll and scroll.widget()) or part
        at = widget.mapTo(around, QPoint(0, middle))
        return [*above, (around, at.y(), at.x())]

    stops = [part] if _takes_tab(part) or part is also else []
    inside = [each for each in part.findChildren(QWidget) if _takes_tab(each) or each is also]
    places = {each: place(each, each.height() // 2) for each in inside}
    lines = _lines(places.values())
    return stops + sorted(inside, key=lambda each: [(lines[at, y], x) for at, y, x in places[each]])


def _lines(places: Iterable[Place]) -> dict[tuple[QWidget, int], int]:
    """Number the lines within each thing; one ends where the next middle is SAME_LINE away."""
    heights: dict[QWidget, set[int]] = {}
    for around, y, _ in chain.from_iterable(places):
        heights.setdefault(around, set()).add(y)
    lines: dict[tuple[QWidget, int], int] = {}
    for around, found in heights.items():
        line, before = 0, min(found)
        for y in sorted(found):
            line += y - before >= SAME_LINE
            lines[around, y], before = line, y
    return lines


def step_focus(parts: Sequence[QWidget], forward: bool, lead: Callable[[], object] = lambda: None) -> bool:
    """Move the focus to the next or previous stop over all parts; False if there is none.

    What was just hidden or switched off hands it on within its part, so that a button that made room for
    something else does not throw one to the top; without any stop there, `lead` leads it into the page.
    """
    focused = QApplication.focusWidget()
    gone = focused is not None and has_gone(focused)
    target = _beside(parts, focused) if gone else _next_stop(parts, focused, 1 if forward else -1)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    elif gone:
        lead()
    return gone or target is not None


def lead_into(page: QWidget, panes: Sequence[QWidget], wanted: QWidget | None) -> None:
    """Lead the focus where the page wants it, else to its first stop, else to it as a whole."""
    if wanted is None or has_gone(wanted):
        wanted = next((stop for pane in panes for stop in tab_stops(pane)), page)
    wanted.setFocus()


def _next_stop(parts: Sequence[QWidget], focused: QWidget | None, step: int) -> QWidget | None:
    # What only has the focus because its page put it there is no stop, and still tells where one is.
    stops = [stop for part in parts for stop in tab_stops(part, focused)]
    place = next((i for i, stop in enumerate(stops) if _holds(stop, focused)), None)
    if place is None:
        inside = (i for i, stop in enumerate(stops) if focused is not None and focused.isAncestorOf(stop))
        place = next(inside, 0) - (step > 0)
    around = [stops[(place + step * by) % len(stops)] for by in range(1, len(stops) + 1)]
    return next(filter(_takes_tab, around), None)


def has_gone(widget: QWidget) -> bool:
    """Tell whether a widget can have the focus no more."""
    return not (widget.isEnabled() and widget.isVisible())


def _beside(parts: Sequence[QWidget], gone: QWidget | None) -> QWidget | None:
    """Return the stop of the same part that is nearest to one that has gone."""
    part = next((part for part in parts if _holds(part, gone)), None)
    if part is None or gone is None:
        return None
    stops = tab_stops(part, gone)
    place = stops.index(gone)
    return next(iter((*stops[place + 1 :], *reversed(stops[:place]))), None)


def stop_at(chosen: QWidget, group: Iterable[QWidget]) -> None:
    """Have Tab stop at the chosen button of a group alone; Qt leaves the stop where the focus last was."""
    for each in group:
        policy = Qt.FocusPolicy.StrongFocus if each is chosen else Qt.FocusPolicy.ClickFocus
        if each.focusPolicy() != policy:
            each.setFocusPolicy(policy)


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


class FocusKeeper(QObject):
    """Has the focus led back (`lead`) when what had it was destroyed, so that the next key is not lost.

    `whole` returns the page, which has the focus itself as long as nothing in it can.
    """

    def __init__(self, frame: QWidget, lead: Callable[[], object], whole: Callable[[], QWidget]) -> None:
        super().__init__(frame)
        self._frame, self._lead, self._whole = frame, lead, whole
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._look)
        QApplication.instance().focusChanged.connect(self._note)  # type: ignore[union-attr]

    def lead_on(self) -> None:
        """What the page wants the focus to be on may be there only now that it was read."""
        if self._frame.isVisible() and self._whole().hasFocus():
            self._lead()

    def _note(self) -> None:
        # Without the signal's widgets: one of them may be in the midst of its destruction.
        if QApplication.focusWidget() is None:
            self._soon.start()

    def _look(self) -> None:
        frame = self._frame
        if QApplication.focusWidget() is None and frame.isVisible() and frame.window().isActiveWindow():
            self._lead()


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
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not has_gone(widget)
