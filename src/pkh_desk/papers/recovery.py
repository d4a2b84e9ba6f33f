"""The office's paper key: one A4 page with the recovery key as QR and as text, to be locked away."""


def draw_recovery_sheet(key: str, office: str, printed: str) -> bytes:
    """Draw the sheet. `key` is the private age key `AGE-SECRET-KEY-1...`, `printed` the date in words.

    Raises ValueError if `key` is no age secret key.
    """
    raise NotImplementedError
