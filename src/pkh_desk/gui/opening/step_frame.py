"""STEP FRAME: what leads through steps before the work begins: brand panel, steps, body, foot."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.gui.page import STACKED, width_class
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.brand_panel import BrandPanel
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.scroll_body import ScrollBody

BODY_WIDTH = 860


class StepFrame(QFrame):
    """The brand at the left where there is room; `wrong` says above the body what went wrong."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.theme = theme
        self.panel, self.wrong = BrandPanel(theme), Banner(theme, "", "red")
        self.foot = QWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows do without the panel."""
        super().resizeEvent(event)
        self.panel.setVisible(width_class(self.width(), self.theme.percent) != STACKED)

    def lay_out(self, steps: QWidget, body: QWidget, buttons: tuple[QWidget | None, ...]) -> None:
        """Put the steps above the body, which scrolls, and the buttons below it."""
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(14)
        for part in (self.wrong, body):
            stack.addWidget(part)
        scroll = ScrollBody(margins=(56, 8, 56, 8))
        scroll.add_narrow(inside, self.theme.px(BODY_WIDTH))
        line = row(*buttons, gap=12)
        line.setContentsMargins(46, 12, 56, 24)
        self.foot.setLayout(line)
        right = QVBoxLayout()
        right.setContentsMargins(0, 28, 0, 0)
        right.setSpacing(10)
        right.addWidget(steps)
        right.addWidget(scroll, 1)
        right.addWidget(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.panel)
        whole.addLayout(right, 1)
