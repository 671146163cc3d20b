"""Text that is in a Word file but is not seen on paper: white on white, or smaller than anyone can read."""

from __future__ import annotations

import re

from redovisa.reading.word import xml as x
from redovisa.reading.word.xml import Element

#: White, or so near it that it vanishes on paper.
_PALE = re.compile(r"[Ff][0-9A-Fa-f]" * 3)
# Begins with the rarest letter of what is looked for (w:sz, w:szCs), which makes the search twice as quick.
_TINY_WRITTEN = re.compile(rb"""z w:val=["'][1-4]["']""")
#: Half points.
_TINY = frozenset("1234")


def unseen_in(root: Element, data: bytes, coloured: bool) -> set[Element]:
    """The bits of text that nobody sees; ``data`` is the XML of the tree, ``coloured`` whether anything has a colour.

    Sizes stand at every run, and are sought in the bytes.
    """
    if not coloured and root.prefix == "w" and not _TINY_WRITTEN.search(data):
        return set()
    found: set[Element] = set()
    for mark in root.iter(x.COLOR, x.SIZE):
        run = x.run_of(mark)
        if run is not None and _hides(mark, run):
            found.update(run.iterchildren(x.T))
    return found


def _hides(mark: Element, run: Element) -> bool:
    value = mark.get(x.VAL) or ""
    if mark.tag == x.SIZE:
        return value in _TINY
    return _PALE.fullmatch(value) is not None and not _is_shaded(run)


def _is_shaded(run: Element) -> bool:
    """Whether a run, its paragraph or its cell has a colour behind it, as the heads of tables have."""
    holders = (run.find(x.R_PR), *(up.find(tag) for tag, up in _around(run)))
    for properties in holders:
        for shade in () if properties is None else properties.iterchildren(x.SHADE, x.HIGHLIGHT):
            fill = shade.get(x.FILL) or shade.get(x.VAL) or ""
            if fill not in ("auto", "none", "") and not _PALE.fullmatch(fill):
                return True
    return False


def _around(run: Element) -> list[tuple[str, Element]]:
    return [(x.P_PR if up.tag == x.P else x.TC_PR, up) for up in run.iterancestors(x.P, x.TC)]
