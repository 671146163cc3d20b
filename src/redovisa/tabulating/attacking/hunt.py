"""Hunts through one part: first for what anybody could find, then for what a municipality could that knows its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from redovisa.tabulating.attacking.demand import Demand, Interval, Progress
from redovisa.tabulating.attacking.insider import Insiders
from redovisa.tabulating.attacking.outsider import outsider
from redovisa.tabulating.attacking.part import Part
from redovisa.tabulating.attacking.seen import Seen

#: So many unknowns are tried between two words of how far the hunt has come.
_CHUNK = 200


def hunt(part: Part, seen: Seen, demand: Demand, insiders: bool, progress: Progress | None = None) -> list[Interval]:
    """Every unknown of the part that an outsider, or with ``insiders`` a municipality, comes too near to.

    What is ``seen`` of one unknown serves the next, and what outsiders have seen serves against insiders.
    """
    everything = list(range(len(part.base)))
    found = _in_chunks("Angriper", everything, lambda chunk: outsider(part, seen, chunk, demand), progress)
    if insiders and demand.insider_width:
        inside = Insiders(part, seen, demand)
        found += _in_chunks("Prövar insyn", inside.small(), inside.try_all, progress)
    return found


def _in_chunks(
    words: str,
    targets: Sequence[int],
    try_some: Callable[[Sequence[int]], list[Interval]],
    progress: Progress | None,
) -> list[Interval]:
    found: list[Interval] = []
    for begin in range(0, len(targets), _CHUNK):
        found += try_some(targets[begin : begin + _CHUNK])
        if progress and len(targets) > _CHUNK:
            progress(words, min(begin + _CHUNK, len(targets)), len(targets))
    return found
