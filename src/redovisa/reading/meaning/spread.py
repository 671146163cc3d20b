"""Lays the text beside a row's label out over the row's columns: by cells, by position, or by what holds a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mypy_extensions import mypyc_attr

from redovisa.form.parse import is_blank, is_mark
from redovisa.reading.meaning.region import Scrap
from redovisa.reading.meaning.tick import CROSSES
from redovisa.reading.source import Piece

#: Word's empty form field: five blanks, which copied text keeps and which hold a column.
_HOLDER = 5
#: What is this far from a head (characters) is not straight under it.
_ASIDE = 1.0
_RUN = re.compile(r"[ \u2002\u00a0\t\n]+")
_ITEM = re.compile(r"[^ \u2002\u00a0\t\n]+")


@mypyc_attr(acyclic=True)
class Spread:
    """The text of each column, with its piece; the column of ``loose`` text is not known, ``rest`` follows the row."""

    __slots__ = ("columns", "loose", "pieces", "rest")

    def __init__(
        self, columns: list[str], pieces: list[Piece | None], loose: Sequence[Scrap] = (), rest: Sequence[Scrap] = ()
    ) -> None:
        self.columns = columns
        self.pieces = pieces
        self.loose = loose
        self.rest = rest


def by_cells(
    scraps: Sequence[Scrap], labels: Sequence[Piece], columns: int, heads: Callable[[], Sequence[Piece | None]]
) -> Spread | None:
    """By the cells of the label's row; None when the row has no cells of its own beside the label.

    ``labels`` are the pieces in which the label begins and ends: a page break may have made two rows of one. ``heads``
    gives those of the column heads.
    """
    label, above = labels[-1], labels[0]
    row: list[Scrap] = []
    loose: list[Scrap] = []
    rest: list[Scrap] = []
    here, table, rows = _column(label), label.table, (label.row, above.row)
    for scrap in scraps:
        piece = scrap.piece
        if piece.table == table and piece.row in rows:
            (row if _column(piece) > here else loose).append(scrap)
        else:
            rest.append(scrap)
    if not row:
        return None
    begins = [_column(scrap.piece) for scrap in row]
    cells = sorted(set(begins))
    if len(cells) == columns and begins == cells:  # one text for each column, as in most rows
        kept = [scrap for scrap in loose if not is_blank(scrap.text)]
        return Spread([scrap.text for scrap in row], [scrap.piece for scrap in row], kept, rest)
    texts = [""] * columns
    pieces: list[Piece | None] = [None] * columns
    head_pieces = heads() if len(cells) != columns else ()
    for scrap in row:
        ordinal = _ordinal(scrap.piece, cells, columns, head_pieces, label)
        if ordinal is None:
            loose.append(scrap)
            continue
        texts[ordinal] = f"{texts[ordinal]}\n{scrap.text}" if texts[ordinal] else scrap.text
        pieces[ordinal] = pieces[ordinal] or scrap.piece
    return Spread(texts, pieces, [scrap for scrap in loose if not is_blank(scrap.text)], rest)


def _ordinal(
    cell: Piece, cells: Sequence[int], columns: int, heads: Sequence[Piece | None], label: Piece
) -> int | None:
    begin = _column(cell)
    if len(cells) == columns:
        return cells.index(begin)
    if all(head is not None and head.table == cell.table for head in heads):
        under = [i for i, head in enumerate(heads) if head and _overlap(head, cell)]
        return under[0] if len(under) == 1 else None
    # A row whose last cells were left out still counts its cells from the left.
    place = begin - _column(label) - label.span
    return place if len(cells) < columns and cell.span == 1 and 0 <= place < columns else None


def _overlap(head: Piece, cell: Piece) -> bool:
    return _column(head) < _column(cell) + cell.span and _column(cell) < _column(head) + head.span


def _column(piece: Piece) -> int:
    return piece.column if piece.column is not None else -1


def by_position(scraps: Sequence[Scrap], heads: Sequence[tuple[float, float] | None], straight: bool) -> Spread | None:
    """By the nearest column head (its extent); None when a head's or a text's position is not known.

    ``straight``: only what stands straight under a head is its own.
    """
    known = [head for head in heads if head is not None]
    if len(known) != len(heads) or any(scrap.piece.x0 is None for scrap in scraps if scrap.text.strip()):
        return None
    texts = [""] * len(known)
    pieces: list[Piece | None] = [None] * len(known)
    loose: list[Scrap] = []
    for scrap in scraps:
        x0, x1 = _extent(scrap)
        near = sorted((_apart(head, x0, x1), i) for i, head in enumerate(known))
        if len(near) > 1 and near[0][0] >= (_ASIDE if straight else 0.5 * near[1][0]):
            loose.append(scrap)
            continue
        nearest = near[0][1]
        if texts[nearest].isdigit() and scrap.text.strip().isdigit():
            loose.append(scrap)  # two numbers under one head: one of them is another column's
            continue
        texts[nearest] = f"{texts[nearest]} {scrap.text}".strip()
        pieces[nearest] = pieces[nearest] or scrap.piece
    return Spread(texts, pieces, loose)


def _extent(scrap: Scrap) -> tuple[float, float]:
    """The horizontal extent of a scrap, a part of its piece."""
    piece = scrap.piece
    x0, x1 = piece.x0 or 0.0, piece.x1 or 0.0
    shift = max(piece.text.find(scrap.text), 0)
    width = (x1 - x0) / max(len(piece.text), 1)
    return x0 + width * shift, x0 + width * (shift + len(scrap.text))


def _apart(head: tuple[float, float], x0: float, x1: float) -> float:
    """How far a text is from a column head: nothing when it begins or ends under it."""
    return max(head[0] - x1, x0 - head[1], 0.0)


def by_holders(scraps: Sequence[Scrap], columns: int, words_last: bool) -> Spread:
    """By order, and by the blanks that hold an empty column's place; ``words_last``: the last column takes words."""
    text = "\n".join(scrap.text for scrap in scraps)
    piece = next((scrap.piece for scrap in scraps if scrap.text.strip()), scraps[0].piece if scraps else None)
    items = _ITEM.findall(text)
    if not items:
        return _nothing(columns)
    laid = _laid(text, items, columns, words_last)
    if laid is None:
        return _nothing(columns, [scrap for scrap in scraps if scrap.text.strip()])
    return Spread(laid, [piece if part else None for part in laid])


def _nothing(columns: int, loose: Sequence[Scrap] = ()) -> Spread:
    return Spread([""] * columns, [None] * columns, loose)


def _laid(text: str, items: list[str], columns: int, words_last: bool) -> list[str] | None:
    runs = [max((len(part) for part in run.split("\n")), default=0) for run in _between_items(text)]
    if words_last:
        return _laid_with_words(items, runs, columns)
    if len(items) == columns:
        return items
    if len(items) > columns or any(run > _HOLDER * columns + columns for run in runs):
        return None
    held = [run // _HOLDER for run in runs]
    if len(items) + sum(held) != columns:
        return None
    laid: list[str] = []
    for item, before in zip([*items, ""], held, strict=True):
        laid.extend([""] * before)
        laid.append(item)
    return laid[:columns]


def _between_items(text: str) -> list[str]:
    """The white space before, between and after the items, always one run more than there are items."""
    return _ITEM.split(text)


def _is_no(item: str) -> bool:
    return item.casefold().rstrip(".") in ("nej", "n")


def _laid_with_words(items: list[str], runs: list[int], columns: int) -> list[str] | None:
    """Marks first, then words: the words are of the last column, and the marks must fill or hold the others."""
    marks = 0
    while marks < len(items) and marks < columns - 1 and (is_mark(items[marks]) or _is_no(items[marks])):
        marks += 1
    words = " ".join(items[marks:])
    if any(item.casefold() in CROSSES for item in items[marks:]):
        return None  # the tick of a row that somebody added
    if marks == columns - 1:
        return [*items[:marks], words]
    if marks == 0 and words:
        return [""] * (columns - 1) + [words]
    held = [run // _HOLDER for run in runs[: marks + 1]]
    laid: list[str] = []
    for item, before in zip(items[:marks], held, strict=False):
        laid.extend([""] * before)
        laid.append(item)
    after = held[marks] if len(held) > marks else 0
    if len(laid) + after >= columns - 1 and len(laid) < columns:
        laid.extend([""] * (columns - 1 - len(laid)))
        return [*laid, words]
    return None
