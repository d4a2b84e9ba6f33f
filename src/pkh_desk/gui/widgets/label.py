"""LABEL: text in one of the roles of the type scale."""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from pkh_desk.gui.style.flags import PLAIN_TEXT


def label(text: str = "", role: str = "body", tone: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label.

    `role`: figure, title, section, card, strong, label, body, caption, captionStrong, key (style sheet).
    `tone`: text2, text3, primary, info, amber, red, green, blue or nothing for the role's own colour.
    """
    result = dressed(QLabel(), role, tone)
    result.setText(text)
    result.setWordWrap(wrap)
    return result


def dressed(result: QLabel, role: str, tone: str = "") -> QLabel:
    """Give a label its role and tone. What people typed is never markup, so its text is plain."""
    result.setProperty("textFormat", PLAIN_TEXT)
    result.setProperty("role", role)
    if tone:
        result.setProperty("tone", tone)
    return result


def hairline() -> QWidget:
    """Return a horizontal line."""
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
