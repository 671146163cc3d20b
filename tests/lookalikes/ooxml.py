"""Word's own XML, written by hand: runs, paragraphs, cells, tables, and the parts packed into a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NAMESPACES = (
    f'xmlns:w="{TRANSITIONAL}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'mc:Ignorable="w14"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FONT = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'


def text(words: str) -> str:
    """The elements of a run that show the words, tabs and line breaks among them."""
    lines = []
    for line in words.split("\n"):
        parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t"))
        lines.append("<w:tab/>".join(parts))
    return "<w:br/>".join(lines)


def run(words: str, look: str = "") -> str:
    """A run of words; ``look`` is XML put among its properties."""
    return f'<w:r w:rsidRPr="00A77B3E"><w:rPr>{_FONT}{look}<w:sz w:val="20"/></w:rPr>{text(words)}</w:r>'


def paragraph(content: str = "", style: str = "", properties: str = "") -> str:
    """A paragraph around runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f'<w:p w:rsidR="00C12A91" w:rsidRDefault="00C12A91">{inner}{content}</w:p>'


def cell(content: str, width: int = 2000, span: int = 1, properties: str = "") -> str:
    """A table cell around paragraphs; ``width`` in twentieths of a point."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{properties}</w:tcPr>{content}</w:tc>'


def row(cells: Sequence[str], properties: str = "") -> str:
    """A table row."""
    inner = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f'<w:tr w:rsidR="00C12A91">{inner}{"".join(cells)}</w:tr>'


def table(grid: Sequence[int], rows: Sequence[str], is_ruled: bool = True) -> str:
    """A table with these column widths."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    ruled = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    borders = f"<w:tblBorders>{ruled}</w:tblBorders>" if is_ruled else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}"
    '<w:sz w:val="20"/><w:lang w:val="sv-SE"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)
_STYLES = {
    "Rubrik": ("paragraph", "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:sz w:val='40'/></w:rPr>"),
    "Rubrik1": (
        "paragraph",
        '<w:pPr><w:keepNext/><w:spacing w:before="320" w:after="80"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr>',
    ),
    "Rubrik2": (
        "paragraph",
        '<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="60"/></w:pPr><w:rPr><w:b/><w:sz w:val="22"/></w:rPr>',
    ),
    "Fotnotstext": ("paragraph", '<w:rPr><w:sz w:val="16"/></w:rPr>'),
    "Fotnotsreferens": ("character", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    "Platshllartext": ("character", '<w:rPr><w:color w:val="808080"/></w:rPr>'),
}


def styles(more: str = "") -> str:
    """The style part; ``more`` is XML of further styles."""
    named = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{look}</w:style>'
        for name, (kind, look) in _STYLES.items()
    )
    return f"{_HEAD}<w:styles {_NAMESPACES}>{_DEFAULTS}{named}{more}</w:styles>"


def notes(kind: str, texts: Sequence[str]) -> str:
    """The part of footnotes or endnotes (``kind``), numbered from 2 after Word's two separators."""
    reference = f'<w:r><w:rPr><w:rStyle w:val="Fotnotsreferens"/></w:rPr><w:{kind}Ref/></w:r>'
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in enumerate(("separator", "continuationSeparator"))
    )
    written = "".join(
        f'<w:{kind} w:id="{number}">{paragraph(reference + run(" " + words), "Fotnotstext")}</w:{kind}>'
        for number, words in enumerate(texts, 2)
    )
    return f"{_HEAD}<w:{kind}s {_NAMESPACES}>{separators}{written}</w:{kind}s>"


def comments(texts: Sequence[str]) -> str:
    """The part of comments, numbered from 0."""
    written = "".join(
        f'<w:comment w:id="{number}" w:author="Handläggaren">{paragraph(run(words))}</w:comment>'
        for number, words in enumerate(texts)
    )
    return f"{_HEAD}<w:comments {_NAMESPACES}>{written}</w:comments>"


def document(body: str) -> str:
    """The main part around the blocks of a body."""
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )
    return f"{_HEAD}<w:document {_NAMESPACES}><w:body>{body}{page}</w:body></w:document>"


def package(
    body: str,
    *,
    footnotes: Sequence[str] = (),
    endnotes: Sequence[str] = (),
    remarks: Sequence[str] = (),
    more_styles: str = "",
    macros: bool = False,
    strict: bool = False,
    main: str = "word/document.xml",
    encoding: str = "utf-8",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A .docx file (a .docm file with ``macros``); ``remarks`` are comments, ``main`` the name of the main part."""
    folder, name = main.rsplit("/", 1)
    parts = {"styles": styles(more_styles)}
    if footnotes:
        parts["footnotes"] = notes("footnote", footnotes)
    if endnotes:
        parts["endnotes"] = notes("endnote", endnotes)
    if remarks:
        parts["comments"] = comments(remarks)
    kind = "application/vnd.ms-word.document.macroEnabled." if macros else _CONTENT + "document."
    types = "".join(
        f"<Override PartName={quoteattr('/' + where)} ContentType={quoteattr(what + 'main+xml' if is_main else what)}/>"
        for where, what, is_main in (
            (main, kind, True),
            *((f"{folder}/{part}.xml", f"{_CONTENT}{part}+xml", False) for part in parts),
        )
    )
    files = {
        "[Content_Types].xml": _HEAD
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        + f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relations({"officeDocument": main}),
        f"{folder}/_rels/{name}.rels": _relations({part: f"{part}.xml" for part in parts}),
        main: document(body),
        **{f"{folder}/{part}.xml": content for part, content in parts.items()},
    }
    if strict:
        files = {where: _in_strict(content) for where, content in files.items()}
    packed = {where: content.encode() for where, content in files.items()}
    packed[main] = files[main].replace("UTF-8", encoding.upper(), 1).encode(encoding)
    if macros:
        packed[f"{folder}/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not a real project"
    return zipped({**packed, **(extra or {})})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return out.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    named = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{named}</Relationships>'


def _in_strict(content: str) -> str:
    return content.replace(TRANSITIONAL, STRICT).replace(RELATIONS, STRICT_RELATIONS)
