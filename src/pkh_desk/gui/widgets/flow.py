"""FLOW: things side by side as long as there is room, the rest on further rows."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Rows from the left, `gap` px between things and between rows; what is hidden leaves no gap."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one in; called by `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are, hidden ones included."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the one at this place, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of the one at this place."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Leave room to others."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More rows where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at this width."""
        places = self._places(width)
        return max((place.bottom() + 1 for _, place in places), default=0)

    def setGeometry(self, rect: QRect) -> None:
        """Put each in its place."""
        super().setGeometry(rect)
        for item, place in self._places(rect.width()):
            item.setGeometry(place.translated(rect.topLeft()))

    def sizeHint(self) -> QSize:
        """One row of all."""
        return self._bounds(1_000_000)

    def minimumSize(self) -> QSize:
        """The widest of them."""
        return self._bounds(0)

    def _bounds(self, width: int) -> QSize:
        every = QRect()
        for _, place in self._places(width):
            every |= place
        return every.size()

    def _places(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        """Return where each goes in a field of this width."""
        found, at, below = list[tuple[QLayoutItem, QRect]](), QPoint(0, 0), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if at.x() > 0 and at.x() + size.width() > width:
                at = QPoint(0, below + self._gap)
            found.append((item, QRect(at, size)))
            below = max(below, at.y() + size.height())
            at = at + QPoint(size.width() + self._gap, 0)
        return found
