"""Times things fairly on a shared machine: in turn, many times, and told as medians and ratios of pairs."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def in_turn(ways: Mapping[str, Callable[[T], object]], inputs: Sequence[T], rounds: int = 3) -> dict[str, list[float]]:
    """Processor seconds of each way on each input, the ways taken in turn on the same input: A B C, A B C …

    The first round warms up and is not counted. A list holds one figure for each input: the least of the rounds,
    since on a shared machine everything that disturbs adds time.
    """
    best: dict[str, list[float]] = {name: [float("inf")] * len(inputs) for name in ways}
    for turn in range(rounds + 1):
        for i, one in enumerate(inputs):
            for name, way in ways.items():
                gc.collect(0)
                begin = time.process_time()
                way(one)
                took = time.process_time() - begin
                if turn:
                    best[name][i] = min(best[name][i], took)
    return best


def median_ms(seconds: Sequence[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(seconds) * 1000


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """The median of one over other, pair by pair."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def how_built() -> str:
    """Whether what is measured runs from its source or from the compiled wheel (``make compiled``)."""
    from redovisa.checking import check

    return "redovisa as compiled" if str(check.__file__).endswith((".so", ".pyd")) else "redovisa from its source"
