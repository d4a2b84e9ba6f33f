"""What the reading process may find wrong with a file; the parent turns each into a sentence."""


class Verdict(Exception):
    """A file that is not read. `code` travels to the parent, `detail` says more."""

    code = "damaged"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class Damaged(Verdict):
    """Broken or cut short."""


class TooBig(Verdict):
    """Beyond a limit; `detail` names which."""

    code = "too_big"


class Locked(Verdict):
    """Protected by a password."""

    code = "locked"


class NotASheet(Verdict):
    """Something else than its name says; `detail` names what it is."""

    code = "not_a_sheet"


class NoSuchSheet(Verdict):
    """The sheet that was named does not exist; `detail` lists those that do."""

    code = "no_such_sheet"
