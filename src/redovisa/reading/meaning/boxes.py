"""Gives each of the boxes printed side by side the text that was written in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redovisa.form.field import Field, FieldType
from redovisa.form.parse import Parsed, Unclear, is_blank, parse
from redovisa.reading.meaning.region import Region, Scrap
from redovisa.reading.meaning.stream import Stream
from redovisa.reading.source import Manner, Piece

#: How far left of its label an answer may begin, in the units of the piece (points or characters).
_SLACK = 3.0
_SUM = re.compile(r"\s*(?:summa|totalt?|sammanlagt|s:a|tillsammans)\s*[:.]?\s*(?:\d[\d ]*)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Loose:
    """Text that may belong to any of these boxes."""

    regions: tuple[Region, ...]
    scraps: tuple[Scrap, ...]


class Laid:
    """The scraps of each box in the order of the group, those of none, and those that cannot be told.

    ``added`` stand in rows of several cells below a box, by its number in the group: rows that somebody added.
    """

    __slots__ = ("added", "loose", "rest", "texts")

    def __init__(self, boxes: int) -> None:
        self.texts: list[list[Scrap]] = [[] for _ in range(boxes)]
        self.rest: list[Scrap] = []
        self.loose: list[Loose] = []
        self.added: dict[int, list[Scrap]] = {}


def box_texts(group: Sequence[Region], fields: Mapping[str, Field], words: Stream, manner: Manner) -> Laid:
    """Who gets what: by cells, else by position, else by order."""
    labels = [words.pieces[region.at] for region in group]
    if labels[0].table is not None:
        return _by_cells(group, labels)
    if manner is Manner.POSITIONS and len(group) > 1:
        return _by_position(group, words)
    return _by_order(group, fields, words)


def _by_cells(group: Sequence[Region], labels: Sequence[Piece]) -> Laid:
    laid = Laid(len(group))
    for i, (region, label) in enumerate(zip(group, labels, strict=True)):
        if _all_beside(region.scraps, label):  # as in most boxes
            laid.texts[i].extend(region.scraps)
            continue
        sums, added = _added_rows(region.scraps, label) if _alone(label, labels) else (set(), set())
        for scrap in region.scraps:
            if scrap.piece.table == label.table and scrap.piece.row in sums:
                laid.rest.append(scrap)  # it sums up the table above
            elif scrap.piece.table == label.table and scrap.piece.row in added:
                laid.added.setdefault(i, []).append(scrap)
            elif scrap.piece.table is None and label.page is None:
                laid.rest.append(scrap)  # words after the table, of a heading that was changed or an added note
            else:
                below = scrap.piece.table != label.table or scrap.piece.row != label.row
                owner = _above(scrap.piece, labels, region_at=i) if below and len(group) > 1 else i
                laid.texts[owner].append(scrap)
    return laid


def _all_beside(scraps: Sequence[Scrap], label: Piece) -> bool:
    """Whether all of them stand in the label's own row."""
    return all(scrap.piece.table == label.table and scrap.piece.row == label.row for scrap in scraps)


def _alone(label: Piece, labels: Sequence[Piece]) -> bool:
    """Whether the label's row holds no other box, so that what stands under it is not for several."""
    return sum((other.table, other.row) == (label.table, label.row) for other in labels) == 1


def _added_rows(scraps: Sequence[Scrap], label: Piece) -> tuple[set[int], set[int]]:
    """The rows below the label's own that begin with a word for a sum, and the others with text in several cells."""
    rows: dict[int, dict[int | None, str]] = {}
    for scrap in scraps:
        row = scrap.piece.row
        if scrap.piece.table == label.table and row is not None and row != label.row and scrap.text.strip():
            rows.setdefault(row, {}).setdefault(scrap.piece.column, scrap.text)
    sums = {row for row, cells in rows.items() if _SUM.match(next(iter(cells.values())))}
    return sums, {row for row, cells in rows.items() if len(cells) > 1} - sums


def _above(cell: Piece, labels: Sequence[Piece], region_at: int) -> int:
    """The box whose label stands in the columns above the cell; the label just before it when none does."""
    begin = cell.column or 0
    own = labels[region_at]
    for i, label in enumerate(labels):
        first = label.column or 0
        above = label.table == cell.table and (label.row or 0) <= (cell.row or 0)
        if above and first < begin + cell.span and begin < first + label.span:
            return i
    if cell.x0 is not None and cell.table != own.table:
        # The table was broken by the page: the answers stand at the top of the next, under the same edges.
        beside = [i for i, label in enumerate(labels) if (label.table, label.row) == (own.table, own.row)]
        left = [i for i in beside if (edge := labels[i].x0) is not None and edge <= cell.x0 + _SLACK]
        return left[-1] if left else region_at
    return region_at


def _by_position(group: Sequence[Region], words: Stream) -> Laid:
    labels = [words.pieces[region.first] for region in group]
    edges = [_left_edge(region, words) for region in group]
    laid = Laid(len(group))
    for i, region in enumerate(group):
        beside = [j for j, label in enumerate(labels) if _same_line(label, labels[i])]
        for scrap in region.scraps:
            x = scrap.piece.x0
            if scrap.piece is labels[i] or x is None or _same_line(scrap.piece, labels[i]) or len(beside) == 1:
                laid.texts[i].append(scrap)
                continue
            left = [j for j in beside if edges[j] <= x + _SLACK]
            first = left[-1] if left else beside[0]
            over = [j for j in beside if j > first and _reaches(scrap, edges[j])]
            cuts = [_word_at(scrap, edges[j]) for j in over]
            if not all(cuts):
                laid.loose.append(Loose(tuple(group[j] for j in (first, *over)), (scrap,)))
                continue
            for j, begin, end in zip([first, *over], [0, *cuts], [*cuts, None], strict=True):
                laid.texts[j].append(Scrap(scrap.text[begin:end], scrap.at, scrap.piece))
    return laid


def _left_edge(region: Region, words: Stream) -> float:
    extent = words.extent(region.match.start, region.match.end)
    return extent[0] if extent else 0.0


def _reaches(scrap: Scrap, edge: float) -> bool:
    """Whether text that a program laid out goes on under a label further to the right, a single blank between."""
    piece = scrap.piece
    return piece.line is not None and scrap.text == piece.text and (piece.x1 or 0.0) > edge + _SLACK


def _word_at(scrap: Scrap, edge: float) -> int:
    """The character at which a word begins straight under the label's left edge; 0 when none does."""
    at = round(edge - (scrap.piece.x0 or 0.0))
    return at if scrap.text[at - 1 : at] == " " else 0


def _same_line(one: Piece, other: Piece) -> bool:
    if one.line is not None or other.line is not None:
        return one.line == other.line
    if one.y0 is None or other.y0 is None:
        return False
    return one.page == other.page and abs(one.y0 - other.y0) < 4


def _by_order(group: Sequence[Region], fields: Mapping[str, Field], words: Stream) -> Laid:
    laid = Laid(len(group))
    waiting: list[int] = []  # boxes whose labels stand right before the next label on one line, with nothing between
    for i, region in enumerate(group):
        scraps = list(region.scraps)
        empty = all(is_blank(scrap.text) for scrap in scraps)
        if empty and i + 1 < len(group) and _adjoining(region, group[i + 1], words):
            waiting.append(i)
            continue
        if waiting and not empty:
            _share(group, [*waiting, i], scraps, fields, laid)
        else:
            laid.texts[i] = scraps
        waiting = []
    return laid


def _adjoining(region: Region, following: Region, words: Stream) -> bool:
    last, first = region.match.end - 1, following.match.start
    if words.piece(last) != words.piece(first):
        return False
    between = words.pieces[words.piece(last)].text[words.end(last) : words.start(first)]
    return "\n" not in between and len(between) <= 3


def _share(
    group: Sequence[Region], boxes: Sequence[int], scraps: list[Scrap], fields: Mapping[str, Field], laid: Laid
) -> None:
    """Shares one text among labels that stand together before it; what cannot be told is loose."""
    asked = [i for i in boxes if group[i].label.slots[0] is not None]
    for i in list(asked[:-1]):
        slot = group[i].label.slots[0]
        kind = fields[slot.field] if slot else None
        if kind and kind.type not in (FieldType.TEXT, FieldType.PHONE):
            first = next(scrap for scrap in scraps if scrap.text.strip())
            own = parse(kind, first.text)
            others = [other for other in asked if other != i]
            if _is_number(own) and _fits_another(first.text, group, others, fields):
                continue
            asked.remove(i)
            if isinstance(own, Unclear) and kind.type is FieldType.POSTAL_CODE and own.candidates:
                code = str(own.candidates[0])
                before, _, after = first.text.partition(code)
                laid.texts[i] = [Scrap(code, first.at, first.piece)]
                scraps[scraps.index(first)] = Scrap(before + after, first.at, first.piece)
            elif own is not None and not isinstance(own, Unclear):
                laid.texts[i] = [first]
                scraps.remove(first)
    if len(asked) == 1:
        laid.texts[asked[0]] = scraps
    elif any(scrap.text.strip() for scrap in scraps):
        kept = tuple(scrap for scrap in scraps if scrap.text.strip())
        laid.loose.append(Loose(tuple(group[i] for i in asked), kept))


def _fits_another(text: str, group: Sequence[Region], boxes: Sequence[int], fields: Mapping[str, Field]) -> bool:
    """Whether a text is a number that these boxes ask for too: ``3,00`` is kronor and positions alike."""
    slots = (group[i].label.slots[0] for i in boxes)
    kinds = [fields[slot.field] for slot in slots if slot]
    read = (parse(kind, text) for kind in kinds if kind.type in (FieldType.MONEY, FieldType.DECIMAL, FieldType.COUNT))
    return any(map(_is_number, read))


def _is_number(value: Parsed) -> bool:
    """Whether a text is a number, or may be read as one."""
    if isinstance(value, Unclear):
        return any(map(_is_number, value.candidates))
    return isinstance(value, int | float) and not isinstance(value, bool)
