"""The second door to XML: makes the elements of Word's parts, so that no answer can break a document."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {"w": MAIN, "w14": W14, "r": _OFFICE}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Signs that XML does not allow at all.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(name: str, *children: Element | None, **values: str | int) -> Element:
    """An element of Word's main namespace with attributes of the same; children that are None are left out."""
    made = etree.Element(f"{{{MAIN}}}{name}", nsmap=_NAMES)
    for key, value in values.items():
        made.set(f"{{{MAIN}}}{key.rstrip('_')}", str(value))
    made.extend([child for child in children if child is not None])
    return made


def w14(name: str, *children: Element, **values: str | int) -> Element:
    """An element of the namespace that Word 2010 added (tick boxes)."""
    made = etree.Element(f"{{{W14}}}{name}", nsmap=_NAMES)
    for key, value in values.items():
        made.set(f"{{{W14}}}{key}", str(value))
    made.extend(children)
    return made


def relation(element: Element, identity: str) -> Element:
    """The element, bound to another part of the package."""
    element.set(f"{{{_OFFICE}}}id", identity)
    return element


def text(content: str) -> Element:
    """A text element; white space counts."""
    made = w("t")
    made.set(_XML_SPACE, "preserve")
    made.text = allowed(content)
    return made


def allowed(content: str) -> str:
    """The text without the signs that XML cannot hold."""
    return _FORBIDDEN.sub("", content)


def xml(element: Element) -> bytes:
    """The part that the element is the root of."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)


def fragment(source: str) -> Element:
    """The element that a piece of our own XML describes, without the white space between its elements."""
    return etree.fromstring(source, etree.XMLParser(remove_blank_text=True, no_network=True))
