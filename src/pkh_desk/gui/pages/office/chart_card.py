"""CHART CARD: a chart, or the same numbers as a table; "Tampilkan tabel" changes between the two."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

TABLE, CHART = "Tampilkan tabel", "Tampilkan bagan"


class Swatch(Themed, QWidget):
    """A small square in the colour of a token."""

    def __init__(self, theme: Theme, use: str) -> None:
        super().__init__()
        self._use = use
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(1, 1) * self.theme.px(10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill it."""
        draw_round(QPainter(self), QRectF(self.rect()), 2, self.theme.tokens.color(self._use))


class ChartCard(Card):
    """`legend` are (words, token). The chart is shown first."""

    def __init__(
        self, theme: Theme, chart: QWidget, table: QWidget, legend: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(padding=14, gap=8)
        self._title, self._aside = label("", "card"), label("", "caption")
        self.switch = Button(theme, TABLE, "link", on_click=self._change).make_slim()
        self.switch.setProperty("caption", True)
        self._stack = QStackedWidget()
        # The card is as high as its chart; the table scrolls.
        table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack.addWidget(chart)
        self._stack.addWidget(table)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addSpacing(8)
        top.addStretch()
        for words, use in legend:
            top.addWidget(Swatch(theme, use))
            top.addWidget(label(words, "caption"))
        top.addWidget(self._aside)
        top.addWidget(self.switch)
        self.body.addLayout(top)
        self.body.addWidget(self._stack, 1)

    @property
    def shows_table(self) -> bool:
        """Whether the table is shown."""
        return self._stack.currentIndex() == 1

    def show_words(self, title: str, aside: str) -> None:
        """Change title and aside."""
        self._title.setText(title)
        self._aside.setText(aside)
        self.setAccessibleName(title)

    def show_aside(self, shown: bool) -> None:
        """Leave the aside out where there is no room for it."""
        self._aside.setVisible(shown)

    def _change(self) -> None:
        self._stack.setCurrentIndex(0 if self.shows_table else 1)
        self.switch.set_text(CHART if self.shows_table else TABLE)
