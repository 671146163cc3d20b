"""Writes a document as a Word file: A4, in Swedish, with real footnotes, header rows and controls to fill in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from redovisa.writing import docx_parts as parts
from redovisa.writing.document import Document, Figure
from redovisa.writing.docx_blocks import Body
from redovisa.writing.docx_inline import run
from redovisa.writing.docx_xml import Xml, allowed, bound, part, w

#: The first moment that a zip archive can hold: files made of the same are the same, byte by byte.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write_docx(document: Document) -> bytes:
    """The document as a .docx file; the same document gives the same bytes."""
    body = Body()
    content = list(body.made(document))
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": parts.content_types(),
        "_rels/.rels": parts.ROOT_RELATIONS,
        "docProps/core.xml": _core(document),
        "word/document.xml": part("document", w("body", *content, _page())),
        "word/_rels/document.xml.rels": parts.relations(len(body.figures)),
        "word/styles.xml": parts.styles(),
        "word/settings.xml": parts.SETTINGS,
        "word/numbering.xml": parts.NUMBERING,
        "word/footer.xml": parts.footer(document.details.get("footer", "")),
        "word/footnotes.xml": _footnotes(document.notes),
        **_pictures(body.figures),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return packed.getvalue()


def _pictures(figures: Sequence[Figure]) -> dict[str, str | bytes]:
    """Each picture as a drawing, and as an image for the programs that do not know drawings."""
    if not figures:
        return {}
    from redovisa.writing.typesetting import painted

    made: dict[str, str | bytes] = {}
    for number, figure in enumerate(figures, 1):
        made[f"word/media/picture{number}.svg"] = figure.svg
        made[f"word/media/picture{number}.png"] = painted(figure.svg)
    return made


def _page() -> Xml:
    """A4 with the margins and the footer of every page."""
    return w(
        "sectPr",
        bound("footerReference", "footer", type="default"),
        w("pgSz", w=11906, h=16838),
        w("pgMar", top=1134, right=1134, bottom=1134, left=1134, header=567, footer=567, gutter=0),
    )


def _footnotes(notes: tuple[str, ...]) -> str:
    lines = [
        w("footnote", w("p", w("r", w("separator"))), type="separator", id=-1),
        w("footnote", w("p", w("r", w("continuationSeparator"))), type="continuationSeparator", id=0),
    ]
    for number, note in enumerate(notes, 1):
        mark = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
        paragraph = w("p", w("pPr", w("pStyle", val="FootnoteText")), mark, run(f" {note}"))
        lines.append(w("footnote", paragraph, id=number))
    return part("footnotes", *lines)


def _core(document: Document) -> str:
    day = _moment(document.day)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(allowed(document.title))}</dc:title>"
        f"<dc:creator>{escape(allowed(document.sender))}</dc:creator><dc:language>sv-SE</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T12:00:00Z"
