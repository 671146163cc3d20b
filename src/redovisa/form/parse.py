"""The one parser: what people write in a cell, as a value, as nothing, or as a question to a person."""

from __future__ import annotations

import re
from collections.abc import Callable

from redovisa.form import dates, numbers
from redovisa.form.contact import contact
from redovisa.form.field import WORDS, Field, FieldType
from redovisa.form.said import Parsed, Unclear, folded, shown

__all__ = ["Parsed", "Unclear", "folded", "is_blank", "is_mark", "parse", "shown"]


_BLANK = re.compile(r"(?:[\s\u2000-\u200b\u00ad\ufeff☐○◯_.…|]|\[\s*\]|\(\s*\))*\Z")
#: What Word's content controls show until something is written in them.
_PLACEHOLDER = re.compile(
    r"\s*(?:klicka\s+(?:eller\s+tryck\s+)?här\s+för\s+att\s+ange\s+(?:text|(?:ett\s+)?datum)"
    r"|välj\s+ett\s+(?:objekt|alternativ|datum)|choose\s+an\s+item"
    r"|click\s+(?:or\s+tap\s+)?(?:here\s+)?to\s+enter\s+(?:text|a\s+date))\.?\s*\Z",
    re.IGNORECASE,
)
_PROMPTING = frozenset("KVCkvc")  # how they begin
_PROMPT = re.compile(r"klicka\s+eller\s+tryck\s+här\s+för\s+att\s+ange\s+(?:text|datum)\.?", re.IGNORECASE)
_MARK = re.compile(r"(?:\(?x{1,4}\)?|\[x\]|☒|☑|✓|✔|✗|✘|√|×|✕|✖|╳|✅|v|ja|j|1)\.?\Z", re.IGNORECASE)
#: The line or dots of an empty box that a mark was typed into, and signs that slipped in beside it.
_AROUND_MARK = " _.,…|-"
_MARKS = re.compile(r"x(?: x){1,3}\Z", re.IGNORECASE)
_NO = re.compile(r"(?:nej|n|0)\.?\Z", re.IGNORECASE)

_WHOLE_NUMBERS = frozenset({FieldType.COUNT, FieldType.MONEY})


def parse(field: Field, raw: str) -> Parsed:
    """The value that ``raw`` answers to ``field``; None when nothing is answered, Unclear when a person must say.

    Inverse of ``format.written``: ``parse(field, written(field, value)) == value``.
    """
    if is_blank(raw):
        return None
    if field.type in _WHOLE_NUMBERS and len(raw) <= numbers.MOST_DIGITS and raw.isascii() and raw.isdigit():
        return int(raw)  # as most cells are filled in
    text = folded(_PROMPT.sub(" ", raw) if "att ange" in raw else raw)
    if not text:
        return None
    if field.type in WORDS:
        return contact(field.type, text, raw)
    if field.type is FieldType.COUNT:
        return numbers.count(text, raw)
    if field.type is FieldType.MONEY:
        return numbers.money(text, raw)
    return _PARSERS[field.type](field, text)


def is_blank(raw: str) -> bool:
    """Whether nothing is answered: white space of any kind, an unticked box, or the dots and lines to write on."""
    if not raw or raw.isspace():
        return True
    if raw[0].isalnum() and raw[0] not in _PROMPTING:
        return False
    return _BLANK.match(raw) is not None or _PLACEHOLDER.match(raw) is not None


def is_mark(raw: str) -> bool:
    """Whether the text ticks a box: ``x X xx 1 JA ☒``."""
    return _MARK.match(folded(raw)) is not None


def _is_ticked(text: str) -> bool:
    """Whether a box is ticked, with the line to write on, or a second mark, still beside the mark."""
    bare = text.strip(_AROUND_MARK)
    return _MARK.match(bare) is not None or _MARKS.match(bare) is not None


def _year(field: Field, text: str) -> Parsed:
    found = re.fullmatch(r"(?:år )?((?:19|20)\d\d)\.?", text)
    if found:
        return int(found[1])
    years = tuple(dict.fromkeys(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)))
    return Unclear(f"Här väntas ett årtal. Det står ”{shown(text)}”.", years)


def _mark(field: Field, text: str) -> Parsed:
    # A dash in a tick box marks that nothing is ticked there, as an empty box does.
    if numbers.DASHES.match(text):
        return None
    if _is_ticked(text):
        return True
    return Unclear(
        f"Här väntas ett kryss. Det står ”{shown(text)}”.", (True,) if not _NO.match(text) else (True, False)
    )


def _yes_no(field: Field, text: str) -> Parsed:
    if numbers.DASHES.match(text):
        return None
    if _is_ticked(text):
        return True
    if re.fullmatch(r"nej|n", text.rstrip("."), re.I):
        return False
    return Unclear(f"Här väntas ja, nej eller ett kryss. Det står ”{shown(text)}”.", (True, False))


def _mark_or_count(field: Field, text: str) -> Parsed:
    if text == "1":
        return Unclear("Är ”1” ett kryss, eller en kommun?", (True, 1))
    mark = _mark(field, text)
    if not isinstance(mark, Unclear):
        return mark
    parts = text.replace(",", " ").split()
    if any(is_mark(part) and not part.isdigit() for part in parts):
        number = numbers.whole(" ".join(part for part in parts if part.isdigit() or not is_mark(part)), "")
        counted = number.candidates if isinstance(number, Unclear) else (number,)
        return Unclear(f"Det står ”{shown(text)}”. Är det ett kryss eller ett antal kommuner?", (True, *counted))
    return numbers.whole(text, "Här väntas ett kryss eller ett antal kommuner.")


def _choice(field: Field, text: str) -> Parsed:
    if text in field.choices:
        return text
    return Unclear(f"Svaret ”{shown(text)}” är inget av alternativen.", field.choices)


def _decimal(field: Field, text: str) -> Parsed:
    return numbers.decimal(text)


def _date(field: Field, text: str) -> Parsed:
    return dates.day(text)


_PARSERS: dict[FieldType, Callable[[Field, str], Parsed]] = {
    FieldType.YEAR: _year,
    FieldType.DECIMAL: _decimal,
    FieldType.YES_NO: _yes_no,
    FieldType.MARK: _mark,
    FieldType.MARK_OR_COUNT: _mark_or_count,
    FieldType.CHOICE: _choice,
    FieldType.DATE: _date,
}
