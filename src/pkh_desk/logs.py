"""The program's log: rotating, one logger a subject, and never a person's number in it."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

LONG_NUMBER = re.compile(r"\d{12,}")


class BlankNumbers(logging.Filter):
    """Replaces every run of twelve or more digits, so that no NIK, KK or card number is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Blank the numbers in the finished message; always lets the record through."""
        record.msg, record.args = LONG_NUMBER.sub("#", record.getMessage()), None
        return True


def start_logging(folder: Path) -> None:
    """Write warnings and the program's own notes to `folder`/pkh-desk.log (5 files of 1 MB)."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "pkh-desk.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(BlankNumbers())
    root = logging.getLogger("pkh_desk")
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
