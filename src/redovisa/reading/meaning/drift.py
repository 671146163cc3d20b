"""Tells a text whose blanks keep its columns from one where they only part the words, as tabs made into blanks do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from redovisa.reading.meaning.outline import Label
from redovisa.reading.meaning.spread import Spread

#: The extent of a text on its line, in characters.
_Extent = tuple[float, float]
#: A longer text is no number and no tick, and need not stand straight under its head.
_SHORT = 12
_SEVERAL = 2


class Drift:
    """Gathers where the values of each table stand; those of one column stand under each other, if it is a column."""

    def __init__(self) -> None:
        """Begin a document."""
        self._values: dict[int, dict[int, list[_Extent]]] = {}
        self._apart: dict[int, float] = {}
        self._placed: Counter[int] = Counter()
        self._missed: Counter[int] = Counter()
        self._in_part: list[Label] = []

    def add(self, row: Label, spread: Spread, heads: Sequence[_Extent | None]) -> None:
        """Takes in a row that was laid out by position under its column heads."""
        begins = sorted(head[0] for head in heads if head)
        self._apart[row.group] = min((right - left for left, right in pairwise(begins)), default=0)
        self._placed[row.group] += 1
        if not all(spread.columns):
            self._in_part.append(row)
        for column, (text, piece) in enumerate(zip(spread.columns, spread.pieces, strict=True)):
            if piece is not None and piece.x0 is not None and piece.x1 is not None and len(text) <= _SHORT:
                self._values.setdefault(row.group, {}).setdefault(column, []).append((piece.x0, piece.x1))

    def miss(self, group: int) -> None:
        """Takes in a row of a table whose values stand under no head."""
        self._missed[group] += 1

    def rows(self) -> Iterator[Label]:
        """The rows with an empty column, which one is not known; a row with all of them filled is sure all the same.

        They stand in tables of which a column's values share neither their left edge, their right edge nor their
        middle, or of which a row could not be placed.
        """
        tables = {*self._placed, *self._missed}
        drifting = {group for group in tables if self._drifts(group)}
        # A mark may stand under a head by chance: where several tables drift, the blanks hold no column at all.
        everywhere = len(drifting) >= _SEVERAL
        return (row for row in self._in_part if everywhere or row.group in drifting)

    def _drifts(self, group: int) -> bool:
        columns = self._values.get(group, {}).values()
        return self._missed[group] > 0 or any(_scatter(values) > self._apart[group] / 2 for values in columns)


def _scatter(values: Sequence[_Extent]) -> float:
    edges = ([x0 for x0, _ in values], [x1 for _, x1 in values], [(x0 + x1) / 2 for x0, x1 in values])
    return min(max(edge) - min(edge) for edge in edges)
