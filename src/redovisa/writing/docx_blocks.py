"""The blocks of a document as Word has them: paragraphs by style, ruled tables with header rows, framed boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from redovisa.writing.document import (
    MOST_ON_A_PAGE,
    Block,
    Boxes,
    Bullets,
    Cell,
    Document,
    Figure,
    Heading,
    Inline,
    NewPage,
    Paragraph,
    Run,
    Style,
    Table,
    kept_together,
)
from redovisa.writing.docx_inline import Inlines, run
from redovisa.writing.docx_picture import drawing
from redovisa.writing.docx_xml import Xml, group, w

#: The room between the margins of an A4 page, in twentieths of a point.
WIDTH = 9638
#: So many rows of a table stand at the foot of a page, or none.
_FIRST_ROWS = 4
_STYLES = {Style.LABEL: "Label", Style.ANSWER: "Answer", Style.SMALL: "Small", Style.TO_DO: "ToDo"}


@dataclass(slots=True)
class Body:
    """Makes the body of a document; ``figures`` are the pictures that were met, in order."""

    inlines: Inlines = field(default_factory=Inlines)
    figures: list[Figure] = field(default_factory=list)

    def made(self, document: Document) -> Iterator[Xml]:
        """Everything between the margins, in order."""
        yield from self._top(document)
        for block, keep in zip(document.blocks, kept_together(document.blocks), strict=True):
            yield from self._block(block, keep=keep)
            if isinstance(block, Table | Boxes):  # Word joins tables that touch
                yield w("p", w("pPr", w("pStyle", val="Between"), w("keepNext") if keep else None))

    def _top(self, document: Document) -> Iterator[Xml]:
        if document.sender:
            facts = [f"{name}:\u00a0{value}" for name, value in document.facts]
            lines = list(zip_longest((document.sender, *(document.head or ("",))), facts, fillvalue=""))
            for number, (left, right) in enumerate(lines):
                style = "Sender" if number == 0 else "Head" if number < len(lines) - 1 else "LastHead"
                yield w("p", w("pPr", w("pStyle", val=style)), run(left), w("r", w("tab")), run(right, plain=True))
        else:
            yield from (self.paragraph((Run(line),), "Head") for line in document.head)
        yield from (self.paragraph((Run(line),), "Receiver") for line in document.receiver)
        for number, line in enumerate(document.title_lines):
            yield self.paragraph((Run(line),), "Subtitle" if number else "Title")

    def _block(self, block: Block, *, keep: bool) -> Iterator[Xml]:
        match block:
            case Heading(parts, level):
                yield self.paragraph(parts, f"Heading{level}")
            case Paragraph(parts, style):
                yield self.paragraph(parts, _STYLES.get(style, ""), keep=keep)
            case Bullets(items):
                for item in items:
                    yield self.paragraph(item, "ListBullet")
            case Table():
                if block.caption:
                    yield self.paragraph((Run(block.caption),), "Caption")
                yield self._table(block, keep=keep)
            case Boxes(widths, cells):
                yield _grid(widths, [self._row(cells, widths)], "Formulärrutor", head=False)
            case Figure():
                yield self.paragraph((Run(block.caption),), "Caption")
                self.figures.append(block)
                shape = w("pPr", w("keepNext")) if keep else None
                yield w("p", shape, w("r", drawing(block, len(self.figures))))
            case NewPage():
                yield w("p", w("r", w("br", type="page")))

    def _table(self, table: Table, *, keep: bool) -> Xml:
        whole = len(table.rows) <= MOST_ON_A_PAGE and all(_is_short(row) for row in table.rows)
        last = len(table.rows) - 1
        kept = [(whole or number < _FIRST_ROWS) if number < last else keep for number in range(len(table.rows))]
        rows = [self._row(row, table.widths, keep=keep) for row, keep in zip(table.rows, kept, strict=True)]
        if table.heads:
            rows.insert(0, self._row(table.heads, table.widths, header=True, keep=True))
        return _grid(table.widths, rows, table.about or table.caption, head=bool(table.heads))

    def _row(self, cells: Sequence[Cell], widths: Sequence[float], *, header: bool = False, keep: bool = False) -> Xml:
        properties = group("trPr", w("cantSplit") if _is_short(cells) else None, w("tblHeader") if header else None)
        made: list[Xml] = []
        column = 0
        for cell in cells:
            share = sum(widths[column : column + cell.span])
            column += cell.span
            shape = w(
                "tcPr",
                w("tcW", w=round(WIDTH * share), type="dxa"),
                w("gridSpan", val=cell.span) if cell.span > 1 else None,
                w("shd", val="clear", color="auto", fill="F2F2F2") if header else None,
            )
            paragraphs = [
                self.paragraph(p.parts, _STYLES.get(p.style, "Cell"), cell.align, keep=keep) for p in cell.paragraphs
            ]
            made.append(w("tc", shape, *paragraphs))
        return w("tr", properties, *made)

    def paragraph(self, parts: tuple[Inline, ...], style: str = "", align: str = "left", *, keep: bool = False) -> Xml:
        """A paragraph of a style; ``align`` is left, center or right; ``keep`` binds it to what follows."""
        properties = group(
            "pPr",
            w("pStyle", val=style) if style else None,
            w("keepNext") if keep else None,
            w("jc", val=align) if align != "left" else None,
        )
        return w("p", properties, *self.inlines.made(parts))


def _is_short(cells: Sequence[Cell]) -> bool:
    """Whether a row may be kept on one page: a long answer must be allowed to run over to the next."""
    length = (sum(_length(paragraph) for paragraph in cell.paragraphs) for cell in cells)
    return max(length, default=0) < 600


def _length(paragraph: Paragraph) -> int:
    texts = [part.text for part in paragraph.parts if not hasattr(part, "number")]
    return sum(len(text) + 60 * text.count("\n") for text in texts)


def _grid(widths: Sequence[float], rows: Sequence[Xml], about: str, *, head: bool) -> Xml:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = w(
        "tblPr",
        w("tblW", w=WIDTH, type="dxa"),
        w("tblBorders", *(w(edge, val="single", sz=4, space=0, color="595959") for edge in edges)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", w("left", w=85, type="dxa"), w("right", w=85, type="dxa")),
        w("tblLook", firstRow=int(head), firstColumn=int(head), noHBand=1, noVBand=1),
        w("tblCaption", val=about) if about else None,
    )
    columns = (w("gridCol", w=round(WIDTH * share)) for share in widths)
    return w("tbl", properties, w("tblGrid", *columns), *rows)
