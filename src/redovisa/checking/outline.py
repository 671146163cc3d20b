"""The outline of a text: each sign replaced by its kind, so that patterns are found fast."""

from __future__ import annotations

#: What each sign becomes: a digit ``0``, a capital ``A``, a small letter ``a`` (but n, which ends most words for a
#: certain person, stays ``n``), any white space a blank, else a dot.
DIGIT, CAPITAL, SMALL, N, SPACE, OTHER = b"0Aan ."


def _kind(sign: str) -> int:
    if sign.isdigit() and sign.isascii():
        return DIGIT
    if sign == "n":
        return N
    if sign.isalpha():
        return CAPITAL if sign.isupper() else SMALL
    return SPACE if sign.isspace() else OTHER


_KINDS = bytes(_kind(chr(code)) for code in range(256))


#: In a skeleton å, with which the word for years begins, stays too.
RING = ord("r")
_BONES = bytes(RING if chr(code) == "å" else _KINDS[code] for code in range(256))
_FLESH = bytes(code for code in range(256) if _BONES[code] == SMALL)


def skeleton(text: str) -> bytes:
    """The outline without its small letters (n stays, and å as ``r``).

    Much shorter than the text, and what is not in it is not in the text.
    """
    return text.encode("latin-1", "replace").translate(_BONES, _FLESH)


def outline(text: str) -> bytes:
    """One byte for each sign of the text, of the six kinds; signs beyond Latin-1 are of the kind other."""
    return text.encode("latin-1", "replace").translate(_KINDS)
