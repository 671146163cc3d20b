"""Takes out of a Word file's XML what it repeats at every run for the looks alone, before the parser has to meet it.

Word says at each run in which type, size and language it stands, and at which saving it was written: half of the file,
and nothing of what was written. What is most often said in the same bytes is taken out; the rest is left to the parser.
"""

from __future__ import annotations

import re
from collections import Counter

#: The file is looked into at so many places, evenly spread; what is met at so many of them is taken out everywhere.
_PLACES = 8
_OFTEN = 3
_SAVED = rb'(?: w:rsid\w*="\w*")'
# Not what strikes out, hides, raises or colours words, nor the name of a style that may.
_LOOKS = rb'(?:<w:(?:rFonts|sz|szCs|lang|b|bCs|i|iCs|kern|spacing|noProof)(?: w:\w+="[^"&<>]*")*/>)'
#: How a run or paragraph begins, and what is left of it.
_BEGINNINGS = (
    (re.compile(rb"<w:r" + _SAVED + rb"*><w:rPr>" + _LOOKS + rb"*</w:rPr>"), b"<w:r>"),
    (re.compile(rb"<w:p" + _SAVED + rb"+>"), b"<w:p>"),
)
#: A type of which the letters are signs, or a size that nobody can read: these do say something.
_TELLS = re.compile(rb"""dings|symbol|sz(?:Cs)? w:val="[1-4]\"""", re.IGNORECASE)


def lean(data: bytes) -> bytes:
    """The XML of a document without the commonest of what it says for the looks alone; it reads as before."""
    if _may_hide(data):
        return data
    for beginning, left in _BEGINNINGS:
        part = len(data) // _PLACES + 1
        places = range(0, len(data), part)
        met = Counter(found[0] for place in places if (found := beginning.search(data, place, place + part)))
        for written, times in met.items():
            if times >= _OFTEN and not _TELLS.search(written):
                data = left.join(data.split(written))  # quicker than to replace it, which counts first
    return data


def _may_hide(data: bytes) -> bool:
    """Whether there may be a comment or the like, in which words may look like elements."""
    at = data.find(b"!")
    while at > 0 and data[at - 1 : at] != b"<":
        at = data.find(b"!", at + 1)
    return at >= 0
