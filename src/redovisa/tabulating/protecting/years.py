"""Years before: what is decided of earlier years, and what ties them to this year's counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from redovisa.tabulating.policy import Flow
from redovisa.tabulating.table import CellKey, Grid, RowKey, Status


@dataclass(frozen=True, slots=True)
class YearBefore:
    """A table of an earlier year as it was counted, and as it is out or goes out: the latter cannot be changed."""

    counted: Grid
    shown: Grid

    def cells(self) -> Iterator[tuple[CellKey, int, bool]]:
        """Each count that is known here, and whether it is hidden."""
        for row, entries in self.shown.rows.items():
            truth = self.counted.rows.get(row)
            for place, column in enumerate(self.shown.columns):
                entry = entries[place]
                hidden = entry is Status.HIDDEN
                # A hidden count whose truth is not at hand is left standing still, which only asks for more.
                value = truth[place] if hidden and truth is not None else entry
                if not isinstance(value, Status):
                    yield CellKey(self.shown.table.id, row, column), int(value), hidden


def flow_ties(
    flows: Sequence[Flow], index: Mapping[CellKey, int], values: Sequence[int]
) -> Iterator[tuple[tuple[int, int], ...]]:
    """The flows between years that are true of the numbers: this stock, less the last, and the closed, less the new."""
    for flow in flows:
        (table, item), closed, new = (name.split(".", 1) for name in (flow.stock, flow.closed, flow.new))
        for key in index:
            if key.table != table or key.column.item != item or key.column.age:
                continue
            last = RowKey(key.row.year - 1, key.row.level, key.row.area)
            places = [
                index.get(CellKey(name, row, key.column._replace(item=what)))
                for row, (name, what) in (
                    (key.row, (table, item)),
                    (last, (table, item)),
                    (last, closed),
                    (key.row, new),
                )
            ]
            found = [place for place in places if place is not None]
            tie = tuple(zip(found, (1, -1, 1, -1), strict=False))
            if len(found) == len(places) and not sum(values[cell] * sign for cell, sign in tie):
                yield tie
