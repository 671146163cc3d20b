"""Which county board a head is printed for: by its name or its address."""

from __future__ import annotations

import re
from functools import cache

from redovisa.places.place import County
from redovisa.places.register import counties
from redovisa.places.spelling import folded

#: Farther down than this is no head.
_HEAD = 20_000
_NAMED = re.compile(r"l[äa]nsstyrelsen\s+(?:i\s+|för\s+)?([^\W\d_]+(?:\s+[^\W\d_]+)?(?:\s+[^\W\d_]+)?)", re.IGNORECASE)
_MAIL = re.compile(r"([^\W\d_]{3,20})\s?[@®©]\s?lansstyrelsen\s?\.\s?se", re.IGNORECASE)
_WEB = re.compile(r"lansstyrelsen\s?\.\s?se/([a-zåäö-]{3,20})", re.IGNORECASE)


def find_board(text: str) -> County | None:
    """The county whose board the text names; None when it names none, or more than one.

    Understands "Länsstyrelsen i Örebro län", "Länsstyrelsen Stockholm" and orebro@lansstyrelsen.se. Only the first
    20 000 signs are read.
    """
    named = boards(text)
    return named[0] if len(named) == 1 else None


def boards(text: str) -> tuple[County, ...]:
    """Every county whose board the text names, each once, in order of their codes."""
    text = text[:_HEAD]
    known = _names()
    # Sought first, since most text has no address, and these patterns are slow to see it.
    patterns = (_MAIL, _WEB) if "lansstyrelsen" in text.lower() else ()
    found = {known[word] for pattern in patterns for m in pattern.finditer(text) if (word := folded(m[1])) in known}
    for match in _NAMED.finditer(text):
        said = match[1].split()
        tried = (folded("".join(said[:count])) for count in range(len(said), 0, -1))
        code = next((known[word] for word in tried if word in known), None)
        if code is not None:
            found.add(code)
    return tuple(counties()[code] for code in sorted(found))


@cache
def _names() -> dict[str, str]:
    """County codes by every folded name: orebro, orebrolan, vastragotalands."""
    return {
        folded(name): county.code
        for county in counties().values()
        for name in (county.name, county.short, county.mail, county.name.removesuffix(" län"))
    }
