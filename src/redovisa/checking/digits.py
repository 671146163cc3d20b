"""Slips of the pen in numbers: two digits that have changed places."""

from __future__ import annotations


def likely_swap(one: int, other: int) -> bool:
    """Whether one number is the other with two neighbouring digits swapped, as in 402 638 and 402 683."""
    if one == other or (one - other) % 9:  # neighbours that change places change a number by nines
        return False
    a, b = str(one), str(other)
    if len(a) != len(b) or a == b:
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return a[first] == b[second] and a[second] == b[first]
