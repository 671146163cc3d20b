"""Charts as small SVG pictures: told apart without colour, with every number written out and a table beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from redovisa.form.format import thousands
from redovisa.writing.document import Figure

#: Dark blue and light ochre: apart in colour, in grey and for the colour blind; the second has lines as well.
_FILLS = ("#1b4b72", "url(#lines)")
_PATTERN = (
    '<defs><pattern id="lines" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#e9c46a"/><path d="M0 0V5" stroke="#6b4f00" stroke-width="1.6"/></pattern></defs>'
)
#: So wide, by the number of series, that a table of the same numbers has room beside it on a page; and the signs of a
#: label's line: one series has thin groups with room for one line only.
_WIDTHS = {1: 250.0, 2: 210.0}
_MOST = {1: 34, 2: 20}
_SIGN = 4.3
_NUMBERS = 30.0
_BAR = 8.0
_GAP = 6.0
_LINE = 9.2
_SIZE = 8.5
_FONT = "Source Sans Pro, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Bars:
    """A group of bars: its label, and a value for each series; None where there is no number, with the sign why."""

    label: str
    values: tuple[float | None, ...]
    signs: tuple[str, ...]


def bar_chart(caption: str, series: Sequence[str], groups: Sequence[Bars], unit: str) -> Figure:
    """Lying bars, a group for each thing and a bar for each of one or two series.

    What is hidden or missing has no bar but its sign, so that it is not taken for zero. Raises ValueError for more
    series than can be told apart.
    """
    if len(series) > len(_FILLS):
        raise ValueError(f"{len(series)} series cannot be told apart")
    most = max((value for group in groups for value in group.values if value is not None), default=0.0) or 1.0
    labels = [_in_lines(group.label, _MOST[len(series)], lines=len(series)) for group in groups]
    left = 6 + _SIGN * max((len(line) for lines in labels for line in lines), default=0)
    width = _WIDTHS[len(series)]
    room = width - left - _NUMBERS
    top = 21.0 if len(series) > 1 else 4.0
    drawn = [_legend(series, left)] if len(series) > 1 else []
    y = top
    for group, lines in zip(groups, labels, strict=True):
        height = max(_BAR * len(group.values), _LINE * len(lines))
        middle = y + height / 2 + 3.0 - _LINE * (len(lines) - 1) / 2
        drawn += [_text(left - 5, middle + _LINE * at, line, "end") for at, line in enumerate(lines)]
        first = y + (height - _BAR * len(group.values)) / 2
        for number, (value, sign) in enumerate(zip(group.values, group.signs, strict=True)):
            at = first + number * _BAR
            wide = 0.0 if value is None else room * value / most
            if wide > 0:
                size = f'width="{wide:.1f}" height="{_BAR - 1:.1f}"'
                drawn.append(f'<rect x="{left:.1f}" y="{at:.1f}" {size} fill="{_FILLS[number]}"/>')
            drawn.append(_text(left + wide + 3, at + _BAR - 1.2, sign))
        y += height + _GAP
    axis = f'<path d="M{left:.1f} {top - 3:.1f}V{y - _GAP + 3:.1f}" stroke="#595959" stroke-width="0.8"/>'
    about = _about(caption, series, groups, unit)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {y:.1f}" width="{width:g}" height="{y:.1f}" '
        f'role="img" font-family="{_FONT}" font-size="{_SIZE}"><title>{escape(caption)}</title>'
        f"<desc>{escape(about)}</desc>{_PATTERN}{''.join(drawn)}{axis}</svg>"
    )
    return Figure(svg, about, f"{caption} ({unit})", width, y)


def _legend(series: Sequence[str], left: float) -> str:
    marks: list[str] = []
    x = left
    for number, name in enumerate(series):
        marks.append(f'<rect x="{x:.1f}" y="3" width="11" height="8" fill="{_FILLS[number]}"/>')
        marks.append(_text(x + 14, 10, name))
        x += 28 + 4.5 * len(name)
    return "".join(marks)


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#111111">{escape(words)}</text>'


def _in_lines(label: str, most: int, lines: int) -> list[str]:
    """The label on one or two lines; what has no room there is cut short, for it stands whole in the table beside."""
    head, _, rest = label[: most + 1].rpartition(" ")
    if len(label) <= most or lines == 1 or not head:
        return [_shortened(label, most)]
    return [head, _shortened(rest + label[most + 1 :], most)]


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _about(caption: str, series: Sequence[str], groups: Sequence[Bars], unit: str) -> str:
    """The whole chart in words: nothing in it is known only to those who see it."""
    told = []
    for group in groups:
        if len(series) > 1:
            parts = ", ".join(f"{name.lower()} {sign}" for name, sign in zip(series, group.signs, strict=True))
            told.append(f"{group.label}: {parts}")
        else:
            told.append(f"{group.label}: {group.signs[0]}")
    return f"Stapeldiagram. {caption}, {unit}. {'; '.join(told)}."


def counted(value: float | None, sign: str = "") -> str:
    """A number as it is written beside its bar; the sign where there is none."""
    if value is None:
        return sign
    whole = round(value)
    return thousands(whole) if abs(value - whole) < 1e-9 else f"{value:.1f}".replace(".", ",")
