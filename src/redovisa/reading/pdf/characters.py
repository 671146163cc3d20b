"""Characters as they are meant: ligatures apart, invisible ones gone, tick boxes of symbol fonts by one sign."""

from __future__ import annotations

import unicodedata

from redovisa.reading.source import TICKED, UNTICKED

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_TICKED = "☑☒⊠⮽🗵🗷🗹✓✔✗✘✕✖✅"
_UNTICKED = "☐□▢❏❐❑❒⬜◻"

#: What the tick boxes of the common symbol fonts are called there (as Latin-1 or in the private area of Unicode).
_SYMBOL_FONTS: dict[str, dict[str, str]] = {
    "wingdings2": dict.fromkeys("RSTUVPO", TICKED) | dict.fromkeys("\xa3*0", UNTICKED),
    "wingdings": dict.fromkeys("\xfd\xfe\xfb\xfcx", TICKED) | dict.fromkeys("o\xa8qr", UNTICKED),
    "opensymbol": dict.fromkeys("\xfd\xfe\xfb\xfc", TICKED) | dict.fromkeys("\xa8\x6f\x71\x72", UNTICKED),
    "webdings": dict.fromkeys("ag", TICKED) | dict.fromkeys("c", UNTICKED),
    "dingbats": dict.fromkeys("345678", TICKED) | dict.fromkeys("opqr", UNTICKED),
}
_PRIVATE = range(0xE000, 0xF900)
_SYMBOLS = frozenset("".join("".join(marks) for marks in _SYMBOL_FONTS.values()))

#: Characters that are seen as nothing, or turn the reading order: zero width, soft hyphen, direction marks.
_INVISIBLE = [0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFF9]
_MEANT: dict[int, str] = {
    **_LIGATURES,
    **dict.fromkeys(map(ord, _TICKED), TICKED),
    **dict.fromkeys(map(ord, _UNTICKED), UNTICKED),
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_PRIVATE, "•"),
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], ""),
    0x02: "-",  # PDFium's sign for a hyphen that ends a line
    0xFFFE: "-",
    0x2010: "-",
    0x2011: "-",
}


def cleaned(text: str) -> str:
    """A word with every character as it is meant; accents that stand apart are put on their letter."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.translate(_MEANT))


def folded_lines(text: str) -> str:
    """An answer typed into a field: cleaned, with its line breaks and blanks kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\t", " ").split("\n")
    return "\n".join(cleaned(line).strip() for line in lines).strip()


def may_be_symbol(character: str) -> bool:
    """Whether a single character may be a tick box, if its font is a symbol font."""
    return character in _SYMBOLS or ord(character) in _PRIVATE


def from_symbol_font(character: str, font: str) -> str:
    """What a single character of the font of that name stands for; itself when it is no tick box."""
    name = font.replace(" ", "").replace("-", "").lower()
    code = ord(character)
    plain = chr(code - 0xF000) if 0xF000 <= code < 0xF100 else character
    for known, marks in _SYMBOL_FONTS.items():
        if known in name:
            return marks.get(plain, "•")
    return character
