"""Shares the work on one part among processes: chunks of unknowns are tried apart, and what is seen is put together."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

from redovisa.tabulating.attacking.demand import Demand, Interval, Progress
from redovisa.tabulating.attacking.insider import Insiders
from redovisa.tabulating.attacking.outsider import outsider
from redovisa.tabulating.attacking.part import Part
from redovisa.tabulating.attacking.seen import Seen

#: Smaller parts are done sooner by one process than it takes to start others.
_LARGE = 1500
#: Into how many chunks each process's share is cut, so that progress can be told and none waits long for another.
_CHUNKS = 6

#: What a chunk of work gives back: changes that fit, and what was found.
_Outcome = tuple[list[Mapping[int, int]], list[Interval]]


def try_part(
    part: Part, demand: Demand, insiders: bool, processes: int = 1, progress: Progress | None = None
) -> list[Interval]:
    """Every unknown of the part that an outsider, or with ``insiders`` a municipality, comes too near to."""
    seen = Seen(part)
    targets = Insiders(part, seen, demand).small() if insiders and demand.insider_width else []
    stages = (("Angriper", False, list(range(len(part.base)))), ("Prövar insyn", True, targets))
    shared = processes > 1 and len(part.base) >= _LARGE
    found: list[Interval] = []
    for words, inside, targets in stages:
        chunks = _chunks(targets, processes * _CHUNKS if shared else max(1, len(targets) // 200))
        outcomes = (
            _together(part, demand, seen, inside, chunks, processes)
            if shared
            else (([], _try(part, seen, demand, inside, chunk)) for chunk in chunks)
        )
        for done, (changes, intervals) in enumerate(outcomes):
            found += intervals
            for amounts in changes:
                seen.add(amounts)
            if progress and len(chunks) > 1:
                progress(words, done + 1, len(chunks))
    return found


def _chunks(targets: Sequence[int], number: int) -> list[Sequence[int]]:
    size = -(-len(targets) // number) if targets else 1
    return [targets[begin : begin + size] for begin in range(0, len(targets), size)]


def _try(part: Part, seen: Seen, demand: Demand, inside: bool, chunk: Sequence[int]) -> list[Interval]:
    return Insiders(part, seen, demand).try_all(chunk) if inside else outsider(part, seen, chunk, demand)


def _together(
    part: Part, demand: Demand, seen: Seen, inside: bool, chunks: Sequence[Sequence[int]], processes: int
) -> Iterator[_Outcome]:
    # A fresh process each: a fork would carry over the caller's threads and the solver's state.
    context = multiprocessing.get_context("spawn")
    begun = (part, demand, seen.amounts, inside)
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=begun) as pool:
        yield from pool.map(_work, chunks)


_bench: tuple[Part, Seen, Demand, bool]


def _begin(part: Part, demand: Demand, amounts: Sequence[Mapping[int, int]], inside: bool) -> None:
    """Set up a process's own bench with the part and what has been seen of it."""
    global _bench
    seen = Seen(part)
    for one in amounts:
        seen.add(one)
    _bench = (part, seen, demand, inside)


def _work(chunk: Sequence[int]) -> _Outcome:
    part, seen, demand, inside = _bench
    before = len(seen.amounts)
    intervals = _try(part, seen, demand, inside, chunk)
    return seen.amounts[before:], intervals
