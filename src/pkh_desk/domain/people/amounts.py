"""What a family gets in a year for its komponen. Source: domain, Components and yearly amounts.

The amounts are the office's (config `amounts`): they differ by year, and lists of them on the web are often
wrong. Caps of a single komponen are not known for sure and not counted.
"""

from collections.abc import Collection, Mapping


def yearly_aid(komponen: Collection[str], amounts: Mapping[str, int], most: int) -> int:
    """Return rupiah a year for these komponen, one a member: the `most` dearest of them count (0: all)."""
    dearest = sorted((amounts.get(code, 0) for code in komponen), reverse=True)
    return sum(dearest[:most] if most else dearest)
