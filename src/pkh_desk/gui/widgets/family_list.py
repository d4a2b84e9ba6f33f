"""FAMILY LIST: one row a family: name, place, last visit, stage. Drawn by a delegate, 90 us a row."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from pkh_desk.gui.paged_model import ROW, Index
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.style.tokens import Tokens
from pkh_desk.gui.widgets.painting import badge_width, draw_badge, draw_pips, pips_width
from pkh_desk.gui.widgets.themed import Themed

HEIGHT, LEFT, RIGHT = 54, 16, 14


@dataclass(frozen=True)
class FamilyLine:
    """What a row says. `step` 0 is no graduation case. `badge` (words, tone) stands instead of the stage."""

    name: str
    place: str
    when: str = ""
    late: bool = False
    shop: bool = False
    stage: str = ""
    step: int = 0
    steps: int = 6
    gone: bool = False
    badge: tuple[str, str] | None = None

    def spoken(self) -> str:
        """The row as one sentence."""
        parts = [self.name, self.place.replace(" · ", ", ")]
        if self.stage:
            parts.append(f"tahap {self.stage}")
        if self.when:
            parts.append(f"{'terlambat, ' if self.late else ''}terakhir {self.when.casefold()}")
        if self.shop:
            parts.append("punya usaha")
        if self.badge:
            parts.append(self.badge[0])
        return ", ".join(parts)


class FamilyDelegate(QStyledItemDelegate):
    """Draws a FamilyLine; the model's ROW role must return one."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, hairline, then the two lines of words."""
        line = index.data(ROW)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = self._theme.tokens.selected() if selected else self._theme.tokens
        painter.save()
        self._draw_ground(painter, option, tokens, selected)
        inner = option.rect.adjusted(LEFT, self._theme.px(8), -RIGHT, -self._theme.px(7))
        half = inner.height() // 2
        self._draw_upper(painter, QRect(inner.left(), inner.top(), inner.width(), half), line, tokens)
        self._draw_lower(painter, QRect(inner.left(), inner.top() + half, inner.width(), half), line, tokens)
        painter.restore()

    def _draw_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens, selected: bool
    ) -> None:
        rect = option.rect
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(tokens.primary))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.surface2))
        painter.fillRect(rect.left() + LEFT, rect.bottom(), rect.width() - LEFT, 1, QColor(tokens.line))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tokens.primary))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _draw_upper(self, painter: QPainter, box: QRect, line: FamilyLine, tokens: Tokens) -> None:
        theme, middle = self._theme, Qt.AlignmentFlag.AlignVCenter
        room = box.width() - self._draw_when(painter, box, line, tokens) - 10
        font = theme.font(14, 600)
        icon = theme.px(16) + 8 if line.shop else 0
        metrics = QFontMetrics(font)
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, room - icon)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text3 if line.gone else tokens.text))
        painter.drawText(box, middle, name)
        if line.shop:
            left = box.left() + metrics.horizontalAdvance(name) + 8
            shop = theme.pixmap_in("building_shop", tokens.text2, 16)
            painter.drawPixmap(left, box.center().y() - theme.px(16) // 2 + 1, shop)

    def _draw_when(self, painter: QPainter, box: QRect, line: FamilyLine, tokens: Tokens) -> int:
        """Draw the time at the right and return the room it took."""
        theme = self._theme
        font = theme.font(12, 600 if line.late else 400)
        width = QFontMetrics(font).horizontalAdvance(line.when)
        painter.setFont(font)
        painter.setPen(QColor(tokens.amber if line.late else tokens.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, line.when)
        if not line.late:
            return width
        clock = theme.pixmap_in("clock", tokens.amber, 16)
        painter.drawPixmap(
            box.right() - width - theme.px(16) - 4, box.center().y() - theme.px(16) // 2 + 1, clock
        )
        return width + theme.px(16) + 5

    def _draw_lower(self, painter: QPainter, box: QRect, line: FamilyLine, tokens: Tokens) -> None:
        theme, font = self._theme, self._theme.font(12)
        room = box.width()
        painter.setFont(font)
        if line.badge:
            words, tone = line.badge
            width = badge_width(theme, words)
            draw_badge(
                painter, theme, QRect(box.right() - width + 1, box.top(), width, theme.px(20)), words, tone
            )
            room -= width + 8
        elif line.stage:
            pips = pips_width(theme, line.steps)
            left = QPointF(box.right() - pips + 1, box.center().y() + 1)
            draw_pips(painter, theme, tokens, left, line.step, line.steps)
            painter.setPen(QColor(tokens.text2))
            words_box = box.adjusted(0, 0, -pips - 8, 0)
            painter.drawText(
                words_box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, line.stage
            )
            room -= pips + 8 + QFontMetrics(font).horizontalAdvance(line.stage) + 8
        painter.setFont(font)
        painter.setPen(QColor(tokens.text3))
        place = QFontMetrics(font).elidedText(line.place, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, place)


class FamilyList(Themed, QTableView):
    """One column of rows with this delegate.

    A table and not a list view: that one asks the model about every single row whenever it is laid out,
    half a second for the 60 000 families of an office.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(FamilyDelegate(theme, self))
        self.follow(theme)

    def restyle(self) -> None:
        """Rows may have become higher; the chosen one stays in view, once all has its place."""
        self.verticalHeader().setDefaultSectionSize(self.theme.px(HEIGHT))
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last row, not to the ends of one."""
        last = self.model().rowCount() - 1
        if last >= 0 and action in (QTableView.CursorAction.MoveHome, QTableView.CursorAction.MoveEnd):
            return self.model().index(0 if action == QTableView.CursorAction.MoveHome else last, 0)
        return super().moveCursor(action, modifiers)
