"""Changes that somebody says fit all that is published: by part, and believed only when tried against every fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from redovisa.tabulating.attacking.knowledge import Spot

#: How much each count differs from the truth.
Change = Mapping[Spot, int]


def by_part(
    spots: Sequence[Spot], parts: Sequence[Sequence[int]], offered: Iterable[Change]
) -> list[list[dict[int, int]]]:
    """For each part (its unknowns), the offered changes in the part's own numbers.

    What touches several parts is cut up, since nothing ties these together; what touches a count that is no unknown
    is passed over.
    """
    place = {spots[unknown]: (number, at) for number, part in enumerate(parts) for at, unknown in enumerate(part)}
    found: list[list[dict[int, int]]] = [[] for _ in parts]
    for change in offered:
        if not place.keys() >= change.keys():
            continue
        pieces: dict[int, dict[int, int]] = {}
        for spot, amount in change.items():
            number, at = place[spot]
            pieces.setdefault(number, {})[at] = amount
        for number, piece in pieces.items():
            found[number].append(piece)
    return found
