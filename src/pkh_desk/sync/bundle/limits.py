"""What a bundle may cost its reader: every limit that is checked before something is believed."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Caps:
    """Limits of one reader, in bytes unless said otherwise; the office may set others.

    `file` the sealed file, `manifest` the table of contents, `packed` all line members together as they
    lie in memory (compressed), `unpacked` all lines together, `line` one line without its end,
    `lines` and `files` are counts, `photo` one file member, `window_log` the zstd window as a power of two.
    """

    file: int = 512 * MIB
    manifest: int = 4 * MIB
    packed: int = 128 * MIB
    unpacked: int = 1024 * MIB
    line: int = 256 * 1024
    lines: int = 2_000_000
    files: int = 10_000
    photo: int = 8 * MIB
    window_log: int = 23


DEFAULT_CAPS = Caps()
