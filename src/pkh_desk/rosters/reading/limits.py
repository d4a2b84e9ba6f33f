"""What a spreadsheet may cost: every bound that is checked before a file is believed.

60 000 rows of 20 columns take about 45 MB unzipped and 100 MB of memory; the bounds lie well above that and
far below what makes a small laptop swap.
"""

import sys

MIB = 1 << 20

FILE = 100 * MIB
"""Bytes of the file as it lies on the disk."""

UNZIPPED = 512 * MIB
"""Bytes of all XML parts together, counted while they are unzipped, not as they are declared."""

MEMBERS = 5000
"""Parts of a zipped workbook."""

AREA = 20_000_000
"""Cells from the first to the last row and column that a sheet names: calamine holds them all."""

ROWS = 250_000
"""Rows that hold something, in all sheets together."""

CELL = 2000
"""Characters that are kept of one cell."""

MEMORY = 1024 * MIB
"""Address space of the reading process."""

SECONDS = 120
"""Time in which the reading process must come to its next batch of rows."""


def cap_memory() -> None:
    """Bound this process's memory, so that a bomb ends it and not the laptop.

    POSIX: address space. Windows: a job object around this process alone. Where neither can be set, the
    bounds above still stand.
    """
    if sys.platform == "win32":
        _cap_by_job()
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (ValueError, OSError):
        # macOS refuses RLIMIT_AS.
        return


def _cap_by_job() -> None:
    """Put this process into a Windows job object that limits its committed memory."""
    if sys.platform != "win32":
        return
    import ctypes
    from ctypes import wintypes

    process_memory, extended = 0x100, 9
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION: the flags lie after two 64-bit times, the process limit after the
    # basic part (whose size differs by word size) and six 64-bit I/O counters.
    word = ctypes.sizeof(ctypes.c_void_p)
    basic = 64 if word == 8 else 48
    info = ctypes.create_string_buffer(basic + 48 + 4 * word)
    info[16:20] = process_memory.to_bytes(4, "little")
    at = basic + 48
    info[at : at + word] = MEMORY.to_bytes(word, "little")
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    job = kernel.CreateJobObjectW(None, None)
    if job and kernel.SetInformationJobObject(job, extended, info, len(info)):
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
