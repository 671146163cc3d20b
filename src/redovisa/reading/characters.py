"""Characters that look like something else, or like nothing: what every reader takes away or makes plain."""

from __future__ import annotations

import re

from redovisa.reading.source import TICKED, UNTICKED

#: What stands for a sign that is there but cannot be known.
UNKNOWN = "\ufffd"

#: Digits as they look above the line.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

#: Digits as they look below the line.
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

#: Marks that show the signs after them in another order than they are written: 013 295 is seen as 592 310.
TURNED = "\u202d\u202e"
# Soft hyphen, zero-width signs, marks that part directions of writing, byte order mark, NUL and other controls.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"
_CONTROLS = "".join(chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in "\n\t")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_INVISIBLE + _CONTROLS),
        **dict.fromkeys(TURNED, UNKNOWN),
        **dict.fromkeys("☑☒🗹🗵🗷⊠⮽", TICKED),
        **dict.fromkeys("☐□▢❏❐❑❒◻⬜", UNTICKED),
        "\u2011": "-",  # a hyphen that does not break
    }
)

# Positions in the symbol fonts, by what they are used for in forms.
_WINGDINGS = {
    **dict.fromkeys((0x78, 0xFB, 0xFC, 0xFD, 0xFE), TICKED),
    **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), UNTICKED),
    **dict.fromkeys((0x6C, 0x6E, 0x9E, 0x9F, 0xA7, 0x76), "•"),
    0x20: " ",
    0x4A: "☺",
    0xD8: "➢",
    0xE0: "→",
}
_WINGDINGS_2 = {
    **dict.fromkeys((0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0x56, 0x57, 0x58), TICKED),
    **dict.fromkeys((0x2A, 0x30, 0xA3), UNTICKED),
    0x20: " ",
}
_WEBDINGS = {0x61: TICKED, 0x72: TICKED, 0x63: UNTICKED, 0x20: " "}
_SYMBOL = {0x20: " ", 0x2D: "-", 0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB7: "•"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}
_PRIVATE_USE = 0xE000
_PRIVATE = re.compile("[\uf000-\uf0ff]")
# Most text has none of them, and is let through as it is: seeking is several times quicker than translating.
_ODD = re.compile("[" + re.escape("".join(map(chr, _PLAIN))) + "\uf000-\uf0ff]")


def is_symbol_font(font: str) -> bool:
    """Whether letters in this font are drawn as signs."""
    return font.lower() in _FONTS


def symbol(font: str, code: int) -> str:
    """What the sign at ``code`` (0–255, or 0xF000 above that) of a symbol font means; UNKNOWN when not known.

    A font with letters has its signs where Unicode has them.
    """
    if font and not is_symbol_font(font) and 0xFF < code < _PRIVATE_USE:
        return plain(chr(code))
    return _FONTS.get(font.lower(), _WINGDINGS).get(code & 0xFF, UNKNOWN)


def in_symbols(font: str, text: str) -> str:
    """Text typed in a symbol font, as what its signs mean."""
    return "".join(sign if sign in "\n\t" else symbol(font, ord(sign)) for sign in text)


def _is_latin(text: str) -> bool:
    """Whether a text has Latin letters and signs only: what is odd of those is not printable."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def plain(text: str) -> str:
    """Text without invisible signs, with every drawn tick box as TICKED or UNTICKED."""
    if text.isprintable() and (text.isascii() or _is_latin(text)):
        return text
    if not _ODD.search(text):
        return text
    text = text.translate(_PLAIN)
    return _PRIVATE.sub(lambda found: symbol("", ord(found[0])), text)
