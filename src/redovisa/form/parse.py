"""The one parser: what people write in a cell, as a value, as nothing, or as a question to a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from redovisa.form.answer import Value
from redovisa.form.contact import contact
from redovisa.form.field import WORDS, Field, FieldType
from redovisa.form.said import Parsed, Unclear, folded, shown

__all__ = ["Parsed", "Unclear", "folded", "is_blank", "is_mark", "parse", "shown"]


_BLANK = re.compile(r"[\s\u2000-\u200b\u00ad\ufeff☐_.…|]*\Z")
#: What Word's content controls show until something is written in them.
_PLACEHOLDER = re.compile(
    r"\s*(?:klicka\s+(?:eller\s+tryck\s+)?här\s+för\s+att\s+ange\s+(?:text|(?:ett\s+)?datum)"
    r"|välj\s+ett\s+(?:objekt|alternativ|datum)|choose\s+an\s+item"
    r"|click\s+(?:or\s+tap\s+)?(?:here\s+)?to\s+enter\s+(?:text|a\s+date))\.?\s*\Z",
    re.IGNORECASE,
)
_PROMPTING = frozenset("KVCkvc")  # how they begin
_PROMPT = re.compile(r"klicka\s+eller\s+tryck\s+här\s+för\s+att\s+ange\s+(?:text|datum)\.?", re.IGNORECASE)
_DASHES = re.compile(r"[-–—−]+\Z")
_MARK = re.compile(r"(?:\(?x{1,3}\)?|\[x\]|☒|☑|✓|✔|✗|✘|√|v|ja|j|1)\.?\Z", re.IGNORECASE)
_NO = re.compile(r"(?:nej|n|0)\.?\Z", re.IGNORECASE)

_GROUPED = re.compile(r"\d{1,3}(?:[ .']\d{3})+\Z")
_WHOLE = re.compile(r"\d+\Z")
_DECIMAL = re.compile(r"(\d{1,3}(?:[ ]\d{3})*|\d+)[.,](\d{1,4})\Z")
#: Nobody supports so many people: blanks between digits then rather part two numbers.
_MANY = 10_000
#: A grant of so few kronor is rather a number of positions, when it is written with decimals.
_FEW_KRONOR = 1_000
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_NUMBERS_WITHIN = re.compile(r"\d{1,3}(?:[ .']\d{3})+(?![\d.,])|\d+(?:[.,]\d+)?")
_APPROXIMATE = re.compile(
    r"(?:ca|cirka|c:a|circa|omkring|ungefär|runt|minst|högst|över|under|drygt|knappt|[~≈<>])", re.I
)
_ZERO_WORDS = frozenset({"noll", "0 st", "nil"})
_NONE_WORDS = frozenset({"ingen", "inga", "inget", "-", "–", "—", "o"})

_DATES_WITHIN = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}(?:[:.]?[ae])? [a-zåäö]{3,9}\.?,? \d{4}\b", re.I)

_WHOLE_NUMBERS = frozenset({FieldType.COUNT, FieldType.MONEY})
_MOST_DIGITS = 12

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}


def parse(field: Field, raw: str) -> Parsed:
    """The value that ``raw`` answers to ``field``; None when nothing is answered, Unclear when a person must say.

    Inverse of ``format.written``: ``parse(field, written(field, value)) == value``.
    """
    if is_blank(raw):
        return None
    if field.type in _WHOLE_NUMBERS and len(raw) <= _MOST_DIGITS and raw.isascii() and raw.isdigit():
        return int(raw)  # as most cells are filled in
    text = folded(_PROMPT.sub(" ", raw) if "att ange" in raw else raw)
    if not text:
        return None
    if field.type in WORDS:
        return contact(field.type, text, raw)
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


def _count(field: Field, text: str) -> Parsed:
    number = _whole(text, "Här väntas ett antal, skrivet med siffror.")
    if isinstance(number, int) and number >= _MANY and " " in text:
        parts = tuple(int(part) for part in text.split() if part.isdigit())
        return Unclear(f"Det står ”{shown(text)}”. Är det ett antal eller flera?", (number, *parts))
    return number


def _money(field: Field, text: str) -> Parsed:
    bare = re.sub(r"\s*(?<![a-zåäö])(?:kr(?:onor)?\.?|sek|:-+|;-|,-|\.-|:--)\s*\Z", "", text, flags=re.I)
    bare = re.sub(r"\A(?:kr|sek)\.?\s*", "", bare, flags=re.I)
    bare = re.sub(r"[,:.]00\Z", "", bare) if re.search(r"\d[,:.]00\Z", bare) else bare
    number = _whole(bare, "Här väntas ett belopp i hela kronor.")
    if isinstance(number, int) and 0 < number < _FEW_KRONOR and re.fullmatch(r"\d+[.,]\d{1,2}", text):
        return Unclear(f"Det står ”{shown(text)}”. Är det kronor, eller antal tjänster?", (number,))
    if not isinstance(number, Unclear):
        return number
    thousands = re.fullmatch(r"(\d[\d ]*(?:[.,]\d+)?) ?(tkr|tusen|kkr)\.?", bare, re.I)
    if thousands:
        kronor = round(float(thousands[1].replace(" ", "").replace(",", ".")) * 1000)
        return Unclear("Beloppet är skrivet i tusental kronor.", (kronor,))
    with_ore = _DECIMAL.match(bare)
    if with_ore and len(with_ore[2]) == 3:
        grouped = int(re.sub(r"\D", "", bare))
        return Unclear(f"Det står ”{shown(text)}”. Skiljer kommatecknet tusental eller ören?", (grouped,))
    if with_ore:
        whole = int(with_ore[1].replace(" ", ""))
        return Unclear("Beloppet är skrivet med ören; formuläret frågar efter hela kronor.", (whole, whole + 1))
    return number


def _whole(text: str, expected: str) -> int | Unclear:
    bare = re.sub(r"\s*(?:st|stycken|personer|pers|kommuner|kommun|klienter)\.?\Z", "", text, flags=re.I)
    if _WHOLE.match(bare) and len(bare) <= _MOST_DIGITS:
        return int(bare)
    if _GROUPED.match(bare) and len(bare) <= 15:
        return int(re.sub(r"\D", "", bare))
    if re.fullmatch(r"\d+[.,]0{1,2}", bare):
        return int(re.split("[.,]", bare)[0])
    return _unclear_number(text, expected, whole=True)


def _decimal(field: Field, text: str) -> Parsed:
    bare = re.sub(r"\s*(?:st|stycken|tjänst(?:er)?|årsanställning(?:ar)?|heltid(?:er)?)\.?\Z", "", text, flags=re.I)
    if bare and bare[-1] in _HALVES and (bare[:-1].strip().isdigit() or not bare[:-1]):
        return float(bare[:-1].strip() or 0) + _HALVES[bare[-1]]
    if _WHOLE.match(bare) and len(bare) <= 6:
        return float(bare)
    number = _DECIMAL.match(bare)
    if number:
        return float(f"{number[1].replace(' ', '')}.{number[2]}")
    percent = re.fullmatch(r"(\d{1,3}) ?(?:%|procent)", text, re.I)
    if percent:
        return Unclear("Svaret är skrivet i procent; formuläret frågar efter antal tjänster.", (int(percent[1]) / 100,))
    return _unclear_number(text, "Här väntas ett tal med två decimaler.", whole=False)


def _unclear_number(text: str, expected: str, *, whole: bool) -> Unclear:
    lowered = text.casefold()
    candidates: tuple[Value, ...]
    if lowered in _ZERO_WORDS or lowered in _NONE_WORDS or _DASHES.match(text):
        return Unclear(f"Det står ”{shown(text)}”. Betyder det noll?", (0 if whole else 0.0,))
    written = _NUMBERS_WITHIN.findall(text)[:4]
    found = [re.sub(r"\D", "", n) if whole and _GROUPED.match(n) else n.replace(",", ".") for n in written]
    found = [number for number in found if " " not in number and "'" not in number]
    if whole:
        candidates = tuple(dict.fromkeys(int(number) for number in found if "." not in number and len(number) <= 9))
    else:
        candidates = tuple(dict.fromkeys(float(number) for number in found if len(number) <= 9))
    if _APPROXIMATE.match(text):
        return Unclear(f"Talet är ungefärligt: ”{shown(text)}”. Vilket är det rätta?", candidates)
    return Unclear(f"{expected} Det står ”{shown(text)}”.", candidates)


def _year(field: Field, text: str) -> Parsed:
    found = re.fullmatch(r"(?:år )?((?:19|20)\d\d)\.?", text)
    if found:
        return int(found[1])
    years = tuple(dict.fromkeys(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)))
    return Unclear(f"Här väntas ett årtal. Det står ”{shown(text)}”.", years)


def _mark(field: Field, text: str) -> Parsed:
    # A dash in a tick box marks that nothing is ticked there, as an empty box does.
    if _DASHES.match(text):
        return None
    if _MARK.match(text):
        return True
    return Unclear(
        f"Här väntas ett kryss. Det står ”{shown(text)}”.", (True,) if not _NO.match(text) else (True, False)
    )


def _yes_no(field: Field, text: str) -> Parsed:
    if _DASHES.match(text):
        return None
    if _MARK.match(text):
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
    if any(is_mark(part) and not part.isdigit() for part in text.split()):
        number = _whole(" ".join(part for part in text.split() if part.isdigit() or not is_mark(part)), "")
        counted = () if isinstance(number, Unclear) else (number,)
        return Unclear(f"Det står ”{shown(text)}”. Är det ett kryss eller ett antal kommuner?", (True, *counted))
    return _whole(text, "Här väntas ett kryss eller ett antal kommuner.")


def _choice(field: Field, text: str) -> Parsed:
    if text in field.choices:
        return text
    return Unclear(f"Svaret ”{shown(text)}” är inget av alternativen.", field.choices)


def _date(field: Field, text: str) -> Parsed:
    bare = re.sub(r"\A(?:den|datum:?)\s+", "", text, flags=re.I).rstrip(".")
    compact = re.sub(r"\s*([-/.])\s*", r"\1", bare)
    iso = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{4})(\d{2})(\d{2})", compact)
    if iso:
        year, month, day = (int(part) for part in iso.groups() if part)
        return _real(text, [(year, month, day)])
    short = re.fullmatch(r"(\d{2})(-?)(\d{2})-?(\d{2})", compact)
    if short:
        first, month, last = int(short[1]), int(short[3]), int(short[4])
        # With dashes the year may stand last; six digits in a row begin with it.
        return _real(text, [(2000 + first, month, last), *([(2000 + last, month, first)] if short[2] else [])])
    named = re.fullmatch(r"(\d{1,2})(?:[:.]?[ae])? ([a-zåäö]{3,9})\.?,? (\d{4})", bare, re.I)
    if named and (month_number := _month(named[2])):
        return _real(text, [(int(named[3]), month_number, int(named[1]))])
    spoken = re.fullmatch(r"(\d{1,2})/(\d{1,2}) ?[- ,]? ?(\d{4})|(\d{1,2})/(\d{1,2}) ?[- ] ?(\d{2})", bare)
    if spoken:  # 5/1 2024 and 5/1-24 are day/month in Swedish
        day, month, year = (int(part) for part in spoken.groups() if part)
        return _real(text, [(year if year > 99 else 2000 + year, month, day)])
    either = re.fullmatch(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", compact)
    if either:
        first, second, year = (int(part) for part in either.groups())
        return _real(text, [(year, second, first), (year, first, second)])
    within = [_date(field, found) for found in _DATES_WITHIN.findall(text)[:2] if found != bare]
    candidates = tuple(dict.fromkeys(found for found in within if isinstance(found, date)))
    return Unclear(f"Här väntas ett datum, till exempel 2024-01-15. Det står ”{shown(text)}”.", candidates)


def _real(text: str, readings: list[tuple[int, int, int]]) -> date | Unclear:
    days: list[date] = []
    for year, month, day in readings:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found not in days and 1990 <= year <= 2099:
            days.append(found)
    if len(days) == 1:
        return days[0]
    if days:
        return Unclear(f"Datumet ”{shown(text)}” kan läsas på två sätt.", tuple(days))
    return Unclear(f"Datumet ”{shown(text)}” finns inte i kalendern.")


def _month(name: str) -> int | None:
    number = _MONTH.get(name[:3].casefold())
    return number if number and _MONTHS[number - 1].startswith(name.casefold()) else None


_PARSERS: dict[FieldType, Callable[[Field, str], Parsed]] = {
    FieldType.YEAR: _year,
    FieldType.DECIMAL: _decimal,
    FieldType.COUNT: _count,
    FieldType.MONEY: _money,
    FieldType.YES_NO: _yes_no,
    FieldType.MARK: _mark,
    FieldType.MARK_OR_COUNT: _mark_or_count,
    FieldType.CHOICE: _choice,
    FieldType.DATE: _date,
}
