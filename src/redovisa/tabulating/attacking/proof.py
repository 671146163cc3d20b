"""Proves what searching left open: looks ever wider until the unknown is seen wide enough or bounded too narrowly."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from redovisa.tabulating.attacking.demand import Demand, Interval
from redovisa.tabulating.attacking.near import Held, Loose
from redovisa.tabulating.attacking.part import Part
from redovisa.tabulating.attacking.seen import Seen

#: How many unknowns are looked at together, step by step; after the last step all of the part.
_SIZES = (150, 600, 2400)
#: Nodes of a search for whole numbers in a part that is not yet all there is.
_NODES = 300


def outsider_proof(part: Part, seen: Seen, at: int, demand: Demand) -> Interval | None:
    """The interval of an unknown that anybody comes too near to, or None when it is wide enough."""
    reach = max(demand.width, 1)
    for near, is_all in _wider(part, at):
        _see(seen, Held(part, near, reach), at)
        if seen.width(at) >= demand.width:
            return None
        loose = Loose(part, near)
        low, high, stops = loose.ends(at)
        if not demand.too_near(low, high) and (is_all or seen.width(at)):
            low, high = _whole(loose, at, low, high)
        if demand.too_near(low, high):
            return Interval(at, low, high, stops)
        surely_large = low > demand.threshold or high < 1
        if is_all or (surely_large and seen.width(at)):
            return None
    return None


def insider_proof(part: Part, seen: Seen, at: int, insider: str, demand: Demand) -> Interval | None:
    """The interval of an unknown that the insider comes too near to, or None when it is wide enough to him."""
    own = frozenset(part.owned[insider])
    for near, is_all in _wider(part, at, own):
        _see(seen, Held(part, near, demand.insider_width), at)
        if seen.width_for(at, insider) >= demand.insider_width:
            return None
        loose = Loose(part, near, own)
        low, high, stops = loose.ends(at)
        if high - low >= demand.insider_width and is_all:
            low, high = _whole(loose, at, low, high)
        if high - low < demand.insider_width:
            return Interval(at, low, high, stops, insider)
    return None


def _wider(part: Part, at: int, own: Collection[int] = ()) -> Iterator[tuple[Sequence[int], bool]]:
    for size in _SIZES:
        near = part.around(at, size, own)
        is_all = len(near) < size
        yield near, is_all
        if is_all:
            return
    yield part.around(at, len(part.base) + 1, own), True


def _see(seen: Seen, held: Held, at: int) -> None:
    for sign in (1.0, -1.0):
        changes = held.towards({at: sign}, nodes=_NODES)
        if changes:
            seen.add(changes)


def _whole(loose: Loose, at: int, low: int, high: int) -> tuple[int, int]:
    least, most = loose.whole_ends(at)
    return max(low, least), min(high, most)
