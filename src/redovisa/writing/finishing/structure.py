"""Finishes the tags of a PDF: the first cell of a row that names the row is its header."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

#: What a table may stand in; nothing else is searched.
_HOLDERS = (Name.Document, Name.Part, Name.Sect, Name.Div, Name.Art)


def finished(data: bytes, row_heads: Sequence[bool]) -> bytes:
    """The PDF with the first cell of each row of its tables as the row's header, where ``row_heads`` says so.

    ``row_heads`` has one value for each tagged table of the document, in order.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        head_rows(pdf, row_heads)
        return saved(pdf)


def head_rows(pdf: Any, row_heads: Sequence[bool]) -> None:
    """Makes row headers in the tables of an open PDF, as ``finished`` does."""
    tables = list(_tables(pdf.Root.StructTreeRoot))
    for table, wanted in zip(tables, row_heads, strict=True):
        if wanted:
            _head_rows(pdf, table)


def saved(pdf: Any) -> bytes:
    """The bytes of the PDF: the same content gives the same bytes.

    The many small objects of the tags are packed together: less than half as large, and quicker to write.
    """
    # No suspects is what is meant without the entry too, and some readers (poppler) take the word false for a fault.
    if "/Suspects" in pdf.Root.MarkInfo and not pdf.Root.MarkInfo.Suspects:
        del pdf.Root.MarkInfo.Suspects
    made = io.BytesIO()
    pdf.save(
        made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False
    )
    return made.getvalue()


def _tables(element: Any) -> Iterator[Any]:
    for child in kids(element):
        if child.get("/S") == Name.Table:
            yield child
        elif child.get("/S") in _HOLDERS:
            yield from _tables(child)


def kids(element: Any) -> Iterator[Any]:
    """The structure elements within an element, in reading order."""
    within = element.get("/K")
    for child in within if isinstance(within, Array) else [within]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield child


def _head_rows(pdf: Any, table: Any) -> None:
    for part in kids(table):
        if part.get("/S") != Name.TBody:
            continue
        for row in kids(part):
            cells = row.get("/K")
            if isinstance(cells, Array) and len(cells) > 1 and cells[0].get("/S") == Name.TD:
                _head(pdf, cells[0])


def _head(pdf: Any, cell: Any) -> None:
    cell.S = Name.TH
    attributes = cell.get("/A")
    owned = [one for one in (attributes if isinstance(attributes, Array) else [attributes]) if one is not None]
    for one in owned:
        if one.get("/O") == Name.Table:
            one.Scope = Name.Row
            return
    cell.A = Array([*owned, pdf.make_indirect(Dictionary(O=Name.Table, Scope=Name.Row))])
