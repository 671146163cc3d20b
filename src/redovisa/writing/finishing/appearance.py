"""How an answer looks in its field: lines that fit, in letters as large as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

from redovisa.writing.finishing.font import FieldFont

LARGEST, SMALLEST = 10.0, 6.0
_LEADING = 1.25
_PAD = 2.0


@dataclass(frozen=True, slots=True)
class Laid:
    """Lines of text of one size; ``fits`` tells that nothing of them stands outside the field."""

    lines: tuple[str, ...]
    size: float
    fits: bool


def laid(text: str, width: float, height: float, font: FieldFont, *, several: bool) -> Laid:
    """The text in a field of so many points; one line, or as many as it takes when ``several``."""
    size = LARGEST
    while True:
        lines = _wrapped(text, width - 2 * _PAD, size, font) if several else [" ".join(text.split("\n"))]
        high = len(lines) * size * _LEADING if several else 0.0
        wide = max(font.width(line, size) for line in lines)
        fits = wide <= width - 2 * _PAD and high <= height - _PAD
        if fits or size <= SMALLEST:
            return Laid(tuple(lines), size, fits)
        size -= 0.5


def _wrapped(text: str, width: float, size: float, font: FieldFont) -> list[str]:
    lines: list[str] = []
    space = font.width(" ", size)
    for paragraph in text.split("\n"):
        line, wide = "", 0.0
        for word in paragraph.split(" "):
            own = font.width(word, size)
            longer = wide + space + own if line else own
            if longer <= width:
                line, wide = f"{line} {word}" if line else word, longer
                continue
            if line:
                lines.append(line)
            *whole, line = _broken(word, width, size, font)
            lines.extend(whole)
            wide = font.width(line, size)
        lines.append(line)
    return lines


def _broken(word: str, width: float, size: float, font: FieldFont) -> list[str]:
    """A word in parts that fit the width."""
    parts = [""]
    for sign in word:
        if parts[-1] and font.width(parts[-1] + sign, size) > width:
            parts.append("")
        parts[-1] += sign
    return parts


def drawn_words(text: Laid, width: float, height: float, font: FieldFont, align: str, *, several: bool) -> bytes:
    """The operators that draw the lines."""
    size = text.size
    leading = size * _LEADING
    base = height - _PAD - size * 0.9 if several else (height - size * 0.72) / 2
    out = [b"/Tx BMC q BT", f"/Glyphs {size:g} Tf 0 g".encode()]
    x_before, y_before = 0.0, 0.0
    for number, line in enumerate(text.lines):
        free = width - 2 * _PAD - font.width(line, size)
        x = _PAD + (free if align == "right" else free / 2 if align == "center" else 0.0)
        y = base - number * leading
        out.append(f"{x - x_before:.2f} {y - y_before:.2f} Td ".encode() + font.shown(line) + b" Tj")
        x_before, y_before = x, y
    out.append(b"ET Q EMC")
    return b"\n".join(out)


def drawn_tick(width: float, height: float) -> bytes:
    """The operators that draw a cross."""
    edge = min(width, height) * 0.22
    right, top = width - edge, height - edge
    rising = f"{edge:.2f} {edge:.2f} m {right:.2f} {top:.2f} l"
    falling = f"{edge:.2f} {top:.2f} m {right:.2f} {edge:.2f} l"
    return f"q 1.1 w {rising} {falling} S Q".encode()
