"""What somebody coloured in a Word file instead of ticking it: a colour is no answer, but may be meant as one."""

from __future__ import annotations

import re

from redovisa.reading.source import UNREAD
from redovisa.reading.word import xml as x
from redovisa.reading.word.xml import Element

#: A shade that is not grey: the strongest and the weakest of red, green and blue lie so far apart.
_COLOURFUL = 0x50
_FILL = re.compile("[0-9A-Fa-f]{6}")
#: Words marked with a pen, at most: more than these are no choice between some of them.
_FEW = 10
_NO_PEN = ("none", "white")
_SAYS = (x.T, x.SYM, x.MATH_TEXT)


def has_colour(root: Element) -> bool:
    """Whether anything has a colour behind it that is not grey."""
    return any(map(_is_colourful, {shade.get(x.FILL) or "" for shade in root.iter(x.SHADE)}))


def ask_about_coloured(root: Element) -> int:
    """Let a sign stand for the colour in empty cells, and count them.

    Where the empty cells are coloured as often as not, the form was made so, and nothing is asked.
    """
    coloured: list[Element] = []
    plain = 0
    for cell in root.iter(x.TC):
        if _says_something(cell):
            continue
        if _is_coloured(cell):
            coloured.append(cell)
        else:
            plain += 1
    if len(coloured) >= plain:
        return 0
    for cell in coloured:
        paragraph = next(cell.iterchildren(x.P), None)
        if paragraph is not None:
            x.make(x.make(paragraph, x.R), x.T).text = UNREAD
    return len(coloured)


def highlighted(root: Element) -> list[str]:
    """Words that somebody went over with a marker pen, when they are few.

    Where many are, the answers were written so, or the rooms for them printed so, and the colour picks out none.
    """
    found: dict[str, None] = {}
    for mark in root.iter(x.HIGHLIGHT):
        run = x.run_of(mark)
        if run is not None and mark.get(x.VAL, "none") not in _NO_PEN:
            words = " ".join("".join(text.text or "" for text in run.iterchildren(x.T)).split())
            found.update({words: None} if words else {})
    return list(found) if len(found) <= _FEW else []


def in_coloured_cells(root: Element) -> list[str]:
    """Words whose cell somebody coloured though another cell with words in the row has no colour, when they are few."""
    found: dict[str, None] = {}
    for row in root.iter(x.TR):
        cells = [cell for cell in row.iterchildren(x.TC) if _says_something(cell)]
        coloured = [cell for cell in cells if _is_coloured(cell)]
        if len(coloured) < len(cells):
            said = (" ".join("".join(text.text or "" for text in cell.iter(x.T)).split()) for cell in coloured)
            found.update(dict.fromkeys(filter(None, said)))
    return list(found) if len(found) <= _FEW else []


def _says_something(cell: Element) -> bool:
    return any((said.text or "").strip() or said.tag == x.SYM for said in cell.iter(*_SAYS))


def _is_coloured(cell: Element) -> bool:
    properties = cell.find(x.TC_PR)
    shade = None if properties is None else properties.find(x.SHADE)
    fill = "" if shade is None else shade.get(x.FILL) or ""
    return _is_colourful(fill)


def _is_colourful(fill: str) -> bool:
    if not _FILL.fullmatch(fill):
        return False
    parts = [int(fill[at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) - min(parts) >= _COLOURFUL
