"""What a PDF's tags say, in the order they are read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below the node, in reading order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def attributes(element: Any) -> dict[str, Any]:
    """The attributes of an element, whoever owns them."""
    given = element.get("/A", pikepdf.Array([]))
    found: dict[str, Any] = {}
    for one in given if isinstance(given, pikepdf.Array) else [given]:
        found |= dict(one.items())
    return found
