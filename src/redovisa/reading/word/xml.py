"""The door to XML: Word's parts parsed safely, and the names of the elements that the reader knows."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from redovisa.reading.source import Unreadable

Element: TypeAlias = etree._Element

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
# What the tree says for either: each name that is met is made anew and compared, so that a short one counts.
_SHORT = "w"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_VML = "{urn:schemas-microsoft-com:vml}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OFFICE = _OFFICE + "/"


def w(name: str) -> str:
    """The full name of an element or attribute of Word's main namespace."""
    return f"{{{_SHORT}}}{name}"


BODY, P, P_PR, R, R_PR, T, TAB = (w(name) for name in ("body", "p", "pPr", "r", "rPr", "t", "tab"))
BR, CR, P_TAB, NO_BREAK_HYPHEN, SYM = (w(name) for name in ("br", "cr", "ptab", "noBreakHyphen", "sym"))
TBL, TR, TR_PR, TC, TC_PR = (w(name) for name in ("tbl", "tr", "trPr", "tc", "tcPr"))
GRID_SPAN, V_MERGE, H_MERGE, GRID_BEFORE = (w(name) for name in ("gridSpan", "vMerge", "hMerge", "gridBefore"))
FLD_CHAR, FF_DATA, CHECK_BOX, DD_LIST = (w(name) for name in ("fldChar", "ffData", "checkBox", "ddList"))
CHECKED, DEFAULT, RESULT, LIST_ENTRY, SIZE = (w(name) for name in ("checked", "default", "result", "listEntry", "sz"))
FLD_CHAR_TYPE, VAL, CHAR, FONT = (w(name) for name in ("fldCharType", "val", "char", "font"))
SDT, SDT_PR, SDT_CONTENT, CUSTOM_XML = (w(name) for name in ("sdt", "sdtPr", "sdtContent", "customXml"))
SHOWING_PLACEHOLDER, DATE, FULL_DATE = (w(name) for name in ("showingPlcHdr", "date", "fullDate"))
DROP_DOWN, COMBO, LAST_VALUE, LIST_ITEM = (w(name) for name in ("dropDownList", "comboBox", "lastValue", "listItem"))
VALUE, DISPLAY_TEXT = (w(name) for name in ("value", "displayText"))
INS, DEL, MOVE_TO, MOVE_FROM, CELL_DEL = (w(name) for name in ("ins", "del", "moveTo", "moveFrom", "cellDel"))
DEL_TEXT, STRIKE, DOUBLE_STRIKE, VANISH = (w(name) for name in ("delText", "strike", "dstrike", "vanish"))
VERT_ALIGN = w("vertAlign")
R_FONTS, ASCII, H_ANSI, R_STYLE = (w(name) for name in ("rFonts", "ascii", "hAnsi", "rStyle"))
TEXT_BOX, RUBY_TEXT, ALT_CHUNK = (w(name) for name in ("txbxContent", "rt", "altChunk"))
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = w("footnoteReference"), w("endnoteReference")
COMMENT_REFERENCE, CUSTOM_MARK = w("commentReference"), w("customMarkFollows")
FOOTNOTE, ENDNOTE, COMMENT = w("footnote"), w("endnote"), w("comment")
TYPE, ID, STYLE, STYLE_ID, BASED_ON = (w(name) for name in ("type", "id", "style", "styleId", "basedOn"))
TICK, TICK_STATE, TICK_VAL = _W14 + "checkbox", _W14 + "checked", _W14 + "val"
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
MATH_TEXT = _MATH + "t"
SHAPE, INK = _WPS + "wsp", _W14 + "contentPart"
OVAL, LINE, PICTURE, OLD_PICTURE = _VML + "oval", _VML + "line", _PIC + "pic", _VML + "imagedata"
ACTIVE_X = w("control")
COLOR, SHADE, HIGHLIGHT, FILL = (w(name) for name in ("color", "shd", "highlight", "fill"))

DAMAGED = (
    "Dokumentet är skadat: innehållet går inte att tolka som ett Word-dokument. Öppna det i Word, spara det på nytt "
    "och skicka det igen."
)
# The names stand in the root's own tag.
_NAMES_WITHIN = 4000
_FORBIDDEN = (
    "Dokumentet innehåller en dokumenttypsdeklaration (DOCTYPE), vilket Word aldrig skriver och som kan dölja "
    "skadligt innehåll. Det har inte lästs. Det behöver sparas om i Word och skickas på nytt."
)


def parse(data: bytes) -> Element:
    """The root of an XML part, in the names above whichever of the two official sets of names the file uses.

    Nothing is fetched and no entity is put in.

    Raises:
        Unreadable: it is not well-formed, is nested too deep, or declares a document type.
    """
    short, all_short = _in_short_names(data, _NAMES_WITHIN)
    root = _parsed(short)
    if all_short and {_MAIN, _STRICT}.isdisjoint(root.nsmap.values()):
        return root
    # Named in another encoding, or between other signs: as the parser writes it, all names stand in the same way.
    again, _ = _in_short_names(etree.tostring(root, encoding="utf-8"), len(data))
    return _parsed(again)


def _parsed(data: bytes) -> Element:
    # A parser keeps state, and is not shared between threads.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(_FORBIDDEN if b"<!DOCTYPE" in data else DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(_FORBIDDEN)
    return root


def _in_short_names(data: bytes, within: int) -> tuple[bytes, bool]:
    """The XML with the short name wherever a full one is given one, and whether no full one is left.

    The names of the strict set are looked for at the beginning only.
    """
    full, strict = _MAIN.encode(), _STRICT.encode()
    if data.find(strict, 0, within) >= 0:
        data = data.replace(_STRICT_OFFICE.encode(), _OFFICE.encode()).replace(strict, full)
    parts = data.split(full)
    if all(part.endswith(b'="') for part in parts[:-1]) and all(part.startswith(b'"') for part in parts[1:]):
        return _SHORT.encode().join(parts), True
    return data.replace(b'="' + full + b'"', b'="' + _SHORT.encode() + b'"'), False


def make(parent: Element, name: str) -> Element:
    """Add an element at the end of ``parent``."""
    return etree.SubElement(parent, name)


def take_away(element: Element) -> None:
    """Remove an element from the tree, if it still stands in one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element, content: Element | None = None) -> None:
    """Put the children of an element (or of ``content`` within it) in the element's place."""
    if element.getparent() is None:
        return
    for child in list(element if content is None else content):
        element.addprevious(child)
    take_away(element)


def run_of(mark: Element) -> Element | None:
    """The run whose properties a mark is among; None for the properties of a paragraph's end or of an old version."""
    properties = mark.getparent()
    run = properties.getparent() if properties is not None and properties.tag == R_PR else None
    return run if run is not None and run.tag == R else None


def is_on(mark: Element) -> bool:
    """Whether a switch such as w:strike is on: it is, unless it says otherwise."""
    return mark.get(VAL, "1") not in ("0", "false", "off")
