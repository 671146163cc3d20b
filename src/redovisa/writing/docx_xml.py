"""Makes the XML of Word's parts: every word and value escaped, so that no answer can break a document."""

from __future__ import annotations

import re
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

#: An element written out; only the functions here make one.
Xml = NewType("Xml", str)

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: Signs that XML does not allow at all.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(name: str, *children: Xml | None, **values: str | int) -> Xml:
    """An element of Word's main namespace with attributes of the same; children that are None are left out."""
    return _element("w", name, children, values)


def w14(name: str, *children: Xml | None, **values: str | int) -> Xml:
    """An element of the namespace that Word 2010 added (tick boxes)."""
    return _element("w14", name, children, values)


def _element(space: str, name: str, children: tuple[Xml | None, ...], values: dict[str, str | int]) -> Xml:
    attributes = "".join(f" {space}:{key}={quoteattr(allowed(str(value)))}" for key, value in values.items())
    within = "".join(child for child in children if child is not None)
    if within:
        return Xml(f"<{space}:{name}{attributes}>{within}</{space}:{name}>")
    return Xml(f"<{space}:{name}{attributes}/>")


def group(name: str, *children: Xml | None) -> Xml | None:
    """An element that is left out when it would be empty."""
    kept = [child for child in children if child is not None]
    return w(name, *kept) if kept else None


def bound(name: str, identity: str, **values: str | int) -> Xml:
    """An element bound to another part of the package by the identity of the relation."""
    attributes = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in values.items())
    return Xml(f"<w:{name}{attributes} r:id={quoteattr(identity)}/>")


def text(content: str) -> Xml:
    """A text element; white space counts."""
    return Xml(f'<w:t xml:space="preserve">{escape(allowed(content))}</w:t>')


def allowed(content: str) -> str:
    """The text without the signs that XML cannot hold."""
    return _FORBIDDEN.sub("", content)


def part(root: str, *children: Xml) -> str:
    """A whole part of the package."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{''.join(children)}</w:{root}>"
