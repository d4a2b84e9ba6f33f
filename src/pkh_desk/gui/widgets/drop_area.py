"""DROP AREA: a dashed field to let files fall on, with another way for those who do not drag."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from pkh_desk.gui.frame.drops import dropped_files, dropped_paths
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed


class DropArea(Themed, QFrame):
    """`dropped(paths)` on files let fall here, on folders too where it takes `folders`. `actions` are the
    caller's buttons below the words."""

    dropped = Signal(list)

    def __init__(
        self, theme: Theme, icon: str, title: str, actions: tuple[QWidget, ...], *, folders: bool = False
    ) -> None:
        super().__init__()
        self._dropped = dropped_paths if folders else dropped_files
        self._icon_name, self._over = icon, False
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self._icon = QLabel()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 16, 16, 14)
        stack.setSpacing(6)
        stack.addStretch()
        stack.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        stack.addWidget(label(title, "strong"), 0, Qt.AlignmentFlag.AlignHCenter)
        stack.addLayout(row(None, label("atau", "caption"), *actions, None))
        stack.addStretch()
        self.follow(theme)

    def restyle(self) -> None:
        """Draw the icon."""
        self._icon.setPixmap(self.theme.pixmap(self._icon_name, "primary", 24))
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if self._dropped(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing fell."""
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files fell."""
        self._show_over(False)
        event.acceptProposedAction()
        self.dropped.emit(self._dropped(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and dashed border; both turn teal while files hover."""
        painter, tokens = QPainter(self), self.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.primary_soft if self._over else tokens.surface2))
        pen = QPen(QColor(tokens.primary if self._over else tokens.control), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _show_over(self, over: bool) -> None:
        self._over = over
        self.update()
