"""The unchanging parts of a Word file: its styles, settings and the list of what it is made of."""

from __future__ import annotations

from xml.sax.saxutils import escape

from redovisa.writing.docx_xml import allowed

_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
_LINE = '<w:bottom w:val="single" w:sz="6" w:space="6" w:color="595959"/>'
#: id, name, based on, paragraph properties, run properties. Sizes in half points, distances in twentieths of a point.
_PARAGRAPH_STYLES = (
    ("Title", "Title", "Normal", '<w:keepNext/><w:spacing w:before="320" w:after="100"/>', '<w:b/><w:sz w:val="32"/>'),
    ("Subtitle", "Subtitle", "Normal", '<w:spacing w:after="160"/>', '<w:b/><w:sz w:val="24"/>'),
    ("Sender", "Avsändare", "Normal", f'{_RIGHT_TAB}<w:spacing w:after="20"/>', '<w:b/><w:sz w:val="24"/>'),
    ("Head", "Huvud", "Normal", f'{_RIGHT_TAB}<w:spacing w:after="0"/>', '<w:sz w:val="20"/>'),
    ("LastHead", "Huvudets sista rad", "Head", f'<w:pBdr>{_LINE}</w:pBdr><w:spacing w:after="240"/>', ""),
    ("Receiver", "Mottagare", "Normal", '<w:spacing w:after="0"/>', ""),
    (
        "Heading1",
        "heading 1",
        "Normal",
        '<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="26"/>',
    ),
    (
        "Heading2",
        "heading 2",
        "Normal",
        '<w:keepNext/><w:spacing w:before="220" w:after="80"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:sz w:val="21"/>',
    ),
    (
        "Heading3",
        "heading 3",
        "Normal",
        '<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="2"/>',
        '<w:b/><w:i/><w:sz w:val="20"/>',
    ),
    ("Label", "Ledtext", "Normal", '<w:keepNext/><w:spacing w:before="20" w:after="20"/>', '<w:sz w:val="17"/>'),
    ("Answer", "Svar", "Normal", '<w:spacing w:before="20" w:after="40"/>', ""),
    ("Cell", "Cell", "Normal", '<w:spacing w:before="30" w:after="30"/>', ""),
    ("Small", "Finstilt", "Normal", '<w:spacing w:before="80" w:after="60"/>', '<w:sz w:val="17"/>'),
    (
        "ToDo",
        "Att skriva",
        "Normal",
        '<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="8A5A00"/></w:pBdr><w:ind w:left="160"/>',
        "<w:i/>",
    ),
    ("Between", "Mellanrum", "Normal", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>', ""),
    (
        "Caption",
        "caption",
        "Normal",
        '<w:keepNext/><w:spacing w:before="160" w:after="60"/>',
        '<w:b/><w:sz w:val="19"/>',
    ),
    (
        "ListBullet",
        "List Bullet",
        "Normal",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>'
        '<w:ind w:left="360" w:hanging="260"/>',
        "",
    ),
    ("FootnoteText", "footnote text", "Normal", '<w:spacing w:after="40"/>', '<w:sz w:val="17"/>'),
    ("Footer", "footer", "Normal", f'{_RIGHT_TAB}<w:spacing w:after="0"/>', '<w:sz w:val="17"/>'),
)


def styles() -> str:
    """The styles: Arial, ten points, in Swedish."""
    language = '<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>'
    font = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="20"/>'
    made = [
        f"{_XML}<w:styles {_MAIN}><w:docDefaults><w:rPrDefault><w:rPr>{font}{language}</w:rPr></w:rPrDefault>",
        '<w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault>',
        "</w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
    ]
    made += [
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        for key, name, base, paragraph, run in _PARAGRAPH_STYLES
    ]
    made.append(
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
        '<w:rPr><w:u w:val="dotted" w:color="5B6B7A"/></w:rPr></w:style></w:styles>'
    )
    return "".join(made)


SETTINGS = (
    f'{_XML}<w:settings {_MAIN}><w:zoom w:percent="100"/><w:defaultTabStop w:val="1304"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="sv-SE"/></w:settings>'
)

NUMBERING = (
    f'{_XML}<w:numbering {_MAIN}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)

_PAGE_OF_PAGES = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "<w:r><w:t>(</w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> NUMPAGES </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "<w:r><w:t>)</w:t></w:r>"
)


def footer(words: str) -> str:
    """The foot of every page: the words at the left, the page of pages at the right."""
    said = f'<w:r><w:t xml:space="preserve">{escape(allowed(words))}</w:t></w:r>'
    shape = '<w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    return f"{_XML}<w:ftr {_MAIN}><w:p>{shape}{said}<w:r><w:tab/></w:r>{_PAGE_OF_PAGES}</w:p></w:ftr>"


ROOT_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)


def relations(pictures: int) -> str:
    """What the document's part is bound to, with so many pictures."""
    kinds = ("styles", "settings", "footnotes", "numbering", "footer")
    bound = [f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in kinds]
    bound += [
        f'<Relationship Id="{kind}{number}" Type="{_OFFICE}/image" Target="media/picture{number}.{ending}"/>'
        for number in range(1, pictures + 1)
        for kind, ending in (("drawing", "svg"), ("image", "png"))
    ]
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(bound)}</Relationships>'


def content_types() -> str:
    """The kind of each part."""
    kinds = {"document": "document.main", **{name: name for name in ("styles", "settings", "footnotes", "numbering")}}
    parts = [
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    ]
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="svg" ContentType="image/svg+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'{"".join(parts)}<Override PartName="/word/footer.xml" ContentType="{_KIND}.footer+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
