"""Several places in one answer: "Lidingö, Vallentuna, Vaxholm och Österåker"."""

from __future__ import annotations

import re

from redovisa.places.find import MOST_SIGNS, Found, find, is_name
from redovisa.places.spelling import key

_SIGNS = r"(?:[\n\r\v\f,;/|&+•·*]|(?:^|\s)[-–—](?=\s|$)|\s(?:och|samt|o)\s)"
_PARTED = re.compile(_SIGNS, re.IGNORECASE)
_PARTED_OUTSIDE_BRACKETS = re.compile(_SIGNS + r"(?![^()]*\))", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n\r\v\f]+")
_LEAD = re.compile(
    r"^\s*(?:även|också|dessutom|samt|och|kommunerna|kommunen|kommuner|kommun)\s*:?\s+(?=\S)", re.IGNORECASE
)
#: Words for "no other municipality".
_NONE = frozenset(
    {"", "x", "nej", "ingen", "inga", "inga andra", "ingen annan", "inte aktuellt", "ej aktuellt", "endast egen kommun"}
    | {"endast den egna kommunen", "bara den egna kommunen", "enbart egen kommun", "saknas", "0", "kommun", "kommuner"}
)
#: As many as there are municipalities; a longer list is no list.
_MOST = 290


def find_all(text: str, year: int | None = None) -> tuple[Found, ...]:
    """Each place that a list names, in order; empty when the text says "none".

    Understands commas, semicolons, slashes, lines, "och", "samt", and names run together with hyphens or blanks when
    every part is a name. What is not understood is a Found without place, to ask about. Texts are cut after 290 names.
    """
    if len(text) > MOST_SIGNS * 10:
        return (
            Found(text[:MOST_SIGNS], why="Texten är för lång för att vara en lista på kommuner. Ange bara namnen."),
        )
    parted = _PARTED_OUTSIDE_BRACKETS if ")" in text else _PARTED
    pieces = [_LEAD.sub("", piece) for piece in parted.split(_BLANKS.sub(" ", text.replace("\t", ",")))]
    named = [part for piece in pieces if key(piece) not in _NONE for part in _parts(piece.strip())]
    return tuple(find(part, year) for part in named[:_MOST])


def _parts(piece: str) -> list[str]:
    """A piece that is no name itself, but names run together, as its names; else the piece."""
    if is_name(piece):
        return [piece]
    for sign in ("-", "–"):
        if sign in piece and all(is_name(part) for part in piece.split(sign)):
            return [part.strip() for part in piece.split(sign)]
    return _run_together(piece.split()) or [piece]


def _run_together(said: list[str]) -> list[str]:
    """Names with only blanks between: the longest from the left, all in capitals first; empty if any is no name."""
    found: list[str] = []
    while said:
        for end in range(min(len(said), 4), 0, -1):
            part = " ".join(said[:end])
            if part[0].isupper() and is_name(part):
                found.append(part)
                said = said[end:]
                break
        else:
            return []
    return found
