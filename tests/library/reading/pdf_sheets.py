"""Small PDF files for the tests, drawn by hand or written byte by byte."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]


def sheet(*pages: Draw, width: float = 595, height: float = 842, **settings: object) -> bytes:
    """A PDF file with a page for each drawing, in Helvetica 10."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, **settings)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def words(*lines: str, x: float = 60, y: float = 760, step: float = 20) -> Draw:
    """Lines of words below each other."""

    def draw(canvas: Canvas) -> None:
        for index, line in enumerate(lines):
            canvas.drawString(x, y - index * step, line)

    return draw


def ruled(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A table with all its lines."""
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])


def raw(objects: Sequence[bytes]) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d %s>>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def plain(content: bytes, pages: int = 1, entries: bytes = b"", page: bytes = b"", catalogue: bytes = b"") -> bytes:
    """A PDF file whose pages all have the same content; further entries for content, page and catalogue."""
    return raw(
        [
            b"<</Type/Catalog/Pages 2 0 R %s>>" % catalogue,
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b"3 0 R " * pages),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>> %s>>" % page,
            stream(content, entries),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ]
    )


HELLO = b"BT /F1 12 Tf 60 700 Td (Hej) Tj ET"
