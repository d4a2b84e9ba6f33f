"""PAGE: what a place of the navigation shows, and what a page may ask of the shell around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from pkh_desk.gui.frame.facts import Fact
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.style.theme import Theme

FULL, RAIL, STACKED = "full", "rail", "stacked"
FULL_FROM, RAIL_FROM = 1240, 1000


def width_class(width: int, percent: int) -> str:
    """Return full, rail or stacked for a window `width` logical px wide at a text size in percent.

    Larger text leaves room for less, exactly as a higher scaling of the screen does: 1366 px at 125 % text
    are laid out like 1093 px.
    """
    room = width * 100 / percent
    return FULL if room >= FULL_FROM else RAIL if room >= RAIL_FROM else STACKED


class Shell(Protocol):
    """What a page may ask for. The window's shell is one; a test can be another."""

    theme: Theme
    jobs: Jobs

    def go(self, place: str) -> "Page":
        """Show a place and return its page, so that the caller can lead it to a record."""

    def has(self, place: str) -> bool:
        """Tell whether the navigation has this place."""

    def open_page(self, page: "Page") -> None:
        """Put a page on top of the present one; the breadcrumb leads back."""

    def back(self) -> None:
        """Leave the page on top; it is destroyed. Its draft is its own business."""

    def toast(
        self, text: str, undo: Callable[[], object] | None = None, *, icon: str = "checkmark_circle"
    ) -> None:
        """Say what was done, with Urungkan for six seconds."""

    def show_progress(self, text: str, stop: Callable[[], object]) -> None:
        """Say how far a long job is, which can be stopped, until the next toast."""

    def take_back(self) -> None:
        """Undo the last saved change."""

    def say_saved(self, fact: Fact) -> None:
        """Say in the status bar that the draft of the page that is shown is kept."""

    def record(self, kind: str) -> None:
        """Begin to record something (a kind of `Recording`) about the family that is open."""


@dataclass(frozen=True)
class Place:
    """One entry of the navigation. `build` makes its page at the first visit. No page, no place.

    `below`: it stands at the foot, without a number.
    """

    key: str
    words: str
    icon: str
    build: Callable[[Shell], "Page"]
    below: bool = False


@dataclass(frozen=True)
class Recording:
    """One entry of the menu Catat; `key` opens it from everywhere."""

    kind: str
    words: str
    icon: str
    key: str = ""


class Page(QFrame):
    """Base of every page. It fills the content area and says how to move within it.

    `title` stands in the top bar, `about` (a family's name) before it; `trail` are further crumbs below it.
    """

    trail_changed = Signal()

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__()
        self.shell, self.theme, self.title = shell, shell.theme, title
        self.about = ""
        # A page without anything to type into or press has the focus itself.
        self.setAccessibleName(title)

    def trail(self) -> Sequence[str]:
        """Return the crumbs inside the page."""
        return ()

    def step_back(self) -> bool:
        """Go back within the page; False when the page itself is to be left."""
        return False

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 steps through, in order."""
        return (self,)

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus when the page is opened: first field, list, or nothing."""
        return None

    def escape(self) -> None:
        """Close a panel or clear a filter; never throw away what was typed."""

    def filter_field(self) -> QWidget | None:
        """Return where Ctrl+F goes."""
        return None

    def set_width_class(self, width: str) -> None:
        """Lay out for full, rail or stacked."""

    def exporter(self) -> Callable[[], object] | None:
        """Return what begins to write the list of this page as a file; None if it has none."""
        return None

    def about_family(self) -> str:
        """Return the id of the family that is open here, "" if none is."""
        return ""

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Return what keeps the draft of this page's form as the page ends; None if there is nothing to keep.

        `coming_back`: it does not end by the person's will, so that the draft is offered again.
        """
        return None

    def entered(self) -> None:
        """The page is shown now: read what it shows."""

    def data_moved(self, tables: frozenset[str]) -> None:
        """These tables changed: re-read what is shown."""
