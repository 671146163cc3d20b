"""Numbers as people write them: counts, kronor and parts of a full-time position, in figures or in words."""

from __future__ import annotations

import re

from redovisa.form.answer import Value
from redovisa.form.number_words import NUMBER_WORDS
from redovisa.form.said import Parsed, Unclear, shown

DASHES = re.compile(r"[-–—−]+\Z")
MOST_DIGITS = 12

_GROUPED = re.compile(r"\d{1,3}(?:[ .'’]\d{3})+\Z|\d{1,3}(?:,\d{3}){2,}\Z")
_WHOLE = re.compile(r"\d+\Z")
_DECIMAL = re.compile(r"(\d{1,3}(?:[ ]\d{3})*|\d*)[.,](\d{1,4})\Z")
_TORN = re.compile(r"(\d+)(?: ([.,])|([.,]) )(\d{1,2})\Z")
#: Nobody supports so many people: blanks between digits then rather part two numbers.
_MANY = 10_000
#: Nor is so much granted to anybody.
_MANY_KRONOR = 1_000_000_000
#: A grant of so few kronor is rather a number of positions, when it is written with decimals.
_FEW_KRONOR = 1_000
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_WITH_PART = re.compile(r"(\d*) ?([½¼¾])\Z|(\d+) (1/2|1/4|3/4)\Z")
_NUMBERS_WITHIN = re.compile(r"\d{1,3}(?:[ .']\d{3})+(?![\d.,])|\d+(?:[.,]\d+)?")
_APPROXIMATE = re.compile(
    r"(?:ca|cirka|c:a|circa|omkring|ungefär|runt|minst|högst|över|under|drygt|knappt|[~≈<>])", re.I
)
_IN_WORDS = {**NUMBER_WORDS, "en": 1, "ett": 1, "noll": 0, "ingen": 0, "inga": 0, "inget": 0}
_SEEM_NONE = frozenset({"o", "0 st", "nil"})

_PEOPLE = re.compile(r"\s*(?:st|stycken|personer|pers|kommuner|kommun|klienter)\.?\Z", re.I)
_POSITIONS = re.compile(
    r"\s*(?:st|stycken|tj|tjänst(?:er)?|åa|års(?:anställning(?:ar)?|arbetare|arbetskraft(?:er)?)"
    r"|heltid(?:er)?|heltidstjänst(?:er)?)\.?\Z",
    re.I,
)
_KRONOR = re.compile(r"(?:\s*(?:(?<![a-zåäö])(?:kr(?:onor)?\.?|sek)|:-+|;-|,-|\.-|:--))+\Z", re.I)
_KRONOR_BEFORE = re.compile(r"\A(?:kr|sek)\.?\s*", re.I)
_NO_ORE = re.compile(r"(?<=\d)[,:.]00\Z")
_ALL_ZEROS = re.compile(r"(\d+)[.,]0{1,2}")
_PERCENT = re.compile(r"(\d{1,3}) ?(?:%|procent)", re.I)
_THOUSANDS = re.compile(r"(\d[\d ]*(?:[.,]\d+)?) ?(?:(tkr|tusen|kkr)|mkr|mnkr|miljon(?:er)?)\.?", re.I)


def count(text: str, raw: str) -> Parsed:
    """How many people or municipalities; ``raw`` is the text with its lines."""
    number = whole(text, "Här väntas ett antal, skrivet med siffror.")
    if isinstance(number, int) and ((number >= _MANY and " " in text) or _on_lines(raw)):
        parts = tuple(int(part) for part in text.split() if part.isdigit())
        return Unclear(f"Det står ”{shown(text)}”. Är det ett antal eller flera?", (number, *parts))
    return number


def money(text: str, raw: str) -> Parsed:
    """An amount in whole kronor; ``raw`` is the text with its lines."""
    bare = _NO_ORE.sub("", _KRONOR_BEFORE.sub("", _KRONOR.sub("", text)))
    number = whole(bare, "Här väntas ett belopp i hela kronor.", text)
    if isinstance(number, int):
        return _amount(number, text, raw)
    if thousands := _THOUSANDS.fullmatch(bare):
        times = 1000 if thousands[2] else 1_000_000
        kronor = round(float(thousands[1].replace(" ", "").replace(",", ".")) * times)
        return Unclear(f"Beloppet är skrivet i {'tusental' if thousands[2] else 'miljoner'} kronor.", (kronor,))
    with_ore = _DECIMAL.match(bare)
    if with_ore and with_ore[1] and len(with_ore[2]) == 3:
        grouped = int(re.sub(r"\D", "", bare))
        return Unclear(f"Det står ”{shown(text)}”. Skiljer kommatecknet tusental eller ören?", (grouped,))
    if with_ore and with_ore[1]:
        kronor = int(with_ore[1].replace(" ", ""))
        return Unclear("Beloppet är skrivet med ören; formuläret frågar efter hela kronor.", (kronor, kronor + 1))
    return number


def _amount(number: int, text: str, raw: str) -> Parsed:
    """An amount that is one number for sure, or a question."""
    if 0 < number < _FEW_KRONOR and re.fullmatch(r"\d+[.,]\d{1,2}", text):
        return Unclear(f"Det står ”{shown(text)}”. Är det kronor, eller antal tjänster?", (number,))
    lines = _on_lines(raw)
    if lines or (number >= _MANY_KRONOR and " " in text):
        groups = text.split()
        halves = (" ".join(groups[: len(groups) // 2]), " ".join(groups[len(groups) // 2 :]))
        parts = tuple(int(re.sub(r"\D", "", part)) for part in lines or halves if re.search(r"\d", part))
        one = () if number >= _MANY_KRONOR else (number,)
        return Unclear(
            f"Det står ”{shown(text)}”. Är det ett belopp eller flera?", tuple(dict.fromkeys((*one, *parts)))
        )
    return number


def _on_lines(raw: str) -> list[str]:
    """The lines of a text when several of them hold figures: they may be one number, or one each."""
    lines = [line for line in raw.split("\n") if any(map(str.isdigit, line))] if "\n" in raw else []
    return lines if len(lines) > 1 else []


def whole(text: str, expected: str, said: str = "") -> int | Unclear:
    """A whole number, or a question: ``expected`` tells what is asked for, ``said`` what was written around it."""
    bare = _PEOPLE.sub("", text)
    if bare.endswith(".") and bare[:-1].isdigit():
        bare = bare[:-1]
    if _WHOLE.match(bare) and len(bare) <= MOST_DIGITS:
        return int(bare)
    if _GROUPED.match(bare) and len(bare) <= 15:
        return int(re.sub(r"\D", "", bare))
    if zeros := _ALL_ZEROS.fullmatch(bare):
        return int(zeros[1])
    if (word := bare.casefold().rstrip(".")) in _IN_WORDS:
        return _IN_WORDS[word]
    return _unclear(said or text, expected, in_whole=True)


def decimal(text: str) -> Parsed:
    """A number with decimals."""
    bare = _POSITIONS.sub("", text)
    if bare.endswith(".") and bare[-2:-1].isdigit():
        bare = bare[:-1]
    if with_part := _WITH_PART.match(bare):
        return float(with_part[1] or with_part[3] or 0) + _PARTS[with_part[2] or with_part[4]]
    if _WHOLE.match(bare) and len(bare) <= 6:
        return float(bare)
    number = _DECIMAL.match(bare)
    if number:
        return float(f"{number[1].replace(' ', '') or '0'}.{number[2]}")
    if (word := bare.casefold()) in _IN_WORDS:
        return float(_IN_WORDS[word])
    if percent := _PERCENT.fullmatch(text):
        return Unclear("Svaret är skrivet i procent; formuläret frågar efter antal tjänster.", (int(percent[1]) / 100,))
    return _unclear(text, "Här väntas ett tal med två decimaler.", in_whole=False)


def within(text: str) -> list[str]:
    """The numbers that stand in a text, as they are written."""
    return _NUMBERS_WITHIN.findall(text)


def _unclear(text: str, expected: str, *, in_whole: bool) -> Unclear:
    lowered = text.casefold()
    candidates: tuple[Value, ...]
    if lowered in _SEEM_NONE or DASHES.match(text):
        return Unclear(f"Det står ”{shown(text)}”. Betyder det noll?", (0 if in_whole else 0.0,))
    written = within(text)[:4]
    found = [re.sub(r"\D", "", n) if in_whole and _GROUPED.match(n) else n.replace(",", ".") for n in written]
    found = [number for number in found if " " not in number and "'" not in number]
    if in_whole and re.fullmatch(r"\d(?: \d+)+|\d+(?: \d)+", text):
        found.append(text.replace(" ", ""))  # a blank slipped in
    if not in_whole and (torn := _TORN.match(text)):
        found.insert(0, f"{torn[1]}.{torn[4]}")
    if in_whole:
        found = [re.sub(r"\.0{1,2}\Z", "", number) for number in found]
        candidates = tuple(dict.fromkeys(int(number) for number in found if "." not in number and len(number) <= 9))
    else:
        candidates = tuple(dict.fromkeys(float(number) for number in found if len(number) <= 9))
    if _APPROXIMATE.match(text):
        return Unclear(f"Talet är ungefärligt: ”{shown(text)}”. Vilket är det rätta?", candidates)
    return Unclear(f"{expected} Det står ”{shown(text)}”.", candidates)
