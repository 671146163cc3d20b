"""Takes out of the page what is not the form: running heads and feet, page numbers, and footnotes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from redovisa.reading.pdf.layout import Layout
from redovisa.reading.pdf.lines import Line, opens_small
from redovisa.reading.pdf.page import Rule

_PAGE_NUMBER = re.compile(
    r"(?:sid(?:an|a|\.)?|s\.)?\s*[-–]?\s*(\d{1,3})\s*(?:(?:\(|/|av|\|)\s*\d{1,3}\s*\)?)?\s*[-–]?", re.I
)
_OPENS = re.compile(r"(\d{1,2}|[*†‡]{1,3})\)?\s+(?=\S)")
_EDGE = 0.085  # the share of a page's height at its top and foot where running heads stand


def without_running_heads(layouts: Sequence[Layout]) -> None:
    """Drops lines that stand in the same place at the edge of most pages, and page numbers that count with them."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for layout in layouts:
        for line in _edge_lines(layout):
            for near in (-1, 0, 1):
                seen[(_pattern(line), round(line.base / 2) + near)].add(layout.page.number)
    needed = max(2, round(0.6 * len(layouts)))
    numbers = _counting_numbers(layouts)
    for layout in layouts:
        dropped = [
            line
            for line in _edge_lines(layout)
            if len(seen[(_pattern(line), round(line.base / 2))]) >= needed or id(line) in numbers
        ]
        layout.lines = [line for line in layout.lines if not any(line is drop for drop in dropped)]


def _edge_lines(layout: Layout) -> list[Line]:
    height = layout.page.height
    return [line for line in layout.lines if line.base < _EDGE * height or line.base > (1 - _EDGE) * height]


def _pattern(line: Line) -> str:
    """The words of a line with a page number in it left out, so that all pages have the same."""
    return re.sub(r"\b\d{1,3}\s*(?:\(|/|av)\s*\d{1,3}\)?|(?<=[Ss]ida )\d+|(?<=[Ss]idan )\d+", "#", line.text)


def _counting_numbers(layouts: Sequence[Layout]) -> set[int]:
    """The outermost lines that hold nothing but a number which grows by one from page to page (or is the page's)."""
    at_edge: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for layout in layouts:
        edge = sorted(_edge_lines(layout), key=lambda line: line.base)
        for side, line in (("top", edge[:1]), ("foot", edge[-1:])):
            for found in line:
                match = _PAGE_NUMBER.fullmatch(found.text)
                if match:
                    number = int(match.group(1))
                    at_edge[(side, number - layout.page.number)].append((number, found))
    return {
        id(line)
        for (_, offset), found in at_edge.items()
        if len(found) >= 2 or (offset == 0 and len(layouts) == 1)
        for _, line in found
    }


def footnotes_taken(layouts: Sequence[Layout]) -> tuple[str, ...]:
    """Takes the footnotes off each page's foot and returns their texts, without number, in order."""
    sizes = [line.type for layout in layouts for line in layout.lines]
    sizes += [word.size for layout in layouts for grid in layout.grids for cell in grid.cells for word in cell.words]
    body = median(sizes) if sizes else 0.0
    notes: list[str] = []
    for layout in layouts:
        first = _first_of_notes(layout, body)
        if first is None:
            continue
        index = next(i for i, line in enumerate(layout.lines) if line is first)
        taken, layout.lines = layout.lines[index:], layout.lines[:index]
        notes.extend(_notes(taken))
    return tuple(notes)


def _first_of_notes(layout: Layout, body: float) -> Line | None:
    """The line where the footnotes begin: below all tables, opened by a number, below a rule or in small type."""
    floor = max((grid.ys[-1] for grid in layout.grids), default=0.0)
    low = [line for line in layout.lines if line.base > max(floor, 0.35 * layout.page.height)]
    rules = [rule.at for rule in layout.rules if rule.at >= floor - 2 and _is_separator(rule, layout)]
    for index, line in enumerate(low):
        rest = low[index:]
        size = line.type
        if any(other.type > 1.05 * size for other in rest):
            continue
        small = size < 0.93 * body
        above = low[index - 1].base if index else floor
        ruled = any(above - 2 <= at <= line.base for at in rules)
        no_larger = size <= 1.04 * body
        if (opens_small(line) and (small or ruled or no_larger)) or (
            _OPENS.match(line.text) and ((ruled and no_larger) or small)
        ):
            return line
    return None


def _is_separator(rule: Rule, layout: Layout) -> bool:
    """Whether a rule is short and underlines no words."""
    length = rule.end - rule.start
    if not 40 <= length <= 0.6 * layout.page.width:
        return False
    return not any(
        -1 <= rule.at - line.base <= 4 and line.x0 - 2 <= rule.start and rule.end <= line.x1 + 2
        for line in layout.lines
    )


def _notes(lines: Sequence[Line]) -> list[str]:
    """The texts of the footnotes on these lines, each without the number that opens it."""
    notes: list[str] = []
    for line in lines:
        opened = _OPENS.match(line.text)
        if line.opens or not notes:
            notes.append(line.text if line.opens or opened is None else line.text[opened.end() :])
        elif opened is not None and notes[-1].endswith((".", ")", "!", "?")):
            notes.append(line.text[opened.end() :])
        else:
            notes[-1] += " " + line.text
    return notes
