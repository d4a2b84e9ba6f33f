"""CLICKS: the window; the only storey that knows Qt.

PySide6 hooks `import` to find modules that use its `__feature__` switches, which this program does not: the
hook reads the source of every module that is imported afterwards and keeps it (26 MB here, and part of the
time to the first paint). The import that it replaced is put back.
"""

import builtins

import PySide6.QtCore  # noqa: F401  (installs the hook)

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
