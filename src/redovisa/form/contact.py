"""Words as answers, and among them the ways to reach people: addresses, postal codes and telephone numbers."""

from __future__ import annotations

import re

from redovisa.form.field import FieldType
from redovisa.form.said import Parsed, Unclear, folded, shown

_POSTAL_CODE = re.compile(r"(?:SE?[- ]?)?\d{3} ?\d{2}\b", re.IGNORECASE)
_MOST_LINES = 4  # over which a narrow cell breaks an address
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.(?:se|nu|com|org|net|eu|example)", re.IGNORECASE)
#: An address as mail programs write it, or at the end of a sentence.
_AS_LINK = re.compile(r"(?:mailto:|<)?([\w.+-]+@[\w.-]*\w)[>.]?", re.IGNORECASE)
_BROKEN_AT_HYPHEN = re.compile(r"(?<=\d)-[ \t]*\n\s*(?=\d)")
_EACH_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BETWEEN_ADDRESSES = re.compile(r"\s*(?:[,;/]|och|eller|samt)?\s*", re.IGNORECASE)
#: Words that people write beside a telephone number; other words are somebody's or something's name.
_BESIDE_NUMBER = re.compile(
    r"\b(?:tel|telefon|mobil|mob|vx|växel|växeln|ankn|anknytning|direkt|kontaktcenter|eller|och|samt|nr|nummer|via|ext)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\+?\d[\d /()-]{4,}\d")


def contact(kind: FieldType, text: str, raw: str) -> Parsed:
    """What ``text`` (folded; ``raw`` with its lines) means to a field of words."""
    match kind:
        case FieldType.EMAIL:
            return _email(text, raw)
        case FieldType.POSTAL_CODE if not _POSTAL_CODE.fullmatch(text):
            found = _POSTAL_CODE.search(text)
            why = f"Ett postnummer har fem siffror. Det står ”{shown(text)}”."
            return Unclear(why, (found[0],) if found else ())
        case FieldType.PHONE:
            return _phone(text, raw)
        case _:
            return text


def _phone(text: str, raw: str) -> Parsed:
    if not any(sign.isdigit() for sign in text):
        return Unclear(f"Här väntas ett telefonnummer. Det står ”{shown(text)}”.")
    if "-" in text and "\n" in raw:
        text = folded(_BROKEN_AT_HYPHEN.sub("-", raw))
    if _WORD.search(_BESIDE_NUMBER.sub(" ", text)):
        numbers = tuple(dict.fromkeys(number.strip() for number in _NUMBER.findall(text)))
        return Unclear(f"Här väntas ett telefonnummer. Det står ”{shown(text)}”.", (text, *numbers))
    return text


def is_whole_address(text: str) -> bool:
    """Whether a text is one e-mail address with an ending that is in use, so that nothing of it is missing."""
    return _ADDRESS.fullmatch(text) is not None


def _email(text: str, raw: str) -> Parsed:
    if (alone := _AS_LINK.fullmatch(text)) and is_whole_address(alone[1]):
        return alone[1]
    lines = [folded(line) for line in raw.strip().split("\n")]
    if 1 < len(lines) <= _MOST_LINES and _ADDRESS.fullmatch("".join(lines)):
        parts = (*lines, *("".join(lines[:end]) for end in range(2, len(lines))))
        if not any(map(_ADDRESS.fullmatch, parts)):
            return "".join(lines)  # a narrow cell broke the address
    mended = text.replace("®", "@").replace("(at)", "@").replace("[at]", "@")
    joined = mended.replace(" ", "")
    whole = tuple(dict.fromkeys(_EACH_ADDRESS.findall(mended)))
    if joined != text and _EACH_ADDRESS.fullmatch(joined):
        candidates = tuple(dict.fromkeys((joined, *whole)))
        return Unclear("E-postadressen är bruten eller felskriven. Är det så här den ska vara?", candidates)
    if "@" not in text:
        return Unclear(f"Här väntas en e-postadress. Det står ”{shown(text)}”.")
    if whole and not all(map(_BETWEEN_ADDRESSES.fullmatch, _EACH_ADDRESS.split(text))):
        return Unclear(f"Här väntas en e-postadress och inget mer. Det står ”{shown(text)}”.", whole)
    return text
