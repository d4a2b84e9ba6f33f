"""QSS: the one style sheet of the program, built from tokens and the text size.

In the templates `@name` is a token (or `@hair`, `@ring`: widths of lines and of the focus ring) and `12dp` a
size that follows the text size. Heights are `min-height` of the content box, so a border that grows with
focus takes its width back from padding and height. Rules are scoped by property: children inherit the rest.
"""

import re

from pkh_desk.gui.style.look import Look

GROUND = """
QMainWindow, QDialog, QWidget[ground="bg"] { background: @bg; }
QWidget[ground="surface"] { background: @surface; }
QWidget[ground="nav"], QLabel[ground="nav"] { background: @nav; }
QWidget[ground="canvas"] { background: @canvas; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="clear"] { background: transparent; border: none; }
QToolTip { background: @toast; color: @toast_text; border: none; padding: 4px 8px; font-size: 12dp; }
QFrame[kind="card"] { background: @surface; border: @hair solid @line; border-radius: 8px; }
QFrame[kind="well"] { background: @surface2; border: @hair solid @line; border-radius: 8px; }
QFrame[kind="lane"] { background: @nav; border: @edge solid @line; border-radius: 8px; }
QFrame[kind="bar"] { background: @surface; border: none; }
QFrame[rule="below"] { border-bottom: @hair solid @line; }
QFrame[rule="above"] { border-top: @hair solid @line; }
QFrame[rule="left"] { border-left: @hair solid @line; }
QFrame[rule="right"] { border-right: @hair solid @line; }
QFrame[kind="line"] { background: @line; border: none; }
QFrame[kind="info"] { background: @primary_soft; border: @edge solid @line; border-radius: 8px; }
QFrame[kind="note"] { background: @surface2; border: @hair solid @line; border-radius: 8px; }
QFrame[kind="amber"] { background: @amber_soft; border: @edge solid @amber; border-radius: 8px; }
QFrame[kind="toast"] { background: @toast; border: @edge solid @line; border-radius: 8px; }
QFrame[kind="palette"] { background: @surface; border: @hair solid @line2; border-radius: 10px; }
QFrame[kind="red"] { background: @red_soft; border: @edge solid @red; border-radius: 8px; }
"""

LABELS = """
QLabel { background: transparent; color: @text; }
QLabel[role="figure"] { font-size: 26dp; font-weight: 600; }
QLabel[role="title"] { font-size: 20dp; font-weight: 600; }
QLabel[role="section"] { font-size: 16dp; font-weight: 600; }
QLabel[role="card"] { font-size: 14dp; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="label"] { font-weight: 500; }
QLabel[role="caption"] { font-size: 12dp; color: @text2; }
QLabel[role="captionStrong"] { font-size: 12dp; font-weight: 600; color: @text2; }
QLabel[tone="text2"] { color: @text2; }
QLabel[tone="text3"] { color: @text3; }
QLabel[tone="primary"] { color: @primary; }
QLabel[tone="info"] { color: @on_primary_soft; }
QLabel[tone="amber"] { color: @amber; }
QLabel[tone="red"] { color: @red; }
QLabel[tone="green"] { color: @green; }
QLabel[tone="blue"] { color: @blue; }
QLabel[role="avatar"] { background: @primary_soft; color: @on_primary_soft; border-radius: 13dp;
  border: @edge solid @line; font-size: 12dp; font-weight: 600; }
QLabel[role="avatarLarge"] { background: @primary_soft; color: @on_primary_soft; border-radius: 32dp;
  border: @edge solid @line; font-size: 16dp; font-weight: 600; }
QLabel[role="toast"] { color: @toast_text; font-weight: 600; }
QLabel[role="toastKey"] { color: @toast_text2; font-size: 12dp; }
QLabel[role="key"] { font-size: 12dp; color: @text2; background: @surface; border: 1px solid @line2;
  border-radius: 4px; padding: 1px 5px; }
"""

BUTTONS = """
QPushButton { min-height: 30dp; padding: 0 12px; border: 1px solid @line2; border-radius: 6px;
  background: @surface; color: @text; font-weight: 500; }
QPushButton:hover { background: @sunken; }
QPushButton:focus { border: @ring solid @text; padding: 0 11px; min-height: 28dp; }
QPushButton:disabled { background: @sunken; color: @disabled; border-color: @line; }
QPushButton[kind="primary"] { background: @primary; border-color: @primary; color: @on_primary;
  font-weight: 600; padding: 0 14px; }
QPushButton[kind="primary"]:hover { background: @primary_hover; border-color: @primary_hover; }
QPushButton[kind="primary"]:pressed { background: @primary_press; border-color: @primary_press; }
QPushButton[kind="primary"]:focus { border: @ring solid @text; padding: 0 13px; }
QPushButton[kind="primary"]:disabled { background: @sunken; color: @disabled; border-color: @line; }
QPushButton[kind="outline"] { border-color: @primary; color: @primary; font-weight: 600; padding: 0 14px; }
QPushButton[kind="outline"]:focus { border: @ring solid @text; padding: 0 13px; }
QPushButton[kind="outline"]:disabled { border-color: @line; color: @disabled; }
QPushButton[kind="danger"] { color: @red; }
QPushButton[kind="danger"]:hover { background: @red_soft; }
QPushButton[kind="ghost"], QPushButton[kind="link"] { border-color: transparent; background: transparent;
  padding: 0 9px; }
QPushButton[kind="ghost"] { color: @text2; }
QPushButton[kind="ghost"]:hover { background: @sunken; color: @text; }
QPushButton[kind="link"] { color: @primary; padding: 0 1px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="ghost"]:focus { border: @ring solid @text; padding: 0 8px; }
QPushButton[kind="link"]:focus { border: @ring solid @text; padding: 0; border-radius: 4px; }
QPushButton[kind="nav"], QPushButton[kind="nav"]:focus { min-height: 26dp; border: none; padding: 0; }
QPushButton[kind="toast"] { border-color: transparent; background: transparent; color: @toast_action;
  font-weight: 600; padding: 0 4px; }
QPushButton[kind="toast"]:focus { border: @ring solid @toast_action; padding: 0 3px; }
QPushButton[kind="crumb"], QPushButton[kind="fact"] { border-color: transparent; background: transparent;
  color: @text2; padding: 0 2px; font-weight: 400; }
QPushButton[kind="crumb"]:hover, QPushButton[kind="fact"]:hover { text-decoration: underline; }
QPushButton[kind="crumb"]:focus, QPushButton[kind="fact"]:focus { border: @ring solid @text; padding: 0 1px;
  border-radius: 4px; }
QPushButton[kind="fact"] { font-size: 12dp; }
QPushButton[kind="fact"][tone="amber"] { color: @amber; font-weight: 600; }
QPushButton[slim="true"] { min-height: 26dp; }
QPushButton[slim="true"]:focus { min-height: 24dp; }
QPushButton[big="true"] { min-height: 42dp; font-size: 15dp; }
QPushButton[big="true"]:focus { min-height: 40dp; }
QToolButton { border: 1px solid transparent; border-radius: 6px; background: transparent; padding: 4px;
  color: @text2; }
QToolButton:hover { background: @sunken; }
QToolButton:focus { border: @ring solid @text; padding: 3px; }
QToolButton[kind="picture"] { padding: 2px; }
QToolButton[kind="picture"]:focus { padding: 1px; border-radius: 8px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
"""

CHOICES = """
QPushButton[kind="chip"] { min-height: 26dp; padding: 0 11px; border: 1px solid @line2; border-radius: 13dp;
  background: @surface; color: @text2; font-size: 12dp; font-weight: 500; }
QPushButton[kind="chip"]:hover { background: @sunken; }
QPushButton[kind="chip"]:checked { background: @primary_soft; border-color: @chip; color: @on_primary_soft;
  font-weight: 600; }
QPushButton[kind="chip"]:focus { border: @ring solid @text; padding: 0 10px; min-height: 24dp; }
QFrame[kind="segments"] { background: @surface; border: 1px solid @line2; border-radius: 6px; }
QFrame[kind="segments"] QRadioButton { spacing: 0; padding: 0 10px; min-height: 28dp; color: @text2;
  font-size: 12dp; font-weight: 500; border: none; border-left: 1px solid @line2; }
QFrame[kind="segments"] QRadioButton[place="first"] { border-left: none; border-top-left-radius: 5px;
  border-bottom-left-radius: 5px; }
QFrame[kind="segments"] QRadioButton[place="last"] { border-top-right-radius: 5px;
  border-bottom-right-radius: 5px; }
QFrame[kind="segments"] QRadioButton:hover { background: @sunken; }
QFrame[kind="segments"] QRadioButton:checked { background: @sunken; color: @text; font-weight: 600; }
QFrame[kind="segments"] QRadioButton[tone="green"]:checked { background: @green_soft; color: @green; }
QFrame[kind="segments"] QRadioButton[tone="red"]:checked { background: @red_soft; color: @red; }
QFrame[kind="segments"] QRadioButton[tone="amber"]:checked { background: @amber_soft; color: @amber; }
QFrame[kind="segments"] QRadioButton[place]:disabled { background: @surface; color: @disabled; }
QFrame[kind="segments"] QRadioButton:focus { border: @ring solid @text; padding: 0 8px; min-height: 24dp;
  border-radius: 5px; }
QFrame[kind="switch"] { background: @sunken; border: none; border-radius: 7px; }
QFrame[kind="switch"] QRadioButton { spacing: 0; padding: 0 16px; min-height: 24dp; color: @text2;
  font-weight: 500; border: 1px solid transparent; border-radius: 5px; margin: 3px; }
QFrame[kind="switch"] QRadioButton:checked { background: @surface; border-color: @line2; color: @text;
  font-weight: 600; }
QFrame[kind="switch"] QRadioButton:focus { border: @ring solid @text; padding: 0 15px; min-height: 22dp; }
QFrame[kind="segments"] QRadioButton::indicator, QFrame[kind="switch"] QRadioButton::indicator {
  width: 0; height: 0; image: none; border: none; }
"""

INPUTS = """
QLineEdit, QPlainTextEdit, QComboBox { background: @surface; color: @text; border: 1px solid @control;
  border-radius: 6px; selection-background-color: @primary; selection-color: @on_primary; }
QLineEdit, QComboBox { min-height: 30dp; padding: 0 9px; }
QPlainTextEdit { padding: 6px 7px; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border: @ring solid @primary; }
QLineEdit:focus, QComboBox:focus { min-height: 28dp; padding: 0 8px; }
QPlainTextEdit:focus { padding: 5px 6px; }
QLineEdit[state="error"], QComboBox[state="error"], QPlainTextEdit[state="error"] { border: 2px solid @red; }
QLineEdit[state="error"], QComboBox[state="error"] { min-height: 28dp; padding: 0 8px; }
QComboBox { padding-left: 11px; }
QComboBox:focus, QComboBox[state="error"] { padding-left: 10px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: @surface2; color: @text2; border-color: @line2; }
QLineEdit:disabled, QComboBox:disabled { background: @sunken; color: @disabled; border-color: @line; }
QComboBox::drop-down { border: none; width: 30px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @line2; outline: 0;
  selection-background-color: @selection; selection-color: @onsel; padding: 4px; }
QLineEdit[ground="soft"] { background: @surface2; border-color: @line2; }
QLineEdit[kind="palette"], QLineEdit[kind="palette"]:focus { border: none; padding: 0; font-size: 17dp;
  min-height: 32dp; background: @surface; }
QTextBrowser[kind="reading"] { background: @surface; color: @text; border: 2px solid transparent;
  border-radius: 6px; selection-background-color: @primary; selection-color: @on_primary; }
QTextBrowser[kind="reading"]:focus { border: @ring solid @primary; }
QLineEdit[secret="true"] { font-size: 15dp; }
QLineEdit[code="true"] { min-height: 38dp; font-size: 17dp; font-weight: 500; }
QLineEdit[code="true"]:focus, QLineEdit[code="true"][state="error"] { min-height: 36dp; }
QLineEdit QToolButton { border: none; padding: 0; margin: 0; background: transparent; }
QCheckBox, QRadioButton { spacing: 8px; color: @text; background: transparent; }
"""

LISTS = """
QListView, QTableView, QTreeView { background: @surface; color: @text; border: none; outline: 0;
  selection-background-color: @selection; selection-color: @onsel; }
QListView[ground="clear"] { background: transparent; }
QListView[kind="boxed"] { border: 1px solid @control; border-radius: 6px; padding: 3px; }
QListView[kind="boxed"]:focus { border: @ring solid @primary; padding: 2px; }
QTableView { gridline-color: @line; }
QTableView::item { padding: 0 8px; border-bottom: 1px solid @line; }
QHeaderView { background: @surface2; border: none; }
QHeaderView::section { background: @surface2; color: @text2; border: none; border-bottom: @hair solid @line;
  padding: 0 10px; min-height: 30dp; font-size: 12dp; font-weight: 600; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @line2; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: @control; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCalendarWidget QWidget { background: @surface; color: @text; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @surface2; min-height: 34dp; }
QCalendarWidget QToolButton { color: @text; font-weight: 600; background: transparent; }
QCalendarWidget QAbstractItemView { outline: 0; }
QCalendarWidget QAbstractItemView:disabled { color: @text3; }
QMenu { background: @surface; color: @text; border: 1px solid @line2; padding: 4px; icon-size: 20dp; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @onsel; }
QMenu::item:disabled { color: @disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
"""

# Where soft fills are off, the chosen answer is inverted as a selected row is, with a ring in another colour.
HIGH = """
QFrame[kind="segments"] QRadioButton[place]:checked { background: @selection; color: @onsel; }
QFrame[kind="segments"] QRadioButton[place]:focus { border-color: @primary; padding: 0 7px;
  min-height: 22dp; }
"""

SHEET = GROUND + LABELS + BUTTONS + CHOICES + INPUTS + LISTS
PLACEHOLDER = re.compile(r"@(\w+)|\b(\d+)dp\b")


def style_sheet(look: Look) -> str:
    """Return the style sheet of this look."""
    tokens = look.tokens
    extra = {
        "hair": "2px" if tokens.high else "1px",
        "edge": "2px" if tokens.high else "0px",
        "ring": "3px" if tokens.high else "2px",
        "chip": tokens.primary if tokens.high else tokens.primary_soft,
        "onsel": tokens.selected().text,
    }

    def fill(match: re.Match[str]) -> str:
        name, size = match.groups()
        if size:
            return f"{look.px(int(size))}px"
        return extra.get(name) or tokens.color(name)

    return PLACEHOLDER.sub(fill, SHEET + HIGH if tokens.high else SHEET)
