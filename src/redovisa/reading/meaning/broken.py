"""Words broken at the end of a line: joined where that is sure, else with the ways in which they may be read."""

from __future__ import annotations

import re

from redovisa.form.parse import folded
from redovisa.reading.source import MAYBE_BROKEN, Manner

#: A hyphen that ends a line within a word: nobody sets one after a single letter, an abbreviation or a number.
_SURE = re.compile(r"(?<!\w)(?:\w|[A-ZÅÄÖ]{2,}|\d+)-\n[ \t]*(?=[a-zåäö])")
_HYPHEN = re.compile(r"(?<=\w)-\n[ \t]*(?!(?:och|eller|samt|respektive|resp|till|el)\b)(?=[a-zåäö])")
#: A line that is one long word, in a column as narrow as that, and a next line that may be the end of the word.
_ALONE = re.compile(
    r"(?:\A|(?<=\n))[ \t]*(?:\S+ )?[^\s\d]{11,24}(?<=[a-zåäö])(\n)[ \t]*"
    r"(?!(?:och|eller|samt|i|för|med|av|till|på|vid|från|som|om|inom|utan|genom|mellan|under|hos|mot)\b)(?=[a-zåäö])"
)
_NARROW = 26
#: Manners in which the lines are those of a narrow column, as it was seen on paper.
_AS_SEEN = frozenset({Manner.POSITIONS, Manner.FLOW})


def joined(raw: str) -> str:
    """The text with the words joined that surely were broken after a hyphen of their own: ``e-`` and ``tjänst``."""
    return _SURE.sub(lambda found: found[0].rstrip(), raw) if "-\n" in raw else raw


def ways(raw: str, manner: Manner) -> tuple[str, ...]:
    """How a text may be read in which a word may be broken; empty when none is."""
    if MAYBE_BROKEN in raw:
        return folded(raw.replace(MAYBE_BROKEN, "")), folded(raw)
    if "-\n" in raw and _HYPHEN.search(raw):
        return folded(_HYPHEN.sub("", raw)), folded(_HYPHEN.sub("-", raw))
    lines = raw.strip().split("\n") if manner in _AS_SEEN else []
    if len(lines) > 1 and max(len(line.strip()) for line in lines) <= _NARROW:
        whole = _ALONE.sub(lambda found: found[0][: found.start(1) - found.start()], "\n".join(lines))
        if whole != "\n".join(lines):
            return folded(whole), folded(raw)
    return ()
