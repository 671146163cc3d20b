"""Writes filled forms as PDF files from an edition: the printed words, and what was typed at each spot."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from lookalikes.pdf_paper import CellPlan, Look, Paper, Part
from redovisa.form.edition import Box, BoxRow, Edition, Heading, Option, Prose, Row, Table

__all__ = ["LOOKS", "Look", "filled_pdf", "row_spots", "spots"]

#: The manners in which municipalities' PDF forms are met, each by its name.
LOOKS: Mapping[str, Look] = {
    "strokes": Look(),
    "rectangles": Look(rules="rectangles", font="Times-Roman"),
    "boxes": Look(rules="boxes", answer="under"),
    "open": Look(rules="open", answer="beside"),
    "unruled": Look(rules="none"),
    "unruled-beside": Look(rules="none", answer="beside", font="Times-Roman"),
    "drawn-ticks": Look(ticks="drawn"),
    "drawn-ticks-unruled": Look(rules="none", ticks="drawn"),
    "dingbats": Look(ticks="dingbats", rules="rectangles"),
    "fields": Look(fields=True, ticks="drawn"),
    "fields-unruled": Look(fields=True, rules="none", answer="under"),
    "small": Look(size=7.0, margin=40.0, answer="beside"),
    "large": Look(size=12.0, margin=64.0),
    "narrow": Look(width=420.0, height=595.0, margin=44.0, rules="rectangles", answer="under"),
    "wide": Look(width=842.0, height=595.0),
    "short-pages": Look(height=380.0, running=False),
}


def spots(edition: Edition) -> list[str]:
    """Every spot of the edition where something can be typed: a field's key, or ``key=meaning`` where a mark is."""
    found = [edition.year_line.field or ""]
    for block in edition.blocks:
        match block:
            case BoxRow(boxes):
                found += [box.field for box in boxes if box.field]
            case Option(_, key, means, text_field):
                found += [f"{key}={means}" if means else key, *([text_field] if text_field else [])]
            case Table():
                for row in block.rows:
                    found += [row.field or ""] if isinstance(row, Box) else [s for s in row_spots(block, row) if s]
    return [spot for spot in found if spot]


def row_spots(table: Table, row: Row) -> list[str]:
    """The spots of a row's cells in the order of the columns; empty for a cell that asks for nothing."""
    return [
        "" if key is None else f"{key}={column.means}" if column.means else key
        for key, column in zip(row.fields, table.columns, strict=True)
    ]


def filled_pdf(edition: Edition, typed: Mapping[str, str], look: Look, head: int = 0) -> bytes:
    """The form of the edition with the words of ``typed`` at its spots; a spot not named is left empty.

    ``head`` chooses among the edition's county heads. The same arguments give the same bytes.
    """
    paper = Paper(look, edition.footnotes, head="Redovisning personligt ombud")
    for line in edition.title:
        paper.text(line, bold=True, scale=1.3)
    for line in edition.heads[head % len(edition.heads)].lines if edition.heads else ():
        paper.text(line)
    year = edition.year_line
    paper.text(f"{year.words.printed} {typed.get(year.field or '', '')}".strip(), bold=True)
    for block in edition.blocks:
        paper.gap()
        match block:
            case Heading(words, level):
                paper.text(words.printed, bold=True, scale=1.2 if level == 1 else 1.0)
            case Prose(words):
                paper.text(words.printed)
            case BoxRow(boxes):
                _boxes(paper, boxes, typed)
            case Table():
                _table(paper, block, typed)
            case Option():
                _option(paper, block, typed)
    return paper.bytes()


def _option(paper: Paper, option: Option, typed: Mapping[str, str]) -> None:
    spot = f"{option.field}={option.means}" if option.means else option.field
    label = option.words.printed
    paper.option(label, typed.get(spot, ""), spot)
    if option.text_field:
        paper.row([CellPlan(paper.left + 20, paper.right, [Part(typed.get(option.text_field, ""), option.text_field)])])


def _boxes(paper: Paper, boxes: tuple[Box, ...], typed: Mapping[str, str]) -> None:
    width = (paper.right - paper.left) / len(boxes)
    edges = [paper.left + width * index for index in range(len(boxes))] + [paper.right]
    labels = [Part(box.words.printed) for box in boxes]
    answers = [_answer(box, typed) for box in boxes]
    places = list(pairwise(edges))
    short = all(len(box.words.printed) < 40 for box in boxes)
    if paper.look.answer == "inside" or (paper.look.answer == "beside" and not short):
        paper.row([CellPlan(x0, x1, [a, b]) for (x0, x1), a, b in zip(places, labels, answers, strict=True)])
    elif paper.look.answer == "beside":
        for (x0, x1), label, answer in zip(places, labels, answers, strict=True):
            del x0, x1
            middle = paper.left + (paper.right - paper.left) * 0.4
            paper.row([CellPlan(paper.left, middle, [label]), CellPlan(middle, paper.right, [answer])])
    else:
        paper.row([CellPlan(x0, x1, [label]) for (x0, x1), label in zip(places, labels, strict=True)])
        paper.row([CellPlan(x0, x1, [answer]) for (x0, x1), answer in zip(places, answers, strict=True)])


def _answer(box: Box, typed: Mapping[str, str]) -> Part:
    said = typed.get(box.field or "", "")
    return Part(f"{said} {box.unit}".strip() if box.unit else said, box.field or "")


def _table(paper: Paper, table: Table, typed: Mapping[str, str]) -> None:
    wide = [0.30 if not column.means and len(table.columns) == 3 else 0.0 for column in table.columns]
    each = 0.14 if any(wide) else 0.22 if any(len(column.words.printed) > 30 for column in table.columns) else 0.15
    shares = [share or each for share in wide]
    span = paper.right - paper.left
    edges = [paper.right - span * sum(shares[index:]) for index in range(len(shares))] + [paper.right]
    places = list(pairwise(edges))
    heads = [
        CellPlan(x0, x1, [Part(column.words.printed, bold=True)])
        for (x0, x1), column in zip(places, table.columns, strict=True)
    ]
    paper.row([CellPlan(paper.left, edges[0], [Part(table.corner.printed, bold=True)]), *heads])
    for row in table.rows:
        if isinstance(row, Box):
            paper.row([CellPlan(paper.left, paper.right, [Part(row.words.printed), _answer(row, typed)])])
            continue
        cells = [CellPlan(paper.left, edges[0], [Part(row.words.printed)])]
        for (x0, x1), column, spot in zip(places, table.columns, row_spots(table, row), strict=True):
            tick = bool(column.means)
            cells.append(CellPlan(x0, x1, [Part(typed.get(spot, ""), spot, tick)] if spot else []))
        paper.row(cells)
