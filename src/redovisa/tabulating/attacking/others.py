"""How others write a table: the signs their programs save it in, and the words they use for what we have codes for."""

from __future__ import annotations

#: What others call the columns of the long table.
HEADS = {
    "tabell": "table",
    "år": "year",
    "nivå": "area_level",
    "område": "area",
    "region": "area",
    "kod": "area",
    "kommunkod": "area",
    "kön": "sex",
    "ålder": "age",
    "åldersgrupp": "age",
    "uppgift": "item",
    "värde": "value",
    "antal": "value",
}
_SEXES = {"kvinnor": "women", "kvinna": "women", "k": "women", "män": "men", "man": "men", "m": "men"}
_MARGINS = {"total", "totalt", "summa", "alla", "samtliga", "båda", "båda könen", "alla åldrar", "all", "both"}
_NATIONS = {"riket", "hela riket", "sverige", "0", "00"}
_LEVELS = {"riket": "nation", "län": "county", "kommun": "municipality"}


def text_of(content: bytes) -> str:
    """The text of a file as a spreadsheet saves it: UTF-8, UTF-16 with its mark, or Windows' Western signs.

    Raises UnicodeDecodeError where it is none of them.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def sex(word: str) -> str:
    """Our code for a sex; empty for the margin, and the word itself where it is not known."""
    low = word.casefold()
    return "" if low in _MARGINS else _SEXES.get(low, low if low in _SEXES.values() else word)


def age(word: str) -> str:
    """An age group without the word for years and with a plain dash; empty for the margin."""
    low = word.casefold().replace("–", "-").removesuffix("år").strip()
    return "" if low in _MARGINS or word.casefold() in _MARGINS else low


def area(word: str) -> str:
    """The area's code; a spreadsheet takes away the nought that a code begins with."""
    if word.casefold() in _NATIONS:
        return "00"
    return word.zfill(len(word) + 1) if word.isdigit() and len(word) in (1, 3) else word


def level(word: str) -> str:
    """Our code for a level, the word itself where it is not known."""
    return _LEVELS.get(word.casefold(), word.casefold())
