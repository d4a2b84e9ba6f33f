"""CALENDAR: a month to pick a day from, below a date field."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed

WIDTH, HEIGHT, GAP = 280, 232, 2
ARROWS = {"qt_calendar_prevmonth": "chevron_left", "qt_calendar_nextmonth": "chevron_right"}
NAMES = {"qt_calendar_prevmonth": "Bulan sebelumnya", "qt_calendar_nextmonth": "Bulan berikutnya"}


class Calendar(Themed, QCalendarWidget):
    """A popup; `picked(day)` on a click or Enter, after which it is gone."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setLocale(QLocale(QLocale.Language.Indonesian))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)
        self.follow(theme)

    def open_at(self, day: date | None, below: QWidget) -> None:
        """Show the month of a day (none: this one) below a widget, above it at the foot of the screen."""
        if day is not None:
            self.setSelectedDate(QDate(day.year, day.month, day.day))
        screen, place = below.screen().availableGeometry(), below.mapToGlobal(QPoint(0, below.height() + GAP))
        if place.y() + self.height() > screen.bottom():
            place = below.mapToGlobal(QPoint(0, -self.height() - GAP))
        place.setX(min(place.x(), screen.right() - self.width()))
        self.move(place)
        self.show()

    def restyle(self) -> None:
        """Weekends in the colour of all days, arrows from the icon set, the size after the text's."""
        plain = QTextCharFormat()
        plain.setForeground(self.theme.color("text"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekday, plain)
        for name, icon in ARROWS.items():
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(self.theme.icon(icon))
                button.setAccessibleName(NAMES[name])
        self.setFixedSize(self.theme.px(WIDTH), self.theme.px(HEIGHT))

    def _pick(self, day: QDate) -> None:
        # A click tells both `clicked` and `activated`.
        if self.isVisible():
            self.hide()
            self.picked.emit(date(day.year(), day.month(), day.day()))
