"""The program: words are commands, no words open the window."""

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Start; return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or (words[0] == "--home" and len(words) == 2):
        # What starting makes stays. The window collects garbage itself, between its jobs (gui/jobs.py).
        gc.disable()
        from pkh_desk.gui.application import run_window
        from pkh_desk.settings import places

        return run_window(places(words[1] if words else None))
    from pkh_desk.rosters.reading.child import HIDDEN_WORD
    from pkh_desk.rosters.reading.child import main as read_spreadsheet

    if words[0] == HIDDEN_WORD:
        return read_spreadsheet(words[1:])
    from pkh_desk.cli.main import main as run_command

    return run_command(words)


if __name__ == "__main__":
    sys.exit(main())
