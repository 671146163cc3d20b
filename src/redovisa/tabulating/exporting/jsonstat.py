"""Writes a table as JSON-stat 2.0, each cell without a number with its status."""

from __future__ import annotations

import json
from math import prod

from redovisa.tabulating.exporting.cube import dimensions, entries
from redovisa.tabulating.release import STATUS_WORDS, Release, footnotes
from redovisa.tabulating.table import Grid, Status


def jsonstat(release: Release, grid: Grid) -> str:
    """The table as a JSON-stat dataset."""
    dims = dimensions(release, grid)
    values: list[int | float | None] = []
    status: dict[str, str] = {}
    for at, entry in enumerate(entries(grid, dims)):
        if isinstance(entry, Status):
            status[str(at)] = str(entry)
        values.append(None if entry is None or isinstance(entry, Status) else entry)
    size = [len(dim.categories) for dim in dims]
    if prod(size) != len(values):
        raise ArithmeticError(f"the cube of {grid.table.id} has {len(values)} cells, not {prod(size)}")
    units = {item.id: {"base": item.unit, "decimals": item.decimals} for item in grid.table.items}
    described = {
        dim.code: {
            "label": dim.label,
            "category": {
                "index": {code: at for at, (code, _) in enumerate(dim.categories)},
                "label": dict(dim.categories),
                **({"unit": units} if dim.code == "item" else {}),
            },
        }
        for dim in dims
    }
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": grid.table.title,
        "source": release.publisher.name,
        "updated": release.published.isoformat(),
        "id": [dim.code for dim in dims],
        "size": size,
        "role": {"time": ["year"], "geo": ["area"], "metric": ["item"]},
        "note": list(footnotes(grid)),
        "dimension": described,
        "value": values,
        "status": status,
        "extension": {"status": {str(code): label for code, label in STATUS_WORDS.items()}},
    }
    return json.dumps(dataset, ensure_ascii=False, separators=(",", ":"))
