"""FLAGS: some of Qt's flags as the plain numbers they are, for all that is shown before unlocking.

The first touch of PySide6's `Qt` namespace builds all its enums: 15 ms, a seventh of a bare start. Properties
and `drawText` take numbers, so the unlock window does without it; modules that load later use `Qt` itself.
"""

LEFT = 0x0001 | 0x0080
RIGHT = 0x0002 | 0x0080
CENTER = 0x0004 | 0x0080
TOP_CENTER = 0x0004 | 0x0020
PLAIN_TEXT = 0
NO_FOCUS, STRONG_FOCUS = 0, 0x1 | 0x2 | 0x8
SENSITIVE_TEXT = 0x2 | 0x40
ENTER = (0x01000004, 0x01000005)
