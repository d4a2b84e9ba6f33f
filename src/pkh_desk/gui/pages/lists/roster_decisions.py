"""ROSTER DECISIONS: what a person decides in the check of an import, kept for its next reading, be it after a
lock."""

from collections.abc import Callable, Sequence

import shiboken6

from pkh_desk.actions.lists.roster_draft import drop_choices, keep_choices
from pkh_desk.actions.lists.roster_rows import FindingLine, RowChoices
from pkh_desk.desk import Desk
from pkh_desk.gui.page import Page
from pkh_desk.gui.pages.lists.roster_check import CheckView

RESUMED = "Pilihan Anda untuk berkas ini dipakai lagi."


class RosterDecisions:
    """Listens to the panel of the check; after each decision the file is read `again`."""

    def __init__(
        self, check: CheckView, choices: Callable[[], RowChoices], again: Callable[[], object]
    ) -> None:
        self._choices, self._again = choices, again
        self._side = side = check.side
        side.hold_changed.connect(self._hold)
        side.left_out.connect(self._leave_out)
        side.fixed.connect(self._fix)
        side.offered.connect(lambda line, on: self._take([line], on))
        side.offered_all.connect(lambda kind: self._take(check.offers(kind), True))
        side.again.connect(lambda: again())

    def keep(self, page: Page, desk: Desk, sha256: str) -> None:
        """Keep what was decided about a file. Where that fails the page still has it, and nobody waits."""
        choices = self._choices().copy()
        page.shell.jobs.write(lambda: keep_choices(desk, sha256, choices), failed=lambda _error: None)

    def resume(self, page: Page, desk: Desk, afresh: Callable[[], object]) -> None:
        """Say that earlier decisions hold again; whoever does not want them looks at the list afresh."""

        def forget() -> None:
            page.shell.jobs.write(lambda: drop_choices(desk), then=lambda _none: afresh(), owner=page)

        self._side.hold.setChecked(self._choices().hold)
        page.shell.toast(RESUMED, lambda: forget() if shiboken6.isValid(page) else None, icon="history")

    def _hold(self, on: bool) -> None:
        self._choices().hold = on
        self._again()

    def _leave_out(self, sheet: str, number: int, on: bool) -> None:
        left_out = self._choices().left_out
        (left_out.add if on else left_out.discard)((sheet, number))
        self._again()

    def _fix(self, line: FindingLine, text: str) -> None:
        self._choices().fixes[line.sheet, line.row, line.column] = text
        self._again()

    def _take(self, lines: Sequence[FindingLine], on: bool) -> None:
        """Take what findings propose, or no longer: an answer, or a text for the cell."""
        choices = self._choices()
        for line in lines:
            if not line.answer:
                choices.fixes[line.sheet, line.row, line.column] = line.proposal
            elif on:
                choices.answers[line.key] = line.answer
            else:
                choices.answers.pop(line.key, None)
        self._again()
