"""ROSTER DECISIONS: what a person decides in the check of an import, kept for its next reading."""

from collections.abc import Callable, Sequence

from pkh_desk.actions.lists.roster_rows import FindingLine, RowChoices
from pkh_desk.gui.pages.lists.roster_check import CheckView


class RosterDecisions:
    """Listens to the panel of the check; after each decision the file is read `again`."""

    def __init__(
        self, check: CheckView, choices: Callable[[], RowChoices], again: Callable[[], object]
    ) -> None:
        self._choices, self._again = choices, again
        side = check.side
        side.hold_changed.connect(self._hold)
        side.left_out.connect(self._leave_out)
        side.fixed.connect(self._fix)
        side.offered.connect(lambda line, on: self._take([line], on))
        side.offered_all.connect(lambda kind: self._take(check.offers(kind), True))
        side.again.connect(lambda: again())

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
