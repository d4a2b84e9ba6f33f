"""OUTCOME: what taking files in and applying them did, in a sentence and the kind of its banner."""

from collections import Counter
from collections.abc import Sequence

from pkh_desk.actions.exchange.inbox import Applied, Arrival
from pkh_desk.domain.text import dots

ARRIVED = {
    "baru": "{} kiriman baru siap diterapkan",
    "menunggu": "{} menunggu laptopnya disetujui",
    "karantina": "{} dari laptop yang dicabut, disimpan di karantina",
    "sudah": "{} sudah pernah diterima, dilewati",
    "disalin": "{} masih disalin, dibaca nanti",
    "ditolak": "{} ditolak",
}


def say_arrived(arrivals: Sequence[Arrival]) -> tuple[str, str]:
    """Say what became of the files of a folder; one that was refused with the reason."""
    if not arrivals:
        return "Tidak ada kiriman di folder itu. Kiriman berakhiran .pkhb.", "note"
    counts = Counter(arrival.state for arrival in arrivals)
    parts = [words.format(counts[state]) for state, words in ARRIVED.items() if counts[state]]
    refused = next((arrival for arrival in arrivals if arrival.state == "ditolak"), None)
    reason = f" {refused.file}: {refused.reason}" if refused else ""
    kind = "amber" if refused or counts["karantina"] else "info" if counts["baru"] else "note"
    return f"{', '.join(parts)}.{reason}", kind


def say_applied(applied: Sequence[Applied]) -> tuple[str, str]:
    """Say what applying did; what was there before, or waits for an earlier file, is only noted."""
    if not applied:
        return "Dibatalkan. Tidak ada kiriman yang diterapkan.", "note"
    good = [one for one in applied if not one.reason]
    parts = [f"{len(good)} kiriman diterapkan: {dots(sum(one.records for one in good))} catatan baru"]
    for words, count in (
        ("{} sudah ada sebelumnya", sum(one.again for one in good)),
        ("{} menunggu kiriman sebelumnya", sum(one.waiting for one in good)),
        ("{} isian ditolak", sum(one.refused for one in good)),
    ):
        if count:
            parts.append(words.format(dots(count)))
    bad = [one for one in applied if one.reason]
    reason = f" {len(bad)} berkas tidak bisa diterapkan: {bad[0].reason}" if bad else ""
    return f"{', '.join(parts)}.{reason}", "amber" if bad else "info"
